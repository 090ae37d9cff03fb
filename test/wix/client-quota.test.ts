import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import type { Quota } from '../../src/wix/quota.ts';
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

beforeAll(() => {
  const quota: Quota = {
    take: (...wanted) => take(...wanted),
    pause: async (_tenant, ms) => void pauses.push(ms),
    state: async () => ({ limit: 1, remaining: 1, resetAtMs: 0 }),
  };
  client = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin, quota });
});
beforeEach(() => {
  pauses = [];
  taken = 0;
  take = async () => {
    taken += 1;
    return null;
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
    const turn = Promise.withResolvers<null>();
    take = async (_tenant, _patienceMs, caller) => {
      if (caller?.isBulk !== true) return null;
      waiting.resolve();
      return turn.promise;
    };
    server.answer((_request, response, index) => response.end(JSON.stringify({ value: index })));
    const bulk = client.session({ key, isBulk: true }).call(readThing, input);
    await waiting.promise;
    expect(await client.session({ key }).call(readThing, input)).toEqual({ value: 0 });
    turn.resolve(null);
    expect(await bulk).toEqual({ value: 1 });
  });
});
