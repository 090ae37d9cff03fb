import { differences, type Entry, type Found, keyOf } from './record.ts';
import type { Rules } from './rules.ts';

/** Reason why a list is not complete or not current, and since when, in milliseconds since 1970. */
export interface Trouble {
  readonly reason: string;
  readonly since: number;
}

/** Receives what changed in a unit. */
export interface UnitWatch {
  readonly appeared: (entry: Entry, isFirstList: boolean) => void;
  readonly changed: (entry: Entry, before: object) => void;
  readonly removed: (entry: Entry) => void;
}

export interface UnitOptions {
  readonly accountId: string;
  readonly list: string;
  readonly rules: Rules;
  /** Time by which lists can lag behind writes, in milliseconds. */
  readonly lagMs: number;
  readonly versionOf: (found: Found) => string | null;
  readonly watch: UnitWatch;
}

/** One list of one account: its records, and how much is known about their completeness. Times are those of one monotonic clock. */
export class Unit {
  readonly accountId: string;
  readonly list: string;
  readonly #options: UnitOptions;
  readonly #entries = new Map<string, Entry>();
  /** Times of removals by record. */
  readonly #tombstones = new Map<string, number>();
  /** Time at which the last complete list began; null before the first. */
  listedAt: number | null = null;
  /** The same in milliseconds since 1970, to be shown. */
  asOf: number | null = null;
  trouble: Trouble | null = null;
  /** Number of changes of its records. */
  revision = 0;
  /** Whether its records are hidden, because the source refused the list. */
  isHidden = false;

  constructor(options: UnitOptions) {
    this.accountId = options.accountId;
    this.list = options.list;
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  find(type: string, id: string): Entry | undefined {
    return this.#entries.get(`${type} ${id}`);
  }

  /** Applies a record that a read showed. `at` is the time at which its request was sent. */
  see(found: Found, at: number): void {
    const { rules, lagMs, watch } = this.#options;
    const key = `${found.type} ${found.id}`;
    const removedAt = this.#tombstones.get(key);
    if (rules.tombstones && removedAt !== undefined && at <= removedAt + lagMs) return;
    const known = this.#entries.get(key);
    if (known === undefined) {
      this.#add(found, at);
      return;
    }
    if (rules.evidenceHasAge && at < known.at) return;
    if (rules.lagAllowance && (at <= known.wroteAt + lagMs || this.#isOldNews(known, found, at))) return;
    const isDifferent = differences(known.value, found.value).length > 0;
    known.at = at;
    if (!isDifferent && rules.differencesOnly) return;
    const before = known.value;
    known.value = found.value;
    this.revision += 1;
    watch.changed(known, before);
  }

  /** Returns whether a read shows an older state than the known one, which an index that lags does. */
  #isOldNews(known: Entry, found: Found, at: number): boolean {
    const { versionOf, lagMs } = this.#options;
    if (at > known.at + lagMs) return false;
    const [now, before] = [versionOf(found), versionOf(known)];
    return now !== null && before !== null && now < before;
  }

  #add({ type, id, value }: Found, at: number): Entry {
    const { accountId, list } = this;
    const key = keyOf({ accountId, type, id });
    const entry: Entry = { key, type, id, accountId, list, value, at, wroteAt: Number.NEGATIVE_INFINITY };
    this.#entries.set(`${type} ${id}`, entry);
    this.#tombstones.delete(`${type} ${id}`);
    this.revision += 1;
    this.#options.watch.appeared(entry, this.listedAt === null);
    return entry;
  }

  /** Applies an own write that created a record or changed fields of it. A change of an unknown record is ignored. */
  write(found: Pick<Found, 'type' | 'id'>, did: { readonly object: object } | { readonly fields: object }, at: number) {
    const known = this.find(found.type, found.id);
    if (known === undefined) {
      if ('object' in did) this.#add({ ...found, value: did.object }, at).wroteAt = at;
      return;
    }
    const before = known.value;
    known.value = 'object' in did ? did.object : { ...known.value, ...did.fields };
    known.at = at;
    known.wroteAt = at;
    if (differences(before, known.value).length > 0) this.#options.watch.changed(known, before);
  }

  /** Returns the records that a list lacks although it began after all that is known of them. */
  missingFrom(seen: ReadonlySet<string>, startedAt: number): Entry[] {
    const { rules, lagMs } = this.#options;
    const isOlder = ({ at, wroteAt }: Entry) =>
      !rules.evidenceHasAge || (at < startedAt - lagMs && wroteAt < startedAt - lagMs);
    return [...this.#entries.values()].filter((entry) => !seen.has(`${entry.type} ${entry.id}`) && isOlder(entry));
  }

  /** Removes a record. `at` is the time of the evidence. Does nothing if it was seen after that, or is gone. */
  remove({ type, id }: Pick<Entry, 'type' | 'id'>, at: number): void {
    const key = `${type} ${id}`;
    const known = this.#entries.get(key);
    if (known === undefined || (this.#options.rules.evidenceHasAge && known.at > at)) return;
    this.#entries.delete(key);
    this.#tombstones.set(key, at);
    this.revision += 1;
    this.#options.watch.removed(known);
  }

  /** Discards tombstones from before this time. */
  forgetRemovals(before: number): void {
    for (const [key, at] of this.#tombstones) if (at < before) this.#tombstones.delete(key);
  }
}
