import { WixError } from './error.ts';
import { type Chunk, markOf, type Position, type Source } from './paging.ts';

/** A page of an offset API. `total` is absent where it is not known for certain. */
export interface OffsetPage<T> {
  readonly items: readonly T[];
  readonly total?: number;
}

/** An offset API and what a {@link Source} over it needs to know. */
export interface OffsetApi<T> {
  /** Name of the endpoint, for errors. */
  readonly endpoint: string;
  /** The largest page. */
  readonly maxItems: number;
  readonly readPage: (offset: number, limit: number) => Promise<OffsetPage<T>>;
  /**
   * Identifies an item and its place in the order. In an order that can change (names), the key contains what the list is ordered by, so
   * that an item that moved is not taken for the one that was read.
   */
  readonly keyOf: (item: T) => string;
}

/** The number of items before a position whose marks it holds. One of them must still be in its place to continue. */
export const maxBehind = 16;

/** The most pages to search before the expected place of the last item. Behind it, one page is searched. */
const maxPagesSearched = 8;

type OffsetPosition = Extract<Position, { readonly offset: number }>;

/**
 * Turns an offset API into a {@link Source}. Each page overlaps the one before by an item. If that item is not where it was, because others
 * were added or removed before it, its new place is searched, or that of one of the fifteen before it. Throws a {@link WixError}
 * `listChanged` if none of them is found: nothing is skipped silently.
 *
 * The offset advances by what came back, not by what was requested: a page may be capped lower. The list has ended at an empty page or
 * once `total` items were passed; a short page alone is not taken as the end.
 */
export function offsetSource<T>(api: OffsetApi<T>): Source<T> {
  const { maxItems, readPage } = api;
  return async (at, wanted) => {
    const { offset, behind } = at === null ? { offset: 0, behind: [] } : offsetPosition(at);
    if (behind.length === 0) {
      return chunkOf(api, { start: offset, page: await readPage(offset, Math.min(maxItems, wanted)), behind, from: 0 });
    }
    const limit = Math.min(maxItems, wanted + 1);
    const found = await findPlace(api, { offset, behind }, limit);
    const chunk = chunkOf(api, found);
    const isStuck = chunk.items.length === 0 && chunk.next?.offset === offset;
    // Only the known item came and no total: it is the last one, or pages hold one item.
    return isStuck ? chunkOf(api, { start: offset, page: await readPage(offset, limit), behind, from: 0 }) : chunk;
  };
}

/** A page, and the index of its first item behind the position. */
interface Place<T> {
  readonly start: number;
  readonly page: OffsetPage<T>;
  readonly behind: readonly string[];
  readonly from: number;
}

/** Reads the page that contains the last known item, near the place where it was. */
async function findPlace<T>(api: OffsetApi<T>, { offset, behind }: OffsetPosition, limit: number): Promise<Place<T>> {
  const { endpoint, maxItems, readPage, keyOf } = api;
  const known = new Set(behind);
  const look = async (start: number, size: number): Promise<Place<T>> => {
    const page = await readPage(start, size);
    return { start, page, behind, from: page.items.findLastIndex((item) => known.has(markOf(keyOf(item)))) + 1 };
  };
  const expected = offset - 1;
  const inPlace = await look(expected, limit);
  if (inPlace.from > 0) return inPlace;
  // Backwards in blocks of a page, each read up to the one after it, because pages may be capped lower; and one page forwards.
  let end = expected;
  let start = Math.max(0, end - maxItems);
  for (let pages = 0, at = start; pages < maxPagesSearched && end > 0; pages += 1) {
    const page = await look(at, maxItems);
    if (page.from > 0) return page;
    at += page.page.items.length;
    if (page.page.items.length > 0 && at < end) continue;
    const later = end === expected ? await look(expected + inPlace.page.items.length, maxItems) : null;
    if (later !== null && later.from > 0) return later;
    end = start;
    start = Math.max(0, end - maxItems);
    at = start;
  }
  // Everything that was read is known, and nothing of it is left: what is there is unread.
  if (behind.length < maxBehind) return { start: 0, page: await readPage(0, limit), behind, from: 0 };
  throw new WixError('listChanged', 'none of the items before the position is near its place', { endpoint });
}

function chunkOf<T>({ keyOf }: OffsetApi<T>, { start, page, behind, from }: Place<T>) {
  const known = new Set(behind);
  const indexes = page.items.flatMap((item, index) => (index < from || known.has(markOf(keyOf(item))) ? [] : [index]));
  const items = indexes.map((index) => page.items[index] as T);
  const end = start + page.items.length;
  const ended = page.items.length === 0 || (page.total !== undefined && end >= page.total);
  const positionAfter = (index: number): OffsetPosition => {
    const marks = items.slice(Math.max(0, index + 1 - maxBehind), index + 1).map((item) => markOf(keyOf(item)));
    return { offset: start + (indexes[index] ?? -1) + 1, behind: [...behind, ...marks].slice(-maxBehind) };
  };
  const chunk: Chunk<T> & { readonly next: OffsetPosition | null } = {
    items,
    after: positionAfter,
    next: ended ? null : { ...positionAfter(items.length - 1), offset: end },
    ...(page.total === undefined ? {} : { total: page.total }),
  };
  return chunk;
}

function offsetPosition(at: Position): OffsetPosition {
  if (!('offset' in at)) throw new TypeError('An offset API cannot be read from a cursor.');
  return at;
}
