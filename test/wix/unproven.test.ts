import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createWixClient, type WixClient, type WixClientOptions } from '../../src/wix/client.ts';
import { ApiKey, credentialId } from '../../src/wix/credential.ts';
import { createQuota } from '../../src/wix/quota.ts';
import { ReadCache } from '../../src/wix/read-cache.ts';
import type { WixSession } from '../../src/wix/session.ts';
import { accountId, failureOfCall, type Received, readThing, useServer, writeThing } from './local-server.ts';

const server = useServer();
let client: WixClient;

afterEach(() => client.close());

function open(options: Partial<WixClientOptions> = {}): void {
  client = createWixClient({ retry: { maxRetries: 0 }, origin: server.origin, ...options });
}

/** A session of a caller who brings a key and names an account. */
function sessionOf(key: string, account = accountId, deadlineMs = 5_000): WixSession {
  return client.session({
    key: new ApiKey(key),
    tenant: () => `${key} ${account}`,
    claimedAccount: account,
    deadlineMs,
  });
}

const read = (from: WixSession, account = accountId, thing = 'a') =>
  from.call(readThing, { accountId: account, params: { thing } });
const write = (from: WixSession, account = accountId) =>
  from.call(writeThing, { accountId: account, body: { name: 'a' } });

const owner = 'IST.the-owner';
/** A key that Wix accepts, for an account of its own and for no other. */
const another = 'IST.another';
const anothersAccount = '33333333-3333-4333-8333-333333333333';

const isAllowed = ({ headers }: Received) =>
  headers.authorization === owner
    ? headers['wix-account-id'] === accountId
    : headers.authorization === another && headers['wix-account-id'] === anothersAccount;
const accept = (response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
const refuse = (request: Received, response: ServerResponse) => {
  const status = [owner, another].includes(request.headers.authorization ?? '') ? 403 : 401;
  response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"no"}');
};
/** Answers as Wix does to good and bad keys. */
const asWix = (request: Received, response: ServerResponse) =>
  isAllowed(request) ? accept(response) : refuse(request, response);

const callsOfOwner = () => server.received.filter(({ headers }) => headers.authorization === owner).length;

/** What the floods make up without end. */
const strangers: Readonly<Record<string, (n: number) => readonly [key: string, account: string]>> = {
  'made-up keys that name the account of the owner': (n) => [`IST.made-up-${n}`, accountId],
  'a good key that names made-up accounts': () => [another, randomUUID()],
};

/** Calls of so many strangers, at most 100 at a time. */
async function flood(
  make: (n: number) => readonly [string, string],
  count: number,
  send: (from: WixSession, account: string) => Promise<unknown> = read,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(count, 100) }, async () => {
      while (next < count) {
        const [key, account] = make(next++);
        await send(sessionOf(key, account), account).catch(() => {});
      }
    }),
  );
}

