import { endpoint, shape } from '../../wix/endpoint.ts';

/** A domain that is registered through Wix, as the docs of 2024 show it. Only `domain` and `id`, both its name, are certain. */
export interface WixRegisteredDomain {
  readonly id?: unknown;
  readonly domain?: unknown;
  readonly productInstanceId?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
  readonly siteInfo?: unknown;
  readonly status?: unknown;
  readonly icannConfirmationStatus?: unknown;
  readonly dnsPropagationStatus?: unknown;
  readonly expirationDate?: unknown;
}

/** The docs that have these endpoints. The newest ones don't, and typings of Wix mark them as internal. */
const source =
  'github.com/wix-incubator/wix-rest-docs registered-domains.service.json of 2024-03-06, no longer documented, read 2026-11-23';

export const listRegisteredDomains = endpoint({
  name: 'List Registered Domains',
  method: 'GET',
  path: '/domains/v1/registered-domains',
  level: 'account',
  retry: 'read',
  permission: 'DOMAINS.READ_REGISTERED_DOMAINS',
  maxItems: 100,
  pageLimit: ['query', 'paging', 'limit'],
  certainty: 'partlyUnknown',
  source,
  query: shape<{ readonly paging: { readonly limit: number; readonly cursor?: string } }>(),
  texts: {
    'query.paging.cursor': 'text',
  },
  // INFERRED from connected domains: the names in the response.
  response: shape<{ readonly registeredDomains?: readonly WixRegisteredDomain[]; readonly pagingMetadata?: unknown }>(),
});

export const getRegisteredDomain = endpoint({
  name: 'Get Registered Domain',
  method: 'GET',
  path: '/domains/v1/registered-domains/{registeredDomainId}',
  params: { registeredDomainId: 'hostname' },
  level: 'account',
  retry: 'read',
  permission: 'DOMAINS.READ_REGISTERED_DOMAINS',
  certainty: 'partlyUnknown',
  source,
  response: shape<{ readonly registeredDomain?: WixRegisteredDomain }>(),
});
