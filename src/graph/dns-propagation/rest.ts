import { endpoint, shape } from '../../wix/endpoint.ts';

/** A DNS propagation as Wix sends it. Only `id` and `domain`, both the domain's name, are certain to be present. */
export interface WixDnsPropagation {
  readonly id?: unknown;
  readonly domain?: unknown;
  readonly revision?: unknown;
  readonly status?: unknown;
  readonly dnsResolverIncludesWixNs?: unknown;
  /** Only with `status` FAILED. UNKNOWN: whether the records in it are strings or objects. */
  readonly failureInfo?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
}

export const getDnsPropagation = endpoint({
  name: 'Get DNS Propagation',
  method: 'GET',
  // Unlike the other domain APIs, this one is under /premium.
  path: '/premium/domains/v1/dns-propagations/{dnsPropagationId}',
  params: { dnsPropagationId: 'hostname' },
  // UNKNOWN: account or site header; clients of both kinds were seen. All other domain APIs take the account.
  level: 'account',
  retry: 'read',
  // INFERRED: the page names no permission; this id is in a draft of Wix.
  permission: 'DOMAINS.READ_DNS_PROPAGATION',
  cache: 'never',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/domains/dns-propagation/get-dns-propagation, read 2026-11-23',
  response: shape<{ readonly dnsPropagation?: WixDnsPropagation }>(),
});
