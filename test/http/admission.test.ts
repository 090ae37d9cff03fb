import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { KeysUnavailable, RemoteKeySet } from '../../src/http/key-set.ts';
import { Receiving } from '../../src/http/receiving.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { useStage } from '../security/stage.ts';

const { keys, accountId } = createSandbox();
const owner = { authorization: keys.owner, 'wix-account-id': accountId };
const query = '{ account { name } }';
const forward = { WIX_AUTH: 'forward', WIX_API_KEY: undefined, WIX_ACCOUNT_ID: undefined, ROUTER_SECRET: undefined };

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

async function open(port: number, bytes: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

const post = (headers: Readonly<Record<string, string>>, body: string, length = Buffer.byteLength(body)) =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${Object.entries(
    headers,
  )
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}`;

describe('a graph that forwards keys', () => {
  const waiting: (() => void)[] = [];
  const stage = useStage({
    env: forward,
    // Wix takes its time with keys that nobody knows.
    upstream: ({ headers }) =>
      String(headers.authorization).startsWith('IST.junk')
        ? new Promise((resolve) => waiting.push(() => resolve(Response.json({ message: 'no' }, { status: 401 }))))
        : null,
  });

  it('answers whoever sends a whole request while 300 others send bodies that never end', async () => {
    for (let n = 0; n < 300; n += 1) {
      await open(stage.port, post({ authorization: `IST.made-up-${n}`, 'wix-account-id': accountId }, '{', 500));
    }
    for (let n = 0; n < 3; n += 1) {
      const { status, data, elapsedMs } = await stage.ask(query, {}, owner);
      expect([status, data]).toEqual([200, { account: { name: 'Northwind Studio' } }]);
      expect(elapsedMs).toBeLessThan(8_000);
    }
  });

  it('answers keys that Wix accepted while requests with others fill their own share', async () => {
    expect((await stage.ask(query, {}, owner)).status).toBe(200);
    const junk = Array.from({ length: 200 }, (_, n) =>
      open(stage.port, post({ authorization: `IST.junk${n}`, 'wix-account-id': accountId }, JSON.stringify({ query }))),
    );
    const opened = await Promise.all(junk);
    // A quarter of the places, of which one address has half.
    await vi.waitFor(() => expect(waiting).toHaveLength(32), { timeout: 10_000 });
    for (let n = 0; n < 3; n += 1) expect((await stage.ask(query, {}, owner)).status).toBe(200);
    const newcomer = await stage.ask(query, {}, { ...owner, authorization: 'IST.another' });
    expect([newcomer.status, newcomer.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    for (const socket of opened) socket.destroy();
    for (const end of waiting.splice(0)) end();
    await vi.waitFor(async () => expect((await stage.ask(query, {}, { authorization: 'x' })).status).toBe(400), {
      timeout: 10_000,
    });
  });

  it('refuses who is nobody before anything of the body is parsed', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const large = JSON.stringify({
      query: 'query ($f: SiteFilter) { account { sites(filter: $f) { totalCount } } }',
      variables: { f: unknownKeys(60_000) },
    });
    for (const [headers, status] of [
      [{ authorization: undefined }, 401],
      [{ authorization: 'two words' }, 401],
      [{ authorization: 'IST.a,IST.b', 'wix-account-id': accountId }, 401],
      [{ ...owner, 'wix-account-id': 'nobody' }, 400],
      [{ ...owner, 'content-type': 'text/plain' }, 415],
    ] as const) {
      parse.mockClear();
      const answer = await stage.send({ headers: headers as never, body: large });
      expect([answer.status, answer.data]).toEqual([status, undefined]);
      expect(parse.mock.calls.filter(([text]) => text.length > 100_000)).toEqual([]);
    }
    parse.mockRestore();
  });

  it('works a refusal out once, with at most five errors and one that says so', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const variables = { f: unknownKeys(60_000) };
    const answer = await stage.ask(
      'query ($f: SiteFilter) { account { sites(filter: $f) { totalCount } } }',
      variables,
      owner,
    );
    expect(answer.status).toBe(400);
    expect(answer.errors.length).toBeLessThanOrEqual(6);
    expect(parse.mock.calls.filter(([text]) => text.length > 100_000)).toHaveLength(1);
    expect(answer.elapsedMs).toBeLessThan(8_000);
    parse.mockRestore();
  });

  it.each(['authorization', 'wix-account-id', 'content-type', 'origin'])(
    'refuses a request with two headers %s',
    async (name) => {
      const body = JSON.stringify({ query });
      const twice = await stage.raw(
        `${post({ ...owner, [name]: 'x', Connection: 'close' }, body).replace('\r\n\r\n', `\r\n${name.toUpperCase()}: y\r\n\r\n`)}`,
        10_000,
      );
      expect(twice).toMatch(/^HTTP\/1\.1 400 /);
      expect(twice).toContain(`The header ${name} occurs twice. Send it once.`);
    },
  );

  it('logs what it refused, without what was sent, at a bounded rate', async () => {
    const before = stage.logs.length;
    for (let n = 0; n < 40; n += 1) await stage.ask(query, {}, { authorization: 'not a key that may be logged' });
    const lines = stage.logs.slice(before).filter((line) => line.includes('identity refused'));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(30);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      reason: 'identity',
      requestId: expect.any(String),
    });
    expect(lines.join()).not.toContain('may be logged');
  });

  it('neither logs nor returns a key that comes as the id of the request, nor a long name whole', async () => {
    const key = `plain-${'k'.repeat(40)}`;
    const before = stage.logs.length;
    const answer = await stage.ask(
      `query ${'N'.repeat(3_013)} { __typename }`,
      {},
      { ...owner, authorization: key, 'x-request-id': key },
    );
    expect(answer.headers['x-request-id']).not.toContain(key);
    const part = await stage.ask(
      '{ __typename }',
      {},
      { ...owner, authorization: key, 'x-request-id': key.slice(3, 30) },
    );
    expect(part.headers['x-request-id']).not.toContain(key.slice(3, 30));
    const lines = stage.logs.slice(before);
    expect(lines.join()).not.toContain(key);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(1_000);
    expect(lines.some((line) => line.includes('NNN'))).toBe(true);
  });
});

function unknownKeys(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
}

describe('keys of tokens that cannot be had', () => {
  let server: Server;
  let port = 0;
  let answers = true;
  let fetches = 0;
  const pair = generateKeyPair('ES256');

  beforeAll(async () => {
    const { publicKey } = await pair;
    const body = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'one' }] });
    server = createServer((_, response) => {
      fetches += 1;
      if (answers) response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const get = (set: RemoteKeySet, kid: string) => set.get({ alg: 'ES256', kid }, { payload: '', signature: '' });
  const setOf = (now: () => number, timeoutMs = 300) =>
    new RemoteKeySet(new URL(`http://127.0.0.1:${port}/jwks`), { timeoutMs }, now);

  it('stay in use for a day, and nobody waits for them', async () => {
    answers = true;
    let now = 0;
    const set = setOf(() => now);
    await get(set, 'one');
    answers = false;
    for (now of [11 * 60_000, 60 * 60_000, 23 * 60 * 60_000]) {
      const start = performance.now();
      await get(set, 'one');
      expect(performance.now() - start).toBeLessThan(250);
    }
    now = 25 * 60 * 60_000;
    await expect(get(set, 'one')).rejects.toThrow(KeysUnavailable);
  });

  it('are asked for once, however many tokens of unknown keys come', async () => {
    answers = true;
    let now = 1;
    const set = setOf(() => now);
    await get(set, 'one');
    const before = fetches;
    for (let n = 0; n < 500; n += 1) await expect(get(set, `unknown${n}`)).rejects.toThrow('no applicable key');
    expect(fetches - before).toBe(0);
    now = 20_000;
    await Promise.allSettled(Array.from({ length: 500 }, (_, n) => get(set, `unknown${n}`)));
    expect(fetches - before).toBe(1);
    await expect(get(set, 'k'.repeat(300))).rejects.toThrow('no applicable key');
  });

  it('keep only a few waiting while they do not come', async () => {
    answers = false;
    const set = setOf(() => 0, 2_000);
    const start = performance.now();
    let late = 0;
    await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        await expect(get(set, `unknown${n}`)).rejects.toThrow(KeysUnavailable);
        if (performance.now() - start > 1_500) late += 1;
      }),
    );
    expect(late).toBeLessThanOrEqual(32);
  });

  describe('behind a graph', () => {
    const jwt = { JWT_JWKS: '', JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'graph' };
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    const stage = useStage({
      env: {
        ...jwt,
        get JWT_JWKS() {
          return `http://127.0.0.1:${(silent.address() as AddressInfo).port}/jwks`;
        },
      },
    });
    afterAll(() => {
      silent.closeAllConnections();
      silent.close();
    });

    it('do not keep the router waiting that has the secret', async () => {
      const { privateKey } = await pair;
      const token = (kid: string) =>
        new SignJWT({ sub: 's' }).setProtectedHeader({ alg: 'ES256', kid }).setExpirationTime('5m').sign(privateKey);
      for (let n = 0; n < 300; n += 1) {
        await open(stage.port, post({ authorization: `Bearer ${await token(`k${n}`)}` }, JSON.stringify({ query })));
      }
      for (let n = 0; n < 5; n += 1) expect((await stage.ask(query)).status).toBe(200);
    });
  });
});

