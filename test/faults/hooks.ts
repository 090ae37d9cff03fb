import { subscribe } from 'node:diagnostics_channel';
import { createHistogram } from 'node:perf_hooks';

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
  /** Answers to requests with a body since the start, as the process itself has seen them. */
  readonly answers: { readonly count: number; readonly p99Ms: number; readonly latestMs: number };
}

const requestedAt = new WeakMap<object, number>();
const tookMicros = createHistogram();

subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { request: { method?: string }; response: object };
  if (request.method === 'POST') requestedAt.set(response, performance.now());
});
subscribe('http.server.response.finish', (message) => {
  const at = requestedAt.get((message as { response: object }).response);
  if (at !== undefined) tookMicros.record(Math.max(1, Math.round((performance.now() - at) * 1_000)));
});

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
  const { count } = tookMicros;
  const answers = {
    count,
    p99Ms: tookMicros.percentile(99) / 1_000,
    latestMs: count === 0 ? 0 : tookMicros.max / 1_000,
  };
  return { id, heapBytes: process.memoryUsage().heapUsed, resources, answers };
}
