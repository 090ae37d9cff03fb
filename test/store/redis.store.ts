import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRedisStore, type RedisStore, type RedisStoreOptions } from '../../src/store/redis-store.ts';
import { describeRecords } from './conformance.ts';
import { hasRedis, TestRedis } from './redis-server.ts';

/** Ways to reach a Redis. */
const places = [
  {
    name: 'in Redis',
    settings: [],
    prepare: async () => {},
    place: (redis: TestRedis) => ({ urls: [redis.url], topology: 'single' }) as const,
  },
  {
    name: 'in a cluster',
    settings: ['--cluster-enabled', 'yes'],
    // One node: it refuses a script whose keys are in different slots like any other cluster.
    prepare: async (redis: TestRedis) => {
      await redis.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
      await vi.waitFor(async () => {
        expect(String(await redis.command('CLUSTER', 'INFO'))).toContain('cluster_state:ok');
      }, 10_000);
    },
    place: (redis: TestRedis) => ({ urls: [redis.url], topology: 'cluster' }) as const,
  },
  {
    name: 'in another database, with a user and a password',
    settings: [],
    prepare: (redis: TestRedis) =>
      redis.command('ACL', 'SETUSER', 'graph', 'on', '>pass:word/1', '~own:*', '+@all', '-flushall'),
    place: (redis: TestRedis) =>
      ({ urls: [`redis://graph:pass%3Aword%2F1@127.0.0.1:${redis.port}/3`], topology: 'single' }) as const,
  },
];

describe.skipIf(!hasRedis()).each(places)('the store $name', ({ name, settings, prepare, place }) => {
  let redis: TestRedis;
  const opened: RedisStore[] = [];

  beforeAll(async () => {
    redis = await TestRedis.start(...settings);
    await prepare(redis);
  });
  afterAll(async () => {
    for (const store of opened) store.close();
    await redis.close();
  });

  const open = (leaseMs: number, room: Partial<RedisStoreOptions> = {}): RedisStore => {
    const store = openRedisStore({
      ...place(redis),
      keyPrefix: 'own:',
      secret: 'a secret of the tests',
      taskMs: leaseMs - 2_000,
      ...room,
    });
    opened.push(store);
    return store;
  };

  describeRecords(name, {
    records: async (processes, leaseMs) => Array.from({ length: processes }, () => open(leaseMs).records),
    small: async () => open(5_000, { maxRecords: 3, maxUnproven: 2 }).records,
  });

  it('takes leases on several names, and counts calls', async () => {
    const { leases, calls } = open(5_000);
    const lease = await leases.acquire(['a', 'b'], { maxWaitMs: 1_000 });
    expect(lease).toBeTypeOf('object');
    expect(await leases.acquire(['b', 'c'], { maxWaitMs: 50 })).toBe('deadline');
    const want = { id: '', limit: 10, want: 3, stock: 0, reserve: 0, changes: new Map() };
    expect(await calls.take('tenant', want)).toMatchObject({ granted: 3, left: 7, processes: 1 });
  });
});
