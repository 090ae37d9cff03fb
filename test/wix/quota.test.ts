import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallTime } from '../../src/wix/call-time.ts';
import { createQuota, type Quota, type QuotaCaller } from '../../src/wix/quota.ts';
import { StopSignal } from '../../src/wix/stop-signal.ts';
import { useGraph } from '../support/graph.ts';

/** Takes a call: null when it was granted, or the milliseconds to wait. */
async function take(quota: Quota, tenant: string, ms: number, caller?: QuotaCaller, stop?: StopSignal) {
  const taken = await quota.take(tenant, new CallTime(ms), caller, stop);
  return typeof taken === 'number' ? taken : null;
}

/** Lets Wix reject a call that the quota does not count. */
async function reject(quota: Quota, tenant: string, ms: number) {
  const grant = await quota.take(tenant, new CallTime(0));
  if (typeof grant === 'number') throw new Error('there is no call to reject');
  grant.giveBack();
  await grant.rejected(ms);
}

describe('a quota', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets a tenant make its calls of a minute, and says at once how long the next one would wait', async () => {
    const quota = createQuota(2);
    expect([await take(quota, 'a', 1_000), await take(quota, 'a', 1_000)]).toEqual([null, null]);
    expect(await take(quota, 'a', 1_000)).toBeGreaterThan(50_000);
    expect(await take(quota, 'b', 1_000)).toBeNull();
  });

  it('counts a call from when it was sent, then from when it was answered, and not one that was given back', async () => {
    const quota = createQuota(1);
    const first = await quota.take('a', new CallTime(0));
    await vi.advanceTimersByTimeAsync(5_000);
    if (typeof first !== 'number') first.sent();
    expect(await take(quota, 'a', 0)).toBe(60_000);
    await vi.advanceTimersByTimeAsync(300);
    if (typeof first !== 'number') first.answered();
    expect(await take(quota, 'a', 0)).toBe(60_000);
    if (typeof first !== 'number') first.giveBack();
    expect(await take(quota, 'a', 0)).toBeNull();
  });

  it('learns once from calls that were sent together and rejected one after another', async () => {
    const quota = createQuota(200);
    const grants = [];
    for (let call = 0; call < 24; call += 1) {
      const grant = await quota.take('a', new CallTime(0));
      if (typeof grant !== 'number') grants.push(grant);
    }
    for (const grant of grants) grant.sent();
    for (const grant of grants) {
      await vi.advanceTimersByTimeAsync(50);
      grant.answered();
      await grant.rejected(10);
    }
    expect((await quota.state('a')).limit).toBe(100);
  });

  it('goes to the next that waits when it is given back', async () => {
    const quota = createQuota(1);
    const first = await quota.take('a', new CallTime(0));
    const waiting = take(quota, 'a', 70_000);
    await vi.advanceTimersByTimeAsync(5_000);
    if (typeof first !== 'number') first.giveBack();
    await vi.advanceTimersByTimeAsync(1);
    expect(await Promise.race([waiting, 'still waiting'])).toBeNull();
  });

  it('grants no more calls at the edge of a minute than the limit', async () => {
    const quota = createQuota(200);
    expect(await take(quota, 'a', 0)).toBeNull();
    await vi.advanceTimersByTimeAsync(59_950);
    const granted: (number | null)[] = [];
    for (let call = 0; call < 199; call += 1) granted.push(await take(quota, 'a', 0));
    await vi.advanceTimersByTimeAsync(101);
    for (let call = 0; call < 200; call += 1) granted.push(await take(quota, 'a', 0));
    expect(granted.filter((waitMs) => waitMs === null)).toHaveLength(200);
  });

  it('does the same work for a new tenant however many there are, and forgets nobody who waits or is paused', async () => {
    let readings = 0;
    const quota = createQuota(1, () => {
      readings += 1;
      return performance.now();
    });
    await take(quota, 'waits', 0);
    const waiting = take(quota, 'waits', 70_000);
    await reject(quota, 'is paused', 60_000);
    const work: number[] = [];
    for (let thousand = 0; thousand < 25; thousand += 1) {
      readings = 0;
      for (let tenant = 0; tenant < 1_000; tenant += 1) await take(quota, `${thousand} ${tenant}`, 0);
      work.push(readings);
    }
    // What a newcomer costs once there are many is no more than twice of what the first ones cost.
    expect(Math.max(...work)).toBeLessThanOrEqual(2 * (work[0] ?? 0) + 10);
    expect(await take(quota, 'is paused', 0)).toBe(60_000);
    expect(await take(quota, '0 0', 0)).toBeNull();
    await vi.advanceTimersByTimeAsync(60_001);
    expect(await waiting).toBeNull();
  });

  it('waits as long as the most patient one that shares a call, not as long as the first had', async () => {
    const quota = createQuota(1);
    await take(quota, 'a', 0);
    const time = new CallTime(61_000);
    void take(quota, 'a', 600_000, { id: '', isBulk: false });
    const second = quota.take('a', time, { id: '', isBulk: false, shares: true });
    await vi.advanceTimersByTimeAsync(30_000);
    time.extend(600_000);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(await Promise.race([second, 'still waiting'])).toBe('still waiting');
    await vi.advanceTimersByTimeAsync(60_001);
    expect(typeof (await second)).toBe('object');
  });

  it('waits for the next minute when there is time', async () => {
    const quota = createQuota(1);
    await take(quota, 'a', 0);
    const next = take(quota, 'a', 120_000);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(await next).toBeNull();
  });

  it('makes a tenant wait that Wix has turned away', async () => {
    const quota = createQuota(100);
    await reject(quota, 'a', 5_000);
    expect(await take(quota, 'a', 1_000)).toBeGreaterThan(4_000);
    await vi.advanceTimersByTimeAsync(5_001);
    expect(await take(quota, 'a', 0)).toBeNull();
  });

  it('goes on at once when Wix asks for no pause, and after ten minutes whatever Wix asks for', async () => {
    const quota = createQuota(100);
    await reject(quota, 'a', 0);
    expect(await take(quota, 'a', 0)).toBeNull();
    await reject(quota, 'a', Date.parse('2099-01-01') - Date.now());
    expect(await take(quota, 'a', 0)).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(600_001);
    expect(await take(quota, 'a', 0)).toBeNull();
  });

  it('never asks for days, however the clock is set', async () => {
    const quota = createQuota(1);
    await take(quota, 'a', 0);
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(await take(quota, 'a', 0)).toBeLessThanOrEqual(600_000);
    expect((await quota.state('a')).resetAtMs - Date.now()).toBeLessThanOrEqual(600_000);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(await take(quota, 'a', 0)).toBeNull();
  });

  it('tells what is left', async () => {
    const quota = createQuota(10);
    expect(await quota.state('a')).toMatchObject({ limit: 10, remaining: 10, resetAtMs: Date.now() });
    await take(quota, 'a', 0);
    expect(await quota.state('a')).toMatchObject({ limit: 10, remaining: 9, resetAtMs: Date.now() + 60_000 });
  });

  it('keeps counting the minute while it pauses', async () => {
    const quota = createQuota(100);
    for (let call = 0; call < 95; call += 1) await take(quota, 'a', 0);
    await reject(quota, 'a', 1_000);
    expect((await quota.state('a')).remaining).toBe(0);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(await quota.state('a')).toMatchObject({ limit: 100, remaining: 5 });
  });

  it('asks for no longer a wait than the pause, where calls are left after it', async () => {
    const quota = createQuota(100);
    await take(quota, 'a', 0);
    await reject(quota, 'a', 2_000);
    expect(await take(quota, 'a', 0)).toBe(2_000);
    const patient = take(quota, 'a', 3_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await patient).toBeNull();
  });

  it('lets all who wait go on after a pause, as long as the minute has calls for them', async () => {
    const quota = createQuota(5);
    await take(quota, 'a', 0);
    await reject(quota, 'a', 2_000);
    const waits = Array.from({ length: 4 }, () => take(quota, 'a', 3_000));
    // Four are left of this minute: a fifth would have to wait for the next one.
    expect(await take(quota, 'a', 3_000)).toBe(60_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await Promise.all(waits)).toEqual([null, null, null, null]);
  });

  it('counts from the end of a pause the minute that begins then', async () => {
    const quota = createQuota(2);
    await reject(quota, 'a', 2_000);
    const waits = [take(quota, 'a', 3_000), take(quota, 'a', 3_000)];
    expect(await take(quota, 'a', 3_000)).toBe(62_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await Promise.all(waits)).toEqual([null, null]);
  });

  it('does not make who is urgent wait for the time at which who is not may go', async () => {
    const quota = createQuota(10);
    for (let call = 0; call < 8; call += 1) await take(quota, 'a', 0);
    void take(quota, 'a', 70_000, { id: '', isBulk: true });
    await reject(quota, 'a', 1_000);
    const urgent = take(quota, 'a', 2_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await Promise.race([urgent, 'still waiting'])).toBeNull();
  });

  it('learns no limit beyond the one that is configured', async () => {
    const quota = createQuota(3);
    await take(quota, 'a', 0);
    await reject(quota, 'a', 0);
    expect((await quota.state('a')).limit).toBe(3);
  });

  it('leaves bulk calls their part of a limit that it has learned', async () => {
    const quota = createQuota(200);
    for (let rejection = 0; rejection < 5; rejection += 1) {
      await take(quota, 'a', 0);
      await reject(quota, 'a', 0);
      await vi.advanceTimersByTimeAsync(1);
    }
    const { limit } = await quota.state('a');
    expect(limit).toBeLessThan(40);
    await vi.advanceTimersByTimeAsync(60_001);
    const bulk = { id: '', isBulk: true };
    for (let call = 0; call < Math.ceil(limit * 0.8); call += 1) expect(await take(quota, 'a', 0, bulk)).toBeNull();
    expect(await take(quota, 'a', 0, bulk)).toBe(60_000);
  });

  it('spends no call on who has left', async () => {
    const quota = createQuota(1);
    await take(quota, 'a', 0);
    const left = new StopSignal();
    const leaving = take(quota, 'a', 70_000, undefined, left);
    const staying = take(quota, 'a', 130_000);
    left.stop('cancelled');
    expect(await leaving).not.toBeNull();
    await vi.advanceTimersByTimeAsync(60_001);
    expect(await Promise.race([staying, 'still waiting'])).toBeNull();
  });

  it('learns from being turned away early that fewer are allowed, and tries more again in time', async () => {
    const quota = createQuota(200);
    for (let call = 0; call < 120; call += 1) await take(quota, 'a', 0);
    await reject(quota, 'a', 1_000);
    expect((await quota.state('a')).limit).toBe(120);
    for (let call = 0; call < 5; call += 1) await take(quota, 'b', 0);
    await reject(quota, 'b', 1_000);
    // One refusal may have had another reason: half at the most.
    expect((await quota.state('b')).limit).toBe(100);
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect((await quota.state('a')).limit).toBe(160);
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    for (let look = 0; look < 10; look += 1) await vi.advanceTimersByTimeAsync((await quota.state('a')).limit * 1_000);
    expect((await quota.state('a')).limit).toBe(200);
  });

  it('lets callers take turns when the minute is used up, and what is urgent before what is not', async () => {
    const quota = createQuota(2);
    await take(quota, 'a', 0);
    await take(quota, 'a', 0);
    const went: string[] = [];
    const wait = async (id: string, isBulk = false) => {
      const waitMs = await take(quota, 'a', 600_000, { id, isBulk });
      went.push(`${id}${isBulk ? ' bulk' : ''} ${waitMs}`);
    };
    void wait('greedy', true);
    void wait('greedy');
    void wait('greedy');
    void wait('greedy');
    void wait('modest');
    await vi.advanceTimersByTimeAsync(60_001);
    expect(went).toEqual(['greedy null', 'modest null']);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(went.slice(2)).toEqual(['greedy null', 'greedy null']);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(went.slice(4)).toEqual(['greedy bulk null']);
  });

  it('refuses at once who would wait longer than it can because of those before it', async () => {
    const quota = createQuota(1);
    await take(quota, 'a', 0);
    for (let call = 0; call < 3; call += 1) void take(quota, 'a', 600_000);
    expect(await take(quota, 'a', 120_000)).toBe(4 * 60_000);
  });

  it('leaves a part of the minute to interactive calls', async () => {
    const quota = createQuota(10);
    const bulk = { id: '', isBulk: true };
    for (let call = 0; call < 8; call += 1) expect(await take(quota, 'a', 0, bulk)).toBeNull();
    expect(await take(quota, 'a', 0, bulk)).toBeGreaterThan(0);
    expect([await take(quota, 'a', 0), await take(quota, 'a', 0)]).toEqual([null, null]);
    expect(await take(quota, 'a', 0)).toBeGreaterThan(0);
  });

  it('lets go who has waited as long as it can', async () => {
    const quota = createQuota(1);
    await take(quota, 'a', 0);
    const urgent = { id: 'urgent', isBulk: false };
    const bulk = take(quota, 'a', 70_000, { id: '', isBulk: true });
    await vi.advanceTimersByTimeAsync(1_000);
    void take(quota, 'a', 600_000, urgent);
    await vi.advanceTimersByTimeAsync(70_000);
    // Not what it was told at first: another went before it.
    expect(await bulk).toBe(50_000);
  });
});

describe('the graph under a quota', () => {
  const graph = useGraph({ client: { quota: createQuota(3) } });
  const free = useGraph();

  it('refuses with RATE_LIMITED what would have to wait too long, and makes no call for it', async () => {
    const first = await graph.ask(
      '{ rateLimit { limit remaining } account { name sites { totalCount } domains { nodes { name } } } }',
    );
    expect(first.errors).toBeUndefined();
    const second = await graph.ask('{ account { name } rateLimit { remaining resetAt } }');
    expect(second.data).toEqual({ account: { name: null }, rateLimit: { remaining: 0, resetAt: expect.any(String) } });
    expect(second.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
    expect(second.calls).toEqual({});
  });

  it('is told by null where there is none', async () => {
    expect((await free.ask('{ rateLimit { limit } }')).data).toEqual({ rateLimit: null });
  });
});
