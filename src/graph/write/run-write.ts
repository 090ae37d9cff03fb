import { createHash } from 'node:crypto';
import { InputError } from '../../lib/input-error.ts';
import { forgetReads } from '../../lib/memo.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { auditEntry, type WriteEnd, type WriteNotes } from './audit-entry.ts';
import type { Plan } from './dry-run.ts';
import { IdempotencyError, OutcomeUnknownError } from './errors.ts';
import type { RecordKey, WriteOutcome } from './idempotency.ts';
import type { LaneExit } from './lane.ts';
import type { RecentWrite } from './recent-writes.ts';
import { verifyAttempts } from './reconcile.ts';
import { type Refusal, toUserErrors, type UserError } from './user-error.ts';

/** The fields that all inputs of writes share. */
export interface WriteInput {
  readonly dryRun?: boolean | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * The result of verifying an ambiguous write. Return `absent` only if the read cannot lag, because it counts as proof.
 */
export type Found<Result> = { readonly is: 'done'; readonly result: Result } | { readonly is: 'absent' | 'unknown' };

export interface Write<Result extends object> {
  /** The mutation's name. */
  readonly name: string;
  readonly input: WriteInput & object;
  /** The endpoint that writes. Its retry class decides what happens after an ambiguous failure. */
  readonly endpoint: AnyEndpoint;
  /** The object that the write changes, starting with the account. Writes of one lane do not interleave. */
  readonly lane: readonly string[];
  /** Further lanes of a write that changes several objects. */
  readonly otherLanes?: readonly (readonly string[])[];
  /** Checks the input beyond its types. Throws an InputError. Runs before anything else, also in dry runs. */
  readonly check?: () => void;
  /** Returns the planned effects of the write. Reads only. */
  readonly plan?: () => Promise<Plan>;
  /**
   * Reads the data needed before the write, and throws an InputError or a {@link RefusedError} if the write must not be
   * sent. Runs in the lane, before `send`; a failure of these reads is not a failure of the write. A dry run calls
   * `plan` instead.
   */
  readonly prepare?: () => Promise<void>;
  readonly send: () => Promise<Result>;
  /**
   * Verifies whether a write whose response was lost took effect. Absent if this cannot be read. `sentAt` is the time
   * the write was sent, in milliseconds since the epoch; a replay with its idempotency key gets that of the first
   * attempt.
   */
  readonly find?: (sentAt: number) => Promise<Found<Result>>;
  /** A GraphQL query with which the caller can check the outcome. */
  readonly verifyQuery: string;
  /** Returns the changes that later reads should show. */
  readonly wrote?: (result: Result) => readonly RecentWrite[];
  /** The writes to note if the outcome stays unknown: entries with `did: 'perhaps'`. */
  readonly doubts?: readonly RecentWrite[];
  /** Maps the field names of Wix's violations to the input. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Maps codes of Wix to errors of this write, where the HTTP status is not precise enough. */
  readonly refusals?: Readonly<Record<string, Refusal>>;
}

/** The result of a mutation. */
export interface Payload<Result> {
  /** Null after a refusal and for a dry run. */
  readonly result: Result | null;
  readonly dryRun: Plan | null;
  readonly userErrors: readonly UserError[];
}

/**
 * Runs a write: as a dry run, under an idempotency key, or plainly. Expected refusals become `userErrors`;
 * infrastructure failures are thrown. After a lost response, verifies whether the write took effect, and throws an
 * {@link OutcomeUnknownError} if that cannot be determined. Writes are never blindly retried.
 *
 * `given` can be a function that reads the input first: an InputError that it throws becomes a refusal too.
 */
export async function runWrite<Result extends object>(
  context: GraphContext,
  given: Write<Result> | (() => Write<Result>),
): Promise<Payload<Result>> {
  let write: Write<Result> | undefined;
  const { audit, calls } = context.write;
  const callsBefore = calls.all.length;
  const notes: WriteNotes = { plan: null, wrote: [], isReplay: false };
  const record = (end: WriteEnd) => {
    if (audit === null || write === undefined || planToShow(write) !== undefined) return;
    audit.wrote(auditEntry(write.name, write.input, notes, calls.all.slice(callsBefore), end));
  };
  context.wix.bypassCache();
  try {
    write = typeof given === 'function' ? given() : given;
    write.check?.();
    const plan = planToShow(write);
    if (plan !== undefined) return { result: null, dryRun: await plan(), userErrors: [] };
    const result = await underKey(context, write, notes);
    record({ result, userErrors: [] });
    return { result, dryRun: null, userErrors: [] };
  } catch (error) {
    const userErrors = toUserErrors(error, write?.paths, write?.refusals);
    record(userErrors === null ? { result: null, userErrors: [], error } : { result: null, userErrors });
    if (userErrors === null) throw error;
    return { result: null, dryRun: null, userErrors };
  }
}

/** Returns what makes the plan that a dry run shows; undefined for a write that is to be sent. */
function planToShow({ input, plan }: Pick<Write<object>, 'input' | 'plan'>): (() => Promise<Plan>) | undefined {
  return input.dryRun === true ? plan : undefined;
}

async function underKey<Result extends object>(
  context: GraphContext,
  write: Write<Result>,
  notes: WriteNotes,
): Promise<Result> {
  const { idempotencyKey } = write.input;
  if (idempotencyKey === null || idempotencyKey === undefined) return inLane(context, write, notes);
  if (!/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw new InputError('idempotencyKey', 'idempotencyKey must be 1 to 255 visible ASCII characters.');
  }
  const { idempotency, tenant, rights, isProven } = context.write;
  const at = { tenant: tenant(), key: idempotencyKey };
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([write.name, write.input]))
    .digest('base64url');

