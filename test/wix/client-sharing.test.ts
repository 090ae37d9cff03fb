import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWixClient, type WixClient, type WixSession } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { accountId, failureOfCall, queryThings, readThing, siteId, useServer, writeThing } from './local-server.ts';

const server = useServer();
let client: WixClient;

beforeAll(() => {
  client = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin });
});
afterAll(() => client.close());

function session(key = 'IST.header.payload.signature'): WixSession {
  return client.session({ key: new ApiKey(key) });
}

/** Answers each request with its number. */
function count() {
  server.answer((_request, response, index) => response.end(JSON.stringify({ value: index })));
}

const read = (from: WixSession, thing = 'a') => from.call(readThing, { accountId, params: { thing } });
const write = (from: WixSession) => from.call(writeThing, { accountId, body: { name: 'a' } });

describe('equal reads of a session', () => {
  it('are one call, at the same time and later', async () => {
    count();
    const from = session();
    const together = await Promise.all([read(from), read(from), read(from)]);
    expect([...together, await read(from)]).toEqual(Array.from({ length: 4 }, () => ({ value: 0 })));
    expect(server.received).toHaveLength(1);
  });

  it('are told apart by everything that a request is made of', async () => {
    count();
    const from = session();
    const query = (body: { query?: unknown }, id = accountId) => from.call(queryThings, { accountId: id, body });
    await Promise.all([
      read(from, 'a'),
      read(from, 'b'),
      query({}),
      query({ query: { limit: 1 } }),
      query({ query: { limit: '1' } }),
      query({ query: { limit: 1 } }, siteId),
      from.call(queryThings, { accountId, siteId, body: {} }),
    ]);
    expect(server.received).toHaveLength(7);
  });

  it('share a failure', async () => {
    server.answer((_request, response) => response.writeHead(500).end());
    const from = session();
    const [one, two] = await Promise.all([failureOfCall(read(from)), failureOfCall(read(from))]);
    expect(one).toBe(two);
    expect(await failureOfCall(read(from))).toBe(one);
    expect(server.received).toHaveLength(1);
  });

  it('are not shared with another session, of another key or of the same', async () => {
    count();
    const answers = await Promise.all([read(session()), read(session()), read(session('another'))]);
    expect(new Set(answers.map(({ value }) => value)).size).toBe(3);
    expect(server.received.map(({ headers }) => headers.authorization).sort()).toEqual([
      'IST.header.payload.signature',
      'IST.header.payload.signature',
      'another',
    ]);
  });
});

describe('a write', () => {
  it('is sent each time', async () => {
    count();
    const from = session();
    expect(await Promise.all([write(from), write(from)])).toHaveLength(2);
    expect(server.received).toHaveLength(2);
  });

  it.each([
    ['succeeds', 200],
    ['is refused', 400],
    ['fails', 500],
  ])('makes later reads go to Wix again when it %s', async (_name, status) => {
    const from = session();
    count();
    await read(from);
    server.answer((_request, response) => response.writeHead(status).end('{}'));
    await write(from).catch(() => undefined);
    count();
    await expect(read(from)).resolves.toEqual({ value: 2 });
  });

  it('makes reads go to Wix again that were answered while it was under way', async () => {
    const from = session();
    const held = Promise.withResolvers<ServerResponse>();
    server.answer((request, response, index) => {
      if (request.method === 'POST') held.resolve(response);
      else response.end(JSON.stringify({ value: index }));
    });
    const writing = write(from);
    const response = await held.promise;
    await expect(read(from)).resolves.toEqual({ value: 1 });
    response.end('{}');
    await writing;
    await expect(read(from)).resolves.toEqual({ value: 2 });
  });

  it('does not touch what other sessions have read', async () => {
    const [one, two] = [session(), session()];
    count();
    await read(two);
    await write(one);
    await expect(read(two)).resolves.toEqual({ value: 0 });
  });
});

describe('reads that are forgotten', () => {
  it('go to Wix again', async () => {
    count();
    const from = session();
    await read(from);
    from.forgetReads();
    await expect(read(from)).resolves.toEqual({ value: 1 });
  });
});
