import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from '../support/ipc.ts';
import { type AccountSize, createAccount } from './account.ts';
import { CallLimit } from './call-limit.ts';
import { stampNow, withStamps } from './stamp.ts';

/**
 * Wix, as far as a benchmark needs it: every distinct read is answered by the sandbox once, and from its bytes from then on. Takes the
 * account's size as its argument.
 */
interface Known {
  readonly bytes: Buffer;
  readonly operation: string;
}

/** How strict Wix is, and whether its answers tell when they were given. */
export interface StubRules {
  /** Above this many in 60 seconds, calls are answered 429; null for no limit. */
  readonly callsPerMinute: number | null;
  readonly stamps: boolean;
}

const { keys, accountId, ...sandbox } = createAccount(JSON.parse(process.argv[2] ?? '{}') as AccountSize);
const known = new Map<string, Known>();
const counts = new Map<string, number>();
let latencyMs = 0;
let limit: CallLimit | null = null;
let stamps = false;
let refused = 0;

async function askSandbox(request: IncomingMessage, body: string): Promise<Known | { status: number; bytes: Buffer }> {
  const { method = 'GET', url = '/' } = request;
  const response = await sandbox.fetch(
    new Request(`http://wix${url}`, {
      method,
      headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(body === '' ? {} : { body }),
    }),
  );
  const text = await response.text();
  const operation = sandbox.calls.entries().at(-1)?.operation ?? 'unknown';
  sandbox.calls.clear();
  const bytes = Buffer.from(stamps && response.status === 200 ? withStamps(text) : text);
  return response.status === 200 ? { bytes, operation } : { status: response.status, bytes };
}

async function serve(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
  const waitMs = limit?.take(performance.now()) ?? 0;
  if (waitMs > 0) {
    refused += 1;
    response.writeHead(429, { 'retry-after': String(Math.ceil(waitMs / 1_000)) }).end();
    return;
  }
  const { headers } = request;
  const caller = `${headers.authorization === keys.owner ? '' : headers.authorization} ${headers['wix-account-id']}`;
  const question = `${request.method} ${request.url} ${caller} ${headers['wix-site-id'] ?? ''} ${body}`;
  let answer = known.get(question);
  if (answer === undefined) {
    const first = await askSandbox(request, body);
    if ('status' in first) {
      response.writeHead(first.status, { 'content-type': 'application/json' }).end(first.bytes);
      return;
    }
    known.set(question, first);
    answer = first;
  }
  counts.set(answer.operation, (counts.get(answer.operation) ?? 0) + 1);
  const bytes = stamps ? stampNow(answer.bytes) : answer.bytes;
  const send = () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
  };
  if (latencyMs === 0) send();
  else setTimeout(send, latencyMs);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void serve(request, response, Buffer.concat(chunks).toString()));
});
server.keepAliveTimeout = 60_000;

answerParent({
  counts: () => Object.fromEntries(counts),
  latency: (ms: number) => {
    latencyMs = ms;
  },
  rules: (rules: StubRules) => {
    limit = rules.callsPerMinute === null ? null : new CallLimit(rules.callsPerMinute);
    stamps = rules.stamps;
  },
  refused: () => refused,
  account: () => ({ accountId, apiKey: keys.owner }),
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
