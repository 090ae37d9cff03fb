import type { AnyEndpoint, AnyInput, ById } from './endpoint.ts';
import { replaceAt, valuesAt } from './input-path.ts';
import { nextCursor } from './paging.ts';

/** The ids of a call, and the form in which they stand in it. */
export interface Ids {
  readonly form: ById;
  readonly ids: readonly string[];
}

/** Finds the list of ids in the input of a call; null if it has none that could be merged with another. */
export function idsOf({ byIds }: AnyEndpoint, input: AnyInput): Ids | null {
  if (byIds === undefined) return null;
  for (const form of byIds) {
    const [ids] = valuesAt(input, form.ids, false);
    if (Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === 'string')) return { form, ids };
  }
  return null;
}

/** The same input with other ids. */
export function withIds(input: AnyInput, { ids: path }: ById, ids: readonly string[]): AnyInput {
  return replaceAt(input, path, ids);
}

/** The part of a merged response that one read gets. */
export interface Share {
  readonly object: object;
  /** Its part of all items, from 0 to 1. */
  readonly part: number;
}

/**
 * Divides the response to `requested` ids among the reads that asked for them: each gets the items with its ids, in their order, and those
 * that were not requested at all, which its own call would have shown it too. Returns null for a response that cannot be divided: it
 * has no list, or the list goes on.
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

/** The metadata with the count of the items of this page, where it has one. */
function countOf(paging: string, metadata: unknown, count: number): object {
  const isCounted = typeof metadata === 'object' && metadata !== null && 'count' in metadata;
  return isCounted ? { [paging]: { ...metadata, count } } : {};
}
