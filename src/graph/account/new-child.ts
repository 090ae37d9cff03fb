import { WixError } from '../../wix/error.ts';
import { walk } from '../../wix/paging.ts';
import type { GraphContext } from '../context.ts';
import { membersById } from '../team/loader.ts';
import type { Found } from '../write/lost-write.ts';
import { childIds } from './loader.ts';
import { listChildAccounts } from './rest.ts';
import type { AccountHandle } from './schema.ts';

/** The children of an account before one is created under it. */
export interface ChildrenBefore {
  /** Null if there are too many to list, or the key can't list them. */
  readonly ids: readonly string[] | null;
  /** Null if Wix did not count them. */
  readonly count: number | null;
}

/** Up to this number of children, they are listed before another one is created. */
const maxListed = 500;

/**
 * Returns the children of an account: one List Child Accounts per 50 up to 500 children, and a single one above. A lost
 * response leaves the outcome unknown if the key can't list them.
 */
export async function childrenBefore(context: GraphContext, accountId: string): Promise<ChildrenBefore> {
  try {
    const ids: string[] = [];
    for await (const { items, total } of walk(listChildAccounts.name, childIds(context, accountId), null, () => 50)) {
      if (ids.length + items.length > maxListed || (total ?? 0) > maxListed) return { ids: null, count: total ?? null };
      ids.push(...items);
    }
    return { ids, count: ids.length };
  } catch (error) {
    if (error instanceof WixError && error.failure === 'forbidden') return { ids: null, count: null };
    throw error;
  }
}

/**
 * Verifies the creation of an account whose response was lost: looks for the only child that was not there before and
 * has a user with this e-mail address.
 */
export async function findNewChild(
  context: GraphContext,
  accountId: string,
  before: ChildrenBefore,
  email: string,
): Promise<Exclude<Found<AccountHandle>, { is: 'partly' }>> {
  const after = await childrenBefore(context, accountId);
  if (after.ids === null || before.ids === null) {
    const isSameCount = before.count !== null && after.count === before.count;
    return { is: isSameCount ? 'notSeen' : 'unknown' };
  }
  const known = new Set(before.ids);
  const made = after.ids.filter((id) => !known.has(id));
  const isOwn = await Promise.all(made.map((id) => hasUser(context, id, email)));
  const [own, ...others] = made.filter((_id, index) => isOwn[index]);
  if (others.length > 0) return { is: 'unknown' };
  return own === undefined ? { is: 'notSeen' } : { is: 'done', result: { id: own } };
}

async function hasUser(context: GraphContext, accountId: string, email: string): Promise<boolean> {
  const members = await membersById(context, accountId);
  return [...members.values()].some((member) => member.email?.toLowerCase() === email.toLowerCase());
}
