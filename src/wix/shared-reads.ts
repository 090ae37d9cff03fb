import type { Call, CallContext, MakeCall } from './call.ts';
import { WixError } from './error.ts';
import { allowsStale, couldWait, isCallLimit, noAnswer } from './failure.ts';
import type { Flights } from './flights.ts';
import { PagesInFlight } from './pages-in-flight.ts';
import type { ReadCache } from './read-cache.ts';
import type { StopReason } from './stop-signal.ts';

export interface SharedReadsOptions {
  readonly cache: ReadCache;
  readonly flights: Flights;
  /** Whether equal reads in flight share a call. */
  readonly sharesReads: boolean;
}

/** Answers a read; the parsed body must not be changed, because it is shared. */
export type Read = (call: Call, context: CallContext) => Promise<object>;

/**
 * Reads that share their calls: a read is answered from the cache, by an equal read in flight, or by a call; and with a stale answer
 * if that fails. Credentials share nothing.
 */
export function sharedReads(make: MakeCall, { cache, flights, sharesReads }: SharedReadsOptions): Read {
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
    const flight = sharesReads ? (larger ?? own) : Symbol(endpoint.name);
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
    const landed = flights.join(flight, waiting, async (time) => {
      if (page !== null && flight === shared) pages.add(page.list, page.limit, shared);
      try {
        const answer = await make(call, context, time);
        cache.keep(credential, key, epoch, endpoint, answer);
        return answer.object;
      } finally {
        if (page !== null && flight === shared) pages.remove(page.list, page.limit);
      }
    });
    if (!isJoined) return landed;
    return landed.catch((error: unknown) => {
      // Whoever made the call has made all of its own, and this session may have more.
      if (isCallLimit(error) && !signal?.aborted) return fly(call, context, isSecond);
      // It was refused for the time that was left when it began, and this session may have more.
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
