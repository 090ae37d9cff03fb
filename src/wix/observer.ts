import type { AnyEndpoint } from './endpoint.ts';
import type { WixFailure } from './error.ts';

/** Result of one attempt of a call. */
export interface CallEnd {
  /** Null for an answer that could be used. */
  readonly failure: WixFailure | null;
  /** Absent when there was no answer. */
  readonly status?: number;
  /** Why there was no response, as the system or TLS names it: `ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`. Absent if there was one. */
  readonly reason?: string;
  /** Wix's id of the request, for a support case. */
  readonly requestId?: string;
}

/** Source of a read that needed no call of its own. */
export type SavedBy = 'flight' | 'cache' | 'staleCache';

/** Notified of every REST call of a session. It must not throw. */
export interface CallObserver {
  /**
   * A call leaves; `tries` counts from 1, and `operations` those that its answer is for. The function that comes back is called once, when
   * it has ended.
   */
  sent(endpoint: AnyEndpoint, tries: number, operations: number): (end: CallEnd) => void;
  /** Called when a read is answered without a call: by an equal read in flight, or from the cache. */
  saved(endpoint: AnyEndpoint, by: SavedBy): void;
}

/** Several observers as one; null for none. */
export function observers(all: readonly (CallObserver | null)[]): CallObserver | null {
  const [first, ...others] = all.filter((one) => one !== null);
  if (first === undefined || others.length === 0) return first ?? null;
  const each = [first, ...others];
  return {
    sent: (endpoint, tries, operations) => {
      const ended = each.map((one) => one.sent(endpoint, tries, operations));
      return (end) => {
        for (const one of ended) one(end);
      };
    },
    saved: (endpoint, by) => {
      for (const one of each) one.saved(endpoint, by);
    },
  };
}
