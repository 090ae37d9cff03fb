import { createHash } from 'node:crypto';
import { isIPv6, SocketAddress } from 'node:net';
import type { DnsRecord, DnsRecordType, DnsZone } from './model.ts';
import type { WixDnsRecord } from './rest.ts';

/** A record that is wanted in a zone. */
export interface WantedRecord {
  readonly type: Exclude<DnsRecordType, 'UNKNOWN'>;
  /** In full and in lower case. */
  readonly hostName: string;
  /** Null: as it is in the zone, or Wix's default for a new record. */
  readonly ttlSeconds: number | null;
  readonly values: readonly string[];
}

function plainHost(hostName: string): string {
  return hostName.toLowerCase().replace(/\.$/, '');
}

/** Type and host, of which a zone has one record at most (dev.wix.com/docs/rest/account-level/domains/domain-dns/error-messages). */
export function keyOf({ type, hostName }: { readonly type: string; readonly hostName: string }): string {
  return `${type} ${plainHost(hostName)}`;
}

/** The key of a record that a zone has; null where Wix gave no type or no host. */
export function keyOfListed({ typeRaw, hostName }: DnsRecord): string | null {
  return typeRaw === null || hostName === null ? null : keyOf({ type: typeRaw, hostName });
}

/** True for the name servers and the SOA of the domain itself, without which no zone works. */
export function isAuthority({ type, hostName }: DnsRecord, domainName: string): boolean {
  return (type === 'NS' || type === 'SOA') && hostName !== null && plainHost(hostName) === domainName;
}

const namesHosts: ReadonlySet<string> = new Set(['CNAME', 'NS', 'PTR', 'MX', 'SRV']);

/** A value in the one spelling in which it is compared: resolvers do not care about the case of host names or spare spaces. */
function plainValue(type: string, value: string): string {
  if (type === 'AAAA' && isIPv6(value)) return new SocketAddress({ address: value, family: 'ipv6' }).address;
  return namesHosts.has(type) ? plainHost(value.trim().replace(/\s+/g, ' ')) : value;
}

/** The values in an order that does not matter to resolvers either, as one text. */
function valuesText(type: string, values: readonly string[]): string {
  return JSON.stringify(values.map((value) => plainValue(type, value)).sort());
}

/** True if a zone's record is as wanted. A lifetime that is not asked for does not count. */
export function isAsWanted(listed: DnsRecord, wanted: WantedRecord): boolean {
  return (
    keyOfListed(listed) === keyOf(wanted) &&
    valuesText(wanted.type, listed.values) === valuesText(wanted.type, wanted.values) &&
    (wanted.ttlSeconds === null || wanted.ttlSeconds === listed.ttlSeconds)
  );
}

/** True for two records of the same type, host and values. */
export function isSameRecord(one: DnsRecord, other: DnsRecord): boolean {
  const key = keyOfListed(one);
  return (
    key !== null &&
    key === keyOfListed(other) &&
    valuesText(one.type, one.values) === valuesText(one.type, other.values)
  );
}

/** A wanted record as the zone will show it. */
export function asListed({ type, hostName, ttlSeconds, values }: WantedRecord): DnsRecord {
  return { type, typeRaw: type, hostName, ttlSeconds, values };
}

/** A record as Wix takes it, spelled as it was given; null for one that Wix did not name. */
export function toWixRecord({ typeRaw, hostName, ttlSeconds, values }: DnsRecord): WixDnsRecord | null {
  if (typeRaw === null || hostName === null) return null;
  return { type: typeRaw, hostName, ...(ttlSeconds === null ? {} : { ttl: ttlSeconds }), values };
}

/**
 * A text that changes when the records do, whoever changes them. The SOA is left out: it may hold a serial number that changes
 * by itself (INFERRED).
 */
export function zoneVersion({ domainName, records }: DnsZone): string {
  const lines = records
    .filter(({ type }) => type !== 'SOA')
    .map((record) => [keyOfListed(record), record.ttlSeconds, valuesText(record.type, record.values)].join(' '));
  return createHash('sha256')
    .update(JSON.stringify([domainName, lines.sort()]))
    .digest('base64url')
    .slice(0, 22);
}
