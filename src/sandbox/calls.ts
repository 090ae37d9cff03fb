import { isObject } from './json.ts';

/** A call as it was served. Headers are not kept, so no key can be found here. */
export interface ServedCall {
  /** The title of the endpoint in Wix's docs; `unknown route` for a path or verb that does not exist. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string[]>;
  /** The value of `wix-account-id`, if sent. */
  readonly accountId?: string;
  /** The value of `wix-site-id`, if sent. */
  readonly siteId?: string;
  readonly keyName?: string;
  /** The parsed JSON body without private keys; absent for no body and for malformed JSON. */
  readonly body?: unknown;
  /** 0 if no status was sent: a reset, a hang, or a call in progress. */
  readonly status: number;
  /** Sandbox time of arrival. */
  readonly at: string;
}

/** The calls that were served, oldest first. Only the newest are kept: 10,000 at most, and 16 MiB of bodies and paths. */
export interface CallLog {
  entries(): readonly ServedCall[];
  clear(): void;
  /** Number of calls per endpoint, in the order the endpoints first appeared. */
  counts(): Record<string, number>;
}

/** The sandbox's own side of the log. */
export interface CallRecorder extends CallLog {
  /**
   * Enters a call. The returned function sets its status once that is known.
   * @param bytes the size of the call as it was sent
   */
  open(call: Omit<ServedCall, 'status'>, bytes: number): { readonly call: ServedCall; close(status: number): void };
}

const maximumCalls = 10_000;
const maximumBytes = 16 * 1024 * 1024;
/** Bytes that a call takes beside its body and path. */
const overheadBytes = 500;

/** Add Certificate takes a bundle with a private key in it: the one body that must not be kept. */
function withoutPrivateKey(body: unknown): unknown {
  return isObject(body) && 'certificatePem' in body ? { ...body, certificatePem: '(left out)' } : body;
}

interface Entry {
  readonly call: { -readonly [K in keyof ServedCall]: ServedCall[K] };
  readonly bytes: number;
}

/** An empty log. */
export function createCallLog(): CallRecorder {
  let served: Entry[] = [];
  let evicted = 0;
  let bytes = 0;
  const entries = () => served.slice(evicted).map(({ call }) => call);
  const evict = () => {
    while (served.length - evicted > maximumCalls || (bytes > maximumBytes && served.length - evicted > 1)) {
      bytes -= served[evicted]?.bytes ?? 0;
      evicted += 1;
    }
    // Cutting in blocks keeps the cost of a long run flat.
    if (evicted > 1_000 || evicted > served.length / 2) {
      served = served.slice(evicted);
      evicted = 0;
    }
  };
  return {
    entries,
    clear() {
      served = [];
      evicted = 0;
      bytes = 0;
    },
    counts() {
      const counts: Record<string, number> = {};
      for (const { operation } of entries()) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
    open(call, sentBytes) {
      const body = 'body' in call ? { body: withoutPrivateKey(call.body) } : {};
      const entry = { ...call, ...body, status: 0 };
      const size = sentBytes + overheadBytes;
      served.push({ call: entry, bytes: size });
      bytes += size;
      evict();
      return {
        call: entry,
        close(status) {
          entry.status = status;
        },
      };
    },
  };
}
