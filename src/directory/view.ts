import type { Change, LogPosition } from './change-log.ts';
import type { Directory } from './directory.ts';
import type { Entry } from './record.ts';
import type { Rank, SearchResult } from './search-index.ts';
import type { SearchQuery } from './search-query.ts';
import type { SortedPosition } from './sorted-index.ts';
import type { Unit } from './unit.ts';

/** A list of an account that is not in the directory, or not whole. Times are milliseconds since 1970. */
export interface Missing {
  readonly accountId: string;
  readonly list: string;
  readonly reason: string;
  readonly since: number | null;
}

/** Completeness and age of what the directory knows. */
export interface Status {
  /** Age of the oldest list, in milliseconds since 1970; null if nothing has been read yet. */
  readonly asOf: number | null;
  /** Whether every list was read to its end, and none is refused. */
  readonly isComplete: boolean;
  /** Whether lists are still to be read for the first time. */
  readonly isFirstCrawl: boolean;
  readonly missing: readonly Missing[];
  readonly lists: number;
  readonly listsDone: number;
  readonly records: number;
}

export interface ViewOptions {
  /** The account whose tree is shown. */
  readonly root: string;
  /** Accounts that the caller may see; null for all. */
  readonly accountIds: ReadonlySet<string> | null;
  /** Types that the caller may see. */
  readonly types: ReadonlySet<string>;
}

/** The part of a directory that one caller may see. Everything is filtered before it is counted. */
export class View {
  readonly #directory: Directory<never>;
  readonly #options: ViewOptions;
  readonly #accountIds: ReadonlySet<string>;

  constructor(directory: Directory<never>, options: ViewOptions) {
    this.#directory = directory;
    this.#options = options;
    const { root, accountIds } = options;
    const all = directory.accountsOf(root);
    this.#accountIds = accountIds === null ? all : new Set([...all].filter((id) => accountIds.has(id)));
  }

  /** Accounts that are shown. */
  get accountIds(): ReadonlySet<string> {
    return this.#accountIds;
  }

  isVisible(entry: Entry): boolean {
    if (!this.#accountIds.has(entry.accountId) || !this.#options.types.has(entry.type)) return false;
    const unit = this.#directory.unit(entry.list, entry.accountId);
    return unit !== undefined && !(unit.isHidden && this.#directory.rules.refusalHides);
  }

  /** Returns whether a list of an account was read to its end, and the caller may see all of it. */
  isWhole(list: string, accountId: string): boolean {
    const unit = this.#directory.unit(list, accountId);
    const types = this.#directory.lists.get(list)?.types ?? [];
    if (unit === undefined || unit.listedAt === null || unit.trouble !== null) return false;
    return this.#accountIds.has(accountId) && types.every((type) => this.#options.types.has(type));
  }

  /** Iterates over the visible records of a list of an account. Must end before anything changes. */
  *entriesOf(list: string, accountId: string): Generator<Entry, void, undefined> {
    for (const entry of this.#directory.unit(list, accountId)?.entries() ?? []) {
      if (this.isVisible(entry)) yield entry;
    }
  }

  /** Iterates over the visible records of a type. Must end before anything changes. */
  *entriesOfType(type: string): Generator<Entry, void, undefined> {
    for (const { name, types } of this.#directory.lists.values()) {
      if (!types.includes(type)) continue;
      for (const accountId of this.#accountIds) {
        for (const entry of this.entriesOf(name, accountId)) if (entry.type === type) yield entry;
      }
    }
  }

  find(type: string, accountId: string, id: string): Entry | undefined {
    const entry = this.#directory.find(type, accountId, id);
    return entry !== undefined && this.isVisible(entry) ? entry : undefined;
  }

  /** Iterates over the visible records of a type after a position. Must end before anything changes. */
  *sorted(
    type: string,
    order: string,
    { after, isReversed }: { readonly after: SortedPosition | null; readonly isReversed: boolean },
  ): Generator<Entry, void, undefined> {
    for (const entry of this.#directory.sorted(type, order).after(after, isReversed)) {
      if (this.isVisible(entry)) yield entry;
    }
  }

  positionOf(type: string, order: string, entry: Entry): SortedPosition {
    return this.#directory.sorted(type, order).positionOf(entry);
  }

  search(
    query: SearchQuery,
    types: ReadonlySet<string> | null,
    after: Rank | null,
    limit: number,
  ): Promise<SearchResult> {
    const isVisible = (entry: Entry) => (types === null || types.has(entry.type)) && this.isVisible(entry);
    return this.#directory.search.search(query, { isVisible, after, limit });
  }

  /** Position after the latest change. */
  get logEnd(): LogPosition {
    return this.#directory.log.end;
  }

  /** Returns the visible changes after a position, and the position after them; null if the log no longer holds all of them. */
  changesSince(
    position: LogPosition,
    limit: number,
  ): { readonly changes: readonly Change[]; readonly end: LogPosition; readonly hasMore: boolean } | null {
    const { log, rules } = this.#directory;
    const all = log.since(position, rules.epochs);
    if (all === null) return null;
    const changes: Change[] = [];
    let { sequence } = position;
    for (const change of all) {
      const isShown = this.#isShown(change);
      if (isShown && changes.length === limit) return { changes, end: { epoch: log.epoch, sequence }, hasMore: true };
      sequence = change.sequence;
      if (isShown) changes.push(change);
    }
    return { changes, end: log.end, hasMore: false };
  }

  /** Returns whether a change may be shown. The account of a removed record may be gone, too. */
  #isShown({ entry }: Change): boolean {
    const { types, accountIds } = this.#options;
    if (!types.has(entry.type)) return false;
    const unit = this.#directory.unit(entry.list, entry.accountId);
    if (unit?.isHidden === true) return false;
    if (this.#accountIds.has(entry.accountId)) return true;
    if (unit !== undefined) return false;
    return accountIds === null ? this.#directory.roots.size === 1 : accountIds.has(entry.accountId);
  }

  /** Returns the status of the lists that hold these types. */
  status(types: ReadonlySet<string>): Status {
    const units = this.#unitsOf(types);
    const missing = units.flatMap((unit) => this.#missingOf(unit));
    const times = units.flatMap(({ asOf }) => asOf ?? []);
    const { rejection } = this.#directory;
    return {
      asOf: times.length === 0 ? null : times.reduce((least, time) => Math.min(least, time)),
      isComplete: units.length > 0 && missing.length === 0,
      isFirstCrawl: rejection === null && units.some(({ listedAt, trouble }) => listedAt === null && trouble === null),
      missing,
      lists: units.length,
      listsDone: units.filter(({ listedAt, trouble }) => listedAt !== null || trouble !== null).length,
      records: units.reduce((sum, { size, isHidden }) => sum + (isHidden ? 0 : size), 0),
    };
  }

  #unitsOf(types: ReadonlySet<string>): Unit[] {
    const { lists } = this.#directory;
    return [...this.#directory.units()].filter((unit) => {
      const list = lists.get(unit.list);
      if (list === undefined || !this.#accountIds.has(unit.accountId)) return false;
      // Without the list of accounts, it is unknown which other lists there are.
      if (list.leadsToAccounts) return unit.accountId === this.#options.root;
      return list.types.some((type) => types.has(type) && this.#options.types.has(type));
    });
  }

  #missingOf({ accountId, list, trouble, listedAt }: Unit): Missing[] {
    const { rejection } = this.#directory;
    if (rejection !== null) return [{ accountId, list, ...rejection }];
    if (trouble !== null) return [{ accountId, list, ...trouble }];
    return listedAt === null ? [{ accountId, list, reason: 'pending', since: null }] : [];
  }
}
