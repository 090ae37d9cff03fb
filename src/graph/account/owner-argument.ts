import { guidInput } from '../../lib/guid-input.ts';
import type { GraphContext } from '../context.ts';

/** Describes `accountId` where it names the account to look or write in: an argument of a root field, or a field of an input. */
export const ownerArgument = {
  required: false,
  description: "The owner account's GUID. Default: the account the request speaks for.",
} as const;

/** The account to look in. Throws an InputError when the argument is given and no GUID. */
export function ownerOf(context: GraphContext, accountId: string | null | undefined): string {
  return accountId === null || accountId === undefined
    ? context.accountId
    : guidInput('accountId', accountId, 'an account');
}
