import { nameFromWix } from '../../lib/host-name.ts';
import { flag, integer, list, object, oneOf, text, texts, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { DnsRecordType } from '../dns/model.ts';
import { type PropagationStatus, propagationStatuses } from '../domain/model.ts';
import { getDnsPropagation, type WixDnsPropagation } from './rest.ts';

/** Records that differ from the required ones. */
export interface PropagationFailure {
  readonly recordType: DnsRecordType;
  readonly recordTypeRaw: string | null;
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

/** The propagation of a domain's records. Null fields were not sent by Wix. */
export interface DnsPropagation {
  readonly status: PropagationStatus;
  readonly statusRaw: string | null;
  readonly usesWixNameservers: boolean;
  readonly failures: readonly PropagationFailure[];
  readonly revision: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

const failureKinds = [
  { recordType: 'NS', raw: 'INVALID_NS_RECORD', info: 'invalidNsRecordInfo' },
  { recordType: 'A', raw: 'INVALID_A_RECORD', info: 'invalidARecordInfo' },
  { recordType: 'CNAME', raw: 'INVALID_CNAME_RECORD', info: 'invalidCnameRecordInfo' },
] as const;

/** Maps Wix's propagation to ours. Throws a {@link WixError} `invalidResponse` if it is about another domain. */
export function toDnsPropagation(raw: WixDnsPropagation, requested: string): DnsPropagation {
  if (nameFromWix(text(raw.domain) ?? text(raw.id) ?? '') !== requested) {
    throw new WixError('invalidResponse', 'returned another domain', { endpoint: getDnsPropagation.name });
  }
  return {
    status: oneOf(propagationStatuses, raw.status),
    statusRaw: text(raw.status),
    usesWixNameservers: flag(raw.dnsResolverIncludesWixNs),
    failures: toFailures(object(raw.failureInfo)),
    revision: text(raw.revision) ?? integer(raw.revision)?.toString() ?? null,
    createdAt: time(raw.createdDate),
    updatedAt: time(raw.updatedDate),
  };
}

/**
 * Returns the failures. Wix lists the kinds in one place and their records in another; a kind in either place is a
 * failure.
 */
function toFailures(info: Readonly<Record<string, unknown>>): PropagationFailure[] {
  const named = texts(info['invalidRecords']);
  const known = failureKinds.flatMap(({ recordType, raw, info: field }) => {
    const records = object(info[field]);
    const expected = recordTexts(records['expectedDnsRecords']);
    const actual = recordTexts(records['actualDnsRecords']);
    const isNamed = named.includes(raw);
    if (!isNamed && expected.length === 0 && actual.length === 0) return [];
    return [{ recordType, recordTypeRaw: isNamed ? raw : null, expected, actual }];
  });
  const others = named
    .filter((raw) => !failureKinds.some((kind) => kind.raw === raw))
    .map((raw) => ({ recordType: 'UNKNOWN' as const, recordTypeRaw: raw, expected: [], actual: [] }));
  return [...known, ...others];
}

/**
 * Returns the values of records. UNKNOWN: strings or objects. An object without known values is returned as JSON text.
 */
function recordTexts(raw: unknown): string[] {
  return list(raw).flatMap((item) => {
    if (typeof item === 'string') return text(item) ?? [];
    const record = object(item);
    const values = [...texts(record['values']), ...texts([record['value']])];
    if (values.length > 0) return values;
    return Object.keys(record).length === 0 ? [] : JSON.stringify(record).slice(0, 1_000);
  });
}
