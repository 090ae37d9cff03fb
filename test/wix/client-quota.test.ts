import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { createQuota, type Grant, type Quota } from '../../src/wix/quota.ts';
import type { StopSignal } from '../../src/wix/stop-signal.ts';
import { accountId, failureOfCall, readThing, useServer } from './local-server.ts';

const server = useServer();
const key = new ApiKey('IST.header.payload.signature');
const input = { accountId, params: { thing: 'a' } };
const readPublicThing = { ...readThing, name: 'Read Public Thing', level: 'public' } as const;

let client: WixClient;
let pauses: number[];
let taken: number;
let take: Quota['take'];

const grant: Grant = { sent: () => {}, answered: () => {}, giveBack: () => {}, rejected: (ms) => void pauses.push(ms) };

beforeAll(() => {
  const quota: Quota = {
    take: (...wanted) => take(...wanted),
    expectedMs: () => 60_000,
    room: () => ({ free: 1, maximum: 1, inMs: () => 0 }),
    paceMs: () => 0,
    state: async () => ({ limit: 1, remaining: 1, resetAtMs: 0 }),
    another: () => createQuota(1),
  };
  client = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin, quota });
});
beforeEach(() => {
  pauses = [];
  taken = 0;
  take = async () => {
    taken += 1;
    return grant;
  };
});
afterAll(() => client.close());

describe('a call that Wix turns away', () => {
  it('makes its tenant wait', async () => {
    server.answer((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
    await failureOfCall(client.session({ key }).call(readThing, input));
    expect([taken, pauses]).toEqual([1, [7_000]]);
  });

  it('makes nobody wait when it is a public one, which is nobody’s', async () => {
    server.answer((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
    const error = await failureOfCall(client.session({ key }).call(readPublicThing, input));
    expect([error.retryAfterMs, taken, pauses]).toEqual([7_000, 0, []]);
  });
});

describe('a read that waits for its turn', () => {
  it('gives up its place when the caller leaves', async () => {
    const waiting = Promise.withResolvers<StopSignal | undefined>();
    take = async (_tenant, _patienceMs, _caller, stop) => {
      waiting.resolve(stop);
      return new Promise((resolve) => stop?.onStop(() => resolve(60_000)));
    };
    const leaving = new AbortController();
    const failed = failureOfCall(client.session({ key, signal: leaving.signal }).call(readThing, input));
    const stop = await waiting.promise;
    leaving.abort();
    expect((await failed).failure).toBe('cancelled');
    expect([stop?.reason, server.received]).toEqual(['cancelled', []]);
  });
});

describe('an urgent read', () => {
  it('does not wait with an equal one that can wait', async () => {
    const waiting = Promise.withResolvers<void>();
    const turn = Promise.withResolvers<Grant>();
    take = async (_tenant, _patienceMs, caller) => {
      if (caller?.isBulk !== true) return grant;
      waiting.resolve();
      return turn.promise;
    };
    server.answer((_request, response, index) => response.end(JSON.stringify({ value: index })));
    const bulk = client.session({ key, isBulk: true }).call(readThing, input);
    await waiting.promise;
    expect(await client.session({ key }).call(readThing, input)).toEqual({ value: 0 });
    turn.resolve(grant);
    expect(await bulk).toEqual({ value: 1 });
  });
});

describe('equal reads that the quota refuses together', () => {
  it('are refused once for all of them, with how long to wait', async () => {
    take = () => {
      taken += 1;
      return 60_000;
    };
    const failures = await Promise.all(
      Array.from({ length: 256 }, (_, read) =>
        failureOfCall(client.session({ key, deadlineMs: 1_000 + read }).call(readThing, input)),
      ),
    );
    expect(new Set(failures.map(({ failure, retryAfterMs }) => `${failure} ${retryAfterMs}`))).toEqual(
      new Set(['rateLimited 60000']),
    );
    expect(taken).toBe(1);
  });

  it('are tried once more for those that have the time to wait', async () => {
    take = (_tenant, { remainingMs }) => {
      taken += 1;
      return remainingMs < 5_000 ? 5_000 : grant;
    };
    server.answer((_request, response) => response.end('{"value":1}'));
    const read = (deadlineMs: number) => client.session({ key, deadlineMs }).call(readThing, input);
    const [hasty, ...patient] = [1_000, 9_000, 9_000, 9_000].map(read);
    expect((await failureOfCall(hasty as Promise<unknown>)).retryAfterMs).toBe(5_000);
    expect(await Promise.all(patient)).toEqual([{ value: 1 }, { value: 1 }, { value: 1 }]);
    expect([taken, server.received.length]).toEqual([2, 1]);
  });

  it('are told how long to wait when their time is over while they wait', async () => {
    take = (_tenant, _patience, _caller, stop) => new Promise((resolve) => stop?.onStop(() => resolve(60_000)));
    const failures = await Promise.all(
      [20, 40].map((deadlineMs) => failureOfCall(client.session({ key, deadlineMs }).call(readThing, input))),
    );
    expect(failures.map(({ failure, retryAfterMs }) => [failure, retryAfterMs])).toEqual([
      ['rateLimited', 60_000],
      ['rateLimited', 60_000],
    ]);
  });
});

describe('a call of the quota that is not made', () => {
  it('is given back, whether no slot was free, the breaker is open or the caller left', async () => {
    let given = 0;
    take = () => ({
      ...grant,
      giveBack: () => {
        given += 1;
      },
    });
    const narrow = createWixClient({
      origin: server.origin,
      maxConnections: 1,
      retry: { maxRetries: 0 },
      quota: {
        take: (...wanted) => take(...wanted),
        expectedMs: () => 0,
        room: () => ({ free: 1, maximum: 1, inMs: () => 0 }),
        paceMs: () => 0,
        state: async () => ({ limit: 1, remaining: 1, resetAtMs: 0 }),
        another: () => createQuota(1),
      },
    });
    const call = (thing: string, deadlineMs: number, signal?: AbortSignal) =>
      narrow
        .session({ key, deadlineMs, ...(signal === undefined ? {} : { signal }) })
        .call(readThing, { accountId, params: { thing } });
    const held = Promise.withResolvers<() => void>();
    server.answer((_request, response) => held.resolve(() => response.writeHead(500).end()));
    const first = failureOfCall(call('first', 9_000));
    const answer = await held.promise;
    const leaving = new AbortController();
    const left = failureOfCall(call('left', 9_000, leaving.signal));
    expect((await failureOfCall(call('late', 20))).failure).toBe('deadline');
    leaving.abort();
    expect((await left).failure).toBe('cancelled');
    expect(given).toBe(2);
    server.answer((_request, response) => response.writeHead(500).end());
    answer();
    await first;
    for (let failing = 0; failing < 9; failing += 1) await failureOfCall(call(`failing-${failing}`, 9_000));
    const sent = server.received.length;
    expect((await failureOfCall(call('broken', 9_000))).notSent).toBe(true);
    expect([given, server.received.length]).toEqual([3, sent]);
    await narrow.close();
  });
});
