import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
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
 * Rejects if the key may not act on an account, or it does not exist: with one Get Account, and none for the request's
 * account. A key that may not read its own account either shows nothing about others: then it is left to Wix.
 */
export async function assertReachable(context: GraphContext, accountId: string): Promise<void> {
  if (accountId === context.accountId) return;
  try {
    await accountById(context, accountId);
  } catch (error) {
    const isForbidden = error instanceof WixError && error.failure === 'forbidden';
    if (!isForbidden || (await ifPermitted(accountById(context, context.accountId))) !== null) throw error;
  }
}
