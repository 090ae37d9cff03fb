import { pathOf, type UserError, type UserErrorCode } from '../write/user-error.ts';

/** A refusal that the graph finds itself, at a dotted field below `input`. */
export function refusal(code: UserErrorCode, field: string, message: string): UserError {
  return { code, message, path: pathOf(field), upstreamCode: null };
}
