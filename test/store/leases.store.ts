import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SharedLanes } from '../../src/graph/write/shared-lanes.ts';
import { openRedisStore, type RedisStore } from '../../src/store/redis-store.ts';
import { hasRedis, TestRedis } from './redis-server.ts';

describe.skipIf(!hasRedis())('leases in Redis', () => {
  let redis: TestRedis;
  let stores: readonly RedisStore[];

  beforeAll(async () => {
    redis = await TestRedis.start();
    const settings = {
      urls: [redis.url],
      topology: 'single',
      keyPrefix: 'test:',
      secret: 'secret',
      taskMs: 3_000,
    } as const;
    stores = Array.from({ length: 3 }, () => openRedisStore(settings));
  });
  afterAll(async () => {
    for (const store of stores) store.close();
    await redis.close();
  });

  const lanesOf = () => stores.map(({ leases }) => new SharedLanes(leases));

  it('lets no two tasks run in one lane at once, in whichever processes they are', async () => {
    const running = new Map<string, number>();
    let most = 0;
    const work = (keys: readonly string[]) => async () => {
      for (const key of keys) running.set(key, (running.get(key) ?? 0) + 1);
      most = Math.max(most, ...running.values());
      await new Promise((resolve) => setImmediate(resolve));
      for (const key of keys) running.set(key, (running.get(key) ?? 0) - 1);
    };
    const lanes = lanesOf();
    // Two lanes at once, in both orders: nobody waits in a circle.
    const wishes = [['a'], ['b'], ['a', 'b'], ['b', 'a']];
    await Promise.all(
      Array.from({ length: 36 }, (_, index) => {
        const keys = wishes[index % wishes.length] as string[];
        return (lanes[index % lanes.length] as SharedLanes).run(keys, work(keys));
      }),
    );
    expect(most).toBe(1);
    expect([...running.values()]).toEqual([0, 0]);
  });

  it('lets a waiting process go before the next task of a busy one', async () => {
    const [busy, other] = lanesOf() as [SharedLanes, SharedLanes];
    const order: string[] = [];
    const first = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const begin = () => {
      begun.resolve();
      return first.promise;
    };
    const tasks = [busy.run(['fair'], begin)];
    await begun.promise;
    for (let index = 0; index < 20; index += 1) tasks.push(busy.run(['fair'], async () => void order.push('busy')));
    const [own] = stores as [RedisStore];
    const waiting = other.run(['fair'], async () => void order.push('other'));
    // It has its ticket once the store has been asked, and before the first task ends.
    await expect(own.leases.acquire(['fair'], { maxWaitMs: 100 })).resolves.toBe('deadline');
    first.resolve();
    await Promise.all([...tasks, waiting]);
    expect(order.indexOf('other')).toBeLessThan(3);
  });

  it('leaves in time, without running the task', async () => {
    const [a, b] = lanesOf() as [SharedLanes, SharedLanes];
    const held = Promise.withResolvers<void>();
    const holding = a.run(['late'], () => held.promise);
    let ran = false;
    const run = async () => {
      ran = true;
    };
    const late = b.run(['late'], run, { maxWaitMs: 200, left: (why) => new Error(`left: ${why}`) });
    await expect(late).rejects.toThrow('left: deadline');
    held.resolve();
    await holding;
    expect(ran).toBe(false);
  });

  it('says that a lease no longer holds once another process may have it', async () => {
    const [a, b] = stores as [RedisStore, RedisStore];
    const lease = await a.leases.acquire(['lost'], { maxWaitMs: 1_000 });
    if (typeof lease === 'string') throw new Error('The lane is free.');
    expect(await lease.holdsFor(10_000)).toBe(true);
    // As after a stop of this process that was longer than the lease.
    await redis.command('FLUSHALL');
    const next = await b.leases.acquire(['lost'], { maxWaitMs: 1_000 });
    expect(next).toBeTypeOf('object');
    expect(await lease.holdsFor(30_000)).toBe(false);
    expect(await lease.holdsFor(1)).toBe(false);
    await lease.release();
    // Released by the one who lost it, it still belongs to the other.
    expect(await a.leases.acquire(['lost'], { maxWaitMs: 50 })).toBe('deadline');
  });
});
