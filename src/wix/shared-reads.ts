import type { Call, CallContext, MakeCall } from './call.ts';
import { WixError } from './error.ts';
import { allowsStale, couldWait, isOfOperation, noAnswer } from './failure.ts';
import type { Flights } from './flights.ts';
import { isOfFewIds } from './merging.ts';
import type { Pacing } from './pacing.ts';
import { PagesInFlight } from './pages-in-flight.ts';
import { pause } from './pause.ts';
import type { ReadCache } from './read-cache.ts';
import type { StopReason } from './stop-signal.ts';

export interface SharedReadsOptions {
  readonly cache: ReadCache;
  /** Keeps the responses of proven keys. It differs from `cache` for unproven keys, some of which the call itself proves. @default cache */
  readonly cacheOfProven?: ReadCache;
  readonly flights: Flights;
  /** Spaces equal reads, which share one call while they wait and while it is in flight. Null if each read makes its own call. */
  readonly pacing: Pacing | null;
}

/** Serves a read. The parsed body is shared, so it must not be changed. */
export type Read = (call: Call, context: CallContext) => Promise<object>;

/**
 * Serves reads from the cache, by an equal read in flight, or by a call; if the call fails, with a stale response. Credentials share
 * nothing.
 */
export function sharedReads(make: MakeCall, options: SharedReadsOptions): Read {
  const { cache, cacheOfProven = cache, flights, pacing } = options;
  const pages = new PagesInFlight();

  const fly = (call: Call, context: CallContext, isSecond: boolean): Promise<object> => {
    const { endpoint, key } = call;
    const { credential, observer, signal } = context;
    if (signal?.aborted) return Promise.reject(noAnswer(endpoint, 'cancelled', true));
    const epoch = cache.epoch(credential);
    const shared = `${credential} ${epoch} ${key}`;
    // A bulk read may join an interactive flight. An interactive read never waits for a bulk one.
    const own = context.isBulk && !flights.has(shared) ? `bulk ${shared}` : shared;
    const page =
      call.page === null ? null : { list: `${credential} ${epoch} ${call.page.group}`, limit: call.page.limit };
    const larger = page === null || flights.has(own) ? undefined : pages.find(page.list, page.limit);
    const flight = pacing === null ? Symbol(endpoint.name) : (larger ?? own);
    const isJoined = flights.has(flight);
    if (isJoined) observer?.saved(endpoint, 'flight');
    const left = (why: StopReason) => noAnswer(endpoint, why, false);
    const waiting = {
      signal,
      left,
      get remainingMs() {
        return context.remainingMs;
      },
    };
    // Reads of few ids are spaced where they merge. Those of a large operation are admitted together.
    const spaced = isOfFewIds(call) || context.share?.isLarge === true ? null : pacing;
    const tenant = context.tenant();
    spaced?.requested(tenant, shared);
    const provenEpoch = cacheOfProven.epoch(credential);
    const landed = flights.join(flight, waiting, async (time) => {
      if (page !== null && flight === shared) pages.add(page.list, page.limit, shared);
      try {
        const waitMs = Math.min(spaced?.waitMs(tenant, shared) ?? 0, time.remainingMs / 2);
        if (waitMs > 0) await pause(endpoint, waitMs, time.stop);
        spaced?.made(tenant, shared);
        const answer = await make(call, context, time);
        if (context.claim?.isGood !== false) cacheOfProven.keep(credential, key, provenEpoch, endpoint, answer);
        return answer.object;
      } finally {
        if (page !== null && flight === shared) pages.remove(page.list, page.limit);
      }
    });
    if (!isJoined) return landed;
    return landed.catch((error: unknown) => {
      // The operation that made the call was not allowed it, because of its other calls; this session may be.
      if (isOfOperation(error) && !signal?.aborted) return fly(call, context, isSecond);
      // The call was rejected for the time left when it began; this session may have more.
      if (isSecond || signal?.aborted || !couldWait(error, context.remainingMs)) throw error;
      return fly(call, context, true);
    });
  };

  const serveStale = ({ endpoint, key }: Call, { credential, observer, onStale }: CallContext, error: unknown) => {
    if (!(error instanceof WixError)) throw error;
    if (error.failure === 'unauthenticated') cache.forget(credential);
    const old = allowsStale(error) ? cache.stale(credential, key) : undefined;
    if (old === undefined) throw error;
    observer?.saved(endpoint, 'staleCache');
    onStale?.(old.ageMs, error.failure);
    return old.object;
  };

  return (call, context) => {
    if (cache.isOff) return fly(call, context, false);
    const cached = cache.fresh(context.credential, call.key);
    if (cached === undefined) {
      return fly(call, context, false).catch((error: unknown) => serveStale(call, context, error));
    }
    context.observer?.saved(call.endpoint, 'cache');
    return Promise.resolve(cached);
  };
}