describe('a body that does not end', () => {
  it.each([
    ['in time', { timeoutMs: 100 }, 1],
    ['while more of them come than there is room for', { maxBodies: 3 }, 4],
    ['while more bytes come than there is room for', { maxBytes: 1_000 }, 3],
  ])('is answered 408 and disconnected %s', async (_, limits, count) => {
    const receiving = new Receiving(limits);
    const server = createServer((request, response) =>
      receiving.receive(request, response, 'here', 10_000, (body) => void response.end(`${body?.length}`)),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const [first] = await Promise.all(
        Array.from({ length: count }, async (__, n) => {
          // One after the other, so that the first is the oldest.
          for (let before = 0; before < n; before += 1) await new Promise(setImmediate);
          return open(port, post({}, 'x'.repeat(400), 5_000));
        }),
      );
      if (first === undefined) throw new Error('no socket');
      const [chunk] = (await once(sockets[0] ?? first, 'data')) as [Buffer];
      expect(String(chunk)).toMatch(/^HTTP\/1\.1 408 /);
      await vi.waitFor(() => expect(receiving.size).toBe(count - 1), { timeout: 10_000 });
      // One that comes whole is not affected.
      const whole = await open(port, post({ Connection: 'close' }, 'x'.repeat(300)));
      const [answer] = (await once(whole, 'data')) as [Buffer];
      expect(String(answer)).toMatch(/^HTTP\/1\.1 200 .*300$/s);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
