import { InputError } from '../../lib/input-error.ts';
import { WixError } from '../../wix/error.ts';
import { shownCode, shownSentence } from '../../wix/shown.ts';
import { builder } from '../builder.ts';

export type UserErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'FAILED_PRECONDITION'
  | 'NOT_ALLOWED'
  | 'REJECTED'
  | 'OUTCOME_UNKNOWN'
  | 'UPSTREAM_UNAVAILABLE'
  | 'CALL_LIMIT_EXCEEDED';

/** An expected refusal of a write. */
export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** Where in the mutation's arguments, from `input` down. */
  readonly path: readonly string[];
  readonly upstreamCode: string | null;
}

/** Refusals that were found by reading, before anything was written. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly userErrors: readonly UserError[];

  constructor(userErrors: readonly UserError[]) {
    super(userErrors.map(({ message }) => message).join(' '));
    this.userErrors = userErrors;
  }
}

const UserErrorCodeRef = builder.enumType('UserErrorCode', {
  description: 'Why a write, or one item of it, was refused.',
  values: {
    BAD_USER_INPUT: { description: 'A value is not acceptable; `path` leads to it.' },
    NOT_FOUND: { description: 'What was to be changed does not exist.' },
    CONFLICT: { description: 'It conflicts with what Wix has: it exists already, or was changed meanwhile.' },
    FAILED_PRECONDITION: {
      description: 'It cannot be done in the present state; `upstreamCode` says why where Wix does.',
    },
    NOT_ALLOWED: { description: "Wix's rules do not allow it here, whatever the key may do; `upstreamCode` says why." },
    REJECTED: { description: 'Wix refused this item of a list and gave no reason that this graph knows.' },
    OUTCOME_UNKNOWN: {
      description: 'This item of a list may or may not have been carried out: look before repeating.',
    },
    UPSTREAM_UNAVAILABLE: {
      description: 'This item of a list was not carried out: Wix could not be reached or failed.',
    },
    CALL_LIMIT_EXCEEDED: {
      description:
        'This item of a list was not sent: the operation has made as many REST calls as it may. Send the rest in another one.',
    },
  } as const,
});

export const UserErrorRef = builder.objectRef<UserError>('UserError').implement({
  description: 'An expected refusal of a write. Failures of the infrastructure are errors of the answer instead.',
  shareable: true,
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCodeRef, description: 'Why.' }),
    message: t.exposeString('message', { description: 'Why, for a person to read.' }),
    path: t.exposeStringList('path', {
      description: 'Where in the arguments, for instance `["input", "siteId"]`; lists by index.',
    }),
    upstreamCode: t.exposeString('upstreamCode', {
      nullable: true,
      description: "Wix's own code, for instance `SITE_TRANSFER_NOT_SUPPORTED`; null where it gives none.",
    }),
  }),
});

/** The error of an item that was not sent, because a call before it or its own failed with this error. */
export function notSentError(error: unknown, path: readonly string[]): UserError {
  if (error instanceof WixError && error.failure === 'callLimit') {
    const message =
      'This was not sent: the operation has made as many REST calls as it may. Send the rest in another one.';
    return { code: 'CALL_LIMIT_EXCEEDED', message, path, upstreamCode: null };
  }
  const message = 'This was not carried out: Wix could not be reached or rejected the call.';
  const upstreamCode = error instanceof WixError ? shownCode(error.code) : null;
  return { code: 'UPSTREAM_UNAVAILABLE', message, path, upstreamCode };
}

/** What one of Wix's codes means to a write. */
export interface Refusal {
  readonly code: UserErrorCode;
  readonly message: string;
  /** A dotted field below `input`. */
  readonly field: string;
}

const codeOf = {
  refused: 'BAD_USER_INPUT',
  badInput: 'BAD_USER_INPUT',
  notFound: 'NOT_FOUND',
  conflict: 'CONFLICT',
  preconditionFailed: 'FAILED_PRECONDITION',
} as const satisfies Partial<Record<WixError['failure'], UserErrorCode>>;

const messages: Readonly<Record<(typeof codeOf)[keyof typeof codeOf] | 'NOT_ALLOWED', string>> = {
  BAD_USER_INPUT: 'Wix refused a value.',
  NOT_FOUND: 'Wix does not have what was to be changed.',
  CONFLICT: 'This conflicts with what Wix has.',
  FAILED_PRECONDITION: 'Wix refuses this in the present state.',
  NOT_ALLOWED: 'Wix does not allow this here.',
};

/**
 * The refusals that an error stands for; null for a failure of the infrastructure, which is no refusal. `paths` leads from
 * the field names of Wix's violations to the input, dotted: `{ 'folder.name': 'name' }`.
 *
 * A 403 with a code of its own is a rule of Wix; one without, or about permissions, concerns the key and is none. `refusals` says
 * what single codes mean to the write.
 */
export function toUserErrors(
  error: unknown,
  paths: Readonly<Record<string, string>> = {},
  refusals: Readonly<Record<string, Refusal>> = {},
): UserError[] | null {
  if (error instanceof RefusedError) return [...error.userErrors];
  if (error instanceof InputError) {
    return [{ code: 'BAD_USER_INPUT', message: error.message, path: pathOf(error.field), upstreamCode: null }];
  }
  if (!(error instanceof WixError)) return null;
  const upstreamCode = shownCode(error.code);
  const known = upstreamCode !== null && Object.hasOwn(refusals, upstreamCode) ? refusals[upstreamCode] : undefined;
  if (known !== undefined) {
    return [{ code: known.code, message: known.message, path: pathOf(known.field), upstreamCode }];
  }
  const isRule =
    error.failure === 'forbidden' && upstreamCode !== null && !/PERMISSION|GUID_NOT_FOUND/.test(upstreamCode);
  const code = isRule ? 'NOT_ALLOWED' : codeOf[error.failure as keyof typeof codeOf];
  if (code === undefined) return null;
  if (error.violations.length === 0) return [{ code, message: messages[code], path: ['input'], upstreamCode }];
  return error.violations.map(({ field, description }) => {
    const sentence = shownSentence(description);
    return {
      code,
      message: sentence === null ? messages[code] : `Wix refused a value: ${sentence}`,
      path: pathOf(paths[field] ?? paths[field.replace(/\[\d+\]/g, '')] ?? ''),
      upstreamCode,
    };
  });
}

/** A dotted field below `input` as a path. */
export function pathOf(field: string): string[] {
  const parts = field.split('.').filter((part) => part !== '');
  return parts[0] === 'input' ? parts : ['input', ...parts];
}
