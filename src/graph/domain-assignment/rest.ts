import { endpoint, shape } from '../../wix/endpoint.ts';

/** A domain assignment as Wix sends it. Only `id` and `domain`, both the domain's name, are certain to be there. */
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
  // The page names a scope; the id behind it is UNKNOWN.
  permission: 'SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/domains/domain-assignments/get-domain-assignment, read 2026-11-23',
  // INFERRED: the name of the wrapper, from that of the entity.
  response: shape<{ readonly domainAssignment?: WixDomainAssignment }>(),
});

/**
 * The assignments of some sites, by domain name. UNKNOWN: the names of its query parameters, how many ids and items it takes,
 * and the names in its answer. `siteIds`, `paging.cursor` and the answer's fields are guesses from the sister APIs, no limit
 * is sent, and a wrong guess gets an empty list with a 200: so nothing calls it unless the feature is switched on.
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
  // The site ids are repeated with a cursor: without them the list is empty.
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
  // What is the primary domain already is left as it is.
  retry: 'idempotentWrite',
  permission: 'SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/domains/domain-assignments/set-domain-as-primary, read 2026-11-23',
  // UNKNOWN: the body. Everything that is documented stands in the path.
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
