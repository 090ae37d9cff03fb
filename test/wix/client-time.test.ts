import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { accountId, failureOfCall, outcomeOf, readThing, useServer, writeThing } from './local-server.ts';

const key = new ApiKey('IST.header.payload.signature');
const server = useServer();
const callTimeoutMs = 250;
let client: WixClient;
let patient: WixClient;

beforeAll(() => {
  client = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin, callTimeoutMs });
  patient = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: server.origin });
});
afterAll(async () => {
  await client.close();
  await patient.close();
});

const input = { accountId, params: { thing: 'a' } };
const written = { accountId, body: { name: 'a' } };

/** Answers with a head, and then a byte at a time for ever. */
function drip(encoding?: 'gzip') {
  const packed = gzipSync(JSON.stringify({ value: 'x'.repeat(10_000) }));
  server.answer((_request, response) => {
    response.writeHead(200, encoding === undefined ? {} : { 'content-encoding': encoding });
    let at = 0;
    const timer = setInterval(() => {
      response.write(encoding === undefined ? ' ' : packed.subarray(at % 20, (at % 20) + 1));
      at += 1;
    }, 5);
    response.on('close', () => clearInterval(timer));
  });
}

/** Resolves once the server sees that the caller has gone. */
function hang(head = false): Promise<void> {
  return new Promise((resolve) => {
    server.answer((_request, response) => {
      response.on('close', resolve);
      if (head) response.writeHead(200).write('{');
    });
  });
}

describe('the time of one call', () => {
  it.each([
    ['no head comes', () => void hang()],
    ['the body does not end', () => void hang(true)],
    ['the body comes a byte at a time', () => drip()],
    ['a packed body comes a byte at a time', () => drip('gzip')],
  ])('runs out when %s', async (_name, prepare) => {
    prepare();
    const started = performance.now();
    expect(outcomeOf(await failureOfCall(client.session({ key }).call(readThing, input)))).toEqual({
      failure: 'timeout',
      notSent: false,
    });
    expect(performance.now() - started).toBeGreaterThanOrEqual(callTimeoutMs - 2);
    server.answer((_request, response) => response.end('{"value":2}'));
    await expect(client.session({ key }).call(readThing, input)).resolves.toEqual({ value: 2 });
  });

  it('runs out for a write as well, whose outcome is then not known', async () => {
    const gone = hang();
    const error = await failureOfCall(client.session({ key }).call(writeThing, written));
    expect(outcomeOf(error)).toEqual({ failure: 'timeout', notSent: false });
    await gone;
  });

  it('is counted from the call, and not from the session', async () => {
    const session = client.session({ key });
    void hang();
    await failureOfCall(session.call(readThing, input));
    server.answer((_request, response) => response.end('{"value":2}'));
    await expect(session.call(readThing, { ...input, params: { thing: 'b' } })).resolves.toEqual({ value: 2 });
  });

  it('does not include waiting for its turn, which the session may not have the time for', async () => {
    const narrow = createWixClient({
      retry: { maxRetries: 0 },
      breaker: false,
      origin: server.origin,
      callTimeoutMs,
      maxConnections: 1,
    });
    void hang();
    const session = narrow.session({ key, deadlineMs: callTimeoutMs * 1.5 });
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((thing) => failureOfCall(session.call(readThing, { accountId, params: { thing } }))),
    );
    // Had they not waited for their turn, all three would have timed out. Whether the last gets it just before the end is chance.
    expect(outcomes.map(({ failure }) => failure)).toEqual(['timeout', 'deadline', 'deadline']);
    await narrow.close();
  });
});

describe('the time of a session', () => {
  it('runs out before the time of a call, where less of it is left', async () => {
    void hang();
    const session = patient.session({ key, deadlineMs: 40 });
    expect(outcomeOf(await failureOfCall(session.call(readThing, input)))).toEqual({
      failure: 'deadline',
      notSent: false,
    });
    expect(session.remainingMs).toBeLessThanOrEqual(2);
  });

  it('ends calls that are reading a body', async () => {
    drip();
    const error = await failureOfCall(patient.session({ key, deadlineMs: 40 }).call(readThing, input));
    expect(error.failure).toBe('deadline');
  });

  it('begins no write whose answer could hardly come in it', async () => {
    const error = await failureOfCall(patient.session({ key, deadlineMs: 40 }).call(writeThing, written));
    expect(outcomeOf(error)).toEqual({ failure: 'deadline', notSent: true });
    expect(server.received).toEqual([]);
  });

  it('lets the call time out first, where more of it is left', async () => {
    void hang();
    const error = await failureOfCall(client.session({ key, deadlineMs: 10_000 }).call(readThing, input));
    expect(error.failure).toBe('timeout');
  });

  it('sends nothing after its end, reads and writes alike', async () => {
    const session = patient.session({ key, deadlineMs: 0 });
    expect(session.remainingMs).toBe(0);
    for (const call of [session.call(readThing, input), session.call(writeThing, written)]) {
      expect(outcomeOf(await failureOfCall(call))).toEqual({ failure: 'deadline', notSent: true });
    }
    expect(server.received).toEqual([]);
  });

  it('is its own: another session has all of its time', async () => {
    patient.session({ key, deadlineMs: 0 });
    expect(patient.session({ key }).remainingMs).toBeGreaterThan(9_000);
    await expect(patient.session({ key }).call(readThing, input)).resolves.toEqual({});
  });
});

describe('a caller who goes away', () => {
  it('stops the reads under way, and the server sees it', async () => {
    const gone = hang();
    const caller = new AbortController();
    const call = failureOfCall(patient.session({ key, signal: caller.signal }).call(readThing, input));
    await server.arrived(1);
    caller.abort();
    expect(outcomeOf(await call)).toEqual({ failure: 'cancelled', notSent: false });
    await gone;
  });

  it('stops a read whose body is coming', async () => {
    drip('gzip');
    const caller = new AbortController();
    const call = failureOfCall(patient.session({ key, signal: caller.signal }).call(readThing, input));
    await server.arrived(1);
    caller.abort(new Error('the text of this is nobody’s concern'));
    expect((await call).failure).toBe('cancelled');
  });

  it('starts no read afterwards', async () => {
    const session = patient.session({ key, signal: AbortSignal.abort() });
    expect(outcomeOf(await failureOfCall(session.call(readThing, input)))).toEqual({
      failure: 'cancelled',
      notSent: true,
    });
    expect(server.received).toEqual([]);
  });

  it('does not stop a write: it is left to finish, and its answer counts', async () => {
    const caller = new AbortController();
    server.answer((_request, response) => {
      caller.abort();
      setImmediate(() => response.end('{"value":"written"}'));
    });
    const session = patient.session({ key, signal: caller.signal });
    await expect(session.call(writeThing, written)).resolves.toEqual({ value: 'written' });
    await expect(session.call(writeThing, written)).resolves.toEqual({ value: 'written' });
  });

  it('leaves nothing behind at the signal once calls have ended', async () => {
    const listeners = new Set<unknown>();
    const caller = new AbortController();
    const { signal } = caller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (type: string, listener: never, options?: never) => {
      listeners.add(listener);
      add(type, listener, options);
    };
    signal.removeEventListener = (type: string, listener: never) => {
      listeners.delete(listener);
      remove(type, listener);
    };
    const session = patient.session({ key, signal });
    await session.call(readThing, input);
    server.answer((_request, response) => response.writeHead(500).end());
    await failureOfCall(session.call(readThing, { ...input, params: { thing: 'b' } }));
    expect(listeners.size).toBe(0);
  });
});
