import { createHash } from 'node:crypto';
import type { DnsRecord, DnsRecordType, DnsZone } from './model.ts';
import { plainHost, valuesText } from './record-values.ts';
import type { WixDnsRecord } from './rest.ts';

/** A record that a zone must have. */
export interface DesiredRecord {
  readonly type: Exclude<DnsRecordType, 'UNKNOWN'>;
  /** The full name in lower case and punycode. */
  readonly hostName: string;
  /** Null means the existing TTL, or Wix's default for a new record. */
  readonly ttlSeconds: number | null;
  readonly values: readonly string[];
}

/**
 * Returns the key of a type and host. A zone has at most one record per key
 * (dev.wix.com/docs/rest/account-level/domains/domain-dns/error-messages).
 */
export function keyOf({ type, hostName }: { readonly type: string; readonly hostName: string }): string {
  return `${type} ${plainHost(hostName)}`;
}

/** Returns the key of a record in a zone; null if Wix sent no type or no host. */
export function keyOfListed({ typeRaw, hostName }: DnsRecord): string | null {
  return typeRaw === null || hostName === null ? null : keyOf({ type: typeRaw, hostName });
}

/** Returns true for the NS and SOA records of the domain itself, which every zone needs. */
export function isAuthority({ type, hostName }: DnsRecord, domainName: string): boolean {
  return (type === 'NS' || type === 'SOA') && hostName !== null && plainHost(hostName) === domainName;
}

/** Returns true if a record in a zone matches the desired one. The TTL is compared only if one was requested. */
export function matchesDesired(listed: DnsRecord, desired: DesiredRecord): boolean {
  return (
    keyOfListed(listed) === keyOf(desired) &&
    valuesText(desired.type, listed.values) === valuesText(desired.type, desired.values) &&
    (desired.ttlSeconds === null || desired.ttlSeconds === listed.ttlSeconds)
  );
}

/** Returns true if two records have the same type, host and values. */
export function isSameRecord(one: DnsRecord, other: DnsRecord): boolean {
  const key = keyOfListed(one);
  return (
    key !== null &&
    key === keyOfListed(other) &&
    valuesText(one.type, one.values) === valuesText(one.type, other.values)
  );
}

/** Converts a desired record to the form in which a zone lists it. */
export function asListed({ type, hostName, ttlSeconds, values }: DesiredRecord): DnsRecord {
  return { type, typeRaw: type, hostName, ttlSeconds, values };
}

/** Converts a record to the form of Wix's API, keeping its spelling; null if Wix sent no type or no host. */
export function toWixRecord({ typeRaw, hostName, ttlSeconds, values }: DnsRecord): WixDnsRecord | null {
  if (typeRaw === null || hostName === null) return null;
  return { type: typeRaw, hostName, ...(ttlSeconds === null ? {} : { ttl: ttlSeconds }), values };
}

/**
 * Returns a text that changes whenever a record does. Leaves out SOA records, which can hold a serial number that
 * changes by itself (INFERRED).
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
