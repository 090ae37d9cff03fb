import type { DnsRecord } from './model.ts';
import { asListed, type DesiredRecord, keyOf, keyOfListed, matchesDesired } from './record.ts';

/**
 * A record that is added (`before` is null), removed (`after` is null), or replaced by another of the same type and
 * host.
 */
export interface RecordChange {
  /** Type and host. */
  readonly key: string;
  readonly before: DnsRecord | null;
  readonly after: DnsRecord | null;
}

/**
 * Returns the changes that give a zone the desired records: those that differ, in the order of `desired`, then the
 * removals. `isRemoved` decides about records whose type and host are not among the desired ones. Records to which Wix
 * gives no type or host are kept.
 */
export function changesOf(
  records: readonly DnsRecord[],
  desired: readonly DesiredRecord[],
  isRemoved: (record: DnsRecord) => boolean,
): RecordChange[] {
  const listed = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const key = keyOfListed(record);
    if (key !== null) listed.set(key, [...(listed.get(key) ?? []), record]);
  }
  const changed = desired.flatMap((record) => {
    const key = keyOf(record);
    const [before = null, ...surplus] = listed.get(key) ?? [];
    listed.delete(key);
    const removals = surplus.map((extra) => ({ key, before: extra, after: null }));
    if (before !== null && matchesDesired(before, record)) return removals;
    const ttlSeconds = record.ttlSeconds ?? before?.ttlSeconds ?? null;
    return [...removals, { key, before, after: asListed({ ...record, ttlSeconds }) }];
  });
  const removed = [...listed].flatMap(([key, found]) =>
    found.filter(isRemoved).map((before) => ({ key, before, after: null })),
  );
  return [...changed, ...removed];
}

/** Maximum number of additions, and of deletions, in one call. */
export const maxPerCall = 10;

/**
 * Splits the changes into parts of one call each, in order. Keeps the changes of one host in one call if possible, so
 * that a host that switches to another record type is never without records.
 */
export function chunksOf(changes: readonly RecordChange[]): RecordChange[][] {
  const chunks: RecordChange[][] = [];
  for (const group of groupsOf(changes)) {
    const last = chunks.at(-1);
    if (last !== undefined && fitsOneCall([...last, ...group])) last.push(...group);
    else chunks.push(group);
  }
  return chunks;
}

/** Groups the changes by host. If a host has too many for one call, each change is its own group, removals first. */
function groupsOf(changes: readonly RecordChange[]): RecordChange[][] {
  const byHost = new Map<string, RecordChange[]>();
  for (const change of changes) {
    const host = change.key.slice(change.key.indexOf(' ') + 1);
    byHost.set(host, [...(byHost.get(host) ?? []), change]);
  }
  return [...byHost.values()].flatMap((group) =>
    fitsOneCall(group)
      ? [group]
      : group.toSorted((a, b) => Number(a.after !== null) - Number(b.after !== null)).map((change) => [change]),
  );
}

function fitsOneCall(changes: readonly RecordChange[]): boolean {
  return (
    changes.filter(({ before }) => before !== null).length <= maxPerCall &&
    changes.filter(({ after }) => after !== null).length <= maxPerCall
  );
}

/** Returns the records of a zone after the changes. */
export function withChanges(records: readonly DnsRecord[], changes: readonly RecordChange[]): DnsRecord[] {
  const removed = new Set(changes.map(({ before }) => before));
  return [...records.filter((record) => !removed.has(record)), ...changes.flatMap(({ after }) => after ?? [])];
}

/** Returns the changes that would put a CNAME on a host that has other records, which DNS does not allow. */
export function aliasConflicts(records: readonly DnsRecord[], changes: readonly RecordChange[]): RecordChange[] {
  const types = new Map<string, Set<string>>();
  for (const record of withChanges(records, changes)) {
    const [type = '', host = ''] = keyOfListed(record)?.split(' ') ?? [];
    types.set(host, (types.get(host) ?? new Set()).add(type));
  }
  return changes.filter(({ key, after }) => {
    const found = types.get(key.slice(key.indexOf(' ') + 1));
    return after !== null && found?.has('CNAME') === true && found.size > 1;
  });
}
