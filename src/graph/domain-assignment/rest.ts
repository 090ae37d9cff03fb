import { endpoint, shape } from '../../wix/endpoint.ts';

/** A domain assignment as Wix sends it. Only `id` and `domain`, both the domain's name, are certain to be present. */
export interface WixDomainAssignment {
  readonly id?: unknown;
  readonly domain?: unknown;
  /** UNKNOWN: the names of its fields. INFERRED from connected domains: `id` and `assignmentType`. */
  readonly siteInfo?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
}

export const getDomainAssignment = endpoint({
  name: 'Get Domain Assignment',
  method: 'GET',
  path: '/domains/v1/domain-assignments/{domainAssignmentId}',
  params: { domainAssignmentId: 'hostname' },
  level: 'account',
  retry: 'read',
  // The page names a scope. The permission id is UNKNOWN.
  permission: 'SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/domains/domain-assignments/get-domain-assignment, read 2026-11-23',
  // INFERRED from the name of the entity: the name of the wrapper.
  response: shape<{ readonly domainAssignment?: WixDomainAssignment }>(),
});

/**
 * Lists the assignments of some sites, by domain name. UNKNOWN: the names of its query parameters, its maximum of ids
 * and items, and the names in its response. `siteIds`, `paging.cursor` and the fields of the response are guesses from
 * related APIs, and no limit is sent. A wrong guess gets an empty list with a 200, so the endpoint is called only if
 * the feature is enabled.
 */
export const listDomainAssignments = endpoint({
  name: 'List Domain Assignments',
  method: 'GET',
  path: '/domains/v1/domain-assignments',
  level: 'account',
  retry: 'read',
  permission: 'SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS',
  certainty: 'partlyUnknown',
  source:
    'dev.wix.com/docs/api-reference/account-level/domains/domain-assignments/list-domain-assignments, read 2026-11-23',
  // The site ids are repeated with a cursor. Without them the list is empty.
  query: shape<{ readonly siteIds: readonly string[]; readonly paging?: { readonly cursor: string } }>(),
  texts: {
    'query.paging.cursor': 'text',
    'query.siteIds[]': 'siteId',
  },
  response: shape<{
    readonly domainAssignments?: readonly WixDomainAssignment[];
    readonly pagingMetadata?: unknown;
  }>(),
});

export const setDomainAsPrimary = endpoint({
  name: 'Set Domain As Primary',
  method: 'PATCH',
  path: '/domains/v1/domain-assignments/{domainAssignmentId}',
  params: { domainAssignmentId: 'hostname' },
  level: 'account',
  // Has no effect on a domain that is already primary.
  retry: 'idempotentWrite',
  permission: 'SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/domains/domain-assignments/set-domain-as-primary, read 2026-11-23',
  // UNKNOWN: the body. Everything documented is in the path.
  body: shape<Readonly<Record<string, never>>>(),
  response: shape<{ readonly domainAssignment?: WixDomainAssignment }>(),
});

export const deleteDomainAssignment = endpoint({
  name: 'Delete Domain Assignment',
  method: 'DELETE',
  path: '/domains/v1/domain-assignments/{domainAssignmentId}',
  params: { domainAssignmentId: 'hostname' },
  level: 'account',
  retry: 'idempotentWrite',
  permission: 'SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/domains/domain-assignments/delete-domain-assignment, read 2026-11-23',
  response: shape<Readonly<Record<string, unknown>>>(),
});
