import type { DnsRecord } from './model.ts';
import { asListed, isAsWanted, keyOf, keyOfListed, type WantedRecord } from './record.ts';

/** A record that is added (`before` null), removed (`after` null), or replaced by another of its type and host. */
export interface RecordChange {
  /** Type and host. */
  readonly key: string;
  readonly before: DnsRecord | null;
  readonly after: DnsRecord | null;
}

/**
 * What must be changed so that a zone has the wanted records: those that are not as wanted, in the order of `wanted`, then the
 * removals. `isRemoved` decides about records of which no type and host is wanted; records that Wix did not name stay.
 */
export function changesOf(
  records: readonly DnsRecord[],
  wanted: readonly WantedRecord[],
  isRemoved: (record: DnsRecord) => boolean,
): RecordChange[] {
  const listed = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const key = keyOfListed(record);
    if (key !== null) listed.set(key, [...(listed.get(key) ?? []), record]);
  }
  const changed = wanted.flatMap((record) => {
    const key = keyOf(record);
    const [before = null, ...surplus] = listed.get(key) ?? [];
    listed.delete(key);
    const removals = surplus.map((extra) => ({ key, before: extra, after: null }));
    if (before !== null && isAsWanted(before, record)) return removals;
    const ttlSeconds = record.ttlSeconds ?? before?.ttlSeconds ?? null;
    return [...removals, { key, before, after: asListed({ ...record, ttlSeconds }) }];
  });
  const removed = [...listed].flatMap(([key, found]) =>
    found.filter(isRemoved).map((before) => ({ key, before, after: null })),
  );
  return [...changed, ...removed];
}

/** How many additions, and how many deletions, Wix takes in one call. */
export const maxPerCall = 10;

/**
 * The changes in parts that one call each can carry, in their order. The changes of one host stay together where they can, so
 * that a host that goes from one type of records to another is never without any.
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

/** The changes by host. Of a host with too many, each is a group of its own, removals first. */
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

/** The records of a zone after the changes. */
export function withChanges(records: readonly DnsRecord[], changes: readonly RecordChange[]): DnsRecord[] {
  const gone = new Set(changes.map(({ before }) => before));
  return [...records.filter((record) => !gone.has(record)), ...changes.flatMap(({ after }) => after ?? [])];
}

/** The changes by which a host would get a CNAME beside other records, which DNS does not allow. */
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
