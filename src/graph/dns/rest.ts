import { endpoint, shape } from '../../wix/endpoint.ts';

/** A DNS zone as Wix sends it. Only `domainName` is certain to be present. */
export interface WixDnsZone {
  readonly id?: unknown;
  readonly domainName?: unknown;
  readonly records?: unknown;
  readonly dnssecEnabled?: unknown;
  readonly dnssecInfo?: unknown;
}

export const getDnsZone = endpoint({
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

export const previewDnsZone = endpoint({
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

/** A record in the form of Wix's API. The default `ttl` of a new record is UNKNOWN. */
export interface WixDnsRecord {
  readonly type: string;
  readonly hostName: string;
  readonly ttl?: number;
  readonly values: readonly string[];
}

export interface WixNewZone {
  readonly domainName: string;
  readonly records: readonly WixDnsRecord[];
  readonly dnssecEnabled?: boolean;
}

export const createDnsZone = endpoint({
  name: 'Create DNS Zone',
  method: 'POST',
  path: '/domains/v1/dns-zones',
  level: 'account',
  // Deletes an existing zone first.
  retry: 'unsafeWrite',
  permission: 'DOMAINS.MANAGE_DNS_ZONES',
  maxItems: 5_000,
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/account-level/domains/domain-dns/create-dns-zone, read 2026-11-23',
  body: shape<{ readonly dnsZone: WixNewZone }>(),
  texts: {
    'body.dnsZone.domainName': 'text',
    'body.dnsZone.records[].hostName': 'text',
    'body.dnsZone.records[].type': 'text',
    'body.dnsZone.records[].values[]': 'text',
  },
  response: shape<{ readonly dnsZone?: WixDnsZone }>(),
});

export interface WixZoneUpdate {
  /** Also in the path; Wix's sample repeats it. */
  readonly domainName: string;
  readonly additions?: readonly WixDnsRecord[];
  readonly deletions?: readonly WixDnsRecord[];
  readonly dnssecEnabled?: boolean;
}

export const updateDnsZone = endpoint({
  name: 'Update DNS Zone',
  method: 'PATCH',
  path: '/domains/v1/dns-zones/{domainName}',
  params: { domainName: 'hostname' },
  level: 'account',
  retry: 'unsafeWrite',
  permission: 'DOMAINS.MANAGE_DNS_ZONES',
  // For additions and for deletions separately.
  maxItems: 10,
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/account-level/domains/domain-dns/update-dns-zone, read 2026-11-23',
  body: shape<WixZoneUpdate>(),
  texts: {
    'body.additions[].hostName': 'text',
    'body.additions[].type': 'text',
    'body.additions[].values[]': 'text',
    'body.deletions[].hostName': 'text',
    'body.deletions[].type': 'text',
    'body.deletions[].values[]': 'text',
    'body.domainName': 'text',
  },
  // UNKNOWN: whether it holds the whole zone, as documented, or the additions, as in the sample. It is ignored.
  response: shape<{ readonly dnsZone?: WixDnsZone }>(),
});

export const deleteDnsZone = endpoint({
  name: 'Delete DNS Zone',
  method: 'DELETE',
  path: '/domains/v1/dns-zones/{domainName}',
  params: { domainName: 'hostname' },
  level: 'account',
  retry: 'idempotentWrite',
  permission: 'DOMAINS.MANAGE_DNS_ZONES',
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/account-level/domains/domain-dns/delete-dns-zone, read 2026-11-23',
  response: shape<Readonly<Record<string, unknown>>>(),
});
