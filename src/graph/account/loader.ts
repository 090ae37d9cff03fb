import { perOperation } from '../../lib/memo.ts';
import { answeredList, integer, object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { offsetSource } from '../../wix/offset-source.ts';
import { mapped, readAll, type Source } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { reportPending, withRecentWrites } from '../write/overlay.ts';
import { type Account, toAccount } from './model.ts';
import { getAccount, listChildAccounts } from './rest.ts';

/**
 * Loads an account's own properties: one Get Account per account and operation. The header names the account as well as
 * the path, because it is UNKNOWN whether a key's own account can read its children by path alone.
 */
export const accountById = perOperation(async (context: GraphContext, id: string): Promise<Account> => {
  const { account } = await context.wix.call(getAccount, { accountId: id, params: { accountId: id } });
  return toAccount(account, id);
});

/** Lists the ids of an account's children, in Wix's order. */
export function childIds(context: GraphContext, accountId: string): Source<string> {
  const readPage = async (offset: number, limit: number) => {
    const answer = await context.wix.call(listChildAccounts, { accountId, query: { paging: { limit, offset } } });
    const metadata = object(answer.pagingMetadata);
    const total = metadata['tooManyToCount'] === true ? null : integer(metadata['total']);
    const children = answeredList(answer.childAccounts, listChildAccounts).map((child) => {
      const id = text(object(child)['accountId']);
      if (id !== null) return id;
      throw new WixError('invalidResponse', 'a child without an id', { endpoint: listChildAccounts.name });
    });
    // Accounts are only created, so recent writes serve one purpose here: to evict a new child once Wix lists it.
    const items = withRecentWrites(
      context,
      'Account',
      ({ id }) => id,
      children.map((id) => ({ id })),
    ).map(({ id }) => id);
    reportPending(context, 'Account');
    return { items, ...(total === null ? {} : { total }) };
  };
  const { name, maxItems } = listChildAccounts;
  return offsetSource({ endpoint: name, maxItems, readPage, keyOf: (id) => id });
}

/** All child ids of an account: one List Child Accounts per 50, once per operation. */
export const allChildIds = perOperation((context: GraphContext, accountId: string) =>
  readAll(listChildAccounts.name, childIds(context, accountId)),
);

/** Returns the children of an account as a connection of handles. Each child's own properties cost one Get Account. */
export function childAccounts(context: GraphContext, accountId: string, args: PageArgs) {
  return new Connection<{ id: string }>({
    endpoint: listChildAccounts.name,
    scope: ['Account.children', accountId],
    args,
    source: mapped(childIds(context, accountId), (id) => ({ id })),
    total: (page) => page().then(({ total }) => total),
  });
}
