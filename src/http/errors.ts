import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { DearestField } from '../graph/federation/calls.ts';
import { IdempotencyError, OutcomeUnknownError } from '../graph/write/errors.ts';
import { InputError } from '../lib/input-error.ts';
import { WixError, type WixFailure } from '../wix/error.ts';
import type { Shortfall } from '../wix/quota.ts';
import { isSilentRefusal } from '../wix/retry.ts';
import { shownCode, shownField, shownRequestId } from '../wix/shown.ts';
import { type ErrorCode, errorCodes } from './error-code.ts';

/** Returns whether a code is on the list. Checked for every error of a response, whichever library created it. */
function isErrorCode(code: unknown): code is ErrorCode {
  return (errorCodes as readonly unknown[]).includes(code);
}

/** Code and message for each kind of failure of a REST call. */
const answers: Readonly<Record<WixFailure, { readonly code: ErrorCode; readonly message: string }>> = {
  badInput: { code: 'BAD_USER_INPUT', message: 'A value in this request does not have the format that Wix requires.' },
  refused: { code: 'BAD_USER_INPUT', message: 'Wix rejected a value in this request.' },
  unauthenticated: { code: 'UPSTREAM_UNAUTHENTICATED', message: 'Wix rejected the API key.' },
  forbidden: { code: 'FORBIDDEN', message: 'Wix denied access.' },
  notFound: { code: 'NOT_FOUND', message: 'The object does not exist in Wix.' },
  conflict: { code: 'CONFLICT', message: 'The change conflicts with the current data in Wix. Read the data again.' },
  preconditionFailed: { code: 'FAILED_PRECONDITION', message: 'Wix rejects this in the current state.' },
  rateLimited: { code: 'RATE_LIMITED', message: 'Too many requests to Wix. Retry later.' },
  unavailable: { code: 'UPSTREAM_UNAVAILABLE', message: 'Wix could not be reached or failed. Retry later.' },
  timeout: { code: 'UPSTREAM_TIMEOUT', message: 'Wix did not respond in time. Retry later.' },
  deadline: { code: 'DEADLINE_EXCEEDED', message: 'The operation ran out of time. Request less, or in pages.' },
  cancelled: { code: 'SERVICE_UNAVAILABLE', message: 'The request was canceled.' },
  stopping: { code: 'SHUTTING_DOWN', message: 'This server is stopping and aborted the read. Retry.' },
  callLimit: {
    code: 'CALL_LIMIT_EXCEEDED',
    message:
      'This operation has made as many REST calls as MAX_REST_CALLS allows. The response contains the data read until then. ' +
      'Request smaller pages, fewer ids or fewer fields, or split it into several operations.',
  },
  kindsRejected: {
    code: 'UPSTREAM_INVALID_RESPONSE',
    message:
      'It is unknown whether this site exists: Wix no longer accepts some kinds of sites in filters, and the site is of none of the others.',
  },
  notEnabled: {
    code: 'FAILED_PRECONDITION',
    message: 'Domains registered through Wix are not enabled on this server. The operator can set REGISTERED_DOMAINS.',
  },
  domainNotListed: {
    code: 'NOT_FOUND',
    message:
      "The site has a domain that Wix's list of connected domains doesn't contain, probably one registered through Wix, and Wix returns its " +
      'name only while the site is published. With the name, use `domainAssignment(domainName:)`.',
  },
  listChanged: {
    code: 'LIST_CHANGED',
    message:
      'So much of this list changed while it was read that its continuation cannot be found. Read it again from its start.',
  },
  invalidResponse: {
    code: 'UPSTREAM_INVALID_RESPONSE',
    message: 'Wix sent a response that this graph cannot read. Retry once.',
  },
};

/** An unexpected error, to be logged with the id that the response contains. */
export interface UnexpectedError {
  readonly errorId: string;
  readonly error: unknown;
}

export interface ErrorPolicy {
  /** Whether the key is the caller's own, so that a 401 concerns the caller and not the operator. */
  readonly callersKey: boolean;
  readonly onUnexpected: (unexpected: UnexpectedError) => void;
}

/**
 * Converts a thrown value into an error of the closed code list. A {@link WixError} and an {@link InputError} are translated,
 * errors of graphql-js and yoga about the request get their code, and anything else is masked: its text goes to `onUnexpected`
 * only. Messages, URLs, headers and bodies of Wix are never shown.
 */
