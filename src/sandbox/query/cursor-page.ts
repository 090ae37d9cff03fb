import type { Order, SortKey } from './order.ts';

/** The start of a page: after or before an item, which need not exist any more. */
export interface CursorPosition {
  readonly side: 'after' | 'before';
  readonly key: SortKey;
}

/** One page, in order. */
export interface CursorPage<T> {
  readonly items: readonly T[];
  /** Start of the following page; undefined on the last one. */
  readonly next?: CursorPosition;
  /** Start of the page before; undefined on the first one. */
  readonly previous?: CursorPosition;
}

/** Cuts one page out of unordered items. Items written or removed between pages do not shift the walk. */
export function cutPage<T>(
  items: readonly T[],
  { order, position, limit }: { order: Order<T>; position: CursorPosition | undefined; limit: number },
): CursorPage<T> {
  const keyed = items.map((item) => ({ item, key: order.keyOf(item) }));
  const beyond = (key: SortKey) => {
    if (position === undefined) return true;
    const side = order.compare(key, position.key);
    return position.side === 'after' ? side > 0 : side < 0;
  };
  const rest = keyed.filter(({ key }) => beyond(key)).sort((a, b) => order.compare(a.key, b.key));
  const backwards = position?.side === 'before';
  const page = backwards ? rest.slice(-limit) : rest.slice(0, limit);
  const first = page[0]?.key;
  const last = page.at(-1)?.key;
  const hasNext = backwards || rest.length > page.length;
  const hasPrevious = backwards ? rest.length > page.length : rest.length < keyed.length;
  return {
    items: page.map(({ item }) => item),
    ...(hasNext && last !== undefined ? { next: { side: 'after', key: last } } : {}),
    ...(hasPrevious && first !== undefined ? { previous: { side: 'before', key: first } } : {}),
  };
}
