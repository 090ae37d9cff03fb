import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { buildSchema } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { allowedHosts } from '../../src/http/allowed-hosts.ts';
import { createHttpServer } from '../../src/http/http-server.ts';
import { configuredCaller } from '../../src/http/identity.ts';
import { OutputGuard, type OutputLimits } from '../../src/http/output-guard.ts';
import { createSchemaServer } from '../../src/http/server.ts';
import { createLog } from '../../src/observe/log.ts';
import { logRefused } from '../../src/observe/log-refused.ts';
import { readConfig } from '../../src/program/config.ts';
import { createProgram, type Program } from '../../src/program/program.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { ApiKey } from '../../src/wix/credential.ts';

interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function send(port: number, headers: Record<string, string>, body = '', path = '/graphql'): Promise<Received> {
  return new Promise((resolve, reject) => {
    const method = body === '' ? 'GET' : 'POST';
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    request.on('error', reject).end(body);
  });
}

describe('the program on a loopback address, with a real key', () => {
  const sandbox = createSandbox();
  let listening: Awaited<ReturnType<typeof sandbox.listen>>;
  const programs: Program[] = [];

  const start = async (env: Record<string, string> = {}) => {
    const key = sandbox.keys.owner;
    const config = readConfig({
      WIX_API_KEY: key,
      WIX_ACCOUNT_ID: sandbox.accountId,
      WIX_API_ORIGIN: listening.url,
      ...env,
    });
    const identify = configuredCaller(new ApiKey(key), sandbox.accountId);
    const log = createLog({ level: 'silent', secrets: [], write: () => {} });
    const program = createProgram(
      config,
      { origin: listening.url, identify, accountId: sandbox.accountId },
      log,
      {},
      { maxLoopDelayMs: Number.POSITIVE_INFINITY },
    );
    programs.push(program);
    program.server.listen(0, '127.0.0.1');
    program.probes?.listen(0, '127.0.0.1');
    await once(program.server, 'listening');
    return { program, port: (program.server.address() as AddressInfo).port };
  };

  beforeAll(async () => {
    listening = await sandbox.listen();
  });
  afterAll(async () => {
    for (const { server, close } of programs) {
      server.closeAllConnections();
      server.close();
      await close();
    }
    await listening.close();
  });

  const body = JSON.stringify({
    query: 'mutation { createFolder(input: { name: "x" }) { folder { id } userErrors { code } } }',
  });
  const json = { 'content-type': 'application/json' };

  it('answers for its own names only, and for pages of its own only', async () => {
    const { port } = await start();
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '192.0.2.1',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
    ]) {
      for (const path of ['/graphql', '/metrics', '/']) {
        const { status, text } = await send(port, { ...json, host }, path === '/graphql' ? body : '', path);
        expect([host, path, status, text.includes('BAD_REQUEST')]).toEqual([host, path, 421, true]);
      }
      expect((await send(port, { host }, '', '/live')).status).toBe(200);
    }
    for (const origin of [
      'http://evil.example',
      `http://evil.example:${port}`,
      'null',
      `http://localhost:${port + 1}`,
      'nonsense',
    ]) {
      const { status, text } = await send(port, { ...json, host: `localhost:${port}`, origin }, body);
      expect([origin, status, text.includes('FORBIDDEN')]).toEqual([origin, 403, true]);
    }
    expect(sandbox.calls.counts()).toEqual({});
    for (const host of [`localhost:${port}`, '127.0.0.1', `[::1]:${port}`, 'graph.localhost']) {
      const own = await send(port, { ...json, host, origin: `http://${host}` }, '{"query":"{ __typename }"}');
      expect([host, own.status]).toEqual([host, 200]);
    }
  });

  it('answers for the hosts that the settings name', async () => {
    const { port } = await start({ ALLOWED_HOSTS: 'Graph.internal, other.example:8443' });
    const ask = async (host: string) => (await send(port, { ...json, host }, '{"query":"{ __typename }"}')).status;
    expect(await ask('graph.internal:4000')).toBe(200);
    expect([await ask('other.example:8443'), await ask('other.example')]).toEqual([200, 421]);
  });

  it('serves GraphiQL to no frame', async () => {
    const { port } = await start();
    const page = await send(port, { accept: 'text/html', host: 'localhost' });
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'content-security-policy': "frame-ancestors 'none'",
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('answers metrics and probes on a port of their own where the settings name one', async () => {
    const { program, port } = await start({ METRICS_PORT: '0' });
    const own = (program.probes as Server).address() as AddressInfo;
    expect((await send(port, { host: 'localhost' }, '', '/metrics')).status).toBe(404);
    const metrics = await send(own.port, {}, '', '/metrics');
    expect([metrics.status, metrics.text.includes('graph_http_requests_total')]).toEqual([200, true]);
    expect((await send(own.port, {}, '', '/ready')).status).toBe(200);
    expect((await send(own.port, { ...json }, body)).status).toBe(404);
  });
});

