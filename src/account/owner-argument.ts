import type { GraphContext } from '../context.ts';
import { guidInput } from '../lib/guid-input.ts';

/** Describes the `accountId` argument of a root field that looks something up in one account. */
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
