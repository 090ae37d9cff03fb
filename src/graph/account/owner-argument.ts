import { guidInput } from '../../lib/guid-input.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';

/**
 * Describes `accountId` where it names the account to read or write in: an argument of a root field, or a field of an
 * input.
 */
export const ownerArgument = {
  required: false,
  description: "The owning account's GUID. Defaults to the request's account.",
} as const;

/**
 * Returns the account to read or write in. Throws an InputError if the argument is not a GUID, and a {@link WixError} `forbidden` if
 * the caller's token is not for the account: a call about a site names no account, so nothing after this would notice.
 */
export function ownerOf(context: GraphContext, accountId: string | null | undefined): string {
  if (accountId === null || accountId === undefined) return context.accountId;
  const owner = guidInput('accountId', accountId, 'an account');
  if (context.caller === null || context.caller.accountIds.has(owner)) return owner;
  throw new WixError('forbidden', 'not an account of the token', { endpoint: 'accountId', notSent: true });
}
