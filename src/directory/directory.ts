import { ChangeLog } from './change-log.ts';
import type { ListSpec } from './list-spec.ts';
import type { Entry, Found, RecordType } from './record.ts';
import { allRules, type Rules } from './rules.ts';
import { SearchIndex } from './search-index.ts';
import { SortedIndex } from './sorted-index.ts';
import { Unit } from './unit.ts';

/** Number of records that several directories may hold together. */
export interface RecordBudget {
  used: number;
  readonly max: number;
}

export interface DirectoryOptions<Reader> {
  readonly lists: readonly ListSpec<Reader>[];
  readonly types: readonly RecordType[];
  readonly budget: RecordBudget;
  /** The type whose name stands for the account of a record in searches; its ids are those of accounts. */
  readonly accountType: string;
  /** Time by which lists can lag behind writes, in milliseconds. @default 15000 */
  readonly lagMs?: number;
  /** Number of changes that can be asked for. @default 20000 */
  readonly maxChanges?: number;
  /** A monotonic clock in milliseconds. @default performance.now */
  readonly now?: () => number;
  /** Milliseconds since 1970. @default Date.now */
  readonly wall?: () => number;
  /** @default all */
  readonly rules?: Partial<Rules>;
}

/** Time after which a sorted index that nobody used is discarded, in milliseconds. */
const indexLifeMs = 3_600_000;

/** Time for which removals are remembered, in milliseconds: longer than any read takes. */
const tombstoneLifeMs = 3_600_000;

/**
 * A copy of lists of several accounts, as one credential can read them. It is filled by a crawler and by own writes, and answers from memory.
 * It knows lists, records and their evidence, and nothing of what they mean.
 */
export class Directory<Reader> {
  readonly lists: ReadonlyMap<string, ListSpec<Reader>>;
  readonly types: ReadonlyMap<string, RecordType>;
  readonly rules: Rules;
  readonly lagMs: number;
  readonly now: () => number;
  readonly wall: () => number;
  readonly search = new SearchIndex();
  log: ChangeLog;
  readonly #options: DirectoryOptions<Reader>;
  readonly #units = new Map<string, Unit>();
  readonly #roots = new Set<string>();
  readonly #sorted = new Map<string, { readonly index: SortedIndex; usedAt: number }>();
  /** Why the credential is rejected; null if it is not. */
  rejection: { readonly reason: string; readonly since: number } | null = null;
  /** Number of calls made to read it. */
  calls = 0;

  constructor(options: DirectoryOptions<Reader>) {
    this.#options = options;
    this.lists = new Map(options.lists.map((list) => [list.name, list]));
    this.types = new Map(options.types.map((type) => [type.type, type]));
    this.rules = { ...allRules, ...options.rules };
    this.lagMs = options.lagMs ?? 15_000;
    this.now = options.now ?? (() => performance.now());
    this.wall = options.wall ?? Date.now;
    this.log = new ChangeLog(options.maxChanges ?? 20_000);
  }