describe.each(Object.entries(strangers))('%s', (_, make) => {
  /** Another caller has shown that its key is good. */
  const proveTheOther = () => read(sessionOf(another, anothersAccount), anothersAccount);

  it('evict nothing that is cached for the owner, and no note of its writes', async () => {
    server.answer(asWix);
    open({ cache: new ReadCache({ ttlMs: 600_000, fenceMs: 60_000 }) });
    await proveTheOther();
    await read(sessionOf(owner), accountId, 'first');
    await read(sessionOf(owner));
    await flood(make, 10_100, write);
    await read(sessionOf(owner));
    expect(callsOfOwner()).toBe(2);
    await write(sessionOf(owner));
    await flood(make, 10_100, write);
    await read(sessionOf(owner));
    await read(sessionOf(owner));
    expect(callsOfOwner()).toBe(5);
  }, 60_000);

  it('use up no retry of the owner', async () => {
    let isDown = false;
    server.answer((request, response) => {
      if (isDown) response.writeHead(502).end();
      else asWix(request, response);
    });
    open({ breaker: false, retry: { maxRetries: 1, baseDelayMs: 1 } });
    await proveTheOther();
    for (let n = 0; n < 20; n += 1) await read(sessionOf(owner), accountId, `t${n}`);
    isDown = true;
    await flood(make, 2_100);
    const before = callsOfOwner();
    for (let n = 0; n < 5; n += 1) await failureOfCall(read(sessionOf(owner)));
    // Two saved up, and the three that are free at the start.
    expect(callsOfOwner() - before).toBe(5 + 5);
  }, 60_000);

  it('hold no connection that the owner needs', async () => {
    const held: ServerResponse[] = [];
    server.answer((request, response) => {
      if (isAllowed(request)) accept(response);
      else held.push(response);
    });
    open({ maxConnections: 2 });
    await proveTheOther();
    await read(sessionOf(owner));
    const flooding = flood(make, 100);
    await expect.poll(() => held.length).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const begunAt = performance.now();
    await Promise.all(Array.from({ length: 10 }, (_, n) => read(sessionOf(owner), accountId, `t${n}`)));
    expect(performance.now() - begunAt).toBeLessThan(2_000);
    server.answer(refuse);
    for (const response of held) response.writeHead(401).end('{}');
    await flooding;
  }, 60_000);

  it('do not make the quota forget what the owner has used', async () => {
    server.answer(asWix);
    open({ quota: createQuota(5) });
    await proveTheOther();
    for (let n = 0; n < 4; n += 1) await read(sessionOf(owner), accountId, `t${n}`);
    const before = (await sessionOf(owner).quota())?.remaining;
    await flood((n) => make(n), 10_100);
    expect([before, (await sessionOf(owner).quota())?.remaining]).toEqual([before, before]);
    expect(before).toBeLessThan(3);
  }, 60_000);

  it('do not make the breaker forget that the calls of the owner fail', async () => {
    let isDown = false;
    server.answer((request, response) => {
      if (isDown && isAllowed(request)) response.writeHead(502).end();
      else asWix(request, response);
    });
    open();
    await proveTheOther();
    await read(sessionOf(owner));
    isDown = true;
    for (let n = 0; n < 12; n += 1) await failureOfCall(read(sessionOf(owner)));
    const before = callsOfOwner();
    await flood(make, 2_100);
    expect((await failureOfCall(read(sessionOf(owner)))).notSent).toBe(true);
    expect(callsOfOwner()).toBe(before);
  }, 60_000);
});

describe('a key that a caller brings', () => {
  it('is proved by an answer, and no longer once Wix refuses it', async () => {
    server.answer(asWix);
    open();
    expect(client.proven.hasKey('made up')).toBe(false);
    const credential = credentialId(new ApiKey(owner));
    await read(sessionOf(owner));
    expect([client.proven.hasKey(credential), client.proven.has(credential, accountId)]).toEqual([true, true]);
    expect(client.proven.has(credential, anothersAccount)).toBe(false);
    server.answer((_, response) => void response.writeHead(401).end('{}'));
    await failureOfCall(read(sessionOf(owner), accountId, 'b'));
    expect([client.proven.hasKey(credential), client.proven.has(credential, accountId)]).toEqual([false, false]);
  });

  it('has the answer that proves it cached, fresh and stale', async () => {
    server.answer(asWix);
    const clock = { now: 0 };
    open({ cache: new ReadCache({ ttlMs: 1_000, staleMs: 60_000, now: () => clock.now }) });
    await read(sessionOf(owner));
    await read(sessionOf(owner));
    expect(callsOfOwner()).toBe(1);
    clock.now = 2_000;
    server.answer((_, response) => void response.writeHead(429, { 'retry-after': '30' }).end());
    await read(sessionOf(owner));
    expect(callsOfOwner()).toBe(2);
  });

  it('has nothing cached that Wix refused, nor what its own write may have outdated', async () => {
    let held: (() => void) | undefined;
    let isRefusing = true;
    server.answer((request, response) => {
      if (request.method !== 'GET') response.writeHead(502).end();
      else if (isRefusing) refuse(request, response);
      else if (held === undefined) held = () => accept(response);
      else accept(response);
    });
    open({ cache: new ReadCache({ ttlMs: 60_000 }) });
    await failureOfCall(read(sessionOf(owner)));
    isRefusing = false;
    const early = read(sessionOf(owner));
    await expect.poll(() => held).toBeDefined();
    await failureOfCall(write(sessionOf(owner)));
    held?.();
    await early;
    await read(sessionOf(owner));
    await read(sessionOf(owner));
    expect(callsOfOwner()).toBe(5);
  });
});
