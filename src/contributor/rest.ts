import { operation, shape } from '../wix/operation.ts';

/** A contributor as Wix lists it: no name, no e-mail address, no roles. */
export interface WixSiteContributor {
  readonly accountId?: unknown;
  readonly accountOwnerId?: unknown;
}

export const querySiteContributors = operation({
  name: 'Query Site Contributors',
  method: 'GET',
  path: '/roles-management/v2/contributors/query',
  level: 'site',
  retry: 'read',
  permission: 'site-users.view-users',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/api-reference/account-level/user-management/sites/contributors/query-site-contributors, ' +
    'read 2026-11-23',
  // A contributor with at least one of the roles matches.
  query: shape<{ readonly filter?: { readonly policyIds: readonly string[] } }>(),
  // The whole list each time: the call has no paging.
  response: shape<{ readonly contributors?: readonly WixSiteContributor[] }>(),
});
