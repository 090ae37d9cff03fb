import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Door, type DoorOptions } from '../../src/http/door.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../../src/http/http-server.ts';
import { LoadShedder } from '../../src/http/load-shedder.ts';
import { type Stopping, stopServer } from '../../src/http/stop.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let http: HttpServer;
let port = 0;
let shedder: LoadShedder;

/** A graph behind a door with three places. */
async function listen(
  graph: RequestListener,
  { onShed, ...options }: Partial<HttpServerOptions> & Pick<DoorOptions, 'onShed'> = {},
): Promise<void> {
  shedder = new LoadShedder({ maxInFlight: 3, maxLoopDelayMs: Number.POSITIVE_INFINITY, maxHeapShare: 1 });
  const door = new Door({ shedder, ...(onShed === undefined ? {} : { onShed }) });
  const share = { caller: null, isProved: true };
  const behindDoor: RequestListener = (request, response) =>
    door.receive(request, response, share, 1_000_000, () => door.enter(response, share) && graph(request, response));
  http = createHttpServer({ graph: behindDoor, ...options });
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  port = (http.server.address() as AddressInfo).port;
}

afterEach(async () => {
  http.server.closeAllConnections();
  if (http.server.listening) {
    http.server.close();
    await once(http.server, 'close');
  }
  shedder.close();
});

function send(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, headers, method, agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    request.on('error', reject).end();
  });
}

/** A graph whose answers wait to be given. */
function waiting() {
  const responses: ServerResponse[] = [];
  const graph: RequestListener = (_request, response) => void responses.push(response);
  return { graph, responses, arrived: (count: number) => vi.waitFor(() => expect(responses).toHaveLength(count)) };
}

const ok: RequestListener = (_request, response) => void response.end('the graph');

