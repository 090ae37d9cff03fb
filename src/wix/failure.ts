import type { AnyEndpoint } from './endpoint.ts';
import { failureOfResponse, readErrorBody, WixError, type WixFailure } from './error.ts';
import type { Answer } from './read-cache.ts';
import { parseRetryAfter } from './retry-after.ts';
import { BodyTooLargeError, UnsupportedEncodingError, type WixResponse } from './send.ts';
import type { StopReason } from './stop-signal.ts';

/** Returns the JSON object of a successful response. Throws a {@link WixError} for any other. */
export function readAnswer(endpoint: AnyEndpoint, response: WixResponse): Answer {
  const requestId = requestIdOf(response);
  const known = {
    endpoint: endpoint.name,
    permission: endpoint.permission,
    status: response.status,
    ...(requestId === undefined ? {} : { requestId }),
  };
  if (response.status !== 200) {
    const retryAfterMs = parseRetryAfter(firstOf(response.headers['retry-after']), Date.now());
    const facts = readErrorBody(response.text);
    throw new WixError(failureOfResponse(response.status, facts), `answered ${response.status}`, {
      ...known,
      ...facts,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  let body: unknown;
  try {
    body = JSON.parse(response.text);
  } catch {
    throw new WixError('invalidResponse', 'the body is not JSON', { ...known, isMalformed: true });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new WixError('invalidResponse', 'the body is not a JSON object', known);
  }
  return { object: body, bytes: response.bytes };
}

/** Converts an error thrown while sending a call. `stopped` is the reason if the call was given up, null otherwise. */
export function failureOfSending(endpoint: AnyEndpoint, error: unknown, stopped: StopReason | null): WixError {
  if (error instanceof WixError) return error;
  if (stopped !== null) return noAnswer(endpoint, stopped, false);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const details = { endpoint: endpoint.name, permission: endpoint.permission, cause: error };
  if (error instanceof BodyTooLargeError || error instanceof UnsupportedEncodingError || code.startsWith('Z_')) {
    return new WixError('invalidResponse', error instanceof Error ? error.message : code, details);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new WixError('timeout', code, details);
  }
  const notSent = isBeforeConnection(error);
  return new WixError('unavailable', code || 'no answer', { ...details, notSent, isFinal: badTls.has(code) });
}

/** Creates the error of a call that ends without a response. `notSent`: it certainly did not reach Wix. */
export function noAnswer(endpoint: AnyEndpoint, failure: WixFailure, notSent: boolean): WixError {
  const details = { endpoint: endpoint.name, permission: endpoint.permission, notSent };
  return new WixError(failure, `no answer: ${failure}`, details);
}

/** Whether a call that was rejected for the length of its wait could wait with the given time. */
export function couldWait(error: unknown, remainingMs: number): boolean {
  if (!(error instanceof WixError) || error.failure !== 'rateLimited' || !error.notSent) return false;
  return error.retryAfterMs !== undefined && error.retryAfterMs <= remainingMs;
}

/** Whether a call was not made because of what its operation needs in total, so that another operation can still make it. */
export function isOfOperation(error: unknown): boolean {
  return error instanceof WixError && (error.failure === 'callLimit' || error.shortfall !== undefined);
}

/** Failures for which a stale response is better than none. */
const staleAllowed: ReadonlySet<WixFailure> = new Set([
  'unavailable',
  'timeout',
  'deadline',
  'rateLimited',
  'invalidResponse',
]);

/** Whether a stale response can be served instead of this failure. */
export function allowsStale({ failure }: WixError): boolean {
  return staleAllowed.has(failure);
}

/** Wix's id of the request, as its response states it. */
export function requestIdOf({ headers }: WixResponse): string | undefined {
  return firstOf(headers['x-wix-request-id']);
}

/** Returns the code of the system, TLS or proxy for a missing response; undefined if there was one, or if the call was given up. */
export function reasonOf({ cause, status, failure }: WixError): string | undefined {
  if (status !== undefined || failure !== 'unavailable' || !(cause instanceof Error)) return undefined;
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  const known = first instanceof Error ? first : cause;
  const [, proxyStatus] = known.message.match(proxyRefusal) ?? [];
  if (proxyStatus !== undefined) return `PROXY_STATUS_${proxyStatus}`;
  return 'code' in known && typeof known.code === 'string' ? known.code : undefined;
}

/** Undici's message when a proxy refuses to open a tunnel. */
const proxyRefusal = /^Proxy response \((\d{3})\) !== 200/;

/** Codes of invalid certificates and of servers without TLS. A retry would fail in the same way. */
const badTls = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** Whether the failure occurred before the connection was established, by DNS, routing or TLS. */
function isBeforeConnection(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isBeforeConnection);
  if (!(error instanceof Error)) return false;
  if (proxyRefusal.test(error.message)) return true;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return code === 'UND_ERR_CONNECT_TIMEOUT' || badTls.has(code ?? '');
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
