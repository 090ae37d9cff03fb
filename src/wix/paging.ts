import { createHash } from 'node:crypto';
import { WixError } from './error.ts';

/**
 * A position in one of Wix's lists from which reading can continue. It names items and not only places, because lists change between
 * reads. Over a cursor API: the cursor of a page (null: the first one) and the marks of its items that were already read. Over an offset
 * API: the offset and the marks of the last items before it.
 */
export type Position =
  | { readonly cursor: string | null; readonly read: readonly string[] }
  | { readonly offset: number; readonly behind: readonly string[] };

/** Returns the mark of an item in a position: 48 bits of its key's hash. */
export function markOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, markLength);
}

/** The length of each mark in a position. */
export const markLength = 8;

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
 * Turns a cursor API into a {@link Source}. A position inside a page is read by requesting that page again and leaving out the items that
 * were already read, because Wix's cursors mark page starts only and allow another limit (dev.wix.com/docs, API Query Language, paging).
 * INFERRED from the cursor object of older docs, which held an id and its dates: a cursor names the item that its page follows, so what
 * changes before it shifts nothing.
 * @param keyOf identifies an item in the list
 */
export function cursorSource<T>(
  maxItems: number,
  readPage: (cursor: string | null, limit: number) => Promise<CursorPage<T>>,
  keyOf: (item: T) => string,
): Source<T> {
  return async (at, wanted) => {
    const { cursor, read } = at === null ? { cursor: null, read: [] } : cursorPosition(at);
    const page = await readPage(cursor, Math.min(maxItems, read.length + wanted));
    const { items, missing, present } = withoutRead(page.items, read, keyOf);
    const next = nextCursor(page);
    // Items that new ones have pushed out of this page come in the next one.
    const nextPosition = next === null ? null : { cursor: next, read: missing };
    let marks: readonly string[] | undefined;
    const after = (index: number) => {
      if (index === items.length - 1 && nextPosition !== null) return nextPosition;
      marks ??= items.map((item) => markOf(keyOf(item)));
      return { cursor, read: [...missing, ...present, ...marks.slice(0, index + 1)].slice(-maxRead(maxItems)) };
    };
    return { items, after, next: nextPosition, ...(next === null && page.hasNext === true ? { isCutOff: true } : {}) };
  };
}

/** The most marks in a position over a cursor API: those of a page, and as many that are no longer on it. */
export function maxRead(maxItems: number): number {
  return 2 * maxItems;
}

/** Splits a page by the marks of what was read: the items left, and the marks that the page has or lacks. */
function withoutRead<T>(page: readonly T[], read: readonly string[], keyOf: (item: T) => string) {
  if (read.length === 0) return { items: page, missing: [], present: [] };
  const known = new Set(read);
  const here = new Set(page.map((item) => markOf(keyOf(item))));
  return {
    items: page.filter((item) => !known.has(markOf(keyOf(item)))),
    missing: read.filter((mark) => !here.has(mark)),
    present: read.filter((mark) => here.has(mark)),
  };
}

/** Returns the cursor of the next page; null if there is none, which Wix writes in three ways. */
export function nextCursor(page: Pick<CursorPage<unknown>, 'cursors' | 'hasNext'>): string | null {
  if (page.hasNext === false) return null;
  const next =
    typeof page.cursors === 'object' && page.cursors !== null && 'next' in page.cursors ? page.cursors.next : null;
  return typeof next === 'string' && next !== '' ? next : null;
}

function cursorPosition(at: Position): { cursor: string | null; read: readonly string[] } {
  if ('offset' in at) throw new TypeError('A cursor API cannot be read from an offset.');
  return at;
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
