/**
 * Loaded into the program under test with `--import`, which knows nothing of it: does on a message what cannot be done from outside, and
 * answers what cannot be seen from there.
 */
export type HookRequest =
  | { readonly do: 'reject'; readonly text: string }
  | { readonly do: 'throw'; readonly text: string }
  | { readonly do: 'block'; readonly forMs: number }
  | { readonly do: 'sample'; readonly id: number };

/** The state of the process after a garbage collection, where there is one to be had. */
export interface ProcessSample {
  readonly id: number;
  readonly heapBytes: number;
  /** Kinds of what keeps the process alive, and how many there are of each. */
  readonly resources: Readonly<Record<string, number>>;
}

process.on('message', (request: HookRequest) => {
  switch (request.do) {
    case 'reject':
      void Promise.reject(new Error(request.text));
      break;
    case 'throw':
      setImmediate(() => {
        throw new Error(request.text);
      });
      break;
    case 'block': {
      const until = performance.now() + request.forMs;
      while (performance.now() < until);
      break;
    }
    case 'sample':
      process.send?.(sample(request.id));
  }
});
process.channel?.unref();

function sample(id: number): ProcessSample {
  (globalThis as { gc?: () => void }).gc?.();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  return { id, heapBytes: process.memoryUsage().heapUsed, resources };
}
