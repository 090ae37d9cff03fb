import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { UserError } from '../write/user-error.ts';
import { accountById } from './loader.ts';

/** Returns what was read; null if the key may not read it. */
export async function ifPermitted<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof WixError && error.failure === 'forbidden') return null;
    throw error;
  }
}

/**
 * Returns the problem with an account that does not exist or that the key may not act on, at a field of the input: with
 * one Get Account, and none for the request's account. A key that may not read its own account either shows nothing
 * about others: then it is left to Wix.
 */
export async function accountProblems(context: GraphContext, accountId: string, field: string): Promise<UserError[]> {
  if (accountId === context.accountId) return [];
  const problem = (code: UserError['code'], message: string): UserError[] => [
    { code, message, path: ['input', field], upstreamCode: null },
  ];
  try {
    await accountById(context, accountId);
    return [];
  } catch (error) {
    if (!(error instanceof WixError)) throw error;
    if (error.failure === 'notFound') return problem('NOT_FOUND', "The account doesn't exist.");
    if (error.failure !== 'forbidden') throw error;
    if ((await ifPermitted(accountById(context, context.accountId))) === null) return [];
    return problem('NOT_ALLOWED', "The account doesn't exist, or the API key may not act on it.");
  }
}
