/**
 * Every way a REST call can fail:
 * - `badInput`: refused before it was sent, because a value does not have its declared type.
 * - `refused` (400), `unauthenticated` (401), `forbidden` (403), `notFound` (404), `conflict` (409),
 *   `preconditionFailed` (428), `rateLimited` (429): Wix answered and said no.
 * - `unavailable`: Wix answered 5xx, or could not be reached.
 * - `timeout`: no whole answer within the time of one call. `deadline`: the operation's total time ran out.
 * - `cancelled`: the caller went away. `stopping`: the process ends, and the read was given up.
 * - `callLimit`: the operation has made as many calls as it may; nothing was sent.
 * - `listChanged`: a list changed so much between two pages that its continuation cannot be found.
 * - `invalidResponse`: an answer that is not what the contract describes, other statuses included.
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
  | 'invalidResponse';

/** One rejected field of a request, as Wix names it. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
  /** `CUSTOM`, `MAX`, `FORMAT` and others; absent in many real answers. */
  readonly rule?: string;
}

export interface WixErrorDetails {
  /** The endpoint's name. */
  readonly endpoint: string;
  /** The permission that the endpoint declares, for messages about a 403. */
  readonly permission?: string | null;
  /** HTTP status; absent if there was no response. */
  readonly status?: number;
  /** Wix's application error code, for instance `DOMAINS_PERMISSION_DENIED`; absent in many answers. */
  readonly code?: string;
  readonly violations?: readonly FieldViolation[];
  /** Wix's `x-wix-request-id`, for a support case. */
  readonly requestId?: string;
  /** Time that Wix asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** True when nothing of the request can have reached Wix. */
  readonly notSent?: boolean;
  /** True if retrying now would not help. */
  readonly isFinal?: boolean;
  /** True for a refusal without a reason that may have been throttling, because the call was not retried. */
  readonly mayBeThrottled?: boolean;
  /** True for an answer that broke off or is no JSON: the next one may be whole. */
  readonly isMalformed?: boolean;
  /** For `callLimit`: the calls that the operation may make, all of which it has made. */
  readonly callLimit?: number;
  readonly cause?: unknown;
}

/** The one error of the REST floor. Decide by `failure`; `message` is for logs and never holds a key, header or body. */
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

/** The failure that a status other than 200 means. A status the contract does not know is an invalid response. */
export function failureOf(status: number): WixFailure {
  return failureOfStatus[status] ?? (status >= 500 ? 'unavailable' : 'invalidResponse');
}

/** Facts read from an error body; each can be missing. */
export interface ErrorBody {
  readonly code?: string;
  readonly violations?: readonly FieldViolation[];
}

/**
 * Reads an error body in any of the forms Wix is known to send: `details.applicationError`, `details.validationError`,
 * a top-level `code`, the empty system form, HTML, or nothing. Never throws.
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
    ...(typeof code === 'string' && code !== '' ? { code } : {}),
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
