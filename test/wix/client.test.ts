import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { endpoint, shape } from '../../src/wix/endpoint.ts';
import type { WixSession } from '../../src/wix/session.ts';
import {
  accountId,
  failureOfCall,
  outcomeOf,
  queryThings,
  type Received,
  readThing,
  siteId,
  useServer,
  writeThing,
} from './local-server.ts';

const key = new ApiKey('IST.header.payload.signature');
const maxBodyBytes = 64 * 1024;

const server = useServer();
let client: WixClient;

beforeAll(() => {
  client = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin, maxBodyBytes });
});
afterAll(() => client.close());

function session(): WixSession {
  return client.session({ key });
}

function read(from: WixSession = session(), thing = 'a') {
  return from.call(readThing, { accountId, params: { thing } });
}

function answerWith(status: number, headers: Record<string, string | string[]>, body: string | Buffer = '') {
  server.answer((_request, response) => response.writeHead(status, headers).end(body));
}

describe('an answer', () => {
  it('is the JSON object that came, and the request is the one that was built', async () => {
    answerWith(200, { 'content-type': 'application/json' }, '{"value":"ü"}');
    await expect(session().call(queryThings, { accountId, body: { query: { a: 1 } } })).resolves.toEqual({
      value: 'ü',
    });
    const [request] = server.received as [Received];
    expect(request).toMatchObject({ method: 'POST', url: '/things/query', body: '{"query":{"a":1}}' });
    expect(Object.keys(request.headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'wix-account-id',
    ]);
    expect(request.headers).toMatchObject({ authorization: 'IST.header.payload.signature', 'accept-encoding': 'gzip' });
  });

  it.each([
    ['no content type', {}, '{"value":1}'],
    ['a content type that says HTML', { 'content-type': 'text/html' }, '{"value":1}'],
    ['an encoding that changes nothing', { 'content-encoding': 'identity' }, '{"value":1}'],
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync('{"value":1}')],
    ['gzip in capitals', { 'content-encoding': 'GZIP' }, gzipSync('{"value":1}')],
    ['gzip in two members', { 'content-encoding': 'gzip' }, Buffer.concat([gzipSync('{"val'), gzipSync('ue":1}')])],
    ['white space around', {}, '\n {"value":1} \n'],
  ])('is read with %s', async (_name, headers, body) => {
    answerWith(200, headers, body);
    await expect(read()).resolves.toEqual({ value: 1 });
  });

  it('is read when its characters are cut between packets', async () => {
    const body = Buffer.from('{"value":"äöü €"}');
    server.answer((_request, response) => {
      response.writeHead(200);
      const next = (at: number) => {
        if (at < body.length) response.write(body.subarray(at, at + 1), () => setImmediate(next, at + 1));
        else response.end();
      };
      next(0);
    });
    await expect(read()).resolves.toEqual({ value: 'äöü €' });
  });

  it('may be as large as the cap, and no larger', async () => {
    const body = (length: number) => JSON.stringify({ value: 'x'.repeat(length - '{"value":""}'.length) });
    answerWith(200, {}, body(maxBodyBytes));
    await expect(read()).resolves.toHaveProperty('value');
    for (const tooLarge of [body(maxBodyBytes + 1), body(maxBodyBytes * 40)]) {
      answerWith(200, {}, tooLarge);
      expect(await failureOfCall(read())).toMatchObject({ failure: 'invalidResponse', notSent: false });
      answerWith(200, { 'content-encoding': 'gzip' }, gzipSync(tooLarge));
      expect(await failureOfCall(read())).toMatchObject({ failure: 'invalidResponse' });
    }
  });

  it('is cut at the cap while it is still coming, when a little of it unpacks to very much', async () => {
    const bomb = gzipSync(Buffer.alloc(128 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(150_000);
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 1);
    answerWith(200, { 'content-encoding': 'gzip' }, bomb);
    expect(await failureOfCall(read())).toMatchObject({
      failure: 'invalidResponse',
      message: `Read Thing: body of more than ${maxBodyBytes} bytes`,
    });
    clearInterval(watch);
    expect(peak - before).toBeLessThan(64 * 1024 * 1024);
  });

  it.each<[string, number, Record<string, string>, string | Buffer]>([
    ['JSON that ends early', 200, {}, '{"value":'],
    ['HTML', 200, { 'content-type': 'text/html' }, '<!DOCTYPE html><html></html>'],
    ['nothing', 200, {}, ''],
    ['white space', 200, {}, ' \n'],
    ['a list', 200, {}, '[]'],
    ['null', 200, {}, 'null'],
    ['text', 200, {}, '"{}"'],
    ['a number', 200, {}, '7'],
    ['two objects', 200, {}, '{}{}'],
    ['gzip that ends early', 200, { 'content-encoding': 'gzip' }, gzipSync('{"value":1}').subarray(0, -6)],
    ['gzip that is none', 200, { 'content-encoding': 'gzip' }, '{"value":1}'],
    ['gzip with a wrong checksum', 200, { 'content-encoding': 'gzip' }, spoiled(gzipSync('{"value":1}'))],
    ['an encoding that was not asked for', 200, { 'content-encoding': 'br' }, 'x'],
    ['two encodings', 200, { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync('{"value":1}'))],
    ['an encoding that was not asked for, of a large body', 200, { 'content-encoding': 'br' }, 'x'.repeat(1_000_000)],
    ['204', 204, {}, ''],
    ['201', 201, {}, '{"value":1}'],
    ['206', 206, {}, '{"value":1}'],
    ['304', 304, {}, ''],
  ])('is no answer when it is %s', async (_name, status, headers, body) => {
    answerWith(status, headers, body);
    expect(outcomeOf(await failureOfCall(read()))).toEqual({ failure: 'invalidResponse', notSent: false });
    // The connection, or a new one, still serves.
    answerWith(200, {}, '{"value":2}');
    await expect(read()).resolves.toEqual({ value: 2 });
  });

  it.each([301, 302, 303, 307, 308])(
    'is no answer, and is not followed, when it leads elsewhere with %i',
    async (status) => {
      answerWith(status, { location: `${server.origin}/elsewhere` }, '{"value":1}');
      expect(await failureOfCall(read())).toMatchObject({ failure: 'invalidResponse', status });
      expect(server.received.map(({ url }) => url)).toEqual(['/things/a']);
    },
  );

  it.each([
    [400, 'refused'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [409, 'conflict'],
    [428, 'preconditionFailed'],
    [429, 'rateLimited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [418, 'invalidResponse'],
  ])('says no with %i', async (status, failure) => {
    answerWith(status, { 'x-wix-request-id': '1732.5' }, '{"details":{"applicationError":{"code":"SOME_RULE"}}}');
    expect(await failureOfCall(read())).toMatchObject({
      failure,
      status,
      code: 'SOME_RULE',
      requestId: '1732.5',
      endpoint: 'Read Thing',
      permission: 'THINGS.READ',
      message: `Read Thing: answered ${status}`,
    });
  });

  it('says no however its body is encoded', async () => {
    answerWith(400, { 'content-encoding': 'gzip' }, gzipSync('{"code":"PACKED"}'));
    expect(await failureOfCall(read())).toMatchObject({ failure: 'refused', code: 'PACKED' });
  });

  it.each([
    ['has an encoding that was not asked for', { 'content-encoding': 'br' }, 'x'],
    ['says that it is gzip, and is not', { 'content-encoding': 'gzip' }, '<html>Forbidden</html>'],
    ['is empty, and says that it is gzip', { 'content-encoding': 'gzip' }, ''],
    ['is too large', {}, 'x'.repeat(maxBodyBytes + 1)],
  ])('says no by its status where its body %s', async (_name, headers, body) => {
    answerWith(403, { ...headers, 'x-wix-request-id': '1' }, body);
    expect(await failureOfCall(read())).toMatchObject({ failure: 'forbidden', status: 403, requestId: '1' });
  });

  it('says no by its status where its body is cut short', async () => {
    server.answer((_request, response) => {
      response.writeHead(401, { 'content-length': '1000' }).write('{"details":', () => response.destroy());
    });
    expect(await failureOfCall(read())).toMatchObject({ failure: 'unauthenticated', status: 401 });
  });

  it('tells how long to wait', async () => {
    answerWith(429, { 'retry-after': '7' });
    expect(await failureOfCall(read())).toMatchObject({ retryAfterMs: 7_000 });
    answerWith(503, { 'retry-after': 'later' });
    expect((await failureOfCall(read())).retryAfterMs).toBeUndefined();
  });

  it('has the first of its ids when it has two', async () => {
    answerWith(500, { 'x-wix-request-id': ['first', 'second'] });
    expect((await failureOfCall(read())).requestId).toMatch(/^first/);
  });

  it('that is an error shows neither key, address, headers nor body', async () => {
    answerWith(500, { 'x-secret': 'header-text' }, '{"message":"body-text","details":{}}');
    const { message, stack } = await failureOfCall(read());
    expect(message + stack).not.toMatch(/IST|127\.0\.0\.1:|header-text|body-text/);
  });
});

describe('no answer', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    ['a closed connection', (response) => response.destroy()],
    [
      'a body cut short',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"value":', () => response.destroy());
      },
    ],
    [
      'a body in chunks cut short',
      (response) => {
        response.writeHead(200).write('{"value":', () => response.destroy());
      },
    ],
    [
      'gzip cut short',
      (response) => {
        const packed = gzipSync('{"value":1}');
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length });
        response.write(packed.subarray(0, 12), () => response.destroy());
      },
    ],
    ['what is not HTTP', (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ])('is what comes of %s, which may have reached Wix', async (_name, respond) => {
    server.answer((_request, response) => respond(response));
    expect(outcomeOf(await failureOfCall(read()))).toEqual({ failure: 'unavailable', notSent: false });
    server.answer((_request, response) => response.end('{"value":2}'));
    await expect(read()).resolves.toEqual({ value: 2 });
  });

  it('is asked for once: nothing is sent again by itself', async () => {
    server.answer((_request, response) => response.socket?.resetAndDestroy());
    await failureOfCall(read());
    await failureOfCall(session().call(writeThing, { accountId, body: { name: 'a' } }));
    expect(server.received.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it.each([
    ['a port where nobody listens', 'http://127.0.0.1:1'],
    ['a host that does not exist', 'http://nobody.invalid'],
  ])('is what comes of %s, and nothing was sent', async (_name, origin) => {
    const stray = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin });
    const error = await failureOfCall(read(stray.session({ key })));
    expect(outcomeOf(error)).toEqual({ failure: 'unavailable', notSent: true });
    expect(error.message).not.toMatch(/127\.0\.0\.1|invalid/);
    await stray.close();
  });

  it('is what comes of input of a wrong form, and nothing was sent', async () => {
    const error = await failureOfCall(read(session(), '..'));
    expect(outcomeOf(error)).toEqual({ failure: 'badInput', notSent: true });
    expect(server.received).toEqual([]);
  });
});

