import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRedisStore, type RedisStore } from '../../src/store/redis-store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { hasRedis, TestRedis } from './redis-server.ts';

const task = { identity: 'write', note: '' };

/** The longest time of one step of a record, with what the event loop of a busy machine adds. */
const longestMs = 1_250;

describe.skipIf(!hasRedis())('a store that fails', () => {
  let redis: TestRedis;
  const stores: RedisStore[] = [];
  const states: string[] = [];

  beforeEach(async () => {
    redis = await TestRedis.start();
    states.length = 0;
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) store.close();
    await redis.close();
  });

  const open = (url = redis.url): RedisStore => {
    const store = openRedisStore({
      urls: [url],
      topology: 'single',
      keyPrefix: 'test:',
      secret: 'secret',
      taskMs: 3_000,
      onState: (state) => states.push(state),
      onLost: () => states.push('lost'),
    });
    stores.push(store);
    return store;
  };

  const begin = (store: RedisStore, key: string = randomUUID()) =>
    store.records.begin({ owner: 'tenant', key }, task, true);

  /** Runs a keyed task as a write does, and counts its effects. */
  async function run(store: RedisStore, key: string, effects: Map<string, number>): Promise<string> {
    const begun = await begin(store, key);
    if (begun.is !== 'begun') return begun.is;
    if (!(await store.records.sent(begun.claim, 'facts'))) return 'taken over';
    effects.set(key, (effects.get(key) ?? 0) + 1);
    await store.records.end(begun.claim, { is: 'done', value: key });
    return 'begun';
  }

  async function timed<T>(work: Promise<T>): Promise<{ result: T | StoreError; ms: number }> {
    const startedAt = performance.now();
    const result = await work.catch((error: unknown) => {
      if (error instanceof StoreError) return error;
      throw error;
    });
    return { result, ms: performance.now() - startedAt };
  }

  const works = (store: RedisStore) =>
    expect.poll(() => timed(begin(store)), { timeout: 10_000 }).toMatchObject({ result: { is: 'begun' } });

  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ['is stopped', async () => redis.signal('SIGSTOP'), async () => redis.signal('SIGCONT')],
    ['is killed', () => redis.kill(), () => redis.start()],
    ['is paused', () => redis.command('CLIENT', 'PAUSE', '4000', 'ALL'), async () => {}],
  ])('ends every step in time while it %s, and recovers without a restart', async (_what, fail, recover) => {
    const store = open();
    await works(store);
    await fail();
    const steps = await Promise.all(Array.from({ length: 50 }, () => timed(begin(store))));
    expect(steps.filter(({ result }) => !(result instanceof StoreError))).toEqual([]);
    expect(Math.max(...steps.map(({ ms }) => ms))).toBeLessThan(longestMs);
    await expect.poll(() => states, { timeout: 5_000 }).toContain('down');
    const refused = await timed(begin(store));
    expect(refused.result).toBeInstanceOf(StoreError);
    expect(refused.ms).toBeLessThan(100);
    await recover();
    await works(store);
    // One line for each change, whatever the number of commands.
    expect(states.filter((state) => state === 'down')).toHaveLength(1);
    expect(states.filter((state) => state === 'up')).toHaveLength(2);
  });

  it('is used as soon as it is there, if it was not at the start', async () => {
    await redis.kill();
    const store = open();
    const refused = await timed(begin(store));
    expect(refused.result).toBeInstanceOf(StoreError);
    expect(refused.ms).toBeLessThan(2_500);
    await redis.start();
    await works(store);
  });

  it('does not wait for a server that accepts connections and says nothing', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address() as { port: number };
    const store = open(`redis://127.0.0.1:${address.port}`);
    const refused = await timed(begin(store));
    expect(refused.result).toBeInstanceOf(StoreError);
    expect(refused.ms).toBeLessThan(2_500);
    // The connection is given up, and another one tried.
    await expect.poll(() => sockets.size, { timeout: 10_000 }).toBeGreaterThan(1);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('keeps memory bounded while it is silent', async () => {
    const store = open();
    await works(store);
    redis.signal('SIGSTOP');
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < 8; round += 1) {
      const steps = await Promise.all(Array.from({ length: 5_000 }, () => timed(begin(store, 'one'))));
      expect(steps.every(({ result }) => result instanceof StoreError)).toBe(true);
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
    redis.signal('SIGCONT');
  });

  it('refuses new records while it is full, keeps those it has, and says so once', async () => {
    const store = open();
    const effects = new Map<string, number>();
    expect(await run(store, 'before', effects)).toBe('begun');
    await redis.command('CONFIG', 'SET', 'maxmemory', '1');
    expect((await timed(begin(store))).result).toMatchObject({ fault: 'full' });
    expect(await run(store, 'before', effects)).toBe('done');
    await expect.poll(() => states, { timeout: 5_000 }).toContain('full');
    await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    await works(store);
    expect(effects).toEqual(new Map([['before', 1]]));
  });

  it('loses its scripts without anybody noticing', async () => {
    const store = open();
    await works(store);
    await redis.command('SCRIPT', 'FLUSH');
    expect(await begin(store)).toMatchObject({ is: 'begun' });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['was emptied', () => redis.command('FLUSHALL')],
    [
      'was started again without its data',
      async () => {
        await redis.kill();
        await redis.start();
      },
    ],
  ])('has all records again after it %s', async (_what, lose) => {
    const processes = [open(), open(), open()];
    const effects = new Map<string, number>();
    const keys = Array.from({ length: 60 }, (_, index) => `key ${index}`);
    const runAll = () =>
      Promise.all(
        keys.flatMap((key) =>
          processes.map((store) =>
            timed(run(store, key, effects)).then(({ result }) => (result instanceof StoreError ? 'refused' : result)),
          ),
        ),
      );
    await runAll();
    await lose();
    // All processes retry at once, also those that never saw the record.
    for (;;) {
      // Refusals of a store that is down come at once: without a turn of the event loop nothing would connect again.
      await setImmediate();
      const results = await runAll();
      if (results.every((result) => result === 'done')) break;
      expect(results.filter((result) => result === 'begun')).toEqual([]);
    }
    expect([...effects.values()].every((count) => count === 1)).toBe(true);
    expect(effects.size).toBe(keys.length);
    // Each process notices, perhaps again while the others write their records anew.
    expect(states.filter((state) => state === 'lost').length).toBeGreaterThanOrEqual(3);
  });

  it('does not let a task be sent whose record it has lost', async () => {
    const store = open();
    const begun = await begin(store);
    if (begun.is !== 'begun') throw new Error('The key is new.');
    await redis.command('FLUSHALL');
    const { result } = await timed(store.records.sent(begun.claim, 'facts'));
    expect(result === true).toBe(false);
  });

  it('never runs a task twice whose steps are cut off in the middle', async () => {
    // A proxy that cuts the connection after the server has got a command, before its reply comes back.
    let cuts = 0;
    const sockets = new Set<Socket>();
    const { connect } = await import('node:net');
    const proxy = createServer((client) => {
      const server = connect(redis.port, '127.0.0.1');
      for (const socket of [client, server]) {
        sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          client.destroy();
          server.destroy();
        });
      }
      client.pipe(server);
      server.on('data', (reply) => {
        cuts += 1;
        if (cuts % 20 === 0) client.destroy();
        else client.write(reply);
      });
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address() as { port: number };
    const store = open(`redis://127.0.0.1:${address.port}`);
    const direct = open();
    const effects = new Map<string, number>();
    for (let index = 0; index < 15; index += 1) {
      const key = `cut ${index}`;
      for (let result = ''; result !== 'done' && result !== 'unknown'; ) {
        await setImmediate();
        const ran = await timed(run(store, key, effects));
        const found = await timed(begin(direct, key));
        result = found.result instanceof StoreError ? 'refused' : found.result.is;
        // Begun by the one who only looked: nothing was sent, so it is free again.
        if (!(found.result instanceof StoreError) && found.result.is === 'begun') {
          expect(effects.get(key) ?? 0).toBe(0);
          await direct.records.end(found.result.claim, null);
        }
        if (ran.result instanceof StoreError) await direct.records.changed({ owner: 'tenant', key }, 50);
      }
    }
    expect(cuts).toBeGreaterThan(40);
    expect(Math.max(...effects.values())).toBe(1);
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
});
