import { describe, expect, it } from 'vitest';
import { Flights } from '../../src/wix/flights.ts';
import { type Answer, ReadCache, type ReadCacheOptions } from '../../src/wix/read-cache.ts';
import { sharedReads } from '../../src/wix/shared-reads.ts';
import { callOf, contextOf, failureLike } from './layer.ts';
import { failureOfCall } from './local-server.ts';

/** Shared reads over calls that end when told. */
function layerOf(options: ReadCacheOptions = {}, sharesReads = true) {
  const calls: PromiseWithResolvers<Answer>[] = [];
  const cache = new ReadCache(options);
  const make = () => {
    const call = Promise.withResolvers<Answer>();
    calls.push(call);
    return call.promise;
  };
  return { calls, cache, read: sharedReads(make, { cache, flights: new Flights(), sharesReads }) };
}

const answerOf = (value: number): Answer => ({ object: { value }, bytes: 11 });

describe('shared reads', () => {
  it('make one call for equal reads in flight, and none for credentials together', async () => {
    const { calls, read } = layerOf();
    const [one, two, other] = [contextOf(), contextOf(), contextOf({ credential: 'another' })];
    const reads = [one, two, other].map((context) => read(callOf(), context));
    expect(calls).toHaveLength(2);
    calls[0]?.resolve(answerOf(1));
    calls[1]?.resolve(answerOf(2));
    expect(await Promise.all(reads)).toEqual([{ value: 1 }, { value: 1 }, { value: 2 }]);
    expect([one.noted.saved, two.noted.saved, other.noted.saved]).toEqual([[], ['flight'], []]);
  });

  it('make a call each where sharing is off', () => {
    const { calls, read } = layerOf({}, false);
    void read(callOf(), contextOf());
    void read(callOf(), contextOf());
    expect(calls).toHaveLength(2);
  });

  it('answer from the cache while it is fresh, and with a stale answer when the call fails', async () => {
    const clock = { ms: 0 };
    const { calls, read } = layerOf({ ttlMs: 1_000, staleMs: 9_000, now: () => clock.ms });
    const first = read(callOf(), contextOf());
    calls[0]?.resolve(answerOf(1));
    await first;
    const fresh = contextOf();
    expect(await read(callOf(), fresh)).toEqual({ value: 1 });
    clock.ms = 2_000;
    const ages: number[] = [];
    const stale = contextOf({ onStale: (ageMs) => void ages.push(ageMs) });
    const late = read(callOf(), stale);
    calls[1]?.reject(failureLike('unavailable'));
    expect(await late).toEqual({ value: 1 });
    expect([fresh.noted.saved, stale.noted.saved, ages, calls.length]).toEqual([['cache'], ['staleCache'], [2_000], 2]);
  });

  it('serve nothing stale after a refusal, and forget what a rejected key has read', async () => {
    const clock = { ms: 0 };
    const { calls, cache, read } = layerOf({ ttlMs: 1_000, staleMs: 60_000, now: () => clock.ms });
    const first = read(callOf(), contextOf());
    calls[0]?.resolve(answerOf(1));
    await first;
    clock.ms = 2_000;
    const late = failureOfCall(read(callOf(), contextOf()));
    calls[1]?.reject(failureLike('unauthenticated', { status: 401 }));
    expect([(await late).failure, cache.size]).toEqual(['unauthenticated', 0]);
  });

  it('make no call for a caller who has left', async () => {
    const { calls, read } = layerOf();
    expect((await failureOfCall(read(callOf(), contextOf({ signal: AbortSignal.abort() })))).failure).toBe('cancelled');
    expect(calls).toEqual([]);
  });
});
