import { endpoint, shape } from '../../wix/endpoint.ts';

/** An account as Wix sends it. Only `accountId` is certain to be present. */
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

export const getAccount = endpoint({
  name: 'Get Account',
  method: 'GET',
  path: '/accounts/v1/accounts/{accountId}',
  params: { accountId: 'accountId' },
  level: 'account',
  retry: 'read',
  permission: 'Account.GetAccountProperties',
  cache: 'stable',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/accounts/get-account, read 2026-11-23',
  response: shape<{ readonly account?: WixAccount }>(),
});

export const listChildAccounts = endpoint({
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

/** A user as Create Account takes it. The maximum length of the texts is UNKNOWN. */
export interface WixNewUser {
  readonly email: { readonly emailAddress: string; readonly isVerified: boolean };
  readonly ssoIdentities?: readonly { readonly ssoId: string; readonly userId: string }[];
  readonly userDetails?: {
    readonly firstName?: string;
    readonly lastName?: string;
    readonly profilePictureUrl?: string;
    readonly language?: string;
    readonly clientIp?: string;
  };
}

/** Creates a child of the account in the header. Returns only the new account's id. */
export const createAccount = endpoint({
  name: 'Create Account',
  method: 'POST',
  path: '/accounts/v1/accounts/create',
  level: 'account',
  retry: 'unsafeWrite',
  permission: 'ACCOUNT.CREATE_ACCOUNT',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/accounts/create-account, read 2026-11-23',
  body: shape<{ readonly user: WixNewUser; readonly roles?: readonly string[] }>(),
  texts: {
    'body.roles[]': 'text',
    'body.user.email.emailAddress': 'text',
    'body.user.ssoIdentities[].ssoId': 'text',
    'body.user.ssoIdentities[].userId': 'text',
    'body.user.userDetails.clientIp': 'text',
    'body.user.userDetails.firstName': 'text',
    'body.user.userDetails.language': 'text',
    'body.user.userDetails.lastName': 'text',
    'body.user.userDetails.profilePictureUrl': 'text',
  },
  response: shape<{ readonly account?: { readonly accountId?: unknown } }>(),
});
