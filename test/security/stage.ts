import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { errorCodes } from '../../src/http/error-code.ts';
import type { HttpLimits } from '../../src/http/http-server.ts';
import { configuredCaller, forwardedCaller } from '../../src/http/identity.ts';
import { createLog } from '../../src/observe/log.ts';
import { readConfig } from '../../src/program/config.ts';
import { createProgram, type Program, secretsOf } from '../../src/program/program.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { type LeakSearch, searchFor } from './leaks.ts';
import { ledger } from './ledger.ts';

/** The secret that the router of these tests knows. */
export const routerSecret = 'canary-router-secret-5f8e2c';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests state the shape of each answer in their expectations.
  readonly data: any;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  /** The code of the first error. */
  readonly code: unknown;
  readonly elapsedMs: number;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: string | Buffer;
}

/** A call as it reached the other end of the wire. */
export interface UpstreamCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Whether the connection went away before it was answered. */
  isAborted: boolean;
}

export interface StageOptions extends SandboxOptions {
  readonly key?: keyof Sandbox['keys'];
  /** Settings beside those of the production configuration; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly http?: Partial<HttpLimits>;
  /** Whether `ask` asks again while the process sheds load: the machine may be busy with other things. @default false */
  readonly asksAgain?: boolean;
  /** Answers calls in place of the sandbox; null lets the sandbox answer. */
  readonly upstream?: (call: UpstreamCall) => Promise<Response | null> | Response | null;
}

export interface Stage {
  readonly sandbox: Sandbox;
  readonly port: number;
  readonly server: Server;
  /** Calls that left for Wix since the last test. */
  readonly calls: UpstreamCall[];
  /** Lines of the log, since the beginning. */
  readonly logs: string[];
  /** Sends a request as the router does and checks the answer: listed codes only, nothing leaked. */
  send(sent: Sent): Promise<Answer>;
  ask(query: string, variables?: object, headers?: Sent['headers']): Promise<Answer>;
  /** Writes to a socket of its own and reads until the server closes it or nothing more comes for `quietMs`. */
  raw(bytes: string | Buffer, quietMs?: number): Promise<string>;
  open(): Promise<Socket>;
  /** Adds texts that no answer may hold. */
  watch(...canaries: string[]): void;
  /** Checks a text as an answer is checked. */
  check(text: string): void;
}

/** Rows hold however much else the machine has to do meanwhile. */
const ofThisMachine = { maxLoopDelayMs: Number.POSITIVE_INFINITY };

