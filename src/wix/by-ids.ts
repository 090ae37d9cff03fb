import type { AnyEndpoint, AnyInput, ById } from './endpoint.ts';
import { replaceAt, valuesAt } from './input-path.ts';
import { nextCursor } from './paging.ts';

/** The ids of a call, and their form in its input. */
export interface Ids {
  readonly form: ById;
  readonly ids: readonly string[];
}

/** Returns the list of ids in the input of a call; null if it has none that can be merged with another. */
export function idsOf({ byIds }: AnyEndpoint, input: AnyInput): Ids | null {
  if (byIds === undefined) return null;
  for (const form of byIds) {
    const [ids] = valuesAt(input, form.ids, false);
    if (Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === 'string')) return { form, ids };
  }
  return null;
}

/** Returns the same input with other ids. */
export function withIds(input: AnyInput, { ids: path }: ById, ids: readonly string[]): AnyInput {
  return replaceAt(input, path, ids);
}

/** The part of a merged response that one read gets. */
export interface Share {
  readonly object: object;
  /** Its share of all items, from 0 to 1. */
  readonly part: number;
}

/**
 * Divides the response for the `requested` ids among the reads that requested them. Each gets the items with its ids, in their order, and
 * items that nobody requested, which its own call would have returned too. Returns null for a response that can't be divided, because it
 * has no list or the list continues.
 */
export function divide(
  { items: list, id, paging }: ById,
  response: object,
  requested: ReadonlySet<string>,
  reads: readonly ReadonlySet<string>[],
): Share[] | null {
  const { [list]: items, [paging]: metadata } = response as Record<string, unknown>;
  if (!Array.isArray(items) || hasMore(metadata)) return null;
  const shares: unknown[][] = reads.map(() => []);
  const sharesById = new Map<unknown, unknown[][]>([...requested].map((one) => [one, []]));
  for (const [at, ids] of reads.entries()) {
    for (const one of ids) sharesById.get(one)?.push(shares[at] as unknown[]);
  }
  for (const item of items) {
    const known = valuesAt(item, id, true).filter((one) => sharesById.has(one));
    const owners = new Set(known.flatMap((one) => sharesById.get(one) ?? []));
    for (const share of known.length > 0 ? owners : shares) share.push(item);
  }
  return shares.map((share) => ({
    object: { ...response, [list]: share, ...countOf(paging, metadata, share.length) },
    part: items.length === 0 ? 1 / reads.length : share.length / items.length,
  }));
}

function hasMore(metadata: unknown): boolean {
  if (typeof metadata !== 'object' || metadata === null) return false;
  const { cursors, hasNext } = metadata as { cursors?: unknown; hasNext?: unknown };
  return hasNext === true || nextCursor({ cursors, hasNext }) !== null;
}

/** Returns the metadata with its count of items, if it has one, adapted to this page. */
function countOf(paging: string, metadata: unknown, count: number): object {
  const isCounted = typeof metadata === 'object' && metadata !== null && 'count' in metadata;
  return isCounted ? { [paging]: { ...metadata, count } } : {};
}
