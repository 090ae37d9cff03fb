import type { PlannedChange } from '../write/dry-run.ts';
import type { RecordChange } from './diff.ts';
import type { DnsRecord } from './model.ts';

/** Maps a change of records to the form in which a dry run shows it. */
export function plannedRecord({ key, before, after }: RecordChange): PlannedChange {
  const did = before === null ? 'is added' : after === null ? 'is removed' : 'is changed';
  return {
    type: 'DnsRecord',
    id: before === null ? null : key,
    field: before === null || after === null ? null : changedField(before, after),
    before: recordText(before),
    after: recordText(after),
    summary: `${key} ${did}.`,
  };
}

function changedField(before: DnsRecord, after: DnsRecord): string {
  return JSON.stringify(before.values) === JSON.stringify(after.values) ? 'ttlSeconds' : 'values';
}

function recordText(record: DnsRecord | null): string | null {
  if (record === null) return null;
  const lifetime = record.ttlSeconds === null ? '' : ` (${record.ttlSeconds} s)`;
  return `${record.values.join(', ')}${lifetime}`;
}
