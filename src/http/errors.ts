import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { DearestField } from '../graph/federation/calls.ts';
import { IdempotencyError, OutcomeUnknownError } from '../graph/write/errors.ts';
import { InputError } from '../lib/input-error.ts';
import { WixError, type WixFailure } from '../wix/error.ts';
import { shownCode, shownField, shownRequestId } from '../wix/shown.ts';
import { type ErrorCode, errorCodes } from './error-code.ts';

/** Returns whether a code is on the list. Checked for every error of a response, whichever library created it. */
function isErrorCode(code: unknown): code is ErrorCode {
  return (errorCodes as readonly unknown[]).includes(code);
}

/** Code and message for each way a REST call can fail. */
const answers: Readonly<Record<WixFailure, { readonly code: ErrorCode; readonly message: string }>> = {
  badInput: { code: 'BAD_USER_INPUT', message: 'A value of this request does not have the form that Wix needs.' },
  refused: { code: 'BAD_USER_INPUT', message: 'Wix refused a value of this request.' },
  unauthenticated: { code: 'UPSTREAM_UNAUTHENTICATED', message: 'Wix did not accept the API key.' },
  forbidden: { code: 'FORBIDDEN', message: 'Wix did not permit this.' },
  notFound: { code: 'NOT_FOUND', message: 'Wix does not have this.' },
  conflict: { code: 'CONFLICT', message: 'This conflicts with what Wix has.' },
  preconditionFailed: { code: 'FAILED_PRECONDITION', message: 'Wix refuses this in the present state.' },
  rateLimited: { code: 'RATE_LIMITED', message: 'There were too many requests to Wix. Try again later.' },
  unavailable: { code: 'UPSTREAM_UNAVAILABLE', message: 'Wix could not be reached or failed. Try again later.' },
  timeout: { code: 'UPSTREAM_TIMEOUT', message: 'Wix did not answer in time.' },
  deadline: { code: 'DEADLINE_EXCEEDED', message: 'The time for this operation ran out.' },
  cancelled: { code: 'SERVICE_UNAVAILABLE', message: 'The request was cancelled.' },
  stopping: { code: 'SHUTTING_DOWN', message: 'This server is stopping and gave up reading. Ask again.' },
  callLimit: {
    code: 'CALL_LIMIT_EXCEEDED',
    message:
      'This operation has made as many REST calls as MAX_REST_CALLS allows. What was read until then is in the response. ' +
      'Request smaller pages, fewer ids or fewer fields, or split it into several operations.',
  },
  listChanged: {
    code: 'LIST_CHANGED',
    message:
      'So much of this list changed while it was read that its continuation cannot be found. Read it again from its start.',
  },
  invalidResponse: {
    code: 'UPSTREAM_INVALID_RESPONSE',
    message: 'Wix answered something that could not be understood.',
  },
};

/** An unexpected error, to be logged under the id that the caller was given. */
export interface UnexpectedError {
  readonly errorId: string;
  readonly error: unknown;
}

