import { isObject } from './input.ts';

/** One call as it was served. Headers are not kept, so no key can be found here. */
export interface ServedCall {
  /** The title of the operation in Wix's docs; `unknown route` for a path or verb that does not exist. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string[]>;
  /** The value of `wix-account-id`, when sent. */
  readonly accountId?: string;
  /** The value of `wix-site-id`, when sent. */
  readonly siteId?: string;
  readonly keyName?: string;
  /** The parsed JSON body, private keys left out; absent for no body and for malformed JSON. */
  readonly body?: unknown;
  /** 0 when no status was sent: a reset, a hang, or a call still being answered. */
  readonly status: number;
  /** Sandbox time of arrival. */
  readonly at: string;
}

/** What was served, oldest first. Only the newest 10,000 calls are kept. */
export interface CallLog {
  entries(): readonly ServedCall[];
  clear(): void;
  /** Number of calls per operation, in the order the operations first appeared. */
  counts(): Record<string, number>;
}

/** The sandbox's own side of the log. */
export interface CallRecorder extends CallLog {
  /** Enters a call; the returned function sets its status once that is known. */
  open(call: Omit<ServedCall, 'status'>): { readonly call: ServedCall; close(status: number): void };
}

const capacity = 10_000;

/** Add Certificate takes a bundle with a private key in it: the one body that must not be kept. */
function withoutPrivateKey(body: unknown): unknown {
  return isObject(body) && 'certificatePem' in body ? { ...body, certificatePem: '(left out)' } : body;
}

/** An empty log. */
export function createCallLog(): CallRecorder {
  let served: { -readonly [K in keyof ServedCall]: ServedCall[K] }[] = [];
  const entries = () => served.slice(-capacity);
  return {
    entries,
    clear() {
      served = [];
    },
    counts() {
      const counts: Record<string, number> = {};
      for (const { operation } of entries()) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
    open(call) {
      const entry = { ...call, ...('body' in call ? { body: withoutPrivateKey(call.body) } : {}), status: 0 };
      served.push(entry);
      // Cutting in blocks keeps the cost of a long run flat.
      if (served.length > capacity * 1.1) served = served.slice(-capacity);
      return {
        call: entry,
        close(status) {
          entry.status = status;
        },
      };
    },
  };
}
