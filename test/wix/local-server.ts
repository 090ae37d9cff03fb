import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { endpoint, shape } from '../../src/wix/endpoint.ts';
import { WixError, type WixFailure } from '../../src/wix/error.ts';

/** A request as it arrived, its body whole. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface LocalServer {
  readonly origin: string;
  /** What arrived during the test, in order. */
  readonly received: readonly Received[];
  /** How the next requests are answered, until the test ends. Default: 200 with `{}`. */
  answer(listener: (request: Received, response: ServerResponse, index: number) => void): void;
  /** Resolves when this many requests of the test have arrived. */
  arrived(count: number): Promise<void>;
}

/** A plain HTTP server for all tests of a file. It keeps to no contract: each test says what comes back, byte for byte. */
export function useServer(): LocalServer {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const asJson = (_request: Received, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  let respond: (request: Received, response: ServerResponse, index: number) => void = asJson;
  let server: Server;

  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const arrival: Received = { method, url, headers, body: Buffer.concat(chunks).toString() };
    const index = received.push(arrival) - 1;
    for (const { count, resolve } of waiting) if (received.length >= count) resolve();
    respond(arrival, response, index);
  };

  beforeAll(async () => {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    respond = asJson;
    received.length = 0;
    waiting.length = 0;
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  return {
    get origin() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    received,
    answer: (listener) => {
      respond = listener;
    },
    arrived: (count) =>
      received.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
  };
}

const response = shape<{ readonly value?: unknown }>();
const known = { permission: 'THINGS.READ', certainty: 'documented', source: 'a test', response } as const;

export const accountId = '11111111-1111-4111-8111-111111111111';
export const siteId = '22222222-2222-4222-8222-222222222222';

export const readThing = endpoint({
  ...known,
  name: 'Read Thing',
  method: 'GET',
  path: '/things/{thing}',
  params: { thing: 'token' },
  level: 'account',
  retry: 'read',
});

export const queryThings = endpoint({
  ...known,
  name: 'Query Things',
  method: 'POST',
  path: '/things/query',
  level: 'account',
  retry: 'read',
  body: shape<{ readonly query?: unknown }>(),
  texts: {
    'body.query': 'text',
  },
});

/** Things by id, ten at a time. */
export const thingsById = {
  ...queryThings,
  name: 'Things By Id',
  byIds: [
    { ids: ['body', 'query', 'filter', 'id', '$in'], items: 'things', id: ['id'], paging: 'metadata', maxIds: 10 },
  ],
} as const;

export const writeThing = endpoint({
  ...known,
  name: 'Write Thing',
  method: 'POST',
  path: '/things',
  level: 'account',
  retry: 'unsafeWrite',
  body: shape<{ readonly name: string }>(),
  texts: {
    'body.name': 'text',
  },
});

/** The error that a call rejects with. Fails the test when it resolves, or rejects with anything else. */
export async function failureOfCall(call: Promise<unknown>): Promise<WixError> {
  const error = await call.then(
    (value) => new Error(`answered ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WixError);
  return error as WixError;
}

/** What callers of the floor decide by. */
export function outcomeOf({ failure, notSent }: WixError): { failure: WixFailure; notSent: boolean } {
  return { failure, notSent };
}
