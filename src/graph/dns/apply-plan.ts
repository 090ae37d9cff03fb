import type { GraphContext } from '../context.ts';
import type { Found, Planned } from '../write/run-write.ts';
import { type AppliedChange, isShown } from './apply-changes.ts';
import { chunksOf, type RecordChange } from './diff.ts';
import type { DomainAt } from './loader.ts';
import { plannedRecord } from './planned-record.ts';
import { updateDnsZone } from './rest.ts';
import type { WrittenZone } from './zone-fields.ts';
import { currentZone, versionConflict, withoutZone } from './zone-guard.ts';
import { planZone, type ZoneRequest } from './zone-plan.ts';

/** The facts that a write is sent with. */
export interface RecordFacts {
  readonly changes: readonly RecordChange[];
  readonly warnings: readonly string[];
}

/** The changes of a write to a zone, with their results. */
export interface AppliedRecords extends WrittenZone {
  readonly changes: readonly AppliedChange[];
}

/** Reads a zone, and plans the changes that give it the requested records. */
export async function planRecords(
  context: GraphContext,
  at: DomainAt,
  request: ZoneRequest,
  expectedVersion: string | null | undefined,
): Promise<Planned<RecordFacts>> {
  const zone = await currentZone(context, at);
  const { changes, problems, warnings } = planZone(zone?.records ?? [], request);
  if (zone === null) {
    const calls = [{ endpoint: updateDnsZone, count: 1 }];
    return { changes: [], problems: withoutZone(problems), calls, warnings: [], facts: null };
  }
  const found = [...versionConflict(zone, expectedVersion), ...problems];
  const calls = chunksOf(changes);
  const ordered = calls.flat();
  return {
    changes: ordered.map(plannedRecord),
    problems: found,
    calls: [{ endpoint: updateDnsZone, count: calls.length }],
    warnings,
    facts: found.length > 0 ? null : { changes: ordered, warnings },
  };
}

/**
 * Looks for the changes of a write of unknown outcome. Reads of zones do not lag, and Wix applies the changes of one
 * call together.
 */
export async function findRecords(
  context: GraphContext,
  at: DomainAt,
  { changes, warnings }: RecordFacts,
  partial: AppliedRecords | null,
): Promise<Found<AppliedRecords>> {
  const zone = await currentZone(context, at);
  if (zone === null) return { is: 'unknown' };
  const shown = changes.map((change) => isShown(zone.records, change));
  if (shown.every((isThere) => isThere)) return { is: 'done', result: { ...at, changes: [], warnings } };
  if (partial !== null) {
    const known = partial.changes.map((change) =>
      isShown(zone.records, change) ? { ...change, error: null } : change,
    );
    return { is: 'partly', result: { ...partial, changes: known } };
  }
  return { is: shown.some((isThere) => isThere) ? 'unknown' : 'absent' };
}
