/**
 * The time that Wix's lists are expected to lag behind a write. The actual lag is not documented; some seconds have
 * been seen.
 */
const lagMs = 15_000;

/** The effect of a write on one object, as later reads should show it. */
export type RecentWrite =
  | {
      readonly type: string;
      readonly id: string;
      readonly did: 'change';
      readonly fields: Readonly<Record<string, unknown>>;
      /** Returns whether a read shows the change. @default the fields are equal */
      readonly isShownBy?: (read: object) => boolean;
      /** Whether only Wix knows the change, so that what belongs to the object can change, too. */
      readonly isUnsettled?: boolean;
    }
  | { readonly type: string; readonly id: string; readonly did: 'create'; readonly object: object }
  | { readonly type: string; readonly id: string; readonly did: 'remove' }
  /** The write may or may not have changed these fields, so earlier writes to them no longer apply. */
  | { readonly type: string; readonly id: string; readonly did: 'perhaps'; readonly fields: readonly string[] };

/**
 * Returns the entry of an object that a write can change in a way that only Wix knows. Reads show it as Wix returns it,
 * and report it as pending.
 */
export function unsettled(type: string, id: string): RecentWrite {
  return { type, id, did: 'change', fields: {}, isShownBy: () => false, isUnsettled: true };
}

/** The combined effect of one or several writes. */
export interface RememberedChange {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isShownBy: (read: object) => boolean;
  /** True if a field was written twice, so that a read can still show its state before the first write. */
  readonly isRewritten: boolean;
  /** True if the outcome of one of the writes is unknown. */
  readonly isDoubted: boolean;
  /** True if one of the writes has effects that only Wix knows. */
  readonly isUnsettled?: boolean;
}

/**
 * The recent writes to an object. `object` is set if it was created, `change` if it was changed, also after its
 * creation.
 */
export type Remembered = { readonly type: string; readonly id: string } & (
  | { readonly did: 'change'; readonly change: RememberedChange }
  | { readonly did: 'create'; readonly object: object; readonly change?: RememberedChange }
  | { readonly did: 'remove'; readonly change?: undefined }
);

interface Entry {
  readonly write: Remembered;
  readonly until: number;
}

/**
 * The writes of the last seconds by tenant, which Wix's lists may not show yet. An entry ends when a read shows it, or
 * when its time is over; after that, reads are trusted again. Tenants do not affect each other.
 */
export class RecentWrites {
  /**
   * Ordered by the time of the latest write, both the tenants and the entries of each; the expired ones come first.
   */
  readonly #tenants = new Map<string, Map<string, Entry>>();
  readonly #now: () => number;

  /** @param now a monotonic clock */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Returns the writes of one tenant. `tenant` is called only if there are any writes. */
  of(tenant: () => string): TenantRecentWrites {
    return new TenantRecentWrites(
      () => (this.#tenants.size === 0 ? undefined : this.#currentOf(tenant())),
      (write) => this.#add(tenant(), write),
    );
  }

  /** Number of tenants with recent writes, including expired ones until the next write. */
  get size(): number {
    return this.#tenants.size;
  }

  /** Returns the tenant's entries that have not expired; undefined if there are none. */
  #currentOf(tenant: string): Map<string, Entry> | undefined {
    const entries = this.#tenants.get(tenant);
    for (const [key, { until }] of entries ?? []) {
      if (until > this.#now()) return entries;
      entries?.delete(key);
    }
    this.#tenants.delete(tenant);
    return undefined;
  }

  #add(tenant: string, write: RecentWrite): void {
    for (const other of this.#tenants.keys()) if (this.#currentOf(other) !== undefined) break;
    const entries = this.#currentOf(tenant) ?? new Map<string, Entry>();
    const key = keyOf(write.type, write.id);
    const before = entries.get(key)?.write;
    entries.delete(key);
    entries.set(key, { write: merge(before, write), until: this.#now() + lagMs });
    this.#tenants.delete(tenant);
    this.#tenants.set(tenant, entries);
  }
}

/** The recent writes of one tenant. */
export class TenantRecentWrites {
  readonly #current: () => Map<string, Entry> | undefined;
  readonly note: (write: RecentWrite) => void;

  constructor(current: () => Map<string, Entry> | undefined, note: (write: RecentWrite) => void) {
    this.#current = current;
    this.note = note;
  }

  /** Returns the writes to an object that no read has shown yet; undefined if there are none. */
  find(type: string, id: string): Remembered | undefined {
    return this.#current()?.get(keyOf(type, id))?.write;
  }

  /** Returns all writes to objects of a type that no read has shown yet. */
  pending(type: string): Remembered[] {
    const entries = [...(this.#current()?.values() ?? [])];
    return entries.filter(({ write }) => write.type === type).map(({ write }) => write);
  }

  forget(type: string, id: string): void {
    this.#current()?.delete(keyOf(type, id));
  }

  /** True if this tenant has no recent writes. In this usual case, reads skip everything else. */
  get isEmpty(): boolean {
    return this.#current() === undefined;
  }
}

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

/** Adds a write to the recent writes of the same object. */
function merge(before: Remembered | undefined, write: RecentWrite): Remembered {
  if (write.did === 'perhaps') return doubt(before, write);
  if (write.did !== 'change') return write;
  const { type, id, fields } = write;
  const { isShownBy = shows(fields), isUnsettled = false } = write;
  const change = { fields, isShownBy, isRewritten: false, isDoubted: false, isUnsettled };
  if (before === undefined || before.did === 'remove') return { type, id, did: 'change', change };
  const both = before.change === undefined ? change : addUp(before.change, change);
  return before.did === 'create'
    ? { type, id, did: 'create', object: { ...before.object, ...fields }, change: both }
    : { type, id, did: 'change', change: both };
}

/**
 * Adds a write of unknown outcome. Reads show the doubted fields as Wix returns them, and report them as pending until
 * the time is over, because a read is inconclusive.
 */
function doubt(before: Remembered | undefined, { type, id, fields }: RecentWrite & { did: 'perhaps' }): Remembered {
  if (before?.did === 'remove') return before;
  const kept = Object.entries(before?.change?.fields ?? {}).filter(([name]) => !fields.includes(name));
  const change = { fields: Object.fromEntries(kept), isShownBy: () => false, isRewritten: true, isDoubted: true };
  return before?.did === 'create' ? { ...before, change } : { type, id, did: 'change', change };
}

/**
 * Combines two changes. Fields that only the earlier change wrote must be shown as well; for fields that both wrote,
 * the earlier test no longer applies.
 */
function addUp(before: RememberedChange, change: RememberedChange): RememberedChange {
  const kept = Object.entries(before.fields).filter(([name]) => !Object.hasOwn(change.fields, name));
  const isWhole = kept.length === Object.keys(before.fields).length;
  const keptIsShownBy = isWhole ? before.isShownBy : shows(Object.fromEntries(kept));
  return {
    fields: { ...before.fields, ...change.fields },
    isShownBy: (read) => keptIsShownBy(read) && change.isShownBy(read),
    isRewritten: before.isRewritten || !isWhole,
    isDoubted: before.isDoubted,
    isUnsettled: before.isUnsettled === true || change.isUnsettled === true,
  };
}

function shows(fields: Readonly<Record<string, unknown>>) {
  return (read: object): boolean =>
    Object.entries(fields).every(
      ([name, value]) => JSON.stringify((read as Record<string, unknown>)[name]) === JSON.stringify(value),
    );
}