export function toGraphQLError(error: unknown, policy: ErrorPolicy): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const cause = deepestCause(error);
  if (cause instanceof WixError) return shownAt(located, ...describeWixError(cause, policy));
  if (cause instanceof InputError) {
    return shownAt(located, cause.message, { code: cause.code, field: cause.field });
  }
  if (cause instanceof OutcomeUnknownError) {
    const { message, verify, retryAfterMs } = cause;
    const later = retryAfterMs === undefined ? {} : { retryAfterMs };
    return shownAt(located, message, { code: 'OUTCOME_UNKNOWN', outcome: 'unknown', verify, ...later });
  }
  if (cause instanceof IdempotencyError) {
    const { code, message, retryAfterMs } = cause;
    return shownAt(located, message, { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  }
  if (located !== undefined && cause instanceof GraphQLError) {
    // A scalar's own message is more precise than the error around it; an enum or object type repeats the value.
    const isOwn = cause !== located && cause.extensions['code'] !== undefined;
    return describeRequestError(isOwn ? shownAt(located, cause.message, cause.extensions) : located);
  }
  const errorId = randomUUID();
  policy.onUnexpected({ errorId, error: cause });
  return shownAt(located, 'Unexpected error.', { code: 'INTERNAL_SERVER_ERROR', errorId });
}

/** Returns the caller's error code for a failed REST call. */
export function codeOfFailure(failure: WixFailure): ErrorCode {
  return answers[failure].code;
}

function describeWixError(error: WixError, policy: ErrorPolicy): [string, Record<string, unknown>] {
  const answer = answers[error.failure];
  const code = error.failure === 'unauthenticated' && policy.callersKey ? 'UNAUTHENTICATED' : answer.code;
  const field = shownField(error.violations[0]?.field);
  const upstreamCode = shownCode(error.code);
  const upstreamRequestId = shownRequestId(error.requestId);
  return [
    error.failure === 'forbidden'
      ? forbidden(error)
      : error.isFinal && error.failure === 'unavailable'
        ? finallyUnavailable
        : error.shortfall === undefined
          ? answer.message
          : tooFewCalls,
    {
      code,
      ...(field === null ? {} : { field }),
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      ...(error.callLimit === undefined
        ? {}
        : { limit: callLimitName, maximum: error.callLimit, made: error.callLimit }),
      ...(error.shortfall === undefined ? {} : factsOf(error.shortfall)),
      ...(upstreamCode === null ? {} : { upstreamCode }),
      ...(upstreamRequestId === null ? {} : { upstreamRequestId }),
    },
  ];
}

/** Message for a connection whose failure is permanent: an untrusted certificate, for instance. */
const finallyUnavailable =
  'Wix could not be reached, and a retry would fail too. The log of this server has the reason.';

/** Message for an operation that needs more calls than it can have before its deadline. */
const tooFewCalls =
  'The rate limit leaves fewer REST calls than this operation needs next. Send the same operation again after `retryAfterMs`: it continues ' +
  'with what it has read.';

/** The calls that the operation needs next, those that the rate limit leaves it, and the most that it can have in a minute. */
function factsOf({ calls, remaining, maximum }: Shortfall): Record<string, unknown> {
  return { limit: rateLimitName, estimate: calls, remaining, maximum };
}

function forbidden(error: WixError): string {
  if (error.notSent) {
    const scope = error.permission === null ? '' : `lacks the scope ${error.permission}, or `;
    return `The token of this request does not allow ${error.endpoint}: it ${scope}does not include this account or site.`;
  }
  const permission = error.permission === null ? 'the needed permission' : `the permission ${error.permission}`;
  if (error.mayBeThrottled) {
    return `Wix denied ${error.endpoint} without a reason. This can be throttling, so retry first. Otherwise the API key lacks ${permission}, or has no access to this account or site.`;
  }
  if (isSilentRefusal(error)) {
    return `Wix denied ${error.endpoint} twice without a reason: the API key lacks ${permission}, or has no access to this account or site. If it has worked before, Wix can be throttling it: retry after a minute.`;
  }
  return `Wix denied ${error.endpoint}: the API key lacks ${permission}, or has no access to this account or site.`;
}

/**
 * Assigns a code to an error of graphql-js or yoga about the request. Errors without a code are about invalid literals or variables.
 * Without a path nothing was executed, and the status is 4xx. For a well-formed request it is 200 if the caller does not
 * accept `application/graphql-response+json`, as GraphQL over HTTP requires (`spec` makes yoga do so).
 */
export function describeRequestError(error: GraphQLError): GraphQLError {
  const given = error.extensions['code'];
  const code = isErrorCode(given) ? given : 'BAD_USER_INPUT';
  const place = placeOf(error);
  // Faults of the body that name a field are ours; the engine's own can repeat the body.
  const isUnnamed = code === 'BAD_REQUEST' && place.field === undefined;
  const message = isUnnamed ? 'The body must be a GraphQL request as a JSON object.' : withoutValue(error);
  const facts = Object.fromEntries(
    limitFacts.filter((name) => Object.hasOwn(error.extensions, name)).map((name) => [name, error.extensions[name]]),
  );
  if (error.path !== undefined) return shownAt(error, message, { code, ...place, ...facts });
  const { status, headers, spec } = (error.extensions['http'] ?? {}) as {
    status?: number;
    headers?: Record<string, string>;
    spec?: boolean;
  };
  return shownAt(error, message, {
    code,
    ...place,
    ...facts,
    http: {
      status: status ?? 400,
      ...(headers === undefined ? {} : { headers }),
      // Also when it is described again.
      ...(wellFormed.has(code) ? { spec: spec !== false } : {}),
    },
  });
}

/** Codes of well-formed requests rejected before execution; `application/json` clients get them with status 200. */
const wellFormed: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** A limit that an operation exceeds. */
export interface ExceededLimit {
  readonly limit: 'characters' | 'tokens' | 'depth' | 'aliases' | 'directives' | 'rootFields' | 'fields';
  readonly maximum: number;
  /** Size of the operation. Absent where counting stops at the maximum. */
  readonly estimate?: number;
}

/** Creates the error of an operation that exceeds a limit; `extensions` name the limit. */
export function tooMuch(code: ErrorCode, exceeded: ExceededLimit): GraphQLError {
  const message = `This operation has more ${exceeded.limit} than this graph allows. Send less, or split it into several operations.`;
  return new GraphQLError(message, { extensions: { code, ...exceeded, http: { status: 400 } } });
}

/**
 * Creates the error of an operation that could make too many REST calls; `extensions` contain the estimate and the field that needs
 * the most.
 */
export function tooManyCalls(estimate: number, maximum: number, dearest: DearestField | null): GraphQLError {
  const message =
    `This operation could make more REST calls than ${callLimitName} allows${dearest === null ? '' : `, most of them for ${dearest.field}`}. ` +
    'Request smaller pages, fewer ids or fewer fields, or split it into several operations.';
  const extensions = { code: 'QUERY_TOO_COMPLEX', limit: callLimitName, estimate, maximum, dearestField: dearest };
  return new GraphQLError(message, { extensions: { ...extensions, http: { status: 400 } } });
}

/** Name of the limit in extensions: that of its setting. */
const callLimitName = 'MAX_REST_CALLS';

/** Name of the rate limit in extensions: that of its setting. */
const rateLimitName = 'WIX_CALLS_PER_MINUTE';

/** Facts in the `extensions` of a limit error beside its code. */
const limitFacts = ['limit', 'estimate', 'maximum', 'dearestField'] as const;

/** Returns the position of an error in the input, and the type expected there. */
function placeOf({ message, extensions }: GraphQLError): { readonly field?: string; readonly expectedType?: string } {
  const { field = argumentOf(message), expectedType } = extensions;
  return {
    ...(typeof field === 'string' ? { field } : {}),
    ...(typeof expectedType === 'string' ? { expectedType } : {}),
  };
}

/** Returns the argument that an error of graphql-js's execution is about: one whose variable is null or missing. */
function argumentOf(message: string): string | undefined {
  return /^Argument "(\w+)" (?:has invalid value|of )/.exec(message)?.[1];
}

/** Returns the message without the value of an argument, which graphql-js prints. */
function withoutValue({ message }: GraphQLError): string {
  if (!/^Argument "\w+" has invalid value/.test(message)) return message;
  return `Argument "${argumentOf(message)}" is invalid: a variable in it is null or missing where a value is required.`;
}

function deepestCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
  return cause;
}

function shownAt(at: GraphQLError | undefined, message: string, extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, {
    ...(at?.nodes === undefined ? {} : { nodes: at.nodes }),
    ...(at?.source === undefined ? {} : { source: at.source }),
    ...(at?.positions === undefined ? {} : { positions: at.positions }),
    ...(at?.path === undefined ? {} : { path: at.path }),
    extensions,
  });
}
