import type { Entry } from './record.ts';

/** Position of a record in an order: its sort key (null: it has none) and its key, which makes the order total. */
export interface SortedPosition {
  readonly sortKey: string | null;
  readonly key: string;
}

interface Item extends SortedPosition {
  readonly entry: Entry;
}

/**
 * Records in the ascending order of a sort key, those without one last. Positions name a key and not a place, so a record whose key stays
 * the same is neither skipped nor repeated, whatever happens to the others.
 */
export class SortedIndex {
  readonly #sortKeyOf: (value: object) => string | null;
  #items: Item[];
  /** Position of each record in the order, by key. */
  readonly #known = new Map<string, Item>();

  constructor(entries: Iterable<Entry>, sortKeyOf: (value: object) => string | null) {
    this.#sortKeyOf = sortKeyOf;
    this.#items = Array.from(entries, (entry) => this.#itemOf(entry)).sort(compare);
    for (const item of this.#items) this.#known.set(item.key, item);
  }

  #itemOf(entry: Entry): Item {
    return { entry, sortKey: this.#sortKeyOf(entry.value), key: entry.key };
  }

  /** Adds a record, or moves it to its new place. */
  put(entry: Entry): void {
    const item = this.#itemOf(entry);
    const known = this.#known.get(item.key);
    if (known !== undefined && known.sortKey === item.sortKey && known.entry === entry) return;
    if (known !== undefined) this.#items.splice(this.#firstFrom(known), 1);
    this.#items.splice(this.#firstFrom(item), 0, item);
    this.#known.set(item.key, item);
  }

  remove(entry: Entry): void {
    const known = this.#known.get(entry.key);
    if (known === undefined) return;
    this.#items.splice(this.#firstFrom(known), 1);
    this.#known.delete(known.key);
  }

  positionOf(entry: Entry): SortedPosition {
    const { sortKey, key } = this.#itemOf(entry);
    return { sortKey, key };
  }

  /** Iterates over the records after a position (null: over all), descending if `isReversed`. Must not change meanwhile. */
  *after(position: SortedPosition | null, isReversed: boolean): Generator<Entry, void, undefined> {
    if (isReversed) {
      // Records without a key come last in both directions.
      const withKey = this.#firstFrom({ sortKey: null, key: '' });
      const isInTail = position !== null && position.sortKey === null;
      const from = position === null ? withKey : this.#firstFrom(position);
      if (!isInTail) yield* this.#downFrom(Math.min(from, withKey), 0);
      yield* this.#downFrom(isInTail ? from : this.#items.length, withKey);
      return;
    }
    const from = position === null ? 0 : this.#firstFrom(position);
    for (let at = from; at < this.#items.length; at += 1) {
      const item = this.#items[at] as Item;
      if (position === null || item.key !== position.key || item.sortKey !== position.sortKey) yield item.entry;
    }
  }

  *#downFrom(end: number, start: number): Generator<Entry, void, undefined> {
    for (let at = end - 1; at >= start; at -= 1) yield (this.#items[at] as Item).entry;
  }

  /** Returns the index of the first item that is not before the position. */
  #firstFrom(position: SortedPosition): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.#items[middle] as Item, position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(one: SortedPosition, other: SortedPosition): number {
  if (one.sortKey !== other.sortKey) {
    if (one.sortKey === null) return 1;
    if (other.sortKey === null) return -1;
    return one.sortKey < other.sortKey ? -1 : 1;
  }
  return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
}
