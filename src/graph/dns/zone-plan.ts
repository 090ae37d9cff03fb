import { refusal } from '../domain/refusal.ts';
import type { UserError } from '../write/user-error.ts';
import { aliasConflicts, changesOf, type RecordChange, withChanges } from './diff.ts';
import type { DnsRecord } from './model.ts';
import { isAuthority, keyOf, keyOfListed } from './record.ts';
import { type GivenRecord, maxRecords, repeatedRecords } from './record-input.ts';
import { plainHost } from './record-values.ts';
import { zoneWarnings } from './zone-warnings.ts';

/** The records that a write wants. Each mutation of a zone makes one. */
export interface ZoneRequest {
  readonly domainName: string;
  /** The input field of `given`. */
  readonly field: string;
  readonly given: readonly GivenRecord[];
  /** Whether the write removes a record whose type and host are not given. */
  readonly isRemoved: (record: DnsRecord) => boolean;
  /** The input field that removes a record, for errors. */
  readonly removedAt: (record: DnsRecord) => string;
  /** Records that the write neither replaces nor removes. None by default. */
  readonly kept?: (record: DnsRecord) => boolean;
  /** Whether the zone is made anew, so that Wix may add the records that every zone needs. */
  readonly isNew?: boolean;
}

/** The difference between a zone and what is wanted, by one set of rules for all mutations. */
export interface ZonePlan {
  readonly changes: readonly RecordChange[];
  readonly problems: readonly UserError[];
  readonly warnings: readonly string[];
  /** The given records as the zone will list them, in the order in which they were given. */
  readonly listed: readonly DnsRecord[];
}

/** Plans a write to the records of a zone; `records` is empty for a zone that does not exist. */
export function planZone(records: readonly DnsRecord[], request: ZoneRequest): ZonePlan {
  const { given, domainName, kept = () => false } = request;
  const scope = records.filter((record) => !kept(record));
  const repeated = repeatedRecords(given, scope);
  const fresh = given.filter((one) => !repeated.has(one));
  const desired = fresh.flatMap(({ record }) => record ?? []);
  const stays = new Set(repeated.values());
  const keys = new Set([...stays].filter(({ type }) => type !== 'UNKNOWN').map(keyOfListed));
  const changes = changesOf(
    scope.filter((record) => !stays.has(record)),
    desired,
    // Wix lists one record per type and host: a second one goes with a write of the first.
    (record) => request.isRemoved(record) || keys.has(keyOfListed(record)),
  );
  const after = withChanges(records, changes);
  const problems = [
    ...fresh.flatMap(({ faults }) => faults),
    ...repeatedKeys(given, repeated),
    ...aliasProblems(records, changes, request),
    ...sizeProblems(after, records, request),
    ...(request.isNew === true ? [] : authorityProblems(records, after, request)),
  ];
  const known = new Set(zoneWarnings(records, domainName));
  const warnings = zoneWarnings(after, domainName).filter((warning) => !known.has(warning));
  const written = new Map(changes.map(({ key, after: listing }) => [key, listing]));
  const existing = new Map(scope.map((record) => [keyOfListed(record), record]));
  const listed = given.flatMap((one) => {
    const key = one.record === null ? null : keyOf(one.record);
    return repeated.get(one) ?? (key === null ? null : (written.get(key) ?? existing.get(key))) ?? [];
  });
  return { changes, problems, warnings, listed };
}

/** Returns the errors of given records of one type and host, of which the zone does not have all. */
function repeatedKeys(given: readonly GivenRecord[], repeated: ReadonlyMap<GivenRecord, DnsRecord>): UserError[] {
  const seen = new Set([...repeated.keys()].flatMap(({ record }) => (record === null ? [] : [keyOf(record)])));
  return given.flatMap((one) => {
    if (one.record === null || repeated.has(one)) return [];
    const key = keyOf(one.record);
    if (seen.has(key)) {
      return [refusal('BAD_USER_INPUT', one.path, `${key} is listed twice. Put all its values in one record.`)];
    }
    seen.add(key);
    return [];
  });
}

/** Returns the errors of CNAME records beside others, which DNS does not allow. */
function aliasProblems(
  records: readonly DnsRecord[],
  changes: readonly RecordChange[],
  { given }: ZoneRequest,
): UserError[] {
  const paths = new Map<string, string>();
  const typesAt = new Map<string, Set<string>>();
  for (const { record, path } of given) {
    if (record === null) continue;
    const host = plainHost(record.hostName);
    if (!paths.has(keyOf(record))) paths.set(keyOf(record), path);
    typesAt.set(host, (typesAt.get(host) ?? new Set()).add(record.type));
  }
  return aliasConflicts(records, changes).flatMap(({ key }) => {
    const path = paths.get(key);
    if (path === undefined) return [];
    const types = typesAt.get(key.slice(key.indexOf(' ') + 1));
    const isGiven = types !== undefined && types.size > 1 && types.has('CNAME');
    const message = `${key}: a host with a CNAME can't have other records. Remove one or the other.`;
    return [refusal(isGiven ? 'BAD_USER_INPUT' : 'FAILED_PRECONDITION', path, message)];
  });
}

function sizeProblems(after: readonly DnsRecord[], before: readonly DnsRecord[], { field }: ZoneRequest): UserError[] {
  if (after.length <= maxRecords || after.length <= before.length) return [];
  const message = `A zone can have at most ${maxRecords} records, and would have ${after.length}.`;
  return [refusal('BAD_USER_INPUT', field, message)];
}

/** Returns the errors of a zone that loses its name servers or its start, without which it does not work. */
function authorityProblems(
  before: readonly DnsRecord[],
  after: readonly DnsRecord[],
  { domainName, removedAt }: ZoneRequest,
): UserError[] {
  return before.flatMap((record) => {
    if (!isAuthority(record, domainName)) return [];
    if (after.some((other) => other.type === record.type && isAuthority(other, domainName))) return [];
    const message = `A zone must have the ${record.type} record of its domain. Replace it rather than remove it.`;
    return [refusal('FAILED_PRECONDITION', removedAt(record), message)];
  });
}
