import { WixError } from './error.ts';

/**
 * A position in one of Wix's lists from which reading can continue. Over a cursor API: the cursor of a page (null: the first one)
 * and the number of its items to skip. Over an offset API: the offset.
 */
export type Position = { readonly cursor: string | null; readonly skip: number } | { readonly offset: number };

/** Consecutive items of a list. */
export interface Chunk<T> {
  readonly items: readonly T[];
  /** Position after the item at this index. */
  readonly after: (index: number) => Position;
  /** Start of the next chunk; null at the end of the list. */
  readonly next: Position | null;
  /** Length of the whole list, if Wix reports it. */
  readonly total?: number;
  /** True if Wix says that the list continues but gives no cursor. */
  readonly isCutOff?: boolean;
}

/** Reads a list from a position on (null: from its start), asking for `wanted` items; fewer or more may come back. */
export type Source<T> = (at: Position | null, wanted: number) => Promise<Chunk<T>>;

/** A page of a cursor API, in the spelling that all of them are read into. */
export interface CursorPage<T> {
  readonly items: readonly T[];
  /** The `cursors` object as it came; `next` may be absent, null or empty. */
  readonly cursors: unknown;
  /** As it came; some APIs leave it out. */
  readonly hasNext: unknown;
}

/**
 * Turns a cursor API into a {@link Source}. A position inside a page is read by asking for that page again and skipping,
 * because Wix's cursors mark page starts only and allow another limit (dev.wix.com/docs, API Query Language, paging).
 */
export function cursorSource<T>(
  maxItems: number,
  readPage: (cursor: string | null, limit: number) => Promise<CursorPage<T>>,
): Source<T> {
  return async (at, wanted) => {
    const { cursor, skip } = at === null ? { cursor: null, skip: 0 } : cursorPosition(at);
    const page = await readPage(cursor, Math.min(maxItems, skip + wanted));
    const next = nextCursor(page);
    // What is to be skipped may reach beyond a page that is cut shorter than the last time.
    const nextPosition = next === null ? null : { cursor: next, skip: Math.max(0, skip - page.items.length) };
    const items = skip === 0 ? page.items : page.items.slice(skip);
    const after = (index: number) =>
      index === items.length - 1 && nextPosition !== null ? nextPosition : { cursor, skip: skip + index + 1 };
    return { items, after, next: nextPosition, ...(next === null && page.hasNext === true ? { isCutOff: true } : {}) };
  };
}

/** The cursor of the next page; null when there is none, in any of the three spellings that Wix uses for it. */
export function nextCursor(page: Pick<CursorPage<unknown>, 'cursors' | 'hasNext'>): string | null {
  if (page.hasNext === false) return null;
  const next =
    typeof page.cursors === 'object' && page.cursors !== null && 'next' in page.cursors ? page.cursors.next : null;
  return typeof next === 'string' && next !== '' ? next : null;
}

/** A page of an offset API. `total` is absent where it is not known for certain. */
export interface OffsetPage<T> {
  readonly items: readonly T[];
  readonly total?: number;
}

/**
 * Turns an offset API into a {@link Source}. The offset advances by what came back, not by what was asked for: a page may be
 * capped lower. The list has ended at an empty page or once `total` items were passed; a short page alone is not taken as
 * the end.
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

/** A source whose items are mapped one to one. */
export function mapped<From, To>(source: Source<From>, map: (item: From) => To): Source<To> {
  return async (at, wanted) => {
    const chunk = await source(at, wanted);
    return { ...chunk, items: chunk.items.map(map) };
  };
}

/** The most chunks that one walk reads: 2,000 pages of 50 are ten times the largest account known. */
const maxChunks = 2_000;

/**
 * Walks a list chunk by chunk from a position on, until it ends or the reader stops. Throws a {@link WixError}
 * `invalidResponse` when Wix repeats a position, which would go on for ever, when it says that there is more and not where, or after 2,000 chunks.
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
    // To end here would make the list silently short.
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

/** All items of a list, in Wix's order. Rejects as {@link walk} throws; never resolves with a part of the list. */
export async function readAll<T>(endpoint: string, source: Source<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const chunk of walk(endpoint, source, null, () => Number.POSITIVE_INFINITY)) {
    for (let at = 0; at < chunk.items.length; at += 1) items.push(chunk.items[at] as T);
  }
  return items;
}
