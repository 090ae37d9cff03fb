import { endpoint, shape } from '../../wix/endpoint.ts';

/** A contributor as Wix lists it: no name, no e-mail address, no roles. */
export interface WixSiteContributor {
  readonly accountId?: unknown;
  readonly accountOwnerId?: unknown;
}

export const querySiteContributors = endpoint({
  name: 'Query Site Contributors',
  method: 'GET',
  path: '/roles-management/v2/contributors/query',
  level: 'site',
  retry: 'read',
  permission: 'site-users.view-users',
  cache: 'permission',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/api-reference/account-level/user-management/sites/contributors/query-site-contributors, ' +
    'read 2026-11-23',
  // Matches contributors with at least one of the roles and limited to at least one of the locations.
  query: shape<{
    readonly filter?: { readonly policyIds?: readonly string[]; readonly locationIds?: readonly string[] };
  }>(),
  texts: {
    'query.filter.locationIds[]': 'text',
    'query.filter.policyIds[]': 'text',
  },
  // Always the whole list: the endpoint has no paging.
  response: shape<{ readonly contributors?: readonly WixSiteContributor[] }>(),
});

const contributorPages = 'dev.wix.com/docs/api-reference/account-level/user-management/sites/contributors';

export const changeRole = endpoint({
  name: 'Change Role',
  // An older example says PATCH; the page itself and the schema say PUT.
  method: 'PUT',
  path: '/roles-management/contributor/change/role',
  level: 'site',
  retry: 'idempotentWrite',
  permission: 'SITE_ROLES.CHANGE_ROLE',
  certainty: 'documented',
  source: `${contributorPages}/change-role, read 2026-11-23`,
  // Replaces all roles of the account on the site. The effect of an empty list is UNKNOWN.
  body: shape<{ readonly accountId: string; readonly newRoles: readonly { readonly roleId: string }[] }>(),
  texts: {
    'body.accountId': 'contributorAccountId',
    'body.newRoles[].roleId': 'text',
  },
  response: shape<{ readonly newAssignedRoles?: unknown }>(),
});

export const changeContributorLocation = endpoint({
  name: 'Change Contributor Location',
  method: 'PUT',
  path: '/roles-management/contributor/change/locations',
  level: 'site',
  retry: 'idempotentWrite',
  // The page prints the scope of another product ("View SEO Settings"); this is the id that its client carries.
  permission: 'SITE_ROLES.CHANGE_LOCATION',
  maxItems: 20,
  certainty: 'documented',
  source: `${contributorPages}/change-contributor-location, read 2026-11-23`,
  body: shape<{ readonly accountId: string; readonly newLocations: readonly string[] }>(),
  texts: {
    'body.accountId': 'contributorAccountId',
    'body.newLocations[]': 'text',
  },
  response: shape<{ readonly newAssignedLocations?: unknown }>(),
});

export const removeContributor = endpoint({
  name: 'Remove Contributor',
  // One page says DELETE; the schema, the client and the newest page say POST.
  method: 'POST',
  path: '/roles-management/contributor/remove',
  level: 'site',
  retry: 'idempotentWrite',
  permission: 'site-users.remove-user',
  certainty: 'documented',
  source: `${contributorPages}/remove-contributor, read 2026-11-23`,
  body: shape<{ readonly accountId: string }>(),
  texts: {
    'body.accountId': 'contributorAccountId',
  },
  response: shape<Readonly<Record<string, unknown>>>(),
});
