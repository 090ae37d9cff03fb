import { afterAll, beforeAll, describe } from 'vitest';
import { openRedisStore, type RedisStore, type RedisStoreOptions } from '../../src/store/redis-store.ts';
import { describeRecords } from './conformance.ts';
import { hasRedis, TestRedis } from './redis-server.ts';

describe.skipIf(!hasRedis())('the store in Redis', () => {
  let redis: TestRedis;
  const opened: RedisStore[] = [];

  beforeAll(async () => {
    redis = await TestRedis.start();
  });
  afterAll(async () => {
    for (const store of opened) store.close();
    await redis.close();
  });

  const open = (leaseMs: number, room: Partial<RedisStoreOptions> = {}): RedisStore => {
    const store = openRedisStore({
      urls: [redis.url],
      topology: 'single',
      keyPrefix: 'test:',
      secret: 'a secret of the tests',
      taskMs: leaseMs - 2_000,
      ...room,
    });
    opened.push(store);
    return store;
  };

  describeRecords('in Redis', {
    records: async (processes, leaseMs) => Array.from({ length: processes }, () => open(leaseMs).records),
    small: async () => open(5_000, { maxRecords: 3, maxUnproven: 2 }).records,
  });
});
