import { flag, integer, list, object, text } from '../../lib/read.ts';
import { shownCode } from '../../wix/shown.ts';
import type { GraphContext } from '../context.ts';
import { verifyAttempts } from './reconcile.ts';
import { isAmbiguous } from './run-write.ts';
import { notSentError, toUserErrors, type UserError } from './user-error.ts';

/** The result of one item of a bulk write. */
export interface ItemOutcome {
  /** Null if the item was applied. */
  readonly error: UserError | null;
}

export interface Bulk<Item, Answer> {
  readonly items: readonly Item[];
  /** Maximum number of items per REST call. */
  readonly maxItems: number;
  /** The path of the items in the arguments. */
  readonly path: readonly string[];
  readonly send: (items: readonly Item[]) => Promise<Answer>;
  /**
   * Reads the response of one REST call: an outcome for each of its items. `offset` is the index of its first item
   * among all items.
   */
  readonly outcomesOf: (answer: Answer, items: readonly Item[], offset: number) => readonly ItemOutcome[];
  /** Whether a read shows that an item was applied; called after a lost response. Absent: it can't be verified. */
  readonly isDone?: (item: Item) => Promise<boolean>;
}

/**
 * Sends the items in REST calls of at most `maxItems`, one after the other, and returns the outcome of each item in
 * their order. A call that fails only fails its own items. After a lost response each item is verified; an item that
 * can't be verified is OUTCOME_UNKNOWN. Rejects only if the first call failed and nothing can have been applied.
 */
export async function sendInBulk<Item, Answer>(
  context: GraphContext,
  bulk: Bulk<Item, Answer>,
): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  for (let offset = 0; offset < bulk.items.length; offset += bulk.maxItems) {
    const part = bulk.items.slice(offset, offset + bulk.maxItems);
    try {
      outcomes.push(...bulk.outcomesOf(await bulk.send(part), part, offset));
    } catch (error) {
      if (offset === 0 && !isAmbiguous(error)) throw error;
      const done = isAmbiguous(error) ? await verifyItems(context, bulk, part) : new Set();
      outcomes.push(
        ...part.map((item, index) => ({
          error: done.has(item) ? null : itemError(error, [...bulk.path, String(offset + index)]),
        })),
      );
    }
  }
  return outcomes;
}

/** Returns the items that reads show to be applied. Reads until all are found or no pauses are left. */
async function verifyItems<Item, Answer>(
  context: GraphContext,
  bulk: Bulk<Item, Answer>,
  items: readonly Item[],
): Promise<Set<Item>> {
  const done = new Set<Item>();
  const { isDone } = bulk;
  if (isDone === undefined) return done;
  for await (const _ of verifyAttempts(context)) {
    const missing = items.filter((item) => !done.has(item));
    const found = await Promise.all(missing.map((item) => isDone(item).catch(() => false)));
    missing.forEach((item, index) => {
      if (found[index]) done.add(item);
    });
    if (done.size === items.length) break;
  }
  return done;
}

function itemError(error: unknown, path: readonly string[]): UserError {
  const [refusal] = toUserErrors(error) ?? [];
  if (refusal !== undefined) return { ...refusal, path };
  return isAmbiguous(error)
    ? {
        code: 'OUTCOME_UNKNOWN',
        message: 'It is not known whether this was applied. Check before you retry.',
        path,
        upstreamCode: null,
      }
    : notSentError(error, path);
}

/**
 * Reads the `results` of a bulk response (`itemMetadata { id originalIndex success error }`), aligned with the items
 * sent. `originalIndex` can be a number, a text or absent; without it, the id or the position is used. An item without
 * a result is unknown.
 */
export function readBulkResults(
  results: unknown,
  ids: readonly string[],
  offset: number,
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
    const itemPath = [...path, String(offset + index)];
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
