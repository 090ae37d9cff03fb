import type { CallLog, ServedCall } from '../../../src/sandbox/calls.ts';

/** A call in a record of the audit log. */
interface RecordedCall {
  readonly call: string;
  readonly attempt: number;
  readonly status: number | null;
  readonly wixRequestId: string | null;
}

/** A line of the audit log. */
interface AuditRecord {
  readonly audit: string;
  readonly mutation?: string;
  readonly calls?: readonly RecordedCall[];
}

/** Collects the calls that write from the log of a sandbox, which keeps the newest calls only. */
export function followWrites(calls: CallLog, writes: ReadonlySet<string>): { stop(): readonly ServedCall[] } {
  const served: ServedCall[] = [];
  const take = () => {
    served.push(...calls.entries().filter(({ operation }) => writes.has(operation)));
    calls.clear();
  };
  const timer = setInterval(take, 200);
  return {
    stop: () => {
      clearInterval(timer);
      take();
      return served;
    },
  };
}

/** A name that a writer gave to what it made or renamed: no other write has it. */
const madeName = /"((?:Chaos|Renamed) [\w ]*\d+)"/;

function markOf(value: unknown): string {
  return madeName.exec(JSON.stringify(value) ?? '')?.[1] ?? 'unnamed';
}

/**
 * Returns what is wrong about an audit log, given the calls that a sandbox served to write: each must be in a record of the mutation
 * that made it, and nothing may be recorded twice. A call that was lost on its way is recorded and was not served.
 */
export function auditFaults(lines: readonly string[], served: readonly ServedCall[]): string[] {
  const faults: string[] = [];
  const recorded = new Map<string, number>();
  const ids = new Set<string>();
  for (const line of lines) {
    let record: AuditRecord;
    try {
      record = JSON.parse(line) as AuditRecord;
    } catch {
      faults.push(`no JSON: ${line.slice(0, 80)}`);
      continue;
    }
    if (record.audit !== 'write') continue;
    const attempts = new Set<string>();
    for (const { call, attempt, wixRequestId } of record.calls ?? []) {
      const key = `${call}, ${markOf(record)}`;
      recorded.set(key, (recorded.get(key) ?? 0) + 1);
      if (wixRequestId !== null && ids.has(wixRequestId)) faults.push(`${key}: recorded twice, as ${wixRequestId}`);
      if (wixRequestId !== null) ids.add(wixRequestId);
      if (attempt > 1 && !attempts.has(`${call} ${attempt - 1}`)) faults.push(`${key}: attempt ${attempt} comes first`);
      attempts.add(`${call} ${attempt}`);
    }
  }
  const counts = new Map<string, number>();
  for (const { operation, body } of served) {
    const key = `${operation}, ${markOf(body)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, count] of counts) {
    const known = recorded.get(key) ?? 0;
    if (known < count) faults.push(`${key}: served ${count} times, recorded ${known} times`);
  }
  return faults;
}
