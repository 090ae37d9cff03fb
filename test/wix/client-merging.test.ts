import type { Dispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { createQuota } from '../../src/wix/quota.ts';
import type { SessionOptions } from '../../src/wix/session.ts';
import { accountId, failureOfCall, readThing, thingsById } from './local-server.ts';

/** A call as Wix saw it. */
interface Seen {
  readonly atMs: number;
  readonly key: string;
  readonly ids: readonly string[];
}

/** Wix, on the clock of the test: answers after 50 ms, and rejects what is more than so many calls of a key in any minute. */
function wixOf(callsPerMinute: number) {
  const seen: Seen[] = [];
  const rejected: Seen[] = [];
  const dispatcher = {
    dispatch: ({ headers, body }: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) => {
      const { query } = JSON.parse(String(body ?? '{}')) as { query?: { filter: { id: { $in: string[] } } } };
      const ids = query?.filter.id.$in ?? [];
      const key = (headers as Record<string, string>)['authorization'] ?? '';
      const call = { atMs: performance.now(), key, ids };
      const recent = seen.filter((one) => one.key === key && one.atMs > call.atMs - 60_000);
      const isRejected = recent.length >= callsPerMinute;
      (isRejected ? rejected : seen).push(call);
      const things = ids.map((id) => ({ id, of: key }));
      const controller = { abort: () => {} } as unknown as Dispatcher.DispatchController;
      handler.onRequestStart?.(controller, {});
      setTimeout(() => {
        handler.onResponseStart?.(controller, isRejected ? 429 : 200, {}, '');
        handler.onResponseData?.(controller, Buffer.from(JSON.stringify({ things, metadata: { count: ids.length } })));
        handler.onResponseEnd?.(controller, {});
      }, 50);
      return true;
    },
  } as unknown as Dispatcher;
  return { dispatcher, seen, rejected };
}

/** Things by id, as many at a time as Wix allows for sites. */
const things100 = { ...thingsById, byIds: [{ ...thingsById.byIds[0], maxIds: 100 }] };

type Things = { readonly things: readonly { readonly id: string; readonly of: string }[] };

/** Reads one thing in a session of its own. */
async function readOne(
  client: WixClient,
  id: string,
  options: Partial<SessionOptions> = {},
  key = 'k',
): Promise<Things> {
  const body = { query: { filter: { id: { $in: [id] } } } };
  return (await client.session({ ...options, key: new ApiKey(key) }).call(things100, { accountId, body })) as Things;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('1,200 reads of single objects within the rate limit of 200 calls a minute', () => {
  it('are all answered from at most 200 calls when they come over a minute, each within three seconds', async () => {
    const { dispatcher, seen, rejected } = wixOf(200);
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, quota: createQuota(200) });
    const took: number[] = [];
    const reads = Array.from({ length: 1_200 }, async (_, read) => {
      await new Promise((resolve) => setTimeout(resolve, read * 50));
      const askedAt = performance.now();
      const { things } = await readOne(client, `${(read * 7) % 1_000}`);
      took.push(performance.now() - askedAt);
      return things.map(({ id }) => id).join();
    });
    await vi.advanceTimersByTimeAsync(75_000);
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 1_200 }, (_, read) => `${(read * 7) % 1_000}`));
    const inMinute = seen.filter(({ atMs }) => atMs < (seen[0]?.atMs ?? 0) + 60_000);
    expect(inMinute.length).toBeLessThanOrEqual(200);
    expect([seen.length <= 215, rejected.length]).toEqual([true, 0]);
    took.sort((a, b) => a - b);
    expect(took[Math.floor(took.length * 0.99)]).toBeLessThan(3_000);
  });

  it('are answered from a few calls when they come together', async () => {
    const { dispatcher, seen } = wixOf(200);
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, quota: createQuota(200) });
    const reads = Promise.all(Array.from({ length: 1_200 }, (_, read) => readOne(client, `${read}`)));
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await reads).every(({ things }, read) => things.length === 1 && things[0]?.id === `${read}`)).toBe(true);
    expect(seen).toHaveLength(12);
  });

  it('are answered after the minute from as many calls as they fill, when none is left', async () => {
    const { dispatcher, seen } = wixOf(5);
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, quota: createQuota(5) });
    const use = Array.from({ length: 5 }, (_, thing) =>
      client.session({ key: new ApiKey('k') }).call(readThing, { accountId, params: { thing: `${thing}` } }),
    );
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(use);
    const reads = Promise.all(
      Array.from({ length: 420 }, (_, read) => readOne(client, `${read}`, { deadlineMs: 90_000 })),
    );
    await vi.advanceTimersByTimeAsync(61_000);
    expect((await reads).map(({ things }) => things.length)).toEqual(Array.from({ length: 420 }, () => 1));
    expect(seen.slice(5).map(({ ids }) => ids.length)).toEqual([100, 100, 100, 100, 20]);
  });

  it('are refused as they would be alone when there is no time to wait', async () => {
    const { dispatcher, seen } = wixOf(1);
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, quota: createQuota(1) });
    const first = readOne(client, 'first');
    await vi.advanceTimersByTimeAsync(100);
    await first;
    const reads = Array.from({ length: 20 }, (_, read) =>
      failureOfCall(readOne(client, `${read}`, { deadlineMs: 2_000 })),
    );
    await vi.advanceTimersByTimeAsync(3_000);
    const failures = await Promise.all(reads);
    expect(new Set(failures.map(({ failure, notSent }) => `${failure} ${notSent}`))).toEqual(
      new Set(['rateLimited true']),
    );
    expect(failures.every(({ retryAfterMs = 0 }) => retryAfterMs > 50_000)).toBe(true);
    expect(seen).toHaveLength(1);
  });
});

describe('reads of several tenants', () => {
  it('are never merged with each other', async () => {
    const { dispatcher, seen } = wixOf(200);
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, quota: createQuota(200) });
    const reads = Array.from({ length: 60 }, (_, read) =>
      readOne(client, `${read % 5}`, { tenant: () => `tenant ${read % 3}` }, `key${read % 3}`),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    for (const [read, { things }] of (await Promise.all(reads)).entries()) {
      expect(things).toEqual([{ id: `${read % 5}`, of: `key${read % 3}` }]);
    }
    expect(seen.map(({ key }) => key).sort()).toEqual(['key0', 'key1', 'key2']);
  });

  it('of one key are not merged across tenants either, because each has a rate limit of its own', async () => {
    const { dispatcher, seen } = wixOf(200);
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, quota: createQuota(200) });
    const reads = ['a', 'b'].map((tenant, read) => readOne(client, `${read}`, { tenant: () => tenant }));
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(reads);
    expect(seen).toHaveLength(2);
  });
});

describe('a slot that is waited for', () => {
  it('serves all reads that wait for it, which give their calls back to the quota', async () => {
    const { dispatcher, seen } = wixOf(200);
    const quota = createQuota(200);
    const client = createWixClient({ origin: 'http://wix.test', dispatcher, quota, maxConnections: 1 });
    const first = readOne(client, 'first');
    await vi.advanceTimersByTimeAsync(10);
    const reads: Promise<Things>[] = [];
    for (let read = 0; read < 8; read += 1) {
      reads.push(readOne(client, `${read}`));
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await Promise.all([first, ...reads])).every(({ things }) => things.length === 1)).toBe(true);
    expect([seen.map(({ ids }) => ids.length), (await quota.state('')).remaining]).toEqual([[1, 8], 198]);
  });
});
