import { decodeCursor, encodeCursor, expiredCursor } from '../lib/cursor.ts';
import { InputError } from '../lib/input-error.ts';
import { WixError } from '../wix/error.ts';
import { markOf, maxRead, type Position, type Source, walk } from '../wix/paging.ts';

/** The largest `first` of any connection, equal to the page size of most Wix lists. */
export const maxPageSize = 100;

/** The page size of a connection without `first`. */
export const defaultPageSize = 20;

/** The number of items to read beyond a page of a list that leaves out few, so that one read usually fills the page. */
const spareItems = 10;

/** The arguments of every connection. */
export interface PageArgs {
  /** Absent or null means {@link defaultPageSize}. */
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Throws an {@link InputError} if a given page size is not between 1 and 100. */
export function checkFirst(first: unknown): void {
  if (first === null || first === undefined) return;
  if (typeof first === 'number' && Number.isInteger(first) && first >= 1 && first <= maxPageSize) return;
  throw new InputError('first', `first must be between 1 and ${maxPageSize}.`);
}

export interface ConnectionOptions<T> {
  /** Name of the endpoint that reads the list, for errors. */
  readonly endpoint: string;
  /** Everything that identifies the list: connection, account, filter, order. Cursors are bound to it. */
  readonly scope: readonly unknown[];
  readonly args: PageArgs;
  readonly source: Source<T>;
  /** The largest page of Wix's list: a cursor names an item within one page. @default 100 */
  readonly pageSize?: number;
  /** Selects the items of the connection, if Wix's list also holds others. */
  readonly keep?: (item: T) => boolean;
  /**
   * Whether `keep` leaves out few items. Then a page takes about as many items of Wix's list, and after a full page the list is taken to go on
   * as long as Wix's list does.
   */
  readonly keepsMost?: boolean;
  /** Returns the length of the whole list. Called only if `totalCount` is requested. */
  readonly total: (page: () => Promise<Page<T>>) => Promise<number | null>;
}

/** A page of a connection, as read. */
export interface Page<T> {
  readonly edges: readonly Edge<T>[];
  readonly hasNextPage: boolean;
  /** The length of Wix's whole list, or null if the response doesn't include it. */
  readonly total: number | null;
}

/** A Relay edge. The cursor is encoded only if it is requested. */
export class Edge<T> {
  readonly node: T;
  readonly #scope: string;
  readonly #after: Position;

  constructor(node: T, scope: string, after: Position) {
    this.node = node;
    this.#scope = scope;
    this.#after = after;
  }

  get cursor(): string {
    return encodeCursor(this.#scope, this.#after);
  }
}

/**
 * A Relay connection that reads nothing until a field is resolved: `totalCount` alone reads no page, and a page reads
 * no count.
 *
 * Throws an {@link InputError} if `first` is not between 1 and 100, or if `after` is not a cursor of this list.
 */
export class Connection<T> {
  readonly #options: ConnectionOptions<T>;
  readonly #scope: string;
  readonly #first: number;
  readonly #start: Position | null;
  #page: Promise<Page<T>> | undefined;

  constructor(options: ConnectionOptions<T>) {
    const { after } = options.args;
    const first = options.args.first ?? defaultPageSize;
    checkFirst(first);
    const { pageSize = maxPageSize } = options;
    this.#options = options;
    this.#first = first;
    this.#scope = JSON.stringify(options.scope);
    this.#start = after === null || after === undefined ? null : decodeCursor(this.#scope, after, maxRead(pageSize));
  }

  /**
   * Returns the edge of an item that a write has just created, as the first of the list. `key` identifies the item in Wix's
   * list, if that is read by cursors. Reads nothing.
   */
  edgeOfNew(item: T, key: string | null): Edge<T> {
    const at = key === null ? { offset: 0, behind: [] } : { cursor: null, read: [markOf(key)] };
    return new Edge(item, this.#scope, at);
  }

  get edges(): Promise<readonly Edge<T>[]> {
    return this.#read().then((page) => page.edges);
  }

  get pageInfo(): Promise<PageInfo> {
    return this.#read().then((page) => ({
      hasNextPage: page.hasNextPage,
      hasPreviousPage: this.#start !== null,
      startCursor: page.edges[0]?.cursor ?? null,
      endCursor: page.edges.at(-1)?.cursor ?? null,
    }));
  }

  get totalCount(): Promise<number | null> {
    return this.#options.total(() => this.#read());
  }

  #read(): Promise<Page<T>> {
    this.#page ??= this.#readPage();
    return this.#page;
  }

  async #readPage(): Promise<Page<T>> {
    const { endpoint, source, keep, keepsMost = keep === undefined } = this.#options;
    const edges: Edge<T>[] = [];
    let total: number | null = null;
    // If `keep` leaves out many, the number of matching items per page is unknown, so whole pages need the fewest calls.
    const spare = keep === undefined ? 0 : spareItems;
    const wanted = () => (keepsMost ? Math.min(maxPageSize, this.#first - edges.length + spare) : maxPageSize);
    for await (const chunk of walk(endpoint, continuing(source, this.#start), this.#start, wanted)) {
      total = chunk.total ?? total;
      for (const [index, item] of chunk.items.entries()) {
        if (keep !== undefined && !keep(item)) continue;
        if (edges.length === this.#first) return { edges, hasNextPage: true, total };
        edges.push(new Edge(item, this.#scope, chunk.after(index)));
      }
      // Nearly all items after a full page belong to the list, so nothing more is read to make sure.
      if (edges.length === this.#first && keepsMost) return { edges, hasNextPage: chunk.next !== null, total };
    }
    return { edges, hasNextPage: false, total };
  }
}

/**
 * Reports Wix's refusal of the caller's cursor as an expired cursor. Its request holds nothing else that Wix could refuse.
 * UNKNOWN: the status; both documented for cursors are taken.
 */
function continuing<T>(source: Source<T>, start: Position | null): Source<T> {
  if (start === null || 'offset' in start || start.cursor === null) return source;
  return async (at, wanted) => {
    try {
      return await source(at, wanted);
    } catch (error) {
      const isRefused =
        error instanceof WixError && (error.failure === 'refused' || error.failure === 'preconditionFailed');
      throw isRefused && at === start ? expiredCursor('Wix no longer accepts it.') : error;
    }
  };
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}
