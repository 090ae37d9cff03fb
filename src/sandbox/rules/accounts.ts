import { z } from 'zod';
import { type Answer, emptyError, ok } from '../answer.ts';
import { pageLimit } from '../query/limit.ts';
import { offsetParameter, pageSizeParameter } from '../request/parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import { isWithin, type SandboxAccount } from '../state/account.ts';
import type { SandboxState } from '../state/state.ts';

function accountJson(account: SandboxAccount): unknown {
  return {
    accountId: account.id,
    slug: account.slug,
    accountName: account.name,
    status: account.status,
    accountOwner: account.ownerUserId,
    accountProperties: {
      isTeam: account.isTeam,
      ...(account.websiteUrl === undefined ? {} : { websiteUrl: account.websiteUrl }),
      coBranding: account.coBranding,
      ...(account.parentAccountId === undefined ? {} : { parentAccountId: account.parentAccountId }),
    },
    dateCreated: account.dateCreated,
    dateUpdated: account.dateUpdated,
  };
}

function getAccount(state: SandboxState, call: Call): Answer {
  const id = (call.params['accountId'] ?? '').toLowerCase();
  const account = state.accounts.get(id);
  const readable =
    call.quirks.getAccountReads === 'self' ? id === call.accountId : isWithin(state.accounts, id, call.accountId);
  if (account === undefined) return emptyError(call.quirks.unknownAccount);
  if (!readable) return emptyError(403);
  return ok({ account: accountJson(account) });
}

const childAccountsQuery = z.strictObject({
  'paging.limit': pageSizeParameter(50, 'childAccountsAboveMaximum'),
  'paging.offset': offsetParameter,
});

function listChildAccounts(state: SandboxState, call: Call<unknown, z.output<typeof childAccountsQuery>>): Answer {
  const limit = pageLimit(call.query['paging.limit'], 20);
  const offset = call.query['paging.offset'] ?? 0;
  const listedUntil = new Date(call.now.getTime() - call.quirks.childAccountsLagMs).toISOString();
  const children = [...state.accounts.values()].filter(
    ({ parentAccountId, dateCreated }) => parentAccountId === call.accountId && dateCreated <= listedUntil,
  );
  const page = children.slice(offset, offset + limit);
  return ok({
    childAccounts: page.map(({ id }) => ({ accountId: id })),
    pagingMetadata: { count: page.length, offset, total: children.length, tooManyToCount: false },
  });
}

/** dev.wix.com/docs/api-reference/account-level/accounts */
export const accountRoutes: readonly Route[] = [
  route({
    operation: 'Get Account',
    method: 'GET',
    path: '/accounts/v1/accounts/:accountId',
    level: 'account',
    permission: 'Account.GetAccountProperties',
    handle: getAccount,
  }),
  route({
    operation: 'List Child Accounts',
    method: 'GET',
    path: '/accounts/v1/account/child-accounts',
    level: 'account',
    permission: 'ACCOUNT.CHILD_ACCOUNTS_LIST',
    query: childAccountsQuery,
    handle: listChildAccounts,
  }),
];