export interface ErrorPolicy {
  /** True where the key is the caller's own, so that a 401 concerns the caller and not the operator. */
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
    return shownAt(located, cause.message, { code: 'OUTCOME_UNKNOWN', outcome: 'unknown', verify: cause.verify });
  }
  if (cause instanceof IdempotencyError) {
    const { code, message, retryAfterMs } = cause;
    return shownAt(located, message, { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  }
  if (located !== undefined && cause instanceof GraphQLError) {
    // A scalar's own message is more precise than the error around it; an enum or object type repeats the value.
    const isOwn = cause !== located && cause.extensions['code'] !== undefined;
    return describeRequestError(isOwn ? shownAt(located, cause.message, { code: cause.extensions['code'] }) : located);
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
        : answer.message,
    {
      code,
      ...(field === null ? {} : { field }),
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      ...(error.callLimit === undefined
        ? {}
        : { limit: callLimitName, maximum: error.callLimit, made: error.callLimit }),
      ...(upstreamCode === null ? {} : { upstreamCode }),
      ...(upstreamRequestId === null ? {} : { upstreamRequestId }),
    },
  ];
}

/** Message for a connection whose failure is permanent: an untrusted certificate, for instance. */
const finallyUnavailable = 'Wix could not be reached, and trying again does not help. The log of this server says why.';

function forbidden(error: WixError): string {
  if (error.notSent) {
    const scope = error.permission === null ? '' : `lacks the scope ${error.permission}, or `;
    return `The token of this request does not permit ${error.endpoint}: it ${scope}is not for this account or site.`;
  }
  const permission = error.permission === null ? 'the needed permission' : `the permission ${error.permission}`;
  if (error.mayBeThrottled) {
    return `Wix did not permit ${error.endpoint} and gave no reason: it may have throttled the call, so retry it first. Otherwise the API key lacks ${permission}, or may not act on this account or site.`;
  }
  return `Wix did not permit ${error.endpoint}: the API key lacks ${permission}, or may not act on this account or site.`;
}

/**
 * Assigns a code to an error of graphql-js or yoga about the request; unmarked errors are literals or variables of a wrong form.
 * Without a path nothing was executed, and the status is 4xx. For a faulty document or variable it is 200 if the caller does not
 * accept `application/graphql-response+json`, as GraphQL over HTTP requires (`spec` makes yoga do so).
 */
export function describeRequestError(error: GraphQLError): GraphQLError {
  const given = error.extensions['code'];
  const code = isErrorCode(given) ? given : 'BAD_USER_INPUT';
  const message = code === 'BAD_REQUEST' ? 'The body must be a GraphQL request as a JSON object.' : withoutValue(error);
  if (error.path !== undefined) return shownAt(error, message, { code });
  const { status, headers, spec } = (error.extensions['http'] ?? {}) as {
    status?: number;
    headers?: Record<string, string>;
    spec?: boolean;
  };
  const isDocumentFault =
    code !== 'BAD_REQUEST' && (spec === true || (code === 'BAD_USER_INPUT' && status === undefined));
  const facts = limitFacts.filter((name) => code.startsWith('QUERY_TOO_') && Object.hasOwn(error.extensions, name));
  return shownAt(error, message, {
    code,
    ...Object.fromEntries(facts.map((name) => [name, error.extensions[name]])),
    http: {
      status: status ?? 400,
      ...(headers === undefined ? {} : { headers }),
      ...(isDocumentFault ? { spec: true } : {}),
    },
  });
}

/** A limit that an operation exceeds. */
export interface ExceededLimit {
  readonly limit: 'characters' | 'tokens' | 'depth' | 'aliases' | 'directives' | 'rootFields' | 'fields';
  readonly maximum: number;
}

/** Creates the error of an operation that exceeds a limit; `extensions` name the limit. */
export function tooMuch(code: ErrorCode, exceeded: ExceededLimit): GraphQLError {
  const message = 'This operation is larger than this graph allows. Send less, or split it into several operations.';
  return new GraphQLError(message, { extensions: { code, ...exceeded, http: { status: 400 } } });
}

/**
 * Creates the error of an operation that could make too many REST calls; `extensions` contain the estimate and the field that needs
 * the most.
 */
export function tooManyCalls(estimate: number, maximum: number, dearest: DearestField | null): GraphQLError {
  const message =
    'This operation may make more REST calls than MAX_REST_CALLS allows. Request smaller pages, fewer ids or fewer fields, ' +
    'or split it into several operations.';
  const extensions = { code: 'QUERY_TOO_COMPLEX', limit: callLimitName, estimate, maximum, dearestField: dearest };
  return new GraphQLError(message, { extensions: { ...extensions, http: { status: 400 } } });
}

/** Name of the limit in extensions: that of its setting. */
const callLimitName = 'MAX_REST_CALLS';

/** Facts in the `extensions` of a limit error beside its code. */
const limitFacts = ['limit', 'estimate', 'maximum', 'dearestField'] as const;

/** Returns the message without the variable's value, which can be anything, and without suggestions of schema names. */
function withoutValue({ message }: GraphQLError): string {
  const [, name, at] = message.match(/^Variable "(\$\w+)" got invalid value .*? at "([\w.$[\]]+)";/s) ?? [];
  if (name !== undefined) return `Variable "${name}" got an invalid value at "${at}".`;
  const [, only] = message.match(/^Variable "(\$\w+)" got invalid value /) ?? [];
  return only === undefined ? message : `Variable "${only}" got an invalid value.`;
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