/** The program in its production configuration, on a real socket, in front of the sandbox on another. */
export function useStage(options: StageOptions = {}): Stage {
  const sandbox = createSandbox(options);
  const calls: UpstreamCall[] = [];
  const logs: string[] = [];
  const canaries = [...Object.values(sandbox.keys), routerSecret, process.cwd()];
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let leaks: LeakSearch = searchFor(canaries);
  let upstream: Server;
  let program: Program;
  let port = 0;

  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const body = Buffer.concat(chunks).toString('utf8');
    const call: UpstreamCall = { method, url, headers, body, isAborted: false };
    calls.push(call);
    response.on('close', () => {
      call.isAborted = !response.writableFinished;
    });
    const given = await options.upstream?.(call);
    const answer =
      given ??
      (await sandbox.fetch(
        new Request(`http://sandbox${url}`, {
          method,
          headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
          ...(body === '' ? {} : { body }),
        }),
      ));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  };

  beforeAll(async () => {
    upstream = createServer(listener).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    canaries.push(origin);
    leaks = searchFor(canaries);
    const key = sandbox.keys[options.key ?? 'owner'];
    const env: Record<string, string | undefined> = {
      NODE_ENV: 'production',
      HOST: '0.0.0.0',
      ROUTER_SECRET: routerSecret,
      WIX_API_KEY: key,
      REGISTERED_DOMAINS: 'true',
      WIX_ACCOUNT_ID: sandbox.accountId,
      WIX_API_ORIGIN: origin,
      WIX_CALLS_PER_MINUTE: '0',
      LOG_LEVEL: 'info',
      ...options.env,
    };
    const config = readConfig(env);
    const log = createLog({ level: config.logLevel, secrets: secretsOf(config), write: (line) => logs.push(line) });
    const identify =
      config.backend.mode === 'forward' ? forwardedCaller() : configuredCaller(new ApiKey(key), sandbox.accountId);
    program = createProgram(
      config,
      { origin, identify, accountId: sandbox.accountId },
      log,
      options.http,
      ofThisMachine,
    );
    program.server.listen(0, '127.0.0.1');
    await once(program.server, 'listening');
    port = (program.server.address() as AddressInfo).port;
  });

  afterEach(async ({ task }) => {
    sandbox.faults.clear();
    // Whatever was sent, the next ordinary request is answered.
    const next = await stage.ask('{ __typename }').catch(() => null);
    const found = logs.flatMap((line) => leaks.find(withoutStack(line)));
    const { security } = task.meta;
    if (security !== undefined) {
      if (next === null) security.crashes += 1;
      security.leaks += found.length;
    }
    expect(next).not.toBeNull();
    expect(found).toEqual([]);
    sandbox.calls.clear();
    calls.splice(0);
  });

  afterAll(async () => {
    agent.destroy();
    program.server.closeAllConnections();
    program.server.close();
    await program.close();
    upstream.closeAllConnections();
    upstream.close();
  });

  const check = (text: string) => {
    const found = leaks.find(text);
    ledger.leaks += found.length;
    expect(found).toEqual([]);
  };

  const send = async (sent: Sent): Promise<Answer> => {
    const { method = 'POST', path = '/graphql', body = '' } = sent;
    const given = {
      'content-type': 'application/json',
      // What a gateway accepts: then a document at fault is 4xx, and not 200 as for older clients.
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'x-router-secret': routerSecret,
      ...sent.headers,
    };
    const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    ledger.inputs += 1;
    const start = performance.now();
    const answer = await exchange({ port, agent, method, path, headers, body });
    const elapsedMs = performance.now() - start;
    ledger.answers += 1;
    check(answer.text);
    check(JSON.stringify(answer.headers));
    let parsed: { data?: unknown; errors?: Answer['errors'] } = {};
    if (answer.text !== '' && /json/.test(answer.headers['content-type'] ?? '')) parsed = JSON.parse(answer.text);
    const errors = parsed.errors ?? [];
    for (const { extensions } of errors) expect(errorCodes).toContain(extensions?.['code']);
    return { ...answer, data: parsed.data, errors, code: errors[0]?.extensions['code'], elapsedMs };
  };

  const open = async () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };

  const stage: Stage = {
    sandbox,
    calls,
    logs,
    get port() {
      return port;
    },
    get server() {
      return program.server;
    },
    send,
    open,
    ask: async (query, variables, headers) => {
      const sent = { body: JSON.stringify({ query, variables }), ...(headers === undefined ? {} : { headers }) };
      let answer = await send(sent);
      if (answer.status !== 503 || !options.asksAgain) return answer;
      const again = async () => {
        answer = await send(sent);
        return answer.status;
      };
      await expect.poll(again, { timeout: 60_000, interval: 200 }).not.toBe(503);
      return answer;
    },
    raw: async (bytes, quietMs = 1_000) => {
      ledger.inputs += 1;
      const socket = await open();
      const text = await new Promise<string>((resolve) => {
        let received = '';
        socket.setTimeout(quietMs, () => socket.destroy());
        socket.on('data', (chunk) => {
          received += chunk.toString('latin1');
        });
        socket.on('close', () => resolve(received));
        socket.write(bytes);
      });
      ledger.answers += 1;
      check(text);
      return text;
    },
    watch: (...more) => {
      canaries.push(...more);
      leaks = searchFor(canaries);
    },
    check,
  };
  return stage;
}

/** A line of the log without the stack, which is what a log is for. */
function withoutStack(line: string): string {
  return line.replace(/"stack":"(?:[^"\\]|\\.)*"/g, '');
}

interface Exchange {
  readonly port: number;
  readonly agent: Agent;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string | Buffer;
}

function exchange({ port, agent, method, path, headers, body }: Exchange) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>((resolve, reject) => {
    const length = method === 'POST' || body.length > 0 ? { 'content-length': String(Buffer.byteLength(body)) } : {};
    const isSized = headers['transfer-encoding'] === undefined;
    const request = httpRequest(
      { host: '127.0.0.1', port, agent, method, path, headers: { ...(isSized ? length : {}), ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    let isAnswered = false;
    request.on('response', () => {
      isAnswered = true;
    });
    // A server that refuses a body early may close the connection while it is still being written.
    request.on('error', (error) => {
      if (!isAnswered) reject(error);
    });
    request.end(body);
  });
}
