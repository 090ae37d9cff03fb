import { nameFromWix } from '../../lib/host-name.ts';
import { count32, flag, list, object, oneOf, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { WixDnsZone } from './rest.ts';

const recordTypes = {
  A: 'A',
  AAAA: 'AAAA',
  NS: 'NS',
  SOA: 'SOA',
  CNAME: 'CNAME',
  MX: 'MX',
  TXT: 'TXT',
  SPF: 'SPF',
  SRV: 'SRV',
  PTR: 'PTR',
  NAPTR: 'NAPTR',
} as const;

export type DnsRecordType = keyof typeof recordTypes | 'UNKNOWN';

/** The records of one type at one host. Null fields were not sent by Wix. */
export interface DnsRecord {
  readonly type: DnsRecordType;
  readonly typeRaw: string | null;
  readonly hostName: string | null;
  readonly ttlSeconds: number | null;
  readonly values: readonly string[];
}

/** The part of a zone's DNSSEC key that its parent zone publishes. */
export interface Dnssec {
  readonly keyTag: number | null;
  readonly digest: string | null;
}

/** The DNS records of a domain, as Wix hosts or would host them. */
export interface DnsZone {
  readonly domainName: string;
  readonly records: readonly DnsRecord[];
  readonly dnssecEnabled: boolean;
  /** Null without DNSSEC. */
  readonly dnssec: Dnssec | null;
}

/** Maps Wix's zone to ours. Throws a {@link WixError} `invalidResponse` if it is the zone of another domain. */
export function toDnsZone(raw: WixDnsZone, requested: string, endpoint: string): DnsZone {
  const domainName = nameFromWix(text(raw.domainName) ?? text(raw.id) ?? '');
  if (domainName !== requested) {
    throw new WixError('invalidResponse', 'returned the zone of another domain', { endpoint });
  }
  return {
    domainName,
    records: list(raw.records).map(toDnsRecord),
    dnssecEnabled: flag(raw.dnssecEnabled),
    dnssec: toDnssec(object(raw.dnssecInfo)),
  };
}

function toDnsRecord(raw: unknown): DnsRecord {
  const record = object(raw);
  return {
    type: oneOf(recordTypes, record['type']),
    typeRaw: text(record['type']),
    hostName: text(record['hostName']),
    ttlSeconds: count32(record['ttl']),
    values: toValues(record['values']),
  };
}

/** Returns the values as a list, empty texts included. One sample in Wix's documentation has a plain string where the type is a list. */
function toValues(raw: unknown): readonly string[] {
  const single = text(raw);
  return single === null ? list(raw).filter((value) => typeof value === 'string') : [single];
}

function toDnssec(info: Readonly<Record<string, unknown>>): Dnssec | null {
  const keyTag = count32(info['keyTag']);
  const digest = text(info['digest']);
  return keyTag === null && digest === null ? null : { keyTag, digest };
}
