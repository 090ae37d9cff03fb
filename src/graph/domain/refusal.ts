import { pathOf, type UserError, type UserErrorCode } from '../write/user-error.ts';

/** Creates an error that the graph itself finds, at a dotted field below `input`. */
export function refusal(code: UserErrorCode, field: string, message: string): UserError {
  return { code, message, path: pathOf(field), upstreamCode: null };
}
