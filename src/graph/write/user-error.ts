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
  | 'NOT_PERMITTED'
  | 'REJECTED'
  | 'OUTCOME_UNKNOWN'
  | 'UPSTREAM_UNAVAILABLE'
  | 'RATE_LIMITED'
  | 'CALL_LIMIT_EXCEEDED'
  | 'DEADLINE_EXCEEDED';

/** An expected refusal of a write. */
export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** The path in the mutation's arguments, starting with `input`. */
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
  description: 'The reason why a write, or one item of it, was refused.',
  values: {
    BAD_USER_INPUT: { description: 'A value is invalid. `path` leads to it.' },
    NOT_FOUND: { description: 'The object to change does not exist.' },
    CONFLICT: {
      description:
        "The write conflicts with Wix's current state: the object already exists, or was changed in the meantime.",
    },
    FAILED_PRECONDITION: {
      description: 'The write is not possible in the current state. `upstreamCode` has the reason if Wix gives one.',
    },
    NOT_ALLOWED: {
      description:
        "Wix's rules do not allow the write here, whatever the key's permissions. `upstreamCode` has the reason.",
    },
    NOT_PERMITTED: {
      description:
        "The caller's token lacks a scope or an account that the write needs. Only in the `problems` of a dry run: the " +
        'actual write fails with FORBIDDEN in `errors`.',
    },
    REJECTED: { description: 'Wix rejected this item of a list and gave no reason that this graph knows.' },
    OUTCOME_UNKNOWN: {
      description: 'It is not known whether this item of a list was applied. Check before you retry.',
    },
    UPSTREAM_UNAVAILABLE: {
      description: 'This item of a list was not applied: Wix could not be reached or failed.',
    },
    RATE_LIMITED: {
      description: "This item of a list was not applied: Wix's rate limit is used up. Retry it later.",
    },
    CALL_LIMIT_EXCEEDED: {
      description:
        'This item of a list was not sent: the operation has made as many REST calls as it may. Send the rest in another one.',
    },
    DEADLINE_EXCEEDED: {
      description:
        'This item of a list was not sent: the time of the operation ran out, or its caller disconnected. Send the rest in ' +
        'another one.',
    },
  } as const,
});

export const UserErrorRef = builder.objectRef<UserError>('UserError').implement({
  description: 'An expected refusal of a write. Infrastructure failures are reported in `errors` instead.',
  shareable: true,
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCodeRef, description: 'The reason as a code.' }),
    message: t.exposeString('message', { description: 'The reason in a sentence, for people.' }),
    path: t.exposeStringList('path', {
      description:
        'The path of the refused value in the arguments, for example `["input", "siteId"]`. Items of lists are ' +
        'named by index.',
    }),
    upstreamCode: t.exposeString('upstreamCode', {
      nullable: true,
      description: "Wix's own code, for example `SITE_TRANSFER_NOT_SUPPORTED`. Null if Wix gives none.",
    }),
  }),
});

/** Returns the error of an item that was not applied because its call, or an earlier one, failed with this error. */
export function notSentError(error: unknown, path: readonly string[]): UserError {
  if (error instanceof WixError && error.failure === 'callLimit') {
    const message =
      'This was not sent: the operation has made as many REST calls as it may. Send the rest in another one.';
    return { code: 'CALL_LIMIT_EXCEEDED', message, path, upstreamCode: null };
  }
  const upstreamCode = error instanceof WixError ? shownCode(error.code) : null;
  if (error instanceof WixError && error.failure === 'rateLimited') {
    const wait = error.retryAfterMs === undefined ? 'later' : `in ${Math.ceil(error.retryAfterMs / 1_000)} seconds`;
    const message = `This was not applied: Wix's rate limit is used up. Retry it ${wait}.`;
    return { code: 'RATE_LIMITED', message, path, upstreamCode };
  }
  if (error instanceof WixError && ['deadline', 'cancelled'].includes(error.failure)) {
    const message = 'This was not sent: the time of the operation ran out. Send the rest in another one.';
    return { code: 'DEADLINE_EXCEEDED', message, path, upstreamCode };
  }
  const message = 'This was not applied: Wix could not be reached or rejected the call.';
  return { code: 'UPSTREAM_UNAVAILABLE', message, path, upstreamCode };
}

/** The meaning of one of Wix's codes for a write. */
export interface Refusal {
  readonly code: UserErrorCode;
  readonly message: string;
  /** A dotted path below `input`. */
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
  BAD_USER_INPUT: 'Wix rejected a value.',
  NOT_FOUND: 'The object to change does not exist in Wix.',
  CONFLICT: "The write conflicts with Wix's current state.",
  FAILED_PRECONDITION: 'Wix does not allow this in the current state.',
  NOT_ALLOWED: 'Wix does not allow this here.',
};

/** Returns the input field that a field of a violation stands for: its own, or that of the nearest part of the request around it. */
function inputFieldOf(field: string, paths: Readonly<Record<string, string>>): string {
  const parts = field.replace(/\[\d+\]/g, '').split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const known = paths[parts.slice(0, length).join('.')];
    if (known !== undefined) return known;
  }
  return '';
}

/**
 * Returns the refusals that an error stands for, or null if it is an infrastructure failure. `paths` maps the field
 * names of Wix's violations to dotted paths in the input: `{ 'folder.name': 'name' }`.
 *
 * A 403 with a code of its own is a rule of Wix. A 403 without one, or about permissions, concerns the key and is not a
 * refusal. `refusals` maps single codes to their meaning for the write.
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
      message: sentence === null ? messages[code] : `Wix rejected a value: ${sentence}`,
      path: pathOf(paths[field] ?? inputFieldOf(field, paths)),
      upstreamCode,
    };
  });
}

/** Splits a dotted path below `input`. */
export function pathOf(field: string): string[] {
  const parts = field.split('.').filter((part) => part !== '');
  return parts[0] === 'input' ? parts : ['input', ...parts];
}