it('every name is allowed where a server listens on all addresses and no name is given', () => {
  expect(allowedHosts('0.0.0.0')('graph.internal')).toBe(true);
  expect(allowedHosts('0.0.0.0', ['graph.internal'])('evil.example')).toBe(false);
  expect(allowedHosts('graph.internal')('graph.internal:4000')).toBe(true);
});

it('refused senders are logged twenty at once and one in a second, and what is left out is counted', () => {
  const lines: { omitted?: number }[] = [];
  let now = 0;
  const log = createLog({ level: 'warn', secrets: [], write: (line) => lines.push(JSON.parse(line)) });
  const refused = logRefused(log, () => now);
  const headers = { get: () => null };
  for (let n = 0; n < 100; n += 1) refused({ reason: 'token', headers });
  expect(lines).toHaveLength(20);
  now = 1_000;
  for (let n = 0; n < 2; n += 1) refused({ reason: 'token', headers });
  expect(lines.map(({ omitted }) => omitted).slice(20)).toEqual([80]);
});

describe('a response', () => {
  const schema = buildSchema('type Query { text(length: Int!): String }');
  const field = schema.getQueryType()?.getFields()['text'];
  if (field !== undefined) field.resolve = (_: unknown, { length }: { length: number }) => 'é'.repeat(length / 2);
  const errors = { callersKey: false, onUnexpected: () => {} };
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  const listen = async (graph: RequestListener, output?: OutputGuard) => {
    const { server } = createHttpServer({ graph, ...(output === undefined ? {} : { output }) });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  };

  it.each([true, false])(
    'is an error when it has too many bytes, with and without the fast path: %s',
    async (fastPath) => {
      const graph = createSchemaServer({ schema, context: () => ({}), errors, fastPath, maxResponseBytes: 10_000 });
      const port = await listen(graph);
      const ask = (length: number) =>
        send(port, { 'content-type': 'application/json' }, JSON.stringify({ query: `{ text(length: ${length}) }` }));
      const fitting = await ask(9_900);
      expect([fitting.status, Buffer.byteLength(fitting.text)]).toEqual([200, 9_900 + '{"data":{"text":""}}'.length]);
      for (const length of [10_000, 1_000_000]) {
        const { status, text } = await ask(length);
        expect([status, JSON.parse(text)]).toEqual([
          200,
          {
            errors: [
              {
                message: expect.stringContaining('exceeds MAX_RESPONSE_MB'),
                extensions: { code: 'RESPONSE_TOO_LARGE', limit: 10_000 },
              },
            ],
            data: null,
          },
        ]);
      }
    },
  );

  const slow: [string, Partial<OutputLimits>][] = [
    ['takes nothing for too long', { stallMs: 200 }],
    ['takes too long', { drainMs: 200, stallMs: 300 }],
    ['has more waiting than one may', { maxConnectionBytes: 1_000_000 }],
    ['has what all may together', { maxBytes: 1_000_000 }],
  ];
  it.each(slow)('costs its reader the connection who %s', async (_, limits) => {
    const output = new OutputGuard(limits);
    const large = Buffer.alloc(20_000_000);
    let served: Socket | undefined;
    const port = await listen(({ socket }, response) => {
      served = socket;
      response.end(large);
    }, output);
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    closers.push(() => socket.destroy());
    // Nothing is read.
    socket.pause();
    socket.write('GET /graphql HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await vi.waitFor(() => expect(served?.destroyed).toBe(true), { timeout: 5_000 });
    let received = 0;
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    socket.resume();
    await once(socket, 'close');
    expect(received).toBeLessThan(large.length);
  });

  it('waits for readers that take it', async () => {
    const output = new OutputGuard({ stallMs: 10_000 });
    const port = await listen((_request, response) => void response.end(Buffer.alloc(20_000_000)), output);
    expect((await send(port, { host: 'localhost' })).text).toHaveLength(20_000_000);
    await vi.waitFor(() => expect(output.bytes).toBe(0));
  });
});

it('connections beyond the limit are refused', async () => {
  const { server } = createHttpServer({ graph: (_, response) => void response.end(), limits: { maxConnections: 16 } });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets = Array.from({ length: 40 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  try {
    let closed = 0;
    for (const socket of sockets) socket.once('close', () => (closed += 1));
    await vi.waitFor(() => expect(closed).toBe(24), { timeout: 5_000 });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});
