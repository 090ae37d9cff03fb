import { flag, integer, list, object, text } from '../../lib/read.ts';
import { shownCode } from '../../wix/shown.ts';
import type { GraphContext } from '../context.ts';
import { timesToLook } from './reconcile.ts';
import { isAmbiguous } from './run-write.ts';
import { notSentError, toUserErrors, type UserError } from './user-error.ts';

/** What became of one item of a bulk write. */
export interface ItemOutcome {
  /** Null when it was carried out. */
  readonly error: UserError | null;
}

export interface Bulk<Item, Answer> {
  readonly items: readonly Item[];
  /** How many items one call takes. */
  readonly maxItems: number;
  /** Where the items stand in the arguments. */
  readonly path: readonly string[];
  readonly send: (items: readonly Item[]) => Promise<Answer>;
  /** Reads one call's answer: an outcome for each of its items. `offset` is the place of the first of them among all. */
  readonly outcomesOf: (answer: Answer, items: readonly Item[], offset: number) => readonly ItemOutcome[];
  /** Whether a read shows that an item was carried out; asked after a lost answer. Absent: it cannot be told. */
  readonly isDone?: (item: Item) => Promise<boolean>;
}

/**
 * Sends the items in calls of at most `maxItems`, one after the other, and answers what became of each, in the order of the items.
 * A call that fails fails its own items only. After a lost answer each item is looked for; one that is not found is
 * OUTCOME_UNKNOWN. Rejects only when the first call failed and nothing can have been carried out.
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
      const done = isAmbiguous(error) ? await lookFor(context, bulk, part) : new Set();
      outcomes.push(
        ...part.map((item, index) => ({
          error: done.has(item) ? null : itemError(error, [...bulk.path, String(offset + index)]),
        })),
      );
    }
  }
  return outcomes;
}

/** The items that a read shows to be carried out, looked for until all are found or the pauses are used up. */
async function lookFor<Item, Answer>(
  context: GraphContext,
  bulk: Bulk<Item, Answer>,
  items: readonly Item[],
): Promise<Set<Item>> {
  const done = new Set<Item>();
  const { isDone } = bulk;
  if (isDone === undefined) return done;
  for await (const _ of timesToLook(context)) {
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
        message: 'It is not known whether this was carried out. Look before you repeat it.',
        path,
        upstreamCode: null,
      }
    : notSentError(error, path);
}

/**
 * Reads the `results` of a bulk answer (`itemMetadata { id originalIndex success error }`), aligned with the items sent.
 * `originalIndex` may be a number, a text or absent; then the id or the position tells. An item without a result is unknown.
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
          message: 'Wix did not say what became of this.',
          path: itemPath,
          upstreamCode: null,
        },
      };
    }
    if (flag(entry['success'])) return { error: null };
    const upstreamCode = shownCode(text(object(entry['error'])['code']) ?? undefined);
    return { error: { code: 'REJECTED', message: 'Wix refused this item.', path: itemPath, upstreamCode } };
  });
}
