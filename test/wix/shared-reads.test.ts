import { describe, expect, it, vi } from 'vitest';
import { prepareCall } from '../../src/wix/call.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { Flights } from '../../src/wix/flights.ts';
import { Pacing } from '../../src/wix/pacing.ts';
import { type Answer, ReadCache, type ReadCacheOptions } from '../../src/wix/read-cache.ts';
import { sharedReads } from '../../src/wix/shared-reads.ts';
import { callOf, contextOf, failureLike } from './layer.ts';
import { accountId, failureOfCall, queryThings } from './local-server.ts';

/** Shared reads over calls that end when told. */
function layerOf(options: ReadCacheOptions = {}, pacing: Pacing | null = new Pacing(() => 0)) {
  const calls: PromiseWithResolvers<Answer>[] = [];
  const cache = new ReadCache(options);
  const make = () => {
    const call = Promise.withResolvers<Answer>();
    calls.push(call);
    return call.promise;
  };
  return { calls, cache, read: sharedReads(make, { cache, flights: new Flights(), pacing }) };
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
    const { calls, read } = layerOf({}, null);
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

  describe('of pages', () => {
    const pages = { ...queryThings, pageLimit: ['body', 'query', 'limit'] };
    const pageOf = (limit: number, filter = 'x') =>
      prepareCall(pages, { accountId, body: { query: { filter, limit } } }, new ApiKey('IST.header.payload.signature'));

    it('wait for a larger page of the same list, and not for a smaller one or another list', async () => {
      const { calls, read } = layerOf();
      const context = contextOf();
      const reads = [pageOf(50), pageOf(5), pageOf(50), pageOf(51), pageOf(5, 'y')].map((call) => read(call, context));
      expect(calls).toHaveLength(3);
      for (const [at, call] of calls.entries()) call.resolve(answerOf(at));
      expect(await Promise.all(reads)).toEqual([0, 0, 0, 1, 2].map((value) => ({ value })));
      expect(context.noted.saved).toEqual(['flight', 'flight']);
      // A page that has come is not in flight any more.
      void read(pageOf(5), context);
      expect(calls).toHaveLength(4);
    });

    it('share nothing between credentials, across a write, or with bulk reads that are waited for', async () => {
      const { calls, cache, read } = layerOf();
      void read(pageOf(50), contextOf({ isBulk: true }));
      void read(pageOf(5), contextOf());
      expect(calls).toHaveLength(2);
      void read(pageOf(60), contextOf());
      void read(pageOf(7), contextOf({ credential: 'another' }));
      expect(calls).toHaveLength(4);
      cache.wrote('a credential');
      void read(pageOf(8), contextOf());
      expect(calls).toHaveLength(5);
    });
  });

  it('that repeat wait while the quota runs low, at most for half of their time, and share the call', async () => {
    vi.useFakeTimers();
    try {
      const { calls, read } = layerOf({}, new Pacing(() => 1_000));
      void read(callOf(), contextOf());
      expect(calls).toHaveLength(1);
      calls[0]?.resolve(answerOf(1));
      await vi.advanceTimersByTimeAsync(100);
      const later = [read(callOf(), contextOf()), read(callOf(), contextOf())];
      await vi.advanceTimersByTimeAsync(899);
      expect(calls).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(calls).toHaveLength(2);
      calls[1]?.resolve(answerOf(2));
      expect(await Promise.all(later)).toEqual([{ value: 2 }, { value: 2 }]);
      void read(callOf(), contextOf({ remainingMs: 200 })).catch(() => {});
      await vi.advanceTimersByTimeAsync(101);
      expect(calls).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('that wait are left without a call', async () => {
    vi.useFakeTimers();
    try {
      const { calls, read } = layerOf({}, new Pacing(() => 1_000));
      void read(callOf(), contextOf());
      calls[0]?.resolve(answerOf(1));
      await vi.advanceTimersByTimeAsync(100);
      const leaving = new AbortController();
      const left = failureOfCall(read(callOf(), contextOf({ signal: leaving.signal })));
      leaving.abort();
      expect((await left).failure).toBe('cancelled');
      await vi.advanceTimersByTimeAsync(5_000);
      expect(calls).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('make no call for a caller who has left', async () => {
    const { calls, read } = layerOf();
    expect((await failureOfCall(read(callOf(), contextOf({ signal: AbortSignal.abort() })))).failure).toBe('cancelled');
    expect(calls).toEqual([]);
  });
});
