import { guidInput } from '../../lib/guid-input.ts';
import type { GraphContext } from '../context.ts';

/**
 * Describes `accountId` where it names the account to read or write in: an argument of a root field, or a field of an
 * input.
 */
export const ownerArgument = {
  required: false,
  description: "The owning account's GUID. Default: the request's account.",
} as const;

/** Returns the account to read or write in. Throws an InputError if the argument is not a GUID. */
export function ownerOf(context: GraphContext, accountId: string | null | undefined): string {
  return accountId === null || accountId === undefined
    ? context.accountId
    : guidInput('accountId', accountId, 'an account');
}
