import { createHash } from 'node:crypto';
import { InputError } from '../../lib/input-error.ts';
import { forgetReads } from '../../lib/memo.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { Plan } from './dry-run.ts';
import { IdempotencyError, OutcomeUnknownError } from './errors.ts';
import type { RecordKey, WriteOutcome } from './idempotency.ts';
import type { LaneExit } from './lane.ts';
import type { RecentWrite } from './recent-writes.ts';
import { timesToLook } from './reconcile.ts';
import { type Refusal, toUserErrors, type UserError } from './user-error.ts';

/** The parts that the inputs of writes have in common. */
export interface WriteInput {
  readonly dryRun?: boolean | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** What looking for an ambiguous write found. `absent` only where the read cannot lag: it is taken for proof. */
export type Found<Result> = { readonly is: 'done'; readonly result: Result } | { readonly is: 'absent' | 'unknown' };

export interface Write<Result extends object> {
  /** The mutation's name. */
  readonly name: string;
  readonly input: WriteInput & object;
  /** The call that writes; its retry class decides what happens after an ambiguous failure. */
  readonly endpoint: AnyEndpoint;
  /** What the write changes, from the account down: writes of one lane do not interleave. */
  readonly lane: readonly string[];
  /** Further lanes that the write needs, for one that changes several things. */
  readonly otherLanes?: readonly (readonly string[])[];
  /** Checks the input further than its types do. Throws an InputError; runs before anything else, dry runs included. */
  readonly check?: () => void;
  /** What the write would do. Reads, and sends no write. */
  readonly plan?: () => Promise<Plan>;
  /**
   * Reads what must be known before the write, and throws an InputError or a {@link RefusedError} for what must not be sent. Runs in
   * the lane, before `send`; a failure of these reads is none of the write. A dry run plans instead.
   */
  readonly prepare?: () => Promise<void>;
  readonly send: () => Promise<Result>;
  /**
   * Looks whether a write whose answer was lost took effect. Absent: it cannot be told. `sentAt` is when it was sent, in milliseconds
   * since the epoch; a replay with its idempotency key gets that of the first try.
   */
  readonly find?: (sentAt: number) => Promise<Found<Result>>;
  /** A GraphQL query by which the caller can find out. */
  readonly verifyQuery: string;
  /** What later reads should show of it. */
  readonly wrote?: (result: Result) => readonly RecentWrite[];
  /** What is in doubt after a write of which it stays unknown whether it took effect: entries that did `perhaps`. */
  readonly doubts?: readonly RecentWrite[];
  /** From the field names of Wix's violations to the input. */
  readonly paths?: Readonly<Record<string, string>>;
  /** What codes of Wix mean to this write, where its status does not say it well. */
  readonly refusals?: Readonly<Record<string, Refusal>>;
}

/** What a mutation answers. */
export interface Payload<Result> {
  /** Null after a refusal and for a dry run. */
  readonly result: Result | null;
  readonly dryRun: Plan | null;
  readonly userErrors: readonly UserError[];
}

/**
 * Runs a write as its input asks: dry, under an idempotency key, or plainly. Expected refusals become `userErrors`; failures of the
 * infrastructure are thrown. After a lost answer it looks whether the write took effect, and throws an
 * {@link OutcomeUnknownError} if that cannot be told: a write is never sent again blindly.
 *
 * `given` may be a function that reads the input first: an InputError that it throws becomes a refusal too.
 */
export async function runWrite<Result extends object>(
  context: GraphContext,
  given: Write<Result> | (() => Write<Result>),
): Promise<Payload<Result>> {
  let write: Write<Result> | undefined;
  context.wix.insistOnFresh();
  try {
    write = typeof given === 'function' ? given() : given;
    write.check?.();
    if (write.input.dryRun && write.plan) return { result: null, dryRun: await write.plan(), userErrors: [] };
    const result = await underKey(context, write);
    return { result, dryRun: null, userErrors: [] };
  } catch (error) {
    const userErrors = toUserErrors(error, write?.paths, write?.refusals);
    if (userErrors === null) throw error;
    return { result: null, dryRun: null, userErrors };
  }
}

async function underKey<Result extends object>(context: GraphContext, write: Write<Result>): Promise<Result> {
  const { idempotencyKey } = write.input;
  if (idempotencyKey === null || idempotencyKey === undefined) return inLane(context, write);
  if (!/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw new InputError('idempotencyKey', 'idempotencyKey must be 1 to 255 visible ASCII characters.');
  }
  const { idempotency, tenant, rights } = context.write;
  const at = { tenant: tenant(), key: idempotencyKey };
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([write.name, write.input]))
    .digest('base64url');