describe('a call of the public level', () => {
  const search = endpoint({
    name: 'Search',
    method: 'GET',
    path: '/search',
    level: 'public',
    retry: 'read',
    permission: null,
    certainty: 'documented',
    source: 'a test',
    response: shape<object>(),
  });

  it('carries no key unless the client is told to', async () => {
    await session().call(search, { accountId, siteId });
    const telling = createWixClient({
      retry: { maxRetries: 0 },
      breaker: false,
      origin: server.origin,
      sendKeyToPublic: true,
    });
    await telling.session({ key }).call(search, {});
    await telling.close();
    expect(server.received.map(({ headers }) => [headers.authorization, headers['wix-account-id']])).toEqual([
      [undefined, undefined],
      ['IST.header.payload.signature', undefined],
    ]);
  });
});

describe('a client', () => {
  it('opens as many connections as it may, and serves further calls after them', async () => {
    const narrow = createWixClient({
      retry: { maxRetries: 0 },
      breaker: false,
      origin: server.origin,
      maxConnections: 2,
    });
    const held: ServerResponse[] = [];
    server.answer((request, response) => {
      if (request.url === '/things/other') response.end('{}');
      else held.push(response);
    });
    const from = narrow.session({ key });
    const calls = Promise.all(Array.from({ length: 9 }, (_, index) => read(from, String(index))));
    await server.arrived(2);
    // Another client gets through, and so would a third call of this one.
    await read(session(), 'other');
    expect(held).toHaveLength(2);
    server.answer((_request, response) => response.end('{}'));
    for (const response of held) response.end('{}');
    expect(await calls).toHaveLength(9);
    await narrow.close();
  });

  it('leaves a dispatcher open that it did not make', async () => {
    const dispatcher = new Agent();
    const borrowing = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin, dispatcher });
    await read(borrowing.session({ key }));
    await borrowing.close();
    expect(dispatcher.closed).toBe(false);
    await dispatcher.close();
  });
});

function spoiled(packed: Buffer): Buffer {
  const copy = Buffer.from(packed);
  copy.writeUInt8(copy.readUInt8(copy.length - 8) ^ 1, copy.length - 8);
  return copy;
}
