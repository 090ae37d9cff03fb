import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createQuota } from '../../src/wix/quota.ts';
import { useGraph } from '../support/graph.ts';

describe('a quota', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets a tenant make its calls of a minute, and says at once how long the next one would wait', async () => {
    const quota = createQuota(2);
    expect([await quota.take('a', 1_000), await quota.take('a', 1_000)]).toEqual([null, null]);
    expect(await quota.take('a', 1_000)).toBeGreaterThan(50_000);
    expect(await quota.take('b', 1_000)).toBeNull();
  });

  it('waits for the next minute when there is time', async () => {
    const quota = createQuota(1);
    await quota.take('a', 0);
    const next = quota.take('a', 120_000);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(await next).toBeNull();
  });

  it('makes a tenant wait that Wix has turned away', async () => {
    const quota = createQuota(100);
    await quota.pause('a', 5_000);
    expect(await quota.take('a', 1_000)).toBeGreaterThan(4_000);
    await vi.advanceTimersByTimeAsync(5_001);
    expect(await quota.take('a', 0)).toBeNull();
  });

  it('goes on at once when Wix asks for no pause, and after ten minutes whatever Wix asks for', async () => {
    const quota = createQuota(100);
    await quota.pause('a', 0);
    expect(await quota.take('a', 0)).toBeNull();
    await quota.pause('a', Date.parse('2099-01-01') - Date.now());
    expect(await quota.take('a', 0)).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(600_001);
    expect(await quota.take('a', 0)).toBeNull();
  });

  it('never asks for days, however the clock is set', async () => {
    const quota = createQuota(1);
    await quota.take('a', 0);
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(await quota.take('a', 0)).toBeLessThanOrEqual(600_000);
    expect((await quota.state('a')).resetAtMs - Date.now()).toBeLessThanOrEqual(600_000);
    await vi.advanceTimersByTimeAsync(60_001);
    expect(await quota.take('a', 0)).toBeNull();
  });

  it('tells what is left', async () => {
    const quota = createQuota(10);
    expect(await quota.state('a')).toMatchObject({ limit: 10, remaining: 10 });
    await quota.take('a', 0);
    expect(await quota.state('a')).toMatchObject({ limit: 10, remaining: 9, resetAtMs: Date.now() + 60_000 });
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