  for (;;) {
    const known = await idempotency.begin(at, { fingerprint, rights }).catch((error: unknown) => {
      throw error instanceof IdempotencyError ? error : new IdempotencyError('IDEMPOTENCY_UNAVAILABLE');
    });
    if (known === null) return recorded(context, write, at);
    if (known.fingerprint !== fingerprint) throw new IdempotencyError('IDEMPOTENCY_KEY_REUSED');
    if (!covers(rights, known.rights)) throw new IdempotencyError('IDEMPOTENCY_TOKEN_NARROWER');
    const ended = known.outcome === undefined ? await idempotency.wait(at, context.wix.remainingMs) : known;
    // Erased meanwhile: the first try did nothing, so this one may begin.
    if (ended === null) continue;
    if (ended.outcome === undefined) throw new IdempotencyError('IDEMPOTENCY_IN_PROGRESS');
    context.extensions['idempotentReplay'] = true;
    if (ended.outcome.type === 'done') return ended.outcome.payload as Result;
    return lookAgain(context, write, at, ended.outcome.sentAt);
  }
}

/** Whether a caller with `own` rights may see the result of one with `first`: every right is there. */
function covers(own: readonly string[] | null, first: readonly string[] | null): boolean {
  if (own === null) return true;
  const has = new Set(own);
  return first?.every((right) => has.has(right)) ?? false;
}

/**
 * Runs the write and records how it ended. Only a write that sent nothing with effect is erased, so that its key can be used again: one
 * that failed after a call of it took effect is recorded as unknown.
 */
async function recorded<Result extends object>(
  context: GraphContext,
  write: Write<Result>,
  at: RecordKey,
): Promise<Result> {
  const startedAt = Date.now();
  const { calls } = context.write;
  const before = calls.succeeded;
  let result: Result;
  try {
    result = await inLane(context, write);
  } catch (error) {
    const sentAt = error instanceof OutcomeUnknownError ? error.sentAt : startedAt;
    const isUnknown = error instanceof OutcomeUnknownError || calls.succeeded > before;
    await end(context, at, isUnknown ? { type: 'unknown', sentAt } : null);
    throw error;
  }
  await end(context, at, { type: 'done', payload: result });
  return result;
}

/** The pauses before a failing store is asked again to record how a write ended, in milliseconds. */
const endRetriesMs = [50, 200] as const;

/**
 * Records how a write ended. Where the store keeps failing, the record stays as it is, in progress: a retry is refused, and never writes
 * twice. How the write itself ended is the caller's to know, whether or not it could be recorded.
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

async function lookAgain<Result extends object>(
  context: GraphContext,
  write: Write<Result>,
  at: RecordKey,
  sentAt: number,
): Promise<Result> {
  forgetReads(context);
  const found = await look(write, sentAt);
  if (found.is !== 'done') throw new OutcomeUnknownError(write.verifyQuery, sentAt, undefined);
  await end(context, at, { type: 'done', payload: found.result });
  return found.result;
}

function inLane<Result extends object>(context: GraphContext, write: Write<Result>): Promise<Result> {
  const { lanes, laneOf, signal } = context.write;
  const keys = [write.lane, ...(write.otherLanes ?? [])].map(laneOf);
  const left = (why: LaneExit) =>
    new WixError(why, 'its turn did not come in time', { endpoint: write.endpoint.name, notSent: true });
  const task = async () => {
    try {
      await write.prepare?.();
      const result = await sendOrFind(context, write);
      for (const change of write.wrote?.(result) ?? []) context.write.recent.note(change);
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
  return lanes.run(keys, task, { patienceMs: context.wix.remainingMs, signal, left });
}

async function sendOrFind<Result extends object>(context: GraphContext, write: Write<Result>): Promise<Result> {
  const sentAt = Date.now();
  try {
    return await write.send();
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    for await (const _ of timesToLook(context)) {
      const found = await look(write, sentAt);
      if (found.is === 'done') return found.result;
      if (found.is === 'absent') {
        if (write.endpoint.retry !== 'idempotentWrite') {
          if (mayStillHappen(error)) continue;
          throw error;
        }
        return await write.send().catch((again: unknown) => {
          // Whatever became of the second try, even a refusal: the first one may have taken effect.
          throw new OutcomeUnknownError(write.verifyQuery, sentAt, again);
        });
      }
    }
    throw new OutcomeUnknownError(write.verifyQuery, sentAt, error);
  }
}

async function look<Result extends object>(write: Write<Result>, sentAt: number): Promise<Found<Result>> {
  try {
    return (await write.find?.(sentAt)) ?? { is: 'unknown' };
  } catch {
    return { is: 'unknown' };
  }
}

/** True if the write may have reached Wix and its answer was lost. */
export function isAmbiguous(error: unknown): boolean {
  return (
    error instanceof WixError &&
    !error.notSent &&
    ['unavailable', 'timeout', 'deadline', 'cancelled', 'invalidResponse'].includes(error.failure)
  );
}

/** True if nobody has heard of the end of an ambiguous write: that it is not to be seen yet proves nothing. */
export function mayStillHappen(error: unknown): boolean {
  return (
    error instanceof WixError && (['timeout', 'deadline', 'cancelled'].includes(error.failure) || error.status === 504)
  );
}
