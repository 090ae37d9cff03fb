import type { Shortfall } from './quota.ts';

/**
 * Kinds of failure of a REST call:
 * - `badInput`: not sent, because a value does not have its declared type.
 * - `refused` (400), `unauthenticated` (401), `forbidden` (403), `notFound` (404), `conflict` (409),
 *   `preconditionFailed` (428), `rateLimited` (429): Wix rejected the call.
 * - `unavailable`: Wix returned 5xx, or could not be reached.
 * - `timeout`: no complete response within the time of one call. `deadline`: the operation's total time ran out.
 * - `cancelled`: the caller disconnected. `stopping`: the process is stopping and aborted the read.
 * - `callLimit`: not sent, because the operation has reached its maximum number of calls.
 * - `listChanged`: a list changed so much between two pages that its continuation cannot be found.
 * - `kindsRejected`: Wix rejects some kinds of sites in filters, so that it is unknown whether a site exists.
 * - `notEnabled`: a feature that relies on undocumented endpoints is not enabled. Nothing was sent.
 * - `domainNotListed`: a site has a domain, and no response of Wix contains its name.
 * - `invalidResponse`: a response that does not match the contract, including other statuses.
 */
export type WixFailure =
  | 'badInput'
  | 'refused'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'preconditionFailed'
  | 'rateLimited'
  | 'unavailable'
  | 'timeout'
  | 'deadline'
  | 'cancelled'
  | 'stopping'
  | 'callLimit'
  | 'listChanged'
  | 'kindsRejected'
  | 'notEnabled'
  | 'domainNotListed'
  | 'invalidResponse';

/** One rejected field of a request, as Wix names it. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
  /** `CUSTOM`, `MAX`, `FORMAT` and others; absent in many real responses. */
  readonly rule?: string;
}

export interface WixErrorDetails {
  /** The endpoint's name. */
  readonly endpoint: string;
  /** The permission that the endpoint declares, for messages about a 403. */
  readonly permission?: string | null;
  /** HTTP status; absent if there was no response. */
  readonly status?: number;
  /** Wix's application error code, for instance `DOMAINS_PERMISSION_DENIED`; absent in many responses. */
  readonly code?: string;
  readonly violations?: readonly FieldViolation[];
  /** Wix's `x-wix-request-id`, for a support case. */
  readonly requestId?: string;
  /** Time that Wix requests to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Whether the request certainly did not reach Wix. */
  readonly notSent?: boolean;
  /** Whether a retry now would fail too. */
  readonly isFinal?: boolean;
  /** Whether this is a refusal without a reason that may have been throttling, because the call was not retried. */
  readonly mayBeThrottled?: boolean;
  /** Whether the response was truncated or is not JSON, so that a retry can help. */
  readonly isMalformed?: boolean;
  /** For `callLimit`: the maximum number of calls, which the operation has made. */
  readonly callLimit?: number;
  /** For `rateLimited`: the calls that the operation needs together, because of which it was refused as a whole. */
  readonly shortfall?: Shortfall;
  readonly cause?: unknown;
}

/** The only error of REST calls. Decide by `failure`. `message` is for logs and never contains a key, header or body. */
export class WixError extends Error {
  override readonly name = 'WixError';
  readonly failure: WixFailure;
  readonly endpoint: string;
  readonly permission: string | null;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly violations: readonly FieldViolation[];
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly notSent: boolean;
  readonly isMalformed: boolean;
  readonly mayBeThrottled: boolean;
  readonly isFinal: boolean;
  readonly callLimit: number | undefined;
  readonly shortfall: Shortfall | undefined;

  constructor(failure: WixFailure, message: string, details: WixErrorDetails) {
    super(`${details.endpoint}: ${message}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.failure = failure;
    this.endpoint = details.endpoint;
    this.permission = details.permission ?? null;
    this.status = details.status;
    this.code = details.code;
    this.violations = details.violations ?? [];
    this.requestId = details.requestId;
    this.retryAfterMs = details.retryAfterMs;
    this.notSent = details.notSent ?? false;
    this.isMalformed = details.isMalformed ?? false;
    this.mayBeThrottled = details.mayBeThrottled ?? false;
    this.isFinal = details.isFinal ?? false;
    this.callLimit = details.callLimit;
    this.shortfall = details.shortfall;
  }
}

const failureOfStatus: Readonly<Record<number, WixFailure>> = {
  400: 'refused',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  428: 'preconditionFailed',
  429: 'rateLimited',
};

/** Returns the failure for a status other than 200. A status that is not in the contract is an invalid response. */
export function failureOf(status: number): WixFailure {
  return failureOfStatus[status] ?? (status >= 500 ? 'unavailable' : 'invalidResponse');
}

/**
 * Failures by application code, where the status says something else. Both are in Wix's CLI (1.1.247), seen for its dashboard: an API key
 * that is invalid (428), and an account that was deleted (404), which is not the absence of what was requested.
 */
const failureOfCode: Readonly<Record<string, WixFailure>> = { 48876: 'unauthenticated', 48886: 'forbidden' };

/** Returns the failure of a response by its status and its body's code. */
export function failureOfResponse(status: number, { code }: ErrorBody): WixFailure {
  return (code === undefined ? undefined : failureOfCode[code]) ?? failureOf(status);
}

/** Facts from an error body; each can be missing. */
export interface ErrorBody {
  readonly code?: string;
  readonly violations?: readonly FieldViolation[];
}

/**
 * Reads an error body in any form that Wix is known to send: `details.applicationError`, `details.validationError`, a top-level `code`,
 * the empty system form, HTML, or nothing. Never throws.
 */
export function readErrorBody(text: string): ErrorBody {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return {};
  }
  const details = property(body, 'details');
  const code = property(property(details, 'applicationError'), 'code') ?? property(body, 'code');
  const listed = property(property(details, 'validationError'), 'fieldViolations');
  const violations = Array.isArray(listed) ? listed.flatMap(readViolation) : [];
  return {
    ...(typeof code === 'string' && code !== '' ? { code } : typeof code === 'number' ? { code: String(code) } : {}),
    ...(violations.length > 0 ? { violations } : {}),
  };
}

function readViolation(raw: unknown): FieldViolation[] {
  const field = property(raw, 'field');
  if (typeof field !== 'string') return [];
  const description = property(raw, 'description');
  const rule = property(raw, 'violatedRule');
  return [
    {
      field,
      description: typeof description === 'string' ? description : '',
      ...(typeof rule === 'string' ? { rule } : {}),
    },
  ];
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
