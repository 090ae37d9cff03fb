import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { Plan, PlannedCall } from './dry-run.ts';
import { OutcomeUnknownError } from './errors.ts';
import { isNotApplied, isOpen } from './item-errors.ts';
import type { Found } from './lost-write.ts';
import type { SentBefore } from './sent-before.ts';
import { notSentError, type Refusal, toUserErrors, type UserError } from './user-error.ts';

/** The result of one item of a batch, which is a write of its own. */
export interface BatchItem {
  readonly index: number;
  /** Empty if the item was applied. */
  readonly userErrors: readonly UserError[];
  /** A GraphQL query that shows whether an item of unknown outcome was applied. */
  readonly verify: string | null;
}

/** The plan of one item. One with problems refuses the whole batch. */
export interface ItemPlan<Facts> extends Plan {
  /** The facts that the item is sent with. Null if there are problems. */
  readonly facts: Facts | null;
}

/** A write of many items, each with REST calls of its own. */
export interface Batch<Facts, Item extends BatchItem> {
  /** Returns the path of an item in the arguments. */
  readonly pathOf: (index: number) => readonly string[];
  /** Names the object that an item changes. Items of one object are sent one after the other. @default one object */
  readonly objectOf?: (index: number) => string;
  /** Sends an item, or what an earlier try of it leaves open. Rejects if nothing of it was applied. */
  readonly send: (index: number, facts: Facts, before: SentBefore<Item>) => Promise<Item>;
  /** Looks for items of unknown outcome with one read of all of them, and returns what is known of each. */
  readonly find: (items: readonly LostItem<Facts, Item>[]) => Promise<readonly Item[]>;
  /** Returns the result of an item of which nothing was applied. */
  readonly failed: (base: BatchItem, facts: Facts) => Item;
  readonly verifyQuery: (index: number) => string;
  /** A GraphQL query for all items, if nothing is known of any. */
  readonly verifyAll: string;
  /** Maps the field names of Wix's violations to fields of an item. */
  readonly paths?: Readonly<Record<string, string>>;
  readonly refusals?: Readonly<Record<string, Refusal>>;
}

/** An item whose outcome is unknown. */
export interface LostItem<Facts, Item> {
  readonly index: number;
  readonly facts: Facts;
  readonly before: Item | null;
}

/** Objects that are written at the same time. */
const maxObjects = 4;

/** Time that is needed to send an item, at least. Without it, the item is left for a retry rather than cut off. */
const sendingMs = 1_000;

/** Plans a batch from the plans of its items. */
export function planBatch<Facts>(items: readonly ItemPlan<Facts>[]): Plan & { readonly facts: Facts[] | null } {
  const counts = new Map<PlannedCall['endpoint'], number>();
  for (const { endpoint, count } of items.flatMap(({ calls }) => calls)) {
    counts.set(endpoint, (counts.get(endpoint) ?? 0) + count);
  }
  const problems = items.flatMap((item) => item.problems);
  return {
    changes: items.flatMap(({ changes }) => changes),
    problems,
    calls: [...counts].map(([endpoint, count]) => ({ endpoint, count })),
    warnings: items.flatMap(({ warnings = [] }) => warnings),
    facts: problems.length > 0 ? null : items.flatMap(({ facts }) => facts ?? []),
  };
}

/**
 * Sends the items that an earlier try leaves open, and returns the result of each item in the order of the input. A
 * failure concerns its own item, unless every other one would meet it too: then the rest is not sent. Rejects with such
 * a failure if nothing was applied, and with an {@link OutcomeUnknownError} if nothing is known of any item.
 */
