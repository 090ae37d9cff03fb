import { flag, integer, list, object, text } from '../../lib/read.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { shownCode } from '../../wix/shown.ts';
import type { GraphContext } from '../context.ts';
import { OutcomeUnknownError } from './errors.ts';
import { isOpen } from './item-errors.ts';
import { sendAndVerify, verifyAttempts } from './lost-write.ts';
import type { SentBefore } from './sent-before.ts';
import { notSentError, toUserErrors, type UserError } from './user-error.ts';

/** The result of one item of a bulk write. */
export interface ItemOutcome {
  /** Null if the item was applied. */
  readonly error: UserError | null;
}

export interface Bulk<Item, Answer> {
  readonly endpoint: AnyEndpoint;
  readonly items: readonly Item[];
  /** Maximum number of items per REST call. */
  readonly maxItems: number;
  /** The path of the items in the arguments. */
  readonly path: readonly string[];
  readonly send: (items: readonly Item[]) => Promise<Answer>;
  /** Reads the response of one REST call: an outcome for each of its items, whose positions are given. */
  readonly outcomesOf: (answer: Answer, items: readonly Item[], positions: readonly number[]) => readonly ItemOutcome[];
  /**
   * Returns the items that reads show to be applied; called after a lost response. Absent: nothing that can be read
   * shows them.
   */
  readonly shownOf?: (items: readonly Item[]) => Promise<ReadonlySet<Item>>;
}

interface Placed<Item> {
  readonly item: Item;
  readonly position: number;
}

/**
 * Sends the items in REST calls of at most `maxItems`, one after the other, and returns the outcome of each item in
 * their order. A call that fails only fails its own items. After a lost response each item is verified; an item that
 * can't be verified is OUTCOME_UNKNOWN. Rejects only if the first call failed and nothing can have been applied.
 *
 * `before` is an earlier try: only its items that were not applied are sent and, if they can be, the unknown ones.
 */
export async function sendInBulk<Item, Answer>(
  context: GraphContext,
  bulk: Bulk<Item, Answer>,
  before: SentBefore<readonly ItemOutcome[]>,
): Promise<ItemOutcome[]> {
  const { partial, keepsUnknown } = before;
  const open = openItems(bulk, partial).filter(
    ({ position }) => keepsUnknown !== true || !isUnknownAt(partial, position),
  );
  const outcomes = new Map<number, ItemOutcome>();
  for (let offset = 0; offset < open.length; offset += bulk.maxItems) {
    const part = open.slice(offset, offset + bulk.maxItems);
    const sent = await sendPart(context, bulk, part).catch((error: unknown) => {
      if (offset === 0 && partial === null) throw error;
      return part.map(({ position }) => ({ error: itemError(error, [...bulk.path, String(position)]) }));
    });
    part.forEach(({ position }, index) => {
      outcomes.set(position, sent[index] ?? { error: unknownItem([...bulk.path, String(position)]) });
    });
  }
  return bulk.items.map((_item, position) => outcomes.get(position) ?? partial?.[position] ?? { error: null });
}

/** Verifies the unknown items of an earlier try, or all of them if nothing is known, and returns all outcomes. */
export async function findInBulk<Item, Answer>(
  bulk: Bulk<Item, Answer>,
  before: readonly ItemOutcome[] | null,
): Promise<ItemOutcome[]> {
  const lost = openItems(bulk, before).filter(({ position }) => before === null || isUnknownAt(before, position));
  const open = new Set(lost.map(({ position }) => position));
  const done = (await bulk.shownOf?.([...open].flatMap((position) => bulk.items[position] ?? []))) ?? new Set();
  return bulk.items.map((item, position) => {
    if (!open.has(position)) return before?.[position] ?? { error: null };
    return { error: done.has(item) ? null : unknownItem([...bulk.path, String(position)]) };
  });
}

/** Returns whether some items are neither applied nor refused. */
export function hasOpen(outcomes: readonly ItemOutcome[]): boolean {
  return outcomes.some(({ error }) => error !== null && isOpen(error));
}

function isUnknownAt(outcomes: readonly ItemOutcome[] | null, position: number): boolean {
  return isUnknown(outcomes?.[position] ?? { error: null });
}

function isUnknown({ error }: ItemOutcome): boolean {
  return error?.code === 'OUTCOME_UNKNOWN';
}

function openItems<Item, Answer>(
  { items }: Bulk<Item, Answer>,
  before: readonly ItemOutcome[] | null,
): readonly Placed<Item>[] {
  return items
    .map((item, position) => ({ item, position }))
    .filter(({ position }) => {
      const error = before?.[position]?.error ?? null;
      return before === null || (error !== null && isOpen(error));
    });
}

