/** How long Wix's lists are expected to lag behind a write. The real lag is not documented; some seconds were seen. */
const lagMs = 15_000;

/** What a write did to one object, as later reads should show it. */
export type RecentWrite =
  | {
      readonly type: string;
      readonly id: string;
      readonly did: 'change';
      readonly fields: Readonly<Record<string, unknown>>;
      /** Whether a read shows the change. @default the fields are equal */
      readonly isShownBy?: (read: object) => boolean;
    }
  | { readonly type: string; readonly id: string; readonly did: 'create'; readonly object: object }
  | { readonly type: string; readonly id: string; readonly did: 'remove' }
  /** Nobody knows whether a change of these fields took effect: what was remembered of them counts no more. */
  | { readonly type: string; readonly id: string; readonly did: 'perhaps'; readonly fields: readonly string[] };

/** A change as it is remembered: what became of one or of several writes. */
export interface RememberedChange {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isShownBy: (read: object) => boolean;
  /** True if a field was written twice: what a read shows may then be the state of before the first time. */
  readonly isRewritten: boolean;
  /** True if a write is among them of which nobody knows whether it took effect. */
  readonly isDoubted: boolean;
}

/** What is remembered of an object. `object` is there for one that was created, `change` for one that was changed, after that or at all. */
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
 * The writes of the last seconds, by tenant, which Wix's lists may not show yet. An entry ends when a read shows it, or when its
 * time is over: from then on Wix is believed again. What one tenant wrote changes nothing for another.
 */
export class RecentWrites {
  /** The tenant that wrote last comes last, and so does its latest write: what is over stands in front. */
  readonly #tenants = new Map<string, Map<string, Entry>>();
  readonly #now: () => number;

  /** @param now a monotonic clock */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The writes of one tenant. `tenant` is asked for only where anybody has written anything. */
  of(tenant: () => string): TenantRecentWrites {
    return new TenantRecentWrites(
      () => (this.#tenants.size === 0 ? undefined : this.#currentOf(tenant())),
      (write) => this.#add(tenant(), write),
    );
  }

  /** How many tenants have writes that are remembered, expired ones included until the next write. */
  get size(): number {
    return this.#tenants.size;
  }

  /** The tenant's entries whose time is not over; undefined for none. */
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

  /** What was written to an object and has not been seen in a read; undefined for nothing. */
  find(type: string, id: string): Remembered | undefined {
    return this.#current()?.get(keyOf(type, id))?.write;
  }

  /** Everything of a type that was written and has not been seen in a read. */
  pending(type: string): Remembered[] {
    const entries = [...(this.#current()?.values() ?? [])];
    return entries.filter(({ write }) => write.type === type).map(({ write }) => write);
  }

  forget(type: string, id: string): void {
    this.#current()?.delete(keyOf(type, id));
  }

  /** True if nothing is remembered for this tenant: the usual case, in which reads skip the rest. */
  get isEmpty(): boolean {
    return this.#current() === undefined;
  }
}

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

/** A change of something that was just created or changed adds to what is remembered of it. */
function merge(before: Remembered | undefined, write: RecentWrite): Remembered {
  if (write.did === 'perhaps') return doubt(before, write);
  if (write.did !== 'change') return write;
  const { type, id, fields } = write;
  const change = { fields, isShownBy: write.isShownBy ?? shows(fields), isRewritten: false, isDoubted: false };
  if (before === undefined || before.did === 'remove') return { type, id, did: 'change', change };
  const both = before.change === undefined ? change : addUp(before.change, change);
  return before.did === 'create'
    ? { type, id, did: 'create', object: { ...before.object, ...fields }, change: both }
    : { type, id, did: 'change', change: both };
}

/** Reads show what Wix has of the doubted fields, and are pending until the time is over: nothing proves that they are the latest. */
function doubt(before: Remembered | undefined, { type, id, fields }: RecentWrite & { did: 'perhaps' }): Remembered {
  if (before?.did === 'remove') return before;
  const kept = Object.entries(before?.change?.fields ?? {}).filter(([name]) => !fields.includes(name));
  const change = { fields: Object.fromEntries(kept), isShownBy: () => false, isRewritten: true, isDoubted: true };
  return before?.did === 'create' ? { ...before, change } : { type, id, did: 'change', change };
}

/** What an earlier change left untouched must be shown as well; where it was overwritten its own test says nothing any more. */
function addUp(before: RememberedChange, change: RememberedChange): RememberedChange {
  const kept = Object.entries(before.fields).filter(([name]) => !Object.hasOwn(change.fields, name));
  const isWhole = kept.length === Object.keys(before.fields).length;
  const keptIsShownBy = isWhole ? before.isShownBy : shows(Object.fromEntries(kept));
  return {
    fields: { ...before.fields, ...change.fields },
    isShownBy: (read) => keptIsShownBy(read) && change.isShownBy(read),
    isRewritten: before.isRewritten || !isWhole,
    isDoubted: before.isDoubted,
  };
}

function shows(fields: Readonly<Record<string, unknown>>) {
  return (read: object): boolean =>
    Object.entries(fields).every(
      ([name, value]) => JSON.stringify((read as Record<string, unknown>)[name]) === JSON.stringify(value),
    );
}
