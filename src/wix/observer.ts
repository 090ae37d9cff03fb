import type { AnyEndpoint } from './endpoint.ts';
import type { WixFailure } from './error.ts';

/** Result of one attempt of a call. */
export interface CallEnd {
  /** Null for a successful response. */
  readonly failure: WixFailure | null;
  /** Absent if there was no response. */
  readonly status?: number;
  /** Code of the system or TLS if there was no response, such as `ENOTFOUND`, `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
  readonly reason?: string;
  /** Wix's id of the request, for a support case. */
  readonly requestId?: string;
}

/** Source of a read that needed no call of its own. */
export type SavedBy = 'flight' | 'cache' | 'staleCache';

/** Notified of every REST call of a session. It must not throw. */
export interface CallObserver {
  /**
   * Called when an attempt is sent. `tries` counts from 1; `operations` is the number of GraphQL operations that the response is for,
   * `batchSize` the number of ids that it reads, null if it reads none by id. The returned function is called once, when the attempt has ended.
   */
  sent(endpoint: AnyEndpoint, tries: number, operations: number, batchSize: number | null): (end: CallEnd) => void;
  /** Called when a read is served without a call: by an equal read in flight, or from the cache. */
  saved(endpoint: AnyEndpoint, by: SavedBy): void;
}

/** Combines several observers into one; null if there are none. */
export function observers(all: readonly (CallObserver | null)[]): CallObserver | null {
  const [first, ...others] = all.filter((one) => one !== null);
  if (first === undefined || others.length === 0) return first ?? null;
  const each = [first, ...others];
  return {
    sent: (endpoint, tries, operations, batchSize) => {
      const ended = each.map((one) => one.sent(endpoint, tries, operations, batchSize));
      return (end) => {
        for (const one of ended) one(end);
      };
    },
    saved: (endpoint, by) => {
      for (const one of each) one.saved(endpoint, by);
    },
  };
}
