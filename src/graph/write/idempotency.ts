import { IdempotencyError } from './errors.ts';
import { retainedBytes } from './retained-bytes.ts';

/** Where the record of a write is kept: the idempotency key, apart for each tenant. */
export interface RecordKey {
  readonly tenant: string;
  readonly key: string;
}

/** Identifies the write that an idempotency key is used for. */
export interface WriteIdentity {
  /** A hash of the mutation's name and input: the same key with another one is a mistake of the caller. */
  readonly fingerprint: string;
  /** What the caller's token allowed, as {@link rightsOf} lists it; null where no token limits the caller. */
  readonly rights: readonly string[] | null;
}

/** What is remembered of a write under its idempotency key. */
export interface WriteRecord extends WriteIdentity {
  /** Absent while the write runs. */
  readonly outcome?: WriteOutcome;
}

export type WriteOutcome =
  | { readonly type: 'done'; readonly payload: unknown }
  /** The write may have happened; whoever asks again looks once more. `sentAt` is in milliseconds since the epoch. */
  | { readonly type: 'unknown'; readonly sentAt: number };

/**
 * Keeps the records of writes, a day each. The store of one process is in memory; one shared by several processes implements the same
 * three steps atomically.
 */
export interface IdempotencyStore {
  /**
   * Begins a write. Resolves to null if the key was not known, which makes the caller the one who runs the write; else to its record.
   * Rejects with an {@link IdempotencyError} where there is no room for another record: none that was promised is evicted.
   */
  begin(at: RecordKey, write: WriteIdentity): Promise<WriteRecord | null>;
  /** Ends it with an outcome; null erases it, so that the key can be used again. */
  end(at: RecordKey, outcome: WriteOutcome | null): Promise<void>;
  /** Returns what is known after the running write has ended, or after `timeoutMs`. */
  wait(at: RecordKey, timeoutMs: number): Promise<WriteRecord | null>;
}

/** How many records are kept, and how many bytes they may take. */
export interface RecordBudget {
  readonly records: number;
  readonly bytes: number;
}

export interface IdempotencyBudgets {
  /** For all tenants together. @default 200000 records, 64 MB */
  readonly all: RecordBudget;
  /** For each tenant. @default 50000 records, 16 MB */
  readonly tenant: RecordBudget;
}

const mebibyte = 1024 * 1024;

/** The budgets of a memory of `bytes` altogether: a tenant may have a quarter of it. */
export function budgetsOf(bytes: number): IdempotencyBudgets {
  return { all: { records: 200_000, bytes }, tenant: { records: 50_000, bytes: bytes / 4 } };
}

interface Entry {
  record: WriteRecord;
  bytes: number;
  readonly expiresAt: number;
  readonly waiting: Set<() => void>;
}

/** The records of one tenant, the oldest first. */
interface Shelf {
  readonly entries: Map<string, Entry>;
  bytes: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** What an entry takes beside its texts and its payload. */
const entryBytes = 400;

/**
 * A store in memory. A record lives for its whole day: where the budget of a tenant or of all is used up, new keyed writes are refused
 * until records expire. Only a write that is in progress may exceed a budget, by the size of its own payload. `now` is a monotonic
 * clock.
 */
export function createMemoryIdempotencyStore(
  options: { readonly budgets?: IdempotencyBudgets; readonly now?: () => number } = {},
): IdempotencyStore {
  const { budgets = budgetsOf(64 * mebibyte), now = () => performance.now() } = options;
  /** The tenant that began a write last comes last. */
  const shelves = new Map<string, Shelf>();
  const total = { records: 0, bytes: 0 };

  const resize = (shelf: Shelf, records: number, bytes: number) => {
    shelf.bytes += bytes;
    total.records += records;
    total.bytes += bytes;
  };

  const remove = (tenant: string, shelf: Shelf, key: string, entry: Entry) => {
    shelf.entries.delete(key);
    resize(shelf, -1, -entry.bytes);
    if (shelf.entries.size === 0) shelves.delete(tenant);
    for (const resume of entry.waiting) resume();
  };

  /** Removes what has expired, which stands in front. */
  const expire = (tenant: string, shelf: Shelf) => {
    for (const [key, entry] of shelf.entries) {
      if (entry.expiresAt > now()) return;
      remove(tenant, shelf, key, entry);
    }
  };

  const find = ({ tenant, key }: RecordKey): Entry | undefined => {
    const shelf = shelves.get(tenant);
    if (shelf !== undefined) expire(tenant, shelf);
    return shelf?.entries.get(key);
  };

  /** Removes all that has expired. Nothing is looked at again before the next record expires. */
  let expiresNextAt = 0;
  const expireAll = () => {
    if (now() < expiresNextAt) return;
    for (const [tenant, shelf] of shelves) expire(tenant, shelf);
    const oldest = [...shelves.values()].map(({ entries }) => entries.values().next().value?.expiresAt ?? 0);
    expiresNextAt = oldest.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
  };

  const checkRoom = (tenant: string, bytes: number) => {
    const shelf = shelves.get(tenant);
    const oldest = shelf?.entries.values().next().value;
    const retryAfterMs = Math.ceil(Math.max(1, (oldest?.expiresAt ?? now() + dayMs) - now()));
    if (shelf !== undefined) {
      const { records, bytes: maxBytes } = budgets.tenant;
      if (shelf.entries.size >= records || shelf.bytes + bytes > maxBytes) {
        throw new IdempotencyError('IDEMPOTENCY_BUDGET_EXCEEDED', retryAfterMs);
      }
    }
    const isFull = () => total.records >= budgets.all.records || total.bytes + bytes > budgets.all.bytes;
    if (isFull()) expireAll();
    if (isFull()) throw new IdempotencyError('IDEMPOTENCY_BUDGET_EXCEEDED', retryAfterMs);
  };

  return {
    begin: async (at, write) => {
      const known = find(at);
      if (known !== undefined) return known.record;
      const { tenant, key } = at;
      const bytes = entryBytes + retainedBytes([key, write]);
      checkRoom(tenant, bytes);
      const shelf = shelves.get(tenant) ?? { entries: new Map<string, Entry>(), bytes: 0 };
      shelves.set(tenant, shelf);
      shelf.entries.set(key, { record: write, bytes, expiresAt: now() + dayMs, waiting: new Set() });
      resize(shelf, 1, bytes);
      return null;
    },
    end: async ({ tenant, key }, outcome) => {
      const shelf = shelves.get(tenant);
      const entry = shelf?.entries.get(key);
      if (shelf === undefined || entry === undefined) return;
      if (outcome === null) return remove(tenant, shelf, key, entry);
      const { fingerprint, rights } = entry.record;
      const bytes = entryBytes + retainedBytes([key, { fingerprint, rights }, outcome]);
      resize(shelf, 0, bytes - entry.bytes);
      entry.bytes = bytes;
      entry.record = { fingerprint, rights, outcome };
      for (const resume of entry.waiting) resume();
    },
    wait: async (at, timeoutMs) => {
      const entry = find(at);
      if (entry !== undefined && entry.record.outcome === undefined) {
        await new Promise<void>((resolve) => {
          const resume = () => {
            clearTimeout(timer);
            entry.waiting.delete(resume);
            resolve();
          };
          const timer = setTimeout(resume, timeoutMs);
          entry.waiting.add(resume);
        });
      }
      return find(at)?.record ?? null;
    },
  };
}
