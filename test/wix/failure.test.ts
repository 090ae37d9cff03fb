import { describe, expect, it } from 'vitest';
import { WixError, type WixFailure } from '../../src/wix/error.ts';
import { allowsStale, couldWait, failureOfSending, noAnswer, readAnswer } from '../../src/wix/failure.ts';
import { BodyTooLargeError, UnsupportedEncodingError, type WixResponse } from '../../src/wix/send.ts';
import { failureLike } from './layer.ts';
import { readThing } from './local-server.ts';

const response = (status: number, text = '', headers: WixResponse['headers'] = {}): WixResponse => ({
  status,
  headers,
  text,
  bytes: Buffer.byteLength(text),
});

function thrownBy(run: () => unknown): WixError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(WixError);
    return error as WixError;
  }
  throw new Error('nothing was thrown');
}

describe('a response', () => {
  it('of status 200 with a JSON object is an answer', () => {
    expect(readAnswer(readThing, response(200, '{"value":1}'))).toEqual({ object: { value: 1 }, bytes: 11 });
  });

  it('weighs as many bytes as its body has, whatever they spell', () => {
    const text = '{"name":"Студия «Север»"}';
    expect(readAnswer(readThing, response(200, text)).bytes).toBe(Buffer.byteLength(text));
  });

  it.each<[string, WixResponse, WixFailure, boolean]>([
    ['that broke off', response(200, '{"val'), 'invalidResponse', true],
    ['that is empty', response(200), 'invalidResponse', true],
    ['that is a list', response(200, '[]'), 'invalidResponse', false],
    ['that is null', response(200, 'null'), 'invalidResponse', false],
    ['of a status without a meaning', response(204), 'invalidResponse', false],
    ['of a redirect', response(302, '', { location: 'x' }), 'invalidResponse', false],
    ['of 401', response(401), 'unauthenticated', false],
    ['of 500', response(500, '<html>'), 'unavailable', false],
  ])('%s is a failure', (_name, given, failure, isMalformed) => {
    const error = thrownBy(() => readAnswer(readThing, given));
    expect([error.failure, error.status, error.isMalformed, error.notSent]).toEqual([
      failure,
      given.status,
      isMalformed,
      false,
    ]);
  });

  it('tells how long to wait, Wix’s code and its request id, also where a header came twice', () => {
    const headers = { 'retry-after': ['7', '9'], 'x-wix-request-id': ['one', 'two'] };
    const body = '{"details":{"applicationError":{"code":"TOO_MANY"}}}';
    const error = thrownBy(() => readAnswer(readThing, response(429, body, headers)));
    expect([error.failure, error.retryAfterMs, error.code, error.requestId, error.permission]).toEqual([
      'rateLimited',
      7_000,
      'TOO_MANY',
      'one',
      'THINGS.READ',
    ]);
  });
});

describe('what sending throws', () => {
  const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });

  it.each<[string, unknown, WixFailure, boolean, boolean]>([
    ['a reset', coded('ECONNRESET', { syscall: 'read' }), 'unavailable', false, false],
    ['a refused connection', coded('ECONNREFUSED', { syscall: 'connect' }), 'unavailable', true, false],
    ['an unknown host', coded('ENOTFOUND', { syscall: 'getaddrinfo' }), 'unavailable', true, false],
    [
      'connections refused at each address',
      new AggregateError([coded('ECONNREFUSED', { syscall: 'connect' })]),
      'unavailable',
      true,
      false,
    ],
    [
      'one of several that did connect',
      new AggregateError([coded('ECONNREFUSED', { syscall: 'connect' }), coded('ECONNRESET')]),
      'unavailable',
      false,
      false,
    ],
    ['an expired certificate', coded('CERT_HAS_EXPIRED'), 'unavailable', true, true],
    ['a connection that took too long', coded('UND_ERR_CONNECT_TIMEOUT'), 'unavailable', true, false],
    ['headers that did not come', coded('UND_ERR_HEADERS_TIMEOUT'), 'timeout', false, false],
    ['a body that did not come', coded('UND_ERR_BODY_TIMEOUT'), 'timeout', false, false],
    ['a body over the cap', new BodyTooLargeError('too large'), 'invalidResponse', false, false],
    ['an unexpected encoding', new UnsupportedEncodingError('brotli'), 'invalidResponse', false, false],
    ['broken gzip', coded('Z_DATA_ERROR'), 'invalidResponse', false, false],
    ['something that is no error', 'oh', 'unavailable', false, false],
  ])('is classified: %s', (_name, thrown, failure, notSent, isFinal) => {
    const error = failureOfSending(readThing, thrown, null);
    expect([error.failure, error.notSent, error.isFinal]).toEqual([failure, notSent, isFinal]);
  });

  it('is a WixError as it is', () => {
    const error = failureLike('forbidden');
    expect(failureOfSending(readThing, error, 'timeout')).toBe(error);
  });

  it.each(['cancelled', 'timeout', 'deadline', 'stopping'] as const)('is %s if the call was given up so', (stopped) => {
    expect(failureOfSending(readThing, coded('ECONNRESET'), stopped).failure).toBe(stopped);
  });
});

describe('a failure', () => {
  it('could have waited where there is time for the wait that it tells', () => {
    const refused = failureLike('rateLimited', { notSent: true, retryAfterMs: 100 });
    expect([couldWait(refused, 100), couldWait(refused, 99)]).toEqual([true, false]);
    const others = [
      failureLike('rateLimited', { status: 429, retryAfterMs: 1 }),
      failureLike('rateLimited', { notSent: true }),
      failureLike('deadline', { notSent: true, retryAfterMs: 1 }),
      new Error('x'),
    ];
    expect(others.some((error) => couldWait(error, 1_000))).toBe(false);
  });

  it('allows a stale answer where Wix did not say no', () => {
    const failures = ['unavailable', 'timeout', 'deadline', 'rateLimited', 'invalidResponse'] as const;
    expect(failures.every((failure) => allowsStale(failureLike(failure)))).toBe(true);
    const refusals = ['forbidden', 'unauthenticated', 'notFound', 'refused', 'cancelled', 'stopping'] as const;
    expect(refusals.some((failure) => allowsStale(failureLike(failure)))).toBe(false);
  });

  it('without an answer tells whether the call was sent', () => {
    expect(noAnswer(readThing, 'deadline', true)).toMatchObject({ failure: 'deadline', notSent: true });
  });
});
