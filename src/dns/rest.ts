import { operation, shape } from '../wix/operation.ts';

/** A DNS zone as Wix sends it. Only `domainName` is certain to be there. */
export interface WixDnsZone {
  readonly id?: unknown;
  readonly domainName?: unknown;
  readonly records?: unknown;
  readonly dnssecEnabled?: unknown;
  readonly dnssecInfo?: unknown;
}

export const getDnsZone = operation({
  name: 'Get DNS Zone',
  method: 'GET',
  path: '/domains/v1/dns-zones/{domainName}',
  params: { domainName: 'hostname' },
  level: 'account',
  retry: 'read',
  permission: 'DOMAINS.READ_DNS_ZONES',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/domains/domain-dns/get-dns-zone, read 2026-11-23',
  response: shape<{ readonly dnsZone?: WixDnsZone }>(),
});

export const previewDnsZone = operation({
  name: 'Preview DNS Zone',
  method: 'GET',
  path: '/domains/v1/dns-zones/{domainName}/preview',
  params: { domainName: 'hostname' },
  level: 'account',
  retry: 'read',
  permission: 'DOMAINS.READ_DNS_ZONES',
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/account-level/domains/domain-dns/preview-dns-zone, read 2026-11-23',
  response: shape<{ readonly dnsZone?: WixDnsZone }>(),
});
