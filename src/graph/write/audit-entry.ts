import type { AuditedChange, AuditedObject, AuditedWrite, AuditResult } from '../../observe/audit.ts';
import { WixError } from '../../wix/error.ts';
import { shownRequestId } from '../../wix/shown.ts';
import type { Plan } from './dry-run.ts';
import { IdempotencyError, OutcomeUnknownError } from './errors.ts';
import { failedItems } from './item-errors.ts';
import type { RecentWrite } from './recent-writes.ts';
import type { SentWrite } from './write-calls.ts';

/** Notes about a mutation, taken while it runs. */
export interface WriteNotes {
  /** The changes of its plan, read before the write. Null if nothing was read. */
  plan: Plan | null;
  /** The facts that it was sent with. */
  facts: unknown;
  /** The changes as later reads show them. */
  wrote: readonly RecentWrite[];
  isReplay: boolean;
}

/** The result of a mutation. */
export interface WriteEnd {
  readonly result: object | null;
  readonly userErrors: readonly { readonly code: string }[];
  /** Absent for a mutation that ended without one. */
  readonly error?: unknown;
}

/** The most objects and changes of one record, and the longest text in it. */
const maxListed = 1_000;
const maxText = 1_000;

/** Returns what the audit log records of a mutation. */
export function auditEntry(
  name: string,
  input: object & { readonly idempotencyKey?: string | null | undefined },
  notes: WriteNotes,
  calls: readonly SentWrite[],
  end: WriteEnd,
): AuditedWrite {
  const failed = failedItems(end.result).slice(0, maxListed);
  return {
    mutation: name,
    objects: objectsIn(input).slice(0, maxListed),
    changes: changesOf(notes).slice(0, maxListed),
    result: resultOf(end, failed.length > 0),
    codes: [...new Set([...codesOf(end), ...failed.flatMap(({ codes }) => codes)])],
    failedItems: failed,
    idempotencyKey: input.idempotencyKey ?? null,
    isReplay: notes.isReplay,
    calls: calls.map(({ endpoint, tries, end: ended }) => ({
      call: endpoint.name,
      attempt: tries,
      status: ended?.status ?? null,
      failure: ended === null ? 'notEnded' : ended.failure,
      wixRequestId: shownRequestId(ended?.requestId) ?? null,
    })),
  };
}

function resultOf({ result, error }: WriteEnd, hasFailedItems: boolean): AuditResult {
  if (error instanceof OutcomeUnknownError) return 'unknown';
  if (error !== undefined) return 'failed';
  if (result === null) return 'refused';
  return hasFailedItems ? 'partial' : 'done';
}

function codesOf({ userErrors, error }: WriteEnd): string[] {
  if (error === undefined) return userErrors.map(({ code }) => code);
  if (error instanceof WixError) return [error.failure];
  if (error instanceof IdempotencyError) return [error.code];
  return [error instanceof OutcomeUnknownError ? 'OUTCOME_UNKNOWN' : 'INTERNAL_SERVER_ERROR'];
}

function changesOf({ plan, wrote }: WriteNotes): AuditedChange[] {
  if (plan !== null) {
    return plan.changes.map(({ type, id, field, before, after }) => ({
      type,
      id: short(id),
      field,
      before: short(before),
      after: short(after),
    }));
  }
  return wrote.flatMap((write): AuditedChange[] => {
    const { type, id } = write;
    if (write.did !== 'change') return [{ type, id: short(id), field: null, before: null, after: null }];
    return Object.entries(write.fields).map(([field, value]) => {
      return { type, id: short(id), field, before: null, after: short(textOf(value)) };
    });
  });
}

/** The text of a written value; null for an object, which is not shown. */
function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object') ? value.join(', ') : null;
  return value === null || value === undefined || typeof value === 'object' ? null : String(value);
}

function short(text: string | null): string | null {
  return text !== null && text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}

/** Names of input fields that identify an object, in one or in many. */
const identifying = /(^id|Id|Ids|^name|omainName|omainNames|hostName)$/;

/** The objects that an input names, by where they stand in it. */
function objectsIn(input: object, path = ''): AuditedObject[] {
  return Object.entries(input).flatMap(([name, value]: [string, unknown]): AuditedObject[] => {
    const field = path === '' ? name : `${path}.${name}`;
    if (name === 'idempotencyKey') return [];
    if (typeof value === 'string') return identifying.test(name) ? [{ field, id: value.slice(0, maxText) }] : [];
    if (typeof value !== 'object' || value === null) return [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
      const ids = identifying.test(name) ? value : [];
      return ids.map((id, index) => ({ field: `${field}.${index}`, id: id.slice(0, maxText) }));
    }
    return objectsIn(value, field);
  });
}
