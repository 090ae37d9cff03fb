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
  | { readonly type: string; readonly id: string; readonly did: 'remove' };

interface Entry {
  readonly write: RecentWrite;
  readonly until: number;
}

/**
 * The writes of the last seconds, by tenant, which Wix's lists may not show yet. An entry goes when a read shows it, or when its
 * time is over: from then on Wix is believed again.
 */
export class RecentWrites {
  readonly #tenants = new Map<string, Map<string, Entry>>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  note(tenant: string, write: RecentWrite): void {
    this.#sweep();
    const entries = this.#tenants.get(tenant) ?? new Map<string, Entry>();
    const key = keyOf(write.type, write.id);
    entries.set(key, { write: merge(entries.get(key)?.write, write), until: this.#now() + lagMs });
    this.#tenants.set(tenant, entries);
  }

  /** What was written to an object and has not been seen in a read; undefined for nothing. */
  find(tenant: string, type: string, id: string): RecentWrite | undefined {
    const entries = this.#tenants.get(tenant);
    const entry = entries?.get(keyOf(type, id));
    if (entry === undefined || entry.until > this.#now()) return entry?.write;
    entries?.delete(keyOf(type, id));
    return undefined;
  }

  /** Everything of a type that was written and has not been seen in a read. */
  pending(tenant: string, type: string): RecentWrite[] {
    const entries = [...(this.#tenants.get(tenant)?.values() ?? [])];
    return entries.filter(({ write, until }) => write.type === type && until > this.#now()).map(({ write }) => write);
  }

  forget(tenant: string, type: string, id: string): void {
    this.#tenants.get(tenant)?.delete(keyOf(type, id));
  }

  /** True if nothing is remembered for anybody: the usual case, in which reads skip the rest. */
  get isEmpty(): boolean {
    return this.#tenants.size === 0;
  }

  #sweep(): void {
    for (const [tenant, entries] of this.#tenants) {
      for (const [key, { until }] of entries) if (until <= this.#now()) entries.delete(key);
      if (entries.size === 0) this.#tenants.delete(tenant);
    }
  }
}

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

/** A change of something that was just created or changed adds to what is remembered of it. */
function merge(before: RecentWrite | undefined, write: RecentWrite): RecentWrite {
  if (before === undefined || write.did !== 'change') return write;
  if (before.did === 'create') return { ...before, object: { ...before.object, ...write.fields } };
  return before.did === 'change' ? { ...write, fields: { ...before.fields, ...write.fields } } : write;
}
