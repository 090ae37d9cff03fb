import { operation, shape } from '../wix/operation.ts';

/** An account as Wix sends it. Only `accountId` is certain to be there. */
export interface WixAccount {
  readonly accountId?: unknown;
  readonly slug?: unknown;
  readonly accountName?: unknown;
  readonly status?: unknown;
  readonly accountOwner?: unknown;
  readonly accountProperties?: unknown;
  readonly dateCreated?: unknown;
  readonly dateUpdated?: unknown;
}

export const getAccount = operation({
  name: 'Get Account',
  method: 'GET',
  path: '/accounts/v1/accounts/{accountId}',
  params: { accountId: 'guid' },
  level: 'account',
  retry: 'read',
  permission: 'Account.GetAccountProperties',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/accounts/get-account, read 2026-11-23',
  response: shape<{ readonly account?: WixAccount }>(),
});

export const listChildAccounts = operation({
  name: 'List Child Accounts',
  method: 'GET',
  path: '/accounts/v1/account/child-accounts',
  level: 'account',
  retry: 'read',
  permission: 'ACCOUNT.CHILD_ACCOUNTS_LIST',
  maxItems: 50,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/accounts/list-child-accounts, read 2026-11-23',
  query: shape<{ readonly paging: { readonly limit: number; readonly offset: number } }>(),
  response: shape<{
    readonly childAccounts?: readonly { readonly accountId?: unknown }[];
    readonly pagingMetadata?: unknown;
  }>(),
});