  /** Adds an account with its lists and, once they are known, the accounts that these lead to. */
  addRoot(accountId: string): void {
    if (this.#roots.has(accountId)) return;
    this.#roots.add(accountId);
    for (const list of this.lists.values()) this.#addUnit(list, accountId);
  }

  /** The accounts that were asked for. */
  get roots(): ReadonlySet<string> {
    return this.#roots;
  }

  units(): IterableIterator<Unit> {
    return this.#units.values();
  }

  unit(list: string, accountId: string): Unit | undefined {
    return this.#units.get(`${list} ${accountId}`);
  }

  /** Returns whether the unit is still part of the directory. */
  holds(unit: Unit): boolean {
    return this.unit(unit.list, unit.accountId) === unit;
  }

  /** Whether no further record fits in. */
  get isFull(): boolean {
    const { used, max } = this.#options.budget;
    return used >= max;
  }

  /** Returns the ids of an account and of those that its lists lead to. */
  accountsOf(root: string): Set<string> {
    const found = new Set([root]);
    for (const list of this.lists.values()) {
      if (!list.leadsToAccounts) continue;
      const unit = this.unit(list.name, root);
      if (unit !== undefined && !unit.isHidden) for (const { id } of unit.entries()) found.add(id);
    }
    return found;
  }

  find(type: string, accountId: string, id: string): Entry | undefined {
    for (const { name, types } of this.lists.values()) {
      const entry = types.includes(type) ? this.unit(name, accountId)?.find(type, id) : undefined;
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  /** Returns the records of a type in an order. The iteration must end before anything changes. */
  sorted(type: string, order: string): SortedIndex {
    const name = `${type} ${order}`;
    const known = this.#sorted.get(name);
    if (known !== undefined) {
      known.usedAt = this.now();
      return known.index;
    }
    const sortKeyOf = this.types.get(type)?.orders[order];
    if (sortKeyOf === undefined) throw new RangeError(`Records of type ${type} have no order ${order}.`);
    const index = new SortedIndex(this.#entriesOf(type), sortKeyOf);
    this.#sorted.set(name, { index, usedAt: this.now() });
    return index;
  }

  *#entriesOf(type: string): Generator<Entry, void, undefined> {
    for (const unit of this.#units.values()) {
      if (this.lists.get(unit.list)?.types.includes(type) !== true) continue;
      for (const entry of unit.entries()) if (entry.type === type) yield entry;
    }
  }

  /**
   * Applies an own write. Creations name the account; other writes apply to the record with this id in whichever account has it. Returns the
   * units whose lists should be read again because the outcome is unknown.
   */
  write(
    type: string,
    id: string,
    did: { readonly object: object; readonly accountId: string } | { readonly fields: object } | 'removed' | 'unknown',
  ): readonly Unit[] {
    const at = this.now();
    const lists = [...this.lists.values()].filter(({ types }) => types.includes(type));
    if (typeof did === 'object' && 'object' in did) {
      for (const { name } of lists) this.unit(name, did.accountId)?.write({ type, id }, did, at);
      return [];
    }
    const units = [...this.#units.values()].filter(
      (unit) => lists.some(({ name }) => name === unit.list) && unit.find(type, id) !== undefined,
    );
    if (did === 'unknown') return units;
    for (const unit of units) {
      if (did === 'removed') unit.remove({ type, id }, at);
      else unit.write({ type, id }, did, at);
    }
    return [];
  }

  /** Discards everything, because the source rejects the credential. */
  reject(reason: string): void {
    this.rejection = { reason, since: this.wall() };
    this.clear();
  }

  /** Discards all records, and begins a new epoch. */
  clear(): void {
    for (const unit of this.#units.values()) this.#options.budget.used -= unit.size;
    const roots = [...this.#roots];
    for (const unit of this.#units.values()) for (const entry of unit.entries()) this.search.remove(entry);
    this.#units.clear();
    this.#roots.clear();
    this.#sorted.clear();
    this.log = new ChangeLog(this.#options.maxChanges ?? 20_000);
    for (const root of roots) this.addRoot(root);
  }

  /** Discards what is no longer needed. */
  tidy(): void {
    for (const [name, { usedAt }] of this.#sorted) if (usedAt < this.now() - indexLifeMs) this.#sorted.delete(name);
    for (const unit of this.#units.values()) unit.forgetRemovals(this.now() - tombstoneLifeMs);
  }

  #addUnit(list: ListSpec<Reader>, accountId: string): void {
    const key = `${list.name} ${accountId}`;
    if (this.#units.has(key)) return;
    const unit = new Unit({
      accountId,
      list: list.name,
      rules: this.rules,
      lagMs: this.lagMs,
      versionOf: (found: Found) => this.types.get(found.type)?.version(found.value) ?? null,
      watch: {
        appeared: (entry, isFirst) => this.#appeared(list, entry, isFirst),
        changed: (entry, before) => this.#changed(entry, before),
        removed: (entry) => this.#removed(list, entry),
      },
    });
    this.#units.set(key, unit);
  }

  #appeared(list: ListSpec<Reader>, entry: Entry, isFirst: boolean): void {
    this.#options.budget.used += 1;
    this.#index(entry);
    this.#note(isFirst ? 'found' : 'added', entry, null, entry.value);
    if (!list.leadsToAccounts) return;
    for (const other of this.lists.values()) if (!other.isOfRoots) this.#addUnit(other, entry.id);
  }

  #changed(entry: Entry, before: object): void {
    this.#index(entry);
    this.#note('changed', entry, before, entry.value);
  }

  #removed(list: ListSpec<Reader>, entry: Entry): void {
    this.#options.budget.used -= 1;
    this.search.remove(entry);
    for (const [name, { index }] of this.#sorted) if (name.startsWith(`${entry.type} `)) index.remove(entry);
    this.#note('removed', entry, entry.value, null);
    if (list.leadsToAccounts && !this.#isReachable(entry.id)) this.#dropAccount(entry.id);
  }

  #isReachable(accountId: string): boolean {
    return [...this.#roots].some((root) => this.accountsOf(root).has(accountId));
  }

  #dropAccount(accountId: string): void {
    for (const [key, unit] of this.#units) {
      if (unit.accountId !== accountId) continue;
      this.#units.delete(key);
      for (const entry of [...unit.entries()]) unit.remove(entry, Number.POSITIVE_INFINITY);
    }
  }

  #index(entry: Entry): void {
    const type = this.types.get(entry.type);
    if (type === undefined) return;
    const texts = type.texts?.(entry.value);
    if (texts !== undefined) this.search.put(entry, texts);
    if (texts !== undefined && entry.type === this.#options.accountType) this.search.nameAccount(entry.id, texts.name);
    for (const [name, { index }] of this.#sorted) if (name.startsWith(`${entry.type} `)) index.put(entry);
  }

  #note(kind: 'found' | 'added' | 'changed' | 'removed', entry: Entry, before: object | null, after: object | null) {
    this.log.add({ kind, entry, before, after, noticedAt: this.wall() });
  }
}
