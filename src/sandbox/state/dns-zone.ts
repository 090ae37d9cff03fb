/** Records of one type at one host. */
export interface SandboxDnsRecord {
  readonly type: 'A' | 'AAAA' | 'NS' | 'SOA' | 'CNAME' | 'MX' | 'TXT' | 'SPF' | 'SRV' | 'PTR' | 'NAPTR';
  /** In full, without a dot at the end. */
  readonly hostName: string;
  /** Seconds. */
  readonly ttl: number;
  readonly values: readonly string[];
}

/** A DNS zone that Wix hosts: that of a domain connected by name servers. */
export interface SandboxDnsZone {
  readonly domainName: string;
  readonly accountId: string;
  records: readonly SandboxDnsRecord[];
  dnssecEnabled: boolean;
  /** Present only with DNSSEC. */
  dnssecInfo?: { readonly keyTag: number; readonly digest: string };
}