describe('probes', () => {
  it('tell that the process lives and is ready, and are not counted', async () => {
    await listen(ok);
    expect(await send('/live')).toMatchObject({
      status: 200,
      text: 'live\n',
      headers: { 'cache-control': 'no-store' },
    });
    expect(await send('/ready', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
    expect(await send('/ready', {}, 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('show metrics where there are any', async () => {
    await listen(ok);
    expect((await send('/metrics')).text).toBe('the graph');
    http.server.close();
    await once(http.server, 'close');
    await listen(ok, { metrics: { contentType: 'text/plain', text: async () => 'wix_calls_total 1' } });
    expect(await send('/metrics')).toMatchObject({ status: 200, text: 'wix_calls_total 1' });
    http.server.close();
    await once(http.server, 'close');
    await listen(ok, { metrics: { contentType: 'text/plain', text: () => Promise.reject(new Error('no')) } });
    expect(await send('/metrics')).toMatchObject({ status: 500, text: '' });
  });

  it('are answered when there is too much to do', async () => {
    const { graph, responses, arrived } = waiting();
    await listen(graph);
    const asked = [1, 2, 3].map(() => send('/graphql'));
    await arrived(3);
    expect([(await send('/live')).status, (await send('/ready')).status]).toEqual([200, 200]);
    for (const response of responses) response.end();
    await Promise.all(asked);
  });
});

describe('a request', () => {
  it('has an id: its own where it can stand in a log, or a new one', async () => {
    const seen: unknown[] = [];
    await listen((request, response) => {
      seen.push(request.headers['x-request-id']);
      response.end();
    });
    expect((await send('/graphql', { 'x-request-id': 'abc-1.2:3' })).headers['x-request-id']).toBe('abc-1.2:3');
    const ids = [];
    for (const given of ['a b', '{"x":1}', 'x'.repeat(129), '']) {
      ids.push((await send('/graphql', { 'x-request-id': given })).headers['x-request-id']);
    }
    for (const id of ids) expect(id).toMatch(/^[\w-]{12}-[\da-z]+$/);
    expect(new Set(ids).size).toBe(ids.length);
    expect(seen).toEqual(['abc-1.2:3', ...ids]);
  });

  it('is turned away with 503 before its body is read when there is too much to do', async () => {
    const { graph, responses, arrived } = waiting();
    const shed: string[] = [];
    await listen(graph, { onShed: (reason) => shed.push(reason) });
    const asked = [1, 2, 3].map(() => send('/graphql'));
    await arrived(3);
    const socket = connect(port, '127.0.0.1');
    // The body of this one never comes.
    socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{');
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    const [head = '', body = ''] = String(chunk).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
    const seconds = Number(head.match(/retry-after: ([123])\r?/i)?.[1]);
    expect(JSON.parse(body)).toEqual({
      errors: [
        {
          message: 'The server is overloaded. Nothing was executed; retry after `retryAfterMs`.',
          extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterMs: seconds * 1_000 },
        },
      ],
    });
    expect([shed, responses.length]).toEqual([['requests'], 3]);
    for (const response of responses) response.end();
    await Promise.all(asked);
    const next = send('/graphql');
    await arrived(4);
    responses[3]?.end();
    expect((await next).status).toBe(200);
  });

  it('leaves its place when its client goes away', async () => {
    const { graph, arrived } = waiting();
    await listen(graph);
    const sockets = [1, 2, 3].map(() => connect(port, '127.0.0.1'));
    for (const socket of sockets) socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\n\r\n');
    await arrived(3);
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(() => expect(shedder.inFlight).toBe(0));
  });

  it('is reported with its status when it was answered', async () => {
    const statuses: number[] = [];
    await listen((_request, response) => void response.writeHead(418).end(), {
      onAnswered: (status) => statuses.push(status),
    });
    await send('/graphql');
    await vi.waitFor(() => expect(statuses).toEqual([418]));
  });
});

describe('stopping', () => {
  const stop = (options: Partial<Parameters<typeof stopServer>[1]> = {}): Stopping =>
    stopServer(http, { delayMs: 0, graceMs: 10_000, cutOff: () => {}, ...options });

  it('answers what is under way, and says at once that it is not ready', async () => {
    const { graph, responses, arrived } = waiting();
    await listen(graph);
    const asked = [send('/graphql'), send('/graphql')];
    await arrived(2);
    const { ended, hurry } = stop({ delayMs: 60_000 });
    expect(await send('/ready')).toMatchObject({ status: 503, text: 'stopping\n', headers: { connection: 'close' } });
    // Until the delay is over, whoever has not noticed yet is still served.
    const late = send('/graphql');
    await arrived(3);
    hurry();
    await expect(send('/graphql')).rejects.toThrow(/ECONNREFUSED/);
    for (const response of responses) response.end('whole');
    const answers = await Promise.all([...asked, late]);
    expect(answers.map(({ status, text, headers }) => [status, text, headers.connection])).toEqual(
      Array(3).fill([200, 'whole', 'close']),
    );
    expect(await ended).toBe(true);
  });

  it('does not wait for connections that wait for a next request', async () => {
    await listen(ok);
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    expect(await stop().ended).toBe(true);
    await closed;
  });

  it('cuts off what takes too long, in time for an answer', async () => {
    const { graph, responses, arrived } = waiting();
    await listen(graph);
    const asked = send('/graphql');
    await arrived(1);
    const { ended } = stop({ graceMs: 1_200, cutOff: () => responses[0]?.end('cut off') });
    expect(await asked).toMatchObject({ status: 200, text: 'cut off' });
    expect(await ended).toBe(true);
  });

  it('gives up in the end, and says so', async () => {
    const { graph, arrived } = waiting();
    await listen(graph);
    const asked = send('/graphql').catch(() => 'lost');
    await arrived(1);
    expect(await stop({ graceMs: 50 }).ended).toBe(false);
    http.server.closeAllConnections();
    expect(await asked).toBe('lost');
  });
});