/** Sends the items of one call. Rejects if none of them can have been applied. */
async function sendPart<Item, Answer>(
  context: GraphContext,
  bulk: Bulk<Item, Answer>,
  part: readonly Placed<Item>[],
): Promise<readonly ItemOutcome[]> {
  const { endpoint, shownOf } = bulk;
  const items = part.map(({ item }) => item);
  const positions = part.map(({ position }) => position);
  let done: ReadonlySet<Item> = new Set();
  const outcomes = () =>
    part.map(({ item, position }) => ({
      error: done.has(item) ? null : unknownItem([...bulk.path, String(position)]),
    }));
  try {
    const sent = await sendAndVerify<readonly ItemOutcome[]>(context, {
      endpoint,
      send: async () => bulk.outcomesOf(await bulk.send(items), items, positions),
      look: async () => {
        if (shownOf === undefined) return { is: endpoint.retry === 'idempotentWrite' ? 'notSeen' : 'unknown' };
        done = await shownOf(items);
        return done.size === items.length ? { is: 'done', result: outcomes() } : { is: 'notSeen' };
      },
      verifyQuery: null,
    });
    return shownOf !== undefined && sent.some(isUnknown) ? verifyUnreported(context, part, sent, shownOf) : sent;
  } catch (error) {
    if (!(error instanceof OutcomeUnknownError)) throw error;
    return outcomes();
  }
}

/** Verifies the items that a response does not mention. */
async function verifyUnreported<Item>(
  context: GraphContext,
  part: readonly Placed<Item>[],
  sent: readonly ItemOutcome[],
  shownOf: (items: readonly Item[]) => Promise<ReadonlySet<Item>>,
): Promise<readonly ItemOutcome[]> {
  const open = part.filter((_placed, index) => isUnknown(sent[index] ?? { error: null })).map(({ item }) => item);
  let done: ReadonlySet<Item> = new Set();
  for await (const _ of verifyAttempts(context)) {
    done = await shownOf(open).catch(() => done);
    if (done.size === open.length) break;
  }
  return sent.map((outcome, index) => {
    const placed = part[index];
    return placed !== undefined && isUnknown(outcome) && done.has(placed.item) ? { error: null } : outcome;
  });
}

function unknownItem(path: readonly string[]): UserError {
  return {
    code: 'OUTCOME_UNKNOWN',
    message:
      'It is not known whether this was applied. Check before you retry, or retry with the same idempotencyKey: then ' +
      'the graph looks again.',
    path,
    upstreamCode: null,
  };
}

function itemError(error: unknown, path: readonly string[]): UserError {
  const [refusal] = toUserErrors(error) ?? [];
  return refusal === undefined ? notSentError(error, path) : { ...refusal, path };
}

/**
 * Reads the `results` of a bulk response (`itemMetadata { id originalIndex success error }`), aligned with the items
 * sent. `originalIndex` can be a number, a text or absent; without it, the id or the position is used. An item without
 * a result is unknown.
 */
export function readBulkResults(
  results: unknown,
  ids: readonly string[],
  positions: readonly number[],
  path: readonly string[],
): ItemOutcome[] {
  const entries = list(results).map((entry) => object(object(entry)['itemMetadata']));
  const byIndex = new Map<number, Readonly<Record<string, unknown>>>();
  entries.forEach((entry, position) => {
    const index = integer(entry['originalIndex']) ?? ids.indexOf(text(entry['id']) ?? '');
    byIndex.set(index >= 0 ? index : position, entry);
  });
  return ids.map((_id, index) => {
    const entry = byIndex.get(index);
    const itemPath = [...path, String(positions[index] ?? index)];
    if (entry === undefined) {
      return {
        error: {
          code: 'OUTCOME_UNKNOWN',
          message: 'Wix did not report whether this was applied.',
          path: itemPath,
          upstreamCode: null,
        },
      };
    }
    if (flag(entry['success'])) return { error: null };
    const upstreamCode = shownCode(text(object(entry['error'])['code']) ?? undefined);
    return { error: rejected(upstreamCode, itemPath) };
  });
}

function rejected(upstreamCode: string | null, path: readonly string[]): UserError {
  return upstreamCode !== null && /NOT_FOUND/.test(upstreamCode)
    ? { code: 'NOT_FOUND', message: 'The object to change does not exist in Wix.', path, upstreamCode }
    : { code: 'REJECTED', message: 'Wix rejected this item.', path, upstreamCode };
}
