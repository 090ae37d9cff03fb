import { forgetReads } from '../../lib/memo.ts';
import type { Claim } from '../../store/records.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { auditEntry, type WriteEnd, type WriteNotes } from './audit-entry.ts';
import type { Plan, PlanPurpose } from './dry-run.ts';
import { OutcomeUnknownError } from './errors.ts';
import { beginUnderKey, endUnderKey, noteSending, type UnknownOutcome } from './idempotency.ts';
import { asSent, isNotApplied, isOpen, itemCodes, itemErrors } from './item-errors.ts';
import type { HeldLanes, LaneExit } from './lane.ts';
import { type Found, isAmbiguous, lookFor, sendAndVerify } from './lost-write.ts';
import type { RecentWrite } from './recent-writes.ts';
import type { SentBefore } from './sent-before.ts';
import { type Refusal, RefusedError, toUserErrors, type UserError } from './user-error.ts';

/** The fields that all inputs of writes share. */
export interface WriteInput {
  readonly dryRun?: boolean | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

export type { Found } from './lost-write.ts';

/** The plan of a write, with the facts that it is sent with. */
export type Planned<Facts> = Plan &
  ([Facts] extends [null]
    ? { readonly facts?: null }
    : {
        /**
         * Facts that the write is sent with, and recognized by after a lost response. Kept with an idempotency key, so they
         * must survive JSON. Null if there are problems.
         */
        readonly facts: Facts | null;
      });

export interface Write<Result extends object, Facts = null> {
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
  /**
   * Reads what the write depends on, and returns its one plan: the dry run shows it, its problems refuse the write, and
   * `send` gets its facts. Runs in the lane, before `send`; a failure of these reads is not a failure of the write. For
   * the purpose `send`, reads that only describe the changes can be left out.
   */
  readonly plan: (purpose: PlanPurpose) => Promise<Planned<Facts>>;
  /** Sends the write. After an earlier try of which a part is known, sends only what that leaves open. */
  readonly send: (facts: Facts, before: SentBefore<Result>) => Promise<Result>;
  /**
   * Verifies whether a write whose response was lost took effect, with the facts of its first try. Absent if nothing
   * that can be read shows it.
   */
  readonly find?: (facts: Facts, before: Pick<SentBefore<Result>, 'partial'>) => Promise<Found<Result>>;
  /**
   * Returns a GraphQL query whose result differs between done and not done; null if nothing that can be read does. The
   * facts are null if the store lost them.
   */
  readonly verifyQuery: string | null | ((facts: Facts | null) => string);
  /** Returns the changes that later reads should show, of every object that the write changes. */
  readonly wrote?: (result: Result, facts: Facts) => readonly RecentWrite[];
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
export async function runWrite<Result extends object, Facts = null>(
  context: GraphContext,
  given: Write<Result, Facts> | (() => Write<Result, Facts>),
): Promise<Payload<Result>> {
  let write: Write<Result, Facts> | undefined;
  const { audit, calls } = context.write;
  const callsBefore = calls.all.length;
  const notes: WriteNotes = { plan: null, facts: null, wrote: [], isReplay: false };
  const record = (end: WriteEnd) => {
    if (audit === null || write === undefined || write.input.dryRun === true) return;
    audit.wrote(auditEntry(write.name, write.input, notes, calls.all.slice(callsBefore), end));
  };
  context.wix.bypassCache();
  try {
    write = typeof given === 'function' ? given() : given;
    write.check?.();
    if (write.input.dryRun === true) return { result: null, dryRun: shown(await write.plan('show')), userErrors: [] };
    const result = await underKey(context, write, notes);
    record({ result, userErrors: [] });
    tellUnknownItems(context, write, result, notes);
    return { result, dryRun: null, userErrors: [] };
  } catch (error) {
    const userErrors = toUserErrors(error, write?.paths, write?.refusals);
    record(userErrors === null ? { result: null, userErrors: [], error } : { result: null, userErrors });
    if (userErrors === null) throw error;
    return { result: null, dryRun: null, userErrors };
  }
}

/** Adds the query that shows the unknown items of a bulk write to the extensions of the response. */
function tellUnknownItems<Result extends object, Facts>(
  context: GraphContext,
  write: Write<Result, Facts>,
  result: Result,
  { facts }: WriteNotes,
): void {
  if (!itemCodes(result).includes('OUTCOME_UNKNOWN')) return;
  const ofItems = queriesOfItems(result);
  const query = queryOf(write, facts as Facts | null);
  const queries = ofItems.length > 0 || query === null ? ofItems : [query];
  const known = (context.extensions['verify'] ?? []) as readonly string[];
  if (queries.length > 0) context.extensions['verify'] = [...known, ...queries];
}

/** Returns the queries that items of a batch have of their own. */
function queriesOfItems(result: object): string[] {
  const lists: unknown[] = Object.values(result).filter((value) => Array.isArray(value));
  return lists.flat().flatMap((item: unknown) => {
    const { verify = null } = typeof item === 'object' && item !== null ? (item as { verify?: unknown }) : {};
    return typeof verify === 'string' ? [verify] : [];
  });
}

/** Returns a plan without its facts. */
function shown({ changes, problems, calls, warnings = [] }: Plan): Plan {
  return { changes, problems, calls, warnings };
}

async function underKey<Result extends object, Facts>(
  context: GraphContext,
  write: Write<Result, Facts>,
  notes: WriteNotes,
): Promise<Result> {
  const { idempotencyKey } = write.input;
  if (idempotencyKey === null || idempotencyKey === undefined) return inLane(context, write, notes);
  const keyed = await beginUnderKey(context, idempotencyKey, write);
  if (keyed.is === 'done') return replay(context, notes, keyed.payload as Result);
  const { claim } = keyed;
  if (keyed.is === 'begun') return recorded(context, notes, claim, () => inLane(context, write, notes, { claim }));
  return resolve(context, write, claim, keyed.outcome, notes);
}

function replay<Result>(context: GraphContext, notes: WriteNotes, result: Result): Result {
  noteReplay(context, notes);
  return result;
}

function noteReplay(context: GraphContext, notes: WriteNotes): void {
  context.extensions['idempotentReplay'] = true;
  notes.isReplay = true;
}

/**
 * Runs the write and records how it ended. Only a write without any effect is erased, so that its key can be used
 * again. If it failed after one of its calls took effect, or some of its items are open, it is recorded as unknown.
 */
async function recorded<Result extends object>(
  context: GraphContext,
  notes: WriteNotes,
  claim: Claim,
  run: () => Promise<Result>,
  first: UnknownOutcome | null = null,
  isResent = true,
): Promise<Result> {
  const startedAt = Date.now();
  const { calls } = context.write;
  const before = calls.succeeded;
  let result: Result;
  try {
    result = await run();
  } catch (error) {
    const isUnknown = error instanceof OutcomeUnknownError || calls.succeeded > before;
    const sentAt = error instanceof OutcomeUnknownError ? error.sentAt : startedAt;
    const outcome: UnknownOutcome = { sentAt, facts: notes.facts, partial: first?.partial ?? null };
    // A retry that was refused or not sent leaves an earlier try as unknown as it was, if a part of that is known.
    await endUnderKey(context, claim, isUnknown ? outcome : first?.partial == null ? null : first);
    throw error;
  }
  // Items of unknown outcome that were not sent again are as old as they were.
  await endUnderKey(context, claim, outcomeOf(result, isResent || first === null ? startedAt : first.sentAt, notes));
  return result;
}

/** Returns how a write ended that has a result. */
function outcomeOf(result: object, sentAt: number, { facts }: WriteNotes): { payload: object } | UnknownOutcome {
  if (!itemErrors(result).some(isOpen)) return { payload: result };
  return { sentAt, facts, partial: result };
}

/**
 * Verifies a write of unknown outcome again, with the facts of its first try. If it is done, records that. If it did not
 * happen and can be sent safely, sends it. Otherwise throws an {@link OutcomeUnknownError}.
 */
async function resolve<Result extends object, Facts>(
  context: GraphContext,
  write: Write<Result, Facts>,
  claim: Claim,
  unknown: UnknownOutcome,
  notes: WriteNotes,
): Promise<Result> {
  forgetReads(context);
  const facts = unknown.facts as Facts;
  notes.facts = facts;
  const known = unknown.partial as Result | null;
  const found = await lookForOpen(write, facts, known);
  if (found.is === 'done') {
    await endUnderKey(context, claim, { payload: found.result });
    return replay(context, notes, found.result);
  }
  const { sentAt } = unknown;
  const partial = found.is === 'partly' ? found.result : known;
  const errors = itemErrors(partial);
  const isHarmless =
    write.endpoint.retry === 'idempotentWrite' ||
    (errors.length > 0 && errors.every(({ code }) => code !== 'OUTCOME_UNKNOWN'));
  const waitMs = isHarmless ? 0 : Math.max(0, sentAt + context.write.settledAfterMs - Date.now());
  const isConclusive = found.is !== 'unknown';
  const sendsUnknown = isConclusive && waitMs === 0;
  if (sendsUnknown || errors.some(isNotApplied)) {
    const rest =
      partial === null ? undefined : { facts, partial, keepsUnknown: sendsUnknown ? undefined : (true as const) };
    const first = { ...unknown, partial };
    return recorded(context, notes, claim, () => inLane(context, write, notes, { claim, rest }), first, sendsUnknown);
  }
  await endUnderKey(context, claim, { ...unknown, partial });
  if (partial !== null) return replay(context, notes, partial);
  noteReplay(context, notes);
  throw new OutcomeUnknownError(queryOf(write, facts), sentAt, undefined, isConclusive ? waitMs : undefined);
}

/** Looks for a write of unknown outcome. One of which all is known, and some items were not applied, needs no look. */
function lookForOpen<Result extends object, Facts>(
  write: Write<Result, Facts>,
  facts: Facts,
  partial: Result | null,
): Promise<Found<Result>> {
  const isKnown = partial !== null && !itemCodes(partial).includes('OUTCOME_UNKNOWN');
  return isKnown ? Promise.resolve({ is: 'partly', result: partial }) : look(write, facts, { partial });
}

/** Looks for a write. One that is harmless to repeat and that no read shows counts as not seen. */
function look<Result extends object, Facts>(
  write: Write<Result, Facts>,
  facts: Facts,
  before: Pick<SentBefore<Result>, 'partial'>,
): Promise<Found<Result>> {
  const { find } = write;
  if (find !== undefined) return lookFor(() => find(facts, before));
  return Promise.resolve({ is: write.endpoint.retry === 'idempotentWrite' ? 'notSeen' : 'unknown' });
}

/** The rest of a bulk write that was sent before: the plan is that of the first try. */
interface Rest<Result, Facts> {
  readonly facts: Facts;
  readonly partial: Result;
  readonly keepsUnknown: true | undefined;
}

/** The part of a write that runs in its lane. */
interface LaneWork<Result, Facts> {
  /** The record of the write's idempotency key. */
  readonly claim?: Claim | undefined;
  readonly rest?: Rest<Result, Facts> | undefined;
}

/** Time for which the lanes must be held when a write is sent: that of a call, and something for the way. */
const sendingMs = 12_000;

function inLane<Result extends object, Facts>(
  context: GraphContext,
  write: Write<Result, Facts>,
  notes: WriteNotes,
  { claim, rest }: LaneWork<Result, Facts> = {},
): Promise<Result> {
  const { lanes, laneOf, signal } = context.write;
  const keys = [write.lane, ...(write.otherLanes ?? [])].map(laneOf);
  const left = (why: LaneExit) =>
    new WixError(why, 'not sent, because it was still waiting for earlier writes', {
      endpoint: write.endpoint.name,
      notSent: true,
    });
  const task = async (held: HeldLanes) => {
    try {
      const facts = rest === undefined ? await plannedFacts(context, write, notes) : rest.facts;
      notes.facts = facts;
      const before = { partial: rest?.partial ?? null, keepsUnknown: rest?.keepsUnknown };
      if (!(await held.holdsFor(sendingMs))) throw left('cancelled');
      if (claim !== undefined) {
        await noteSending(context, claim, { sentAt: Date.now(), facts, partial: asSent(before.partial) });
      }
      const result = await sendWith(context, write, facts, before);
      notes.wrote = write.wrote?.(result, facts) ?? [];
      for (const change of notes.wrote) noteWrite(context, change);
      return result;
    } catch (error) {
      if (error instanceof OutcomeUnknownError || isAmbiguous(error)) {
        for (const doubt of write.doubts ?? []) noteWrite(context, doubt);
      }
      throw error;
    } finally {
      forgetReads(context);
    }
  };
  return lanes.run(keys, task, { maxWaitMs: context.wix.remainingMs, signal, left });
}

/** Makes a write visible in the reads that follow, and in the directory. */
function noteWrite(context: GraphContext, write: RecentWrite): void {
  context.write.recent.note(write);
  context.directory?.wrote(write);
}

/** Plans a write that is to be sent, and returns its facts. Throws a {@link RefusedError} if the plan has problems. */
async function plannedFacts<Result extends object, Facts>(
  context: GraphContext,
  write: Write<Result, Facts>,
  notes: WriteNotes,
): Promise<Facts> {
  const planned = await write.plan('send');
  if (planned.problems.length > 0) throw new RefusedError(planned.problems);
  const isRead = context.write.audit?.readsBefore === true;
  notes.plan = (isRead ? await describedPlan(write) : null) ?? shown(planned);
  return (planned.facts ?? null) as Facts;
}

/** Maximum delay of a write by the reads that describe its changes for the audit record, in milliseconds. */
const maxPlanMs = 2_000;

/** Returns the plan with all descriptions; null if they can't be read in time. The write does not depend on them. */
async function describedPlan<Result extends object, Facts>({ plan }: Write<Result, Facts>): Promise<Plan | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), maxPlanMs);
  const described = plan('show').then(shown, () => null);
  return Promise.race([described, late.promise]).finally(() => clearTimeout(timer));
}

function queryOf<Facts>(
  { verifyQuery }: Pick<Write<object, Facts>, 'verifyQuery'>,
  facts: Facts | null,
): string | null {
  return typeof verifyQuery === 'function' ? verifyQuery(facts) : verifyQuery;
}

async function sendWith<Result extends object, Facts>(
  context: GraphContext,
  write: Write<Result, Facts>,
  facts: Facts,
  before: SentBefore<Result>,
): Promise<Result> {
  try {
    return await sendAndVerify(context, {
      endpoint: write.endpoint,
      send: () => write.send(facts, before),
      look: () => look(write, facts, before),
      verifyQuery: queryOf(write, facts),
    });
  } catch (error) {
    if (!(error instanceof OutcomeUnknownError)) throw error;
    const { verify, sentAt, cause } = error;
    const canResolve = write.input.idempotencyKey != null && write.find !== undefined;
    throw new OutcomeUnknownError(verify, sentAt, cause, canResolve ? context.write.settledAfterMs : undefined);
  }
}
