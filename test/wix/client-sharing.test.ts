import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import type { SessionOptions, WixSession } from '../../src/wix/session.ts';
import { accountId, failureOfCall, queryThings, readThing, siteId, useServer, writeThing } from './local-server.ts';

const server = useServer();
let client: WixClient;

beforeAll(() => {
  client = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin });
});
afterAll(() => client.close());

function session(key = 'IST.header.payload.signature', options: Partial<SessionOptions> = {}): WixSession {
  return client.session({ ...options, key: new ApiKey(key) });
}

/** Keeps the next request waiting: its answer, and whether it was given up. */
function hold(): { held: Promise<ServerResponse>; aborted: Promise<void> } {
  const held = Promise.withResolvers<ServerResponse>();
  const aborted = Promise.withResolvers<void>();
  server.answer((_request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) aborted.resolve();
    });
    held.resolve(response);
  });
  return { held: held.promise, aborted: aborted.promise };
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

  it('are not shared with a later session', async () => {
    count();
    expect([await read(session()), await read(session())]).toEqual([{ value: 0 }, { value: 1 }]);
  });
});

describe('equal reads of several sessions at the same time', () => {
  it('are one call for one key, and a call each for different keys', async () => {
    count();
    const [one, two, other] = await Promise.all([read(session()), read(session()), read(session('another'))]);
    expect(two).toBe(one);
    expect(other).not.toEqual(one);
    expect(server.received.map(({ headers }) => headers.authorization).sort()).toEqual([
      'IST.header.payload.signature',
      'another',
    ]);
  });

  it('are a call each where that is switched off', async () => {
    const own = createWixClient({ shareReads: false, origin: server.origin });
    count();
    await Promise.all([1, 2].map(() => read(own.session({ key: new ApiKey('k') }))));
    expect(server.received).toHaveLength(2);
    await own.close();
  });

  it('share a failure', async () => {
    server.answer((_request, response) => response.writeHead(500).end());
    const [one, two] = await Promise.all([failureOfCall(read(session())), failureOfCall(read(session()))]);
    expect(one).toBe(two);
    expect(server.received).toHaveLength(1);
  });

  it('go on for the others when one leaves, and are stopped when the last has left', async () => {
    const { held, aborted } = hold();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = failureOfCall(read(session('k', { signal: first.signal })));
    const two = read(session('k', { signal: second.signal }));
    const response = await held;
    first.abort();
    expect((await one).failure).toBe('cancelled');
    response.end('{"value":"for the second"}');
    await expect(two).resolves.toEqual({ value: 'for the second' });

    const next = hold();
    const [three, four] = [first, second].map(() => new AbortController());
    const both = [three, four].map((caller) =>
      failureOfCall(read(session('k', { signal: caller?.signal as AbortSignal }))),
    );
    await next.held;
    three?.abort();
    four?.abort();
    await next.aborted;
    expect((await Promise.all(both)).map(({ failure }) => failure)).toEqual(['cancelled', 'cancelled']);
    await expect(Promise.race([aborted, Promise.resolve('answered')])).resolves.toBe('answered');
  });

  it('wait no longer than each has time', async () => {
    const { held } = hold();
    const patient = read(session('k'));
    const response = await held;
    expect((await failureOfCall(read(session('k', { deadlineMs: 80 })))).failure).toBe('deadline');
    response.end('{"value":"in the end"}');
    await expect(patient).resolves.toEqual({ value: 'in the end' });
    expect(server.received).toHaveLength(1);
  });

  it('have the time of the most patient, whoever made the call', async () => {
    const { held } = hold();
    const hasty = failureOfCall(read(session('k', { deadlineMs: 80 })));
    const response = await held;
    const patient = read(session('k'));
    expect((await hasty).failure).toBe('deadline');
    response.end('{"value":"in the end"}');
    await expect(patient).resolves.toEqual({ value: 'in the end' });
    expect(server.received).toHaveLength(1);
  });

  it('are not shared with a read after a write', async () => {
    const { held } = hold();
    const before = read(session('k'));
    const response = await held;
    count();
    await write(session('k'));
    const after = await read(session('k'));
    response.end('{"value":"before the write"}');
    expect(after).toEqual({ value: 2 });
    await expect(before).resolves.toEqual({ value: 'before the write' });
  });

  it('are not shared with a session that insists on fresh reads', async () => {
    const { held } = hold();
    const before = read(session('k'));
    const response = await held;
    count();
    const writer = session('k');
    writer.bypassCache();
    await expect(read(writer)).resolves.toEqual({ value: 1 });
    response.end('{"value":"old"}');
    await before;
  });

  it('end when the client gives up its reads, and writes do not', async () => {
    const own = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin });
    const from = () => own.session({ key: new ApiKey('k') });
    const writing = Promise.withResolvers<ServerResponse>();
    const reading = Promise.withResolvers<void>();
    server.answer((request, response) => {
      if (request.method === 'POST') writing.resolve(response);
      else reading.resolve();
    });
    const written = write(from());
    const failed = failureOfCall(read(from()));
    const response = await writing.promise;
    await reading.promise;
    own.stopReads();
    expect((await failed).failure).toBe('stopping');
    expect((await failureOfCall(read(from(), 'b'))).failure).toBe('stopping');
    response.end('{"value":"written"}');
    await expect(written).resolves.toEqual({ value: 'written' });
    await own.close();
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
