import { WixError } from './error.ts';

/**
 * A position in one of Wix's lists from which reading can continue. For a cursor API: the cursor of a page (null: the first one) and the
 * number of its items to skip. For an offset API: the offset.
 */
export type Position = { readonly cursor: string | null; readonly skip: number } | { readonly offset: number };

/** Consecutive items of a list. */
export interface Chunk<T> {
  readonly items: readonly T[];
  /** Position after the item at this index. */
  readonly after: (index: number) => Position;
  /** Position of the next chunk; null at the end of the list. */
  readonly next: Position | null;
  /** Length of the whole list, if Wix returns it. */
  readonly total?: number;
  /** Whether Wix reports that the list continues but returns no cursor. */
  readonly isCutOff?: boolean;
}

/** Reads a list from a position on (null: from its start). Requests `wanted` items; fewer or more can be returned. */
export type Source<T> = (at: Position | null, wanted: number) => Promise<Chunk<T>>;

/** A page of a cursor API, in one form for all APIs. */
export interface CursorPage<T> {
  readonly items: readonly T[];
  /** The `cursors` object as received; `next` can be absent, null or empty. */
  readonly cursors: unknown;
  /** As received; some APIs omit it. */
  readonly hasNext: unknown;
}

/**
 * Adapts a cursor API to a {@link Source}. A position inside a page is read by requesting that page again and skipping items, because
 * Wix's cursors only mark the start of pages and allow another limit (dev.wix.com/docs, API Query Language, paging).
 */
export function cursorSource<T>(
  maxItems: number,
  readPage: (cursor: string | null, limit: number) => Promise<CursorPage<T>>,
): Source<T> {
  return async (at, wanted) => {
    const { cursor, skip } = at === null ? { cursor: null, skip: 0 } : cursorPosition(at);
    const page = await readPage(cursor, Math.min(maxItems, skip + wanted));
    const next = nextCursor(page);
    // The page can be shorter than the last time, so the items to skip can extend beyond it.
    const nextPosition = next === null ? null : { cursor: next, skip: Math.max(0, skip - page.items.length) };
    const items = skip === 0 ? page.items : page.items.slice(skip);
    const after = (index: number) =>
      index === items.length - 1 && nextPosition !== null ? nextPosition : { cursor, skip: skip + index + 1 };
    return { items, after, next: nextPosition, ...(next === null && page.hasNext === true ? { isCutOff: true } : {}) };
  };
}

/** Returns the cursor of the next page; null if there is none, which Wix writes in three ways. */
export function nextCursor(page: Pick<CursorPage<unknown>, 'cursors' | 'hasNext'>): string | null {
  if (page.hasNext === false) return null;
  const next =
    typeof page.cursors === 'object' && page.cursors !== null && 'next' in page.cursors ? page.cursors.next : null;
  return typeof next === 'string' && next !== '' ? next : null;
}

/** A page of an offset API. `total` is absent if it is not certain. */
export interface OffsetPage<T> {
  readonly items: readonly T[];
  readonly total?: number;
}

/**
 * Adapts an offset API to a {@link Source}. The offset advances by the number of returned items, because Wix can cap a page. The list ends
 * at an empty page or after `total` items; a short page alone is not its end.
 */
export function offsetSource<T>(
  maxItems: number,
  readPage: (offset: number, limit: number) => Promise<OffsetPage<T>>,
): Source<T> {
  return async (at, wanted) => {
    const offset = at === null ? 0 : offsetPosition(at);
    const limit = Math.min(maxItems, wanted);
    const { items, total } = await readPage(offset, limit);
    const end = offset + items.length;
    const ended = items.length === 0 || (total !== undefined && end >= total);
    return {
      items,
      after: (index) => ({ offset: offset + index + 1 }),
      next: ended ? null : { offset: end },
      ...(total === undefined ? {} : { total }),
    };
  };
}

function cursorPosition(at: Position): { cursor: string | null; skip: number } {
  if ('offset' in at) throw new TypeError('A cursor API cannot be read from an offset.');
  return at;
}

function offsetPosition(at: Position): number {
  if (!('offset' in at)) throw new TypeError('An offset API cannot be read from a cursor.');
  return at.offset;
}

/** Maps the items of a source one to one. */
export function mapped<From, To>(source: Source<From>, map: (item: From) => To): Source<To> {
  return async (at, wanted) => {
    const chunk = await source(at, wanted);
    return { ...chunk, items: chunk.items.map(map) };
  };
}

/** Maximum number of chunks of a walk. 2,000 pages of 50 are ten times the largest known account. */
const maxChunks = 2_000;

/**
 * Walks a list chunk by chunk from a position on, until it ends or the reader stops. Throws a {@link WixError} `invalidResponse` if Wix
 * repeats a position, which would never end, if the list continues without a cursor, or after 2,000 chunks.
 */
export async function* walk<T>(
  endpoint: string,
  source: Source<T>,
  start: Position | null,
  wanted: () => number,
): AsyncGenerator<Chunk<T>, void, undefined> {
  const seen = new Set<string>(start === null ? [] : [JSON.stringify(start)]);
  for (let at = start; ; ) {
    const chunk = await source(at, wanted());
    // Ending here would silently truncate the list.
    if (chunk.isCutOff)
      throw new WixError('invalidResponse', 'the list continues, but there is no cursor for the next page', {
        endpoint,
      });
    yield chunk;
    if (chunk.next === null) return;
    const mark = JSON.stringify(chunk.next);
    if (seen.has(mark) || seen.size >= maxChunks) {
      throw new WixError('invalidResponse', 'paging does not end', { endpoint });
    }
    seen.add(mark);
    at = chunk.next;
  }
}

/** Returns all items of a list, in Wix's order. Rejects if {@link walk} throws; never resolves with a part of the list. */
export async function readAll<T>(endpoint: string, source: Source<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const chunk of walk(endpoint, source, null, () => Number.POSITIVE_INFINITY)) {
    for (let at = 0; at < chunk.items.length; at += 1) items.push(chunk.items[at] as T);
  }
  return items;
}
