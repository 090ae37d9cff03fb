import { endpoint, shape } from '../../wix/endpoint.ts';

/** A connected domain as Wix sends it. Only `id` and `domain`, both the domain's name, are certain to be present. */
export interface WixConnectedDomain {
  readonly id?: unknown;
  readonly domain?: unknown;
  readonly connectionType?: unknown;
  readonly siteInfo?: unknown;
  readonly suppressNotifications?: unknown;
  readonly dnsPropagationStatus?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
}

export const getConnectedDomain = endpoint({
  name: 'Get Connected Domain',
  method: 'GET',
  path: '/domains/v1/connected-domains/{connectedDomainId}',
  params: { connectedDomainId: 'hostname' },
  level: 'account',
  retry: 'read',
  permission: 'DOMAINS.READ_CONNECTED_DOMAINS',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/api-reference/account-level/domains/connected-domains/connected-domain-v1/get-connected-domain, ' +
    'read 2026-11-23',
  response: shape<{ readonly connectedDomain?: WixConnectedDomain }>(),
});

export const listConnectedDomains = endpoint({
  name: 'List Connected Domains',
  method: 'GET',
  path: '/domains/v1/connected-domains',
  level: 'account',
  retry: 'read',
  permission: 'DOMAINS.READ_CONNECTED_DOMAINS',
  // The page size without a limit is UNKNOWN, so one is always sent.
  maxItems: 100,
  pageLimit: ['query', 'paging', 'limit'],
  certainty: 'documented',
  source:
    'dev.wix.com/docs/rest/account-level/domains/connected-domains/connected-domain-v1/list-connected-domains, ' +
    'read 2026-11-23',
  query: shape<{ readonly paging: { readonly limit: number; readonly cursor?: string } }>(),
  texts: {
    'query.paging.cursor': 'text',
  },
  response: shape<{ readonly connectedDomains?: readonly WixConnectedDomain[]; readonly pagingMetadata?: unknown }>(),
});

export interface WixNewDomain {
  readonly domain: string;
  /** Only for root domains. */
  readonly connectionType?: 'POINTING' | 'NAMESERVERS';
  /** The header names the site. */
  readonly siteInfo?: { readonly assignmentType: 'PRIMARY' | 'REDIRECT' };
  readonly suppressNotifications?: boolean;
}

export const createConnectedDomain = endpoint({
  name: 'Create Connected Domain',
  method: 'POST',
  path: '/domains/v1/connected-domains',
  level: 'account',
  optionalSite: true,
  // INFERRED from the documented errors: Wix accepts an identical retry.
  retry: 'unsafeWrite',
  permission: 'DOMAINS.MANAGE_CONNECTED_DOMAINS',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/rest/account-level/domains/connected-domains/connected-domain-v1/create-connected-domain, ' +
    'read 2026-11-23',
  body: shape<{ readonly connectedDomain: WixNewDomain }>(),
  texts: {
    'body.connectedDomain.domain': 'text',
  },
  response: shape<{ readonly connectedDomain?: WixConnectedDomain }>(),
});

export const deleteConnectedDomain = endpoint({
  name: 'Delete Connected Domain',
  method: 'DELETE',
  path: '/domains/v1/connected-domains/{connectedDomainId}',
  params: { connectedDomainId: 'hostname' },
  level: 'account',
  retry: 'idempotentWrite',
  permission: 'DOMAINS.MANAGE_CONNECTED_DOMAINS',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/rest/account-level/domains/connected-domains/connected-domain-v1/delete-connected-domain, ' +
    'read 2026-11-23',
  response: shape<Readonly<Record<string, unknown>>>(),
});
