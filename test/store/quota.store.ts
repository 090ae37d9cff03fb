import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRedisStore, type RedisStore } from '../../src/store/redis-store.ts';
import { CallTime } from '../../src/wix/call-time.ts';
import { createQuota, type Grant, type Quota } from '../../src/wix/quota.ts';
import { hasRedis, TestRedis } from './redis-server.ts';

const processes = 4;

describe.skipIf(!hasRedis())('the quota of several processes', () => {
  let redis: TestRedis;
  let stores: RedisStore[];

  beforeAll(async () => {
    redis = await TestRedis.start();
  });
  afterAll(() => redis.close());
  beforeEach(async () => {
    await redis.command('FLUSHALL');
    const settings = {
      urls: [redis.url],
      topology: 'single',
      keyPrefix: 'test:',
      secret: 'secret',
      taskMs: 3_000,
    } as const;
    stores = Array.from({ length: processes }, () => openRedisStore(settings));
  });
  afterEach(() => {
    for (const store of stores) store.close();
  });

  const quotasOf = (limit: number): Quota[] => stores.map(({ calls }) => createQuota(limit, undefined, calls));

  const isGrant = (taken: Grant | number): taken is Grant => typeof taken !== 'number';

  /** Lets each process take so many calls, all at once, and sends those that are granted. */
  async function takeAll(quotas: readonly Quota[], each: number, tenant = 'a', ms = 2_000): Promise<Grant[]> {
    const takes = quotas.flatMap((quota) => Array.from({ length: each }, () => quota.take(tenant, new CallTime(ms))));
    const grants = (await Promise.all(takes)).filter(isGrant);
    for (const grant of grants) grant.sent();
    return grants;
  }

  it('is exact over all of them, and separate for each tenant', async () => {
    const quotas = quotasOf(200);
    expect(await takeAll(quotas, 100)).toHaveLength(200);
    expect(await takeAll(quotas, 1)).toHaveLength(0);
    expect(await takeAll(quotas, 10, 'b')).toHaveLength(40);
    const [first] = quotas as [Quota];
    // What a process has in stock is given back after a second.
    await expect.poll(() => first.state('b'), { timeout: 5_000 }).toMatchObject({ limit: 200, remaining: 160 });
  });

  it('hands a call that was given back to whoever waits, in any process', async () => {
    const [a, b] = quotasOf(20) as [Quota, Quota];
    const grants = await takeAll([a], 20);
    for (const grant of grants.slice(0, 5)) grant.giveBack();
    expect(await takeAll([a], 1)).toHaveLength(1);
    await expect.poll(async () => (await b.state('a')).remaining, { timeout: 5_000 }).toBe(4);
    expect(await takeAll([b], 10)).toHaveLength(4);
  });

  it('pauses all of them when Wix rejects a call of one, and learns the limit once', async () => {
    const quotas = quotasOf(200);
    const grants = await takeAll(quotas, 10);
    // Calls that were sent together are rejected together.
    for (const grant of grants) await grant.rejected(1_500);
    for (const quota of quotas) {
      await expect.poll(async () => (await quota.state('a')).remaining).toBe(0);
      expect((await quota.state('a')).limit).toBe(100);
    }
    const startedAt = performance.now();
    expect((await takeAll(quotas, 1, 'a', 5_000)).length).toBe(processes);
    expect(performance.now() - startedAt).toBeGreaterThan(500);
  });

  it('forgets no call when the store is emptied', async () => {
    const quotas = quotasOf(200);
    expect(await takeAll(quotas, 40)).toHaveLength(160);
    for (const quota of quotas) await quota.state('a');
    await redis.command('FLUSHALL');
    expect(await takeAll(quotas, 100)).toHaveLength(40);
  });

  it('goes on with its share of what is left while the store is down, and reports it afterwards', async () => {
    const quotas = quotasOf(200);
    expect(await takeAll(quotas, 20)).toHaveLength(80);
    for (const quota of quotas) await quota.state('a');
    redis.signal('SIGSTOP');
    const startedAt = performance.now();
    const alone = await takeAll(quotas, 100);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    redis.signal('SIGCONT');
    // A quarter of the 120 for each.
    expect(alone).toHaveLength(120);
    await expect.poll(async () => (await quotas[0]?.state('a'))?.remaining, { timeout: 10_000 }).toBe(0);
    expect(await takeAll(quotas, 5)).toHaveLength(0);
  });

  it('never makes more calls in any 60 seconds than the limit, and makes nearly as many', {
    timeout: 150_000,
  }, async () => {
    const limit = 60;
    const quotas = quotasOf(limit);
    const sentAt: number[] = [];
    const until = performance.now() + 122_000;
    const work = async (quota: Quota) => {
      while (performance.now() < until) {
        const taken = await quota.take('a', new CallTime(until - performance.now()));
        if (!isGrant(taken)) return;
        taken.sent();
        sentAt.push(performance.now());
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    };
    await Promise.all(quotas.flatMap((quota) => [work(quota), work(quota)]));
    const mostInAMinute = Math.max(
      ...sentAt.map((at) => sentAt.filter((other) => other >= at && other < at + 60_000).length),
    );
    expect(mostInAMinute).toBeLessThanOrEqual(limit);
    expect(sentAt.length).toBeGreaterThanOrEqual(2 * limit * 0.95);
  });
});