export async function sendBatch<Facts, Item extends BatchItem>(
  context: GraphContext,
  batch: Batch<Facts, Item>,
  facts: readonly Facts[],
  { partial, keepsUnknown }: SentBefore<readonly Item[]>,
): Promise<Item[]> {
  const results = new Map(partial?.entries());
  const sentAt = Date.now();
  let blockedBy: WixError | null = null;
  let hasEffect = partial !== null;
  const fail = (index: number, itemFacts: Facts, userErrors: readonly UserError[]) => {
    // An item of an earlier try stays as it is known from there.
    results.set(index, partial?.[index] ?? batch.failed({ index, userErrors, verify: null }, itemFacts));
  };
  const sendItem = async (index: number, itemFacts: Facts) => {
    const at = batch.pathOf(index);
    blockedBy ??= hasEffect ? noTime(context) : null;
    if (blockedBy !== null) return fail(index, itemFacts, [notSentError(blockedBy, at)]);
    try {
      results.set(index, await batch.send(index, itemFacts, { partial: partial?.[index] ?? null, keepsUnknown }));
      hasEffect = true;
    } catch (error) {
      const refused = toUserErrors(error, batch.paths, batch.refusals);
      if (error instanceof OutcomeUnknownError) {
        hasEffect = true;
        results.set(index, unknownResult(batch, index, itemFacts));
      } else if (refused !== null) {
        hasEffect = true;
        const userErrors = refused.map((one) => ({ ...one, path: [...at, ...one.path.slice(1)] }));
        results.set(index, batch.failed({ index, userErrors, verify: null }, itemFacts));
      } else if (error instanceof WixError) {
        if (ofAllItems.has(error.failure) || (error.failure === 'forbidden' && !hasEffect)) blockedBy ??= error;
        fail(index, itemFacts, [notSentError(error, at)]);
      } else {
        throw error;
      }
    }
  };
  const open = facts.flatMap((item, index) => {
    const errors = partial?.[index]?.userErrors ?? null;
    const isSent = errors === null || errors.some(keepsUnknown === true ? isNotApplied : isOpen);
    return isSent ? [{ index, facts: item }] : [];
  });
  const objects = Map.groupBy(open, ({ index }) => batch.objectOf?.(index) ?? '').values();
  await Promise.all(
    Array.from({ length: maxObjects }, async () => {
      for (const items of objects) for (const item of items) await sendItem(item.index, item.facts);
    }),
  );
  if (blockedBy !== null && !hasEffect) throw blockedBy;
  const items = facts.flatMap((_item, index) => results.get(index) ?? []);
  if (items.every(isUnknown)) throw new OutcomeUnknownError(batch.verifyAll, sentAt, undefined);
  return items;
}

/** Failures that every other item would meet too. */
const ofAllItems: ReadonlySet<WixError['failure']> = new Set([
  'unauthenticated',
  'rateLimited',
  'callLimit',
  'deadline',
  'cancelled',
  'stopping',
]);

/** Returns the failure of an item for which no time is left, or whose caller disconnected; null if it can be sent. */
function noTime({ wix, write }: GraphContext): WixError | null {
  const details = { endpoint: 'batch', notSent: true };
  if (write.signal?.aborted === true) return new WixError('cancelled', 'not sent: the caller disconnected', details);
  return wix.remainingMs < sendingMs ? new WixError('deadline', 'not sent: no time is left', details) : null;
}

/** Looks for the items of unknown outcome, all of them if nothing is known. */
export async function findBatch<Facts, Item extends BatchItem, Result>(
  batch: Batch<Facts, Item>,
  facts: readonly Facts[],
  partial: readonly Item[] | null,
  resultOf: (items: readonly Item[]) => Result,
): Promise<Found<Result>> {
  const lost = facts.flatMap((item, index): LostItem<Facts, Item>[] => {
    const before = partial?.[index] ?? null;
    return before === null || isUnknown(before) ? [{ index, facts: item, before }] : [];
  });
  const found = new Map((await batch.find(lost)).map((item) => [item.index, item]));
  const results = facts.map((item, index) => found.get(index) ?? partial?.[index] ?? unknownResult(batch, index, item));
  if (partial === null && results.every(isUnknown)) return { is: 'notSeen' };
  const hasOpen = results.some(({ userErrors }) => userErrors.some(isOpen));
  return { is: hasOpen ? 'partly' : 'done', result: resultOf(results) };
}

function isUnknown({ userErrors }: BatchItem): boolean {
  return userErrors.some(({ code }) => code === 'OUTCOME_UNKNOWN');
}

/** Returns the error of an item whose outcome is unknown. */
export function unknownItem(path: readonly string[]): UserError {
  return {
    code: 'OUTCOME_UNKNOWN',
    message:
      'It is not known whether this was applied. Run the query in verify before you retry, or retry with the same ' +
      'idempotencyKey: then the graph looks again.',
    path,
    upstreamCode: null,
  };
}

function unknownResult<Facts, Item extends BatchItem>(batch: Batch<Facts, Item>, index: number, facts: Facts) {
  const userErrors = [unknownItem(batch.pathOf(index))];
  return batch.failed({ index, userErrors, verify: batch.verifyQuery(index) }, facts);
}