  for (;;) {
    const known = await idempotency.begin(at, { fingerprint, rights }, isProven()).catch((error: unknown) => {
      throw error instanceof IdempotencyError ? error : new IdempotencyError('IDEMPOTENCY_UNAVAILABLE');
    });
    if (known === null) return recorded(context, write, at, notes);
    if (known.fingerprint !== fingerprint) throw new IdempotencyError('IDEMPOTENCY_KEY_REUSED');
    if (!covers(rights, known.rights)) throw new IdempotencyError('IDEMPOTENCY_TOKEN_NARROWER');
    const ended = known.outcome === undefined ? await idempotency.wait(at, context.wix.remainingMs) : known;
    // Erased meanwhile: the first attempt had no effect, so this one can begin.
    if (ended === null) continue;
    if (ended.outcome === undefined) throw new IdempotencyError('IDEMPOTENCY_IN_PROGRESS');
    context.extensions['idempotentReplay'] = true;
    notes.isReplay = true;
    if (ended.outcome.type === 'done') return ended.outcome.payload as Result;
    return verifyAgain(context, write, at, ended.outcome.sentAt);
  }
}

/**
 * Returns whether a caller with `own` rights may see the result of a caller with `first`: it must have all of these
 * rights.
 */
function covers(own: readonly string[] | null, first: readonly string[] | null): boolean {
  if (own === null) return true;
  const has = new Set(own);
  return first?.every((right) => has.has(right)) ?? false;
}

/**
 * Runs the write and records how it ended. Only a write without any effect is erased, so that its key can be used
 * again. If it failed after one of its calls took effect, it is recorded as unknown.
 */
async function recorded<Result extends object>(
  context: GraphContext,
  write: Write<Result>,
  at: RecordKey,
  notes: WriteNotes,
): Promise<Result> {
  const startedAt = Date.now();
  const { calls } = context.write;
  const before = calls.succeeded;
  let result: Result;
  try {
    result = await inLane(context, write, notes);
  } catch (error) {
    const sentAt = error instanceof OutcomeUnknownError ? error.sentAt : startedAt;
    const isUnknown = error instanceof OutcomeUnknownError || calls.succeeded > before;
    await end(context, at, isUnknown ? { type: 'unknown', sentAt } : null);
    throw error;
  }
  await end(context, at, { type: 'done', payload: result });
  return result;
}

/** The pauses before a failing store is called again to record how a write ended, in milliseconds. */
const endRetriesMs = [50, 200] as const;

