import { flag, integer, list, object, oneOf, text, texts, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { DnsRecordType } from '../dns/model.ts';
import { type PropagationStatus, propagationStatuses } from '../domain/model.ts';
import { getDnsPropagation, type WixDnsPropagation } from './rest.ts';

/** Records that were found not to be what they must be. */
export interface PropagationFailure {
  readonly recordType: DnsRecordType;
  readonly recordTypeRaw: string | null;
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

/** How far the records of a domain have spread. Null: Wix did not send it. */
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

/** Maps Wix's propagation to ours. Throws a {@link WixError} `invalidResponse` for that of another domain. */
export function toDnsPropagation(raw: WixDnsPropagation, requested: string): DnsPropagation {
  if ((text(raw.domain) ?? text(raw.id))?.toLowerCase() !== requested) {
    throw new WixError('invalidResponse', 'answered another domain', { endpoint: getDnsPropagation.name });
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

/** Wix names the kinds in one list and their records beside it: a failure is what is in either. */
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

/** UNKNOWN: texts or objects. Of an object, its values; one without values is shown whole, as JSON text. */
function recordTexts(raw: unknown): string[] {
  return list(raw).flatMap((item) => {
    if (typeof item === 'string') return text(item) ?? [];
    const record = object(item);
    const values = [...texts(record['values']), ...texts([record['value']])];
    if (values.length > 0) return values;
    return Object.keys(record).length === 0 ? [] : JSON.stringify(record).slice(0, 1_000);
  });
}
