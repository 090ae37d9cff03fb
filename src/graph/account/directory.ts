import { fold } from '../../directory/fold.ts';
import type { Confirmed, ListSpec } from '../../directory/list-spec.ts';
import type { Found, RecordType } from '../../directory/record.ts';
import type { GraphContext } from '../context.ts';
import { pagesOf, sortableTime } from '../directory/pages.ts';
import { accountById, childIds } from './loader.ts';
import type { Account } from './model.ts';
import { listChildAccounts } from './rest.ts';

export const accountType: RecordType = {
  type: 'Account',
  texts: (value) => {
    const { name, slug } = value as Account;
    return { name: name ?? slug ?? '', slugs: slug === null ? [] : [slug] };
  },
  orders: {
    NAME: (value) => fold((value as Account).name ?? ''),
    CREATED_AT: (value) => sortableTime((value as Account).createdAt),
  },
  version: (value) => sortableTime((value as Account).updatedAt),
};

/** The membership of an account in its parent's list. It has no fields. */
export const childType: RecordType = { type: 'ChildAccount', texts: null, orders: {}, version: () => null };

/** The children of an account: one List Child Accounts per 50. */
export const childList: ListSpec<GraphContext> = {
  name: 'childAccounts',
  types: ['ChildAccount'],
  rank: 0,
  isOfRoots: true,
  leadsToAccounts: true,
  pages: (context, accountId) =>
    pagesOf(listChildAccounts.name, childIds(context, accountId), (id): Found[] => [
      { type: 'ChildAccount', id, value: { id } },
    ]),
  confirm: (context, _accountId, missing) =>
    Promise.all(
      missing.map(async ({ id }): Promise<Confirmed> => {
        try {
          // Wix can refuse an account for many reasons. Only its status proves that it was closed.
          const { status } = await accountById(context, id);
          return status === 'DELETED' ? 'gone' : 'unknown';
        } catch {
          return 'unknown';
        }
      }),
    ),
};

/** An account's own properties: one Get Account. */
export const accountList: ListSpec<GraphContext> = {
  name: 'account',
  types: ['Account'],
  rank: 5,
  isOfRoots: false,
  leadsToAccounts: false,
  pages: async function* (context, accountId) {
    yield [{ type: 'Account', id: accountId, value: await accountById(context, accountId) }];
  },
};
