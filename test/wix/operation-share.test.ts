import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CallTime } from '../../src/wix/call-time.ts';
import { KeptReads } from '../../src/wix/kept-reads.ts';
import { OperationShare, type Taken } from '../../src/wix/operation-share.ts';
import { createQuota, type QuotaCaller } from '../../src/wix/quota.ts';

const caller: QuotaCaller = { id: '', isBulk: false };

/** A tenant with so many calls a minute, of which some were made, and a clock. */
function tenantWith(callsPerMinute: number, made = 0) {
  const world = { ms: 0 };
  const quota = createQuota(callsPerMinute, () => world.ms);
  for (let n = 0; n < made; n += 1) quota.take('t', new CallTime(0), caller);
  const kept = new KeptReads({ epoch: () => 0, now: () => world.ms });
  /** Begins an operation of an estimated number of calls. */
  const operation = (estimate: number, name = 'report', remainingMs = 10_000) => {
    const ends: object[] = [];
    const landed = new Map<string, object>();
    const share = new OperationShare({
      kept,
      caller: () => 'somebody',
      onUnfinished: (unfinished) => ends.push(unfinished),
      onResumed: (resumed) => ends.push(resumed),
    });
    share.attach({ credential: 'c', isProven: () => true, landed: () => landed });
    share.begin(estimate, () => name);
    const take = (one = caller) => {
      const time = new CallTime(remainingMs);
      return Promise.resolve(share.take(quota, 't', time, one, time.stop)).then((taken) => {
        if (typeof taken !== 'number' && 'calls' in taken) share.failed('rateLimited', taken.retryAfterMs);
        return taken;
      });
    };
    return { share, take, landed, ends };
  };
  return { world, quota, operation };
}

function grantsIn(taken: readonly Taken[]): number {
  return taken.filter((one) => typeof one !== 'number' && 'sent' in one).length;
}

/** Takes so many calls, one in each turn of the event loop where `isSpread`. */
async function takeAll(take: () => Promise<Taken>, calls: number, isSpread = false): Promise<Taken[]> {
  const taken: Promise<Taken>[] = [];
  for (let n = 0; n < calls; n += 1) {
    taken.push(take());
    if (isSpread) await setImmediate();
  }
  return Promise.all(taken);
}

describe('the calls of an operation', () => {
  it.each([
    ['at once', false],
    ['in as many turns of the event loop', true],
  ])('that become known %s are granted together or not at all', async (_, isSpread) => {
    const fits = tenantWith(20, 10).operation(11);
    expect(grantsIn(await takeAll(fits.take, 10, isSpread))).toBe(10);
    const { quota, operation } = tenantWith(20, 10);
    const tooMany = operation(12);
    const taken = await takeAll(tooMany.take, 11, isSpread);
    expect(taken).toEqual(Array(11).fill({ calls: 11, remaining: 10, maximum: 20, retryAfterMs: 60_000 }));
    expect(quota.room('t').free).toBe(10);
    // It makes no further call, however few it needs.
    expect(await tooMany.take()).toEqual(taken[0]);
  });

  it('are granted in part if a minute never has that many, or if the operation has waited', async () => {
    const { world, operation, quota } = tenantWith(20, 15);
    expect(grantsIn(await takeAll(operation(30).take, 30))).toBe(5);
    world.ms += 60_000;
    expect(quota.room('t').free).toBe(20);
    for (let n = 0; n < 15; n += 1) quota.take('t', new CallTime(0), caller);
    const first = operation(12, 'other');
    expect(grantsIn(await takeAll(first.take, 12))).toBe(0);
    first.share.end();
    expect(first.ends).toEqual([{ retryAfterMs: 60_000, keptForMs: 300_000 }]);
    // Asked for too early, it gets nothing.
    const early = operation(12, 'other');
    expect(grantsIn(await takeAll(early.take, 12))).toBe(0);
    world.ms += 60_000;
    for (let n = 0; n < 15; n += 1) quota.take('t', new CallTime(0), caller);
    const second = operation(12, 'other');
    expect(grantsIn(await takeAll(second.take, 12))).toBe(5);
  });

  it('that share a call are refused with it, without a wait', async () => {
    const rider: QuotaCaller = { ...caller, shares: true };
    const { operation } = tenantWith(20, 19);
    const granted = operation(3, 'granted');
    expect(grantsIn(await Promise.all([granted.take()]))).toBe(1);
    const refused = operation(3, 'refused');
    const all = await Promise.all([refused.take(), refused.take(), refused.take(rider)]);
    expect(all).toEqual(Array(3).fill({ calls: 2, remaining: 0, maximum: 20, retryAfterMs: 60_000 }));
  });

  it('are granted immediately while there are enough, and for an operation of one call', () => {
    const { operation, quota } = tenantWith(100);
    const isImmediate = (estimate: number) => {
      const { share } = operation(estimate);
      const time = new CallTime(1_000);
      return !(share.take(quota, 't', time, caller, time.stop) instanceof Promise);
    };
    expect([1, 40, 60].map(isImmediate)).toEqual([true, true, false]);
  });
});

describe('an operation that is sent again', () => {
  it('uses what it had read, and discards it when it ends', () => {
    const { operation } = tenantWith(20);
    const first = operation(5);
    first.landed.set('x', { value: 1 });
    first.share.failed('deadline');
    first.share.end();
    const second = operation(5);
    expect([second.share.kept('x'), second.share.kept('y'), operation(5, 'other').share.kept('x')]).toEqual([
      { value: 1 },
      undefined,
      undefined,
    ]);
    second.share.end();
    expect(second.ends).toEqual([{ reads: 1, ageMs: 0 }]);
    expect(operation(5).share.kept('x')).toBeUndefined();
  });

  it('keeps nothing after other failures, and forgets all after a rejection of its key', () => {
    const { operation } = tenantWith(20);
    for (const failures of [['unavailable'], ['deadline', 'unauthenticated']] as const) {
      const { share, landed } = operation(5);
      landed.set('x', {});
      for (const failure of failures) share.failed(failure);
      share.end();
      expect(operation(5).share.kept('x')).toBeUndefined();
    }
  });
});