/**
 * Records how a write ended. If the store keeps failing, the record stays in progress, so that retries are rejected and
 * never write twice. The caller gets the outcome of the write in any case.
 */
async function end(context: GraphContext, at: RecordKey, outcome: WriteOutcome | null): Promise<void> {
  for (const pauseMs of [...endRetriesMs, null]) {
    try {
      return await context.write.idempotency.end(at, outcome);
    } catch {
      if (pauseMs === null) return;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

async function verifyAgain<Result extends object>(
  context: GraphContext,
  write: Write<Result>,
  at: RecordKey,
  sentAt: number,
): Promise<Result> {
  forgetReads(context);
  const found = await verify(write, sentAt);
  if (found.is !== 'done') throw new OutcomeUnknownError(write.verifyQuery, sentAt, undefined);
  await end(context, at, { type: 'done', payload: found.result });
  return found.result;
}

function inLane<Result extends object>(
  context: GraphContext,
  write: Write<Result>,
  notes: WriteNotes,
): Promise<Result> {
  const { lanes, laneOf, signal } = context.write;
  const keys = [write.lane, ...(write.otherLanes ?? [])].map(laneOf);
  const left = (why: LaneExit) =>
    new WixError(why, 'not sent, because it was still waiting for earlier writes', {
      endpoint: write.endpoint.name,
      notSent: true,
    });
  const task = async () => {
    try {
      await write.prepare?.();
      if (context.write.audit?.readsBefore === true) notes.plan = await planBefore(write);
      const result = await sendAndVerify(context, write);
      notes.wrote = write.wrote?.(result) ?? [];
      for (const change of notes.wrote) context.write.recent.note(change);
      return result;
    } catch (error) {
      if (error instanceof OutcomeUnknownError || isAmbiguous(error)) {
        for (const doubt of write.doubts ?? []) context.write.recent.note(doubt);
      }
      throw error;
    } finally {
      forgetReads(context);
    }
  };
  return lanes.run(keys, task, { maxWaitMs: context.wix.remainingMs, signal, left });
}

/** Maximum delay of a write by the reads for its audit record, in milliseconds. */
const maxPlanMs = 2_000;

/** Returns what a write would change; null if that can't be read in time. The write does not depend on it. */
async function planBefore<Result extends object>({ plan }: Write<Result>): Promise<Plan | null> {
  if (plan === undefined) return null;
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), maxPlanMs);
  return Promise.race([plan().catch(() => null), late.promise]).finally(() => clearTimeout(timer));
}

async function sendAndVerify<Result extends object>(context: GraphContext, write: Write<Result>): Promise<Result> {
  const sentAt = Date.now();
  try {
    return await write.send();
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    for await (const _ of verifyAttempts(context)) {
      const found = await verify(write, sentAt);
      if (found.is === 'done') return found.result;
      if (found.is === 'absent') {
        if (write.endpoint.retry !== 'idempotentWrite') {
          if (mayStillHappen(error)) continue;
          throw error;
        }
        return await write.send().catch((again: unknown) => {
          // The first attempt may have taken effect, whatever the outcome of the second, even a refusal.
          throw new OutcomeUnknownError(write.verifyQuery, sentAt, again);
        });
      }
    }
    throw new OutcomeUnknownError(write.verifyQuery, sentAt, error);
  }
}

async function verify<Result extends object>(write: Write<Result>, sentAt: number): Promise<Found<Result>> {
  try {
    return (await write.find?.(sentAt)) ?? { is: 'unknown' };
  } catch {
    return { is: 'unknown' };
  }
}

/** Returns true if the write may have reached Wix and its response was lost. */
export function isAmbiguous(error: unknown): boolean {
  return (
    error instanceof WixError &&
    !error.notSent &&
    ['unavailable', 'timeout', 'deadline', 'cancelled', 'invalidResponse'].includes(error.failure)
  );
}

/**
 * Returns true if an ambiguous write may still be running at Wix, so that a read without its effect is inconclusive.
 */
export function mayStillHappen(error: unknown): boolean {
  return (
    error instanceof WixError && (['timeout', 'deadline', 'cancelled'].includes(error.failure) || error.status === 504)
  );
}
