import { IdempotencyError } from './errors.ts';
import { retainedBytes } from './retained-bytes.ts';

/** Identifies the record of a write: the idempotency key, separate for each tenant. */
export interface RecordKey {
  readonly tenant: string;
  readonly key: string;
}

/** Identifies the write that an idempotency key is used for. */
export interface WriteIdentity {
  /** A hash of the mutation's name and input. The same key with another hash is a caller's mistake. */
  readonly fingerprint: string;
  /** The caller's rights by its token, as {@link rightsOf} lists them; null if no token limits the caller. */
  readonly rights: readonly string[] | null;
}

/** The record of a write under its idempotency key. */
export interface WriteRecord extends WriteIdentity {
  /** Absent while the write runs. */
  readonly outcome?: WriteOutcome;
}

export type WriteOutcome = { readonly type: 'done'; readonly payload: unknown } | UnknownOutcome;

/** The outcome of a write that may have happened; a retry verifies it again with what the first try learnt. */
export interface UnknownOutcome {
  readonly type: 'unknown';
  /** The time it was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** The facts that it was sent with. */
  readonly facts: unknown;
  /** The results of a bulk write of which some items are unknown; null if nothing is known. */
  readonly partial: unknown;
}

/**
 * Keeps the records of writes, each for a day. The store of one process is in memory; a store shared by several
 * processes implements the same steps atomically.
 */
export interface IdempotencyStore {
  /**
   * Begins a write. Resolves to null if the key is new, and the caller must run the write; otherwise to its record.
   * Rejects with an {@link IdempotencyError} if there is no room for another record. Records are never evicted early. The
   * records of tenants for which Wix has not accepted the caller's key share a small part of the room.
   */
  begin(at: RecordKey, write: WriteIdentity, isProven: boolean): Promise<WriteRecord | null>;
  /** Ends a write with an outcome. Null erases the record, so that the key can be used again. */
  end(at: RecordKey, outcome: WriteOutcome | null): Promise<void>;
  /**
   * Begins a write of unknown outcome again. Resolves to false if its record is not, or no longer, unknown; of several
   * callers, one gets true.
   */
  reopen(at: RecordKey): Promise<boolean>;
  /** Returns the record after the running write has ended, or after `timeoutMs`. */
  wait(at: RecordKey, timeoutMs: number): Promise<WriteRecord | null>;
}

/** The maximum number of records and of their bytes. */
export interface RecordBudget {
  readonly records: number;
  readonly bytes: number;
}

export interface IdempotencyBudgets {
  /** For all tenants together. @default 200000 records, 64 MB */
  readonly all: RecordBudget;
  /** For each tenant. @default 50000 records, 16 MB */
  readonly tenant: RecordBudget;
  /** For all tenants together whose callers' keys are unproven; part of `all`. @default 20000 records, 6.4 MB */
  readonly unproven: RecordBudget;
}

const mebibyte = 1024 * 1024;

/** Returns the budgets for a memory of `bytes` in total, of which one tenant can use a quarter and all unproven ones a tenth. */
export function budgetsOf(bytes: number): IdempotencyBudgets {
  return {
    all: { records: 200_000, bytes },
    tenant: { records: 50_000, bytes: bytes / 4 },
    unproven: { records: 20_000, bytes: bytes / 10 },
  };
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
  /** Whether a caller's key was accepted for the tenant when one of its writes began. */
  isProven: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The size of an entry without its texts and its payload. */
const entryBytes = 400;

/**
 * Creates a store in memory. A record is kept for a whole day: once the budget of a tenant or of all is used up, new
 * keyed writes are rejected until records expire. Only a write in progress can exceed a budget, by the size of its own
 * payload. `now` is a monotonic clock.
 */
export function createMemoryIdempotencyStore(
  options: { readonly budgets?: IdempotencyBudgets; readonly now?: () => number } = {},
): IdempotencyStore {
  const { budgets = budgetsOf(64 * mebibyte), now = () => performance.now() } = options;
  /** Ordered by the start of each tenant's latest write, the most recent one last. */
  const shelves = new Map<string, Shelf>();
  const total = { records: 0, bytes: 0 };
  const unproven = { records: 0, bytes: 0 };

  const resize = (shelf: Shelf, records: number, bytes: number) => {
    shelf.bytes += bytes;
    for (const sum of shelf.isProven ? [total] : [total, unproven]) {
      sum.records += records;
      sum.bytes += bytes;
    }
  };

  /** Counts a tenant no longer among the unproven ones. */
  const prove = (shelf: Shelf) => {
    if (shelf.isProven) return;
    unproven.records -= shelf.entries.size;
    unproven.bytes -= shelf.bytes;
    shelf.isProven = true;
  };

  const remove = (tenant: string, shelf: Shelf, key: string, entry: Entry) => {
    shelf.entries.delete(key);
    resize(shelf, -1, -entry.bytes);
    if (shelf.entries.size === 0) shelves.delete(tenant);
    for (const resume of entry.waiting) resume();
  };

  /** Removes expired records, which are at the front. */
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

  /** Removes all expired records. Does nothing until the next record expires. */
  let expiresNextAt = 0;
  const expireAll = () => {
    if (now() < expiresNextAt) return;
    for (const [tenant, shelf] of shelves) expire(tenant, shelf);
    const oldest = [...shelves.values()].map(({ entries }) => entries.values().next().value?.expiresAt ?? 0);
    expiresNextAt = oldest.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
  };

  const checkRoom = (tenant: string, bytes: number, isProven: boolean) => {
    const shelf = shelves.get(tenant);
    const oldest = shelf?.entries.values().next().value;
    const retryAfterMs = Math.ceil(Math.max(1, (oldest?.expiresAt ?? now() + dayMs) - now()));
    if (shelf !== undefined) {
      const { records, bytes: maxBytes } = budgets.tenant;
      if (shelf.entries.size >= records || shelf.bytes + bytes > maxBytes) {
        throw new IdempotencyError('IDEMPOTENCY_BUDGET_EXCEEDED', retryAfterMs);
      }
    }
    const isOver = (sum: RecordBudget, budget: RecordBudget) =>
      sum.records >= budget.records || sum.bytes + bytes > budget.bytes;
    const isFull = () => isOver(total, budgets.all) || (!isProven && isOver(unproven, budgets.unproven));
    if (isFull()) expireAll();
    if (isFull()) throw new IdempotencyError('IDEMPOTENCY_BUDGET_EXCEEDED', retryAfterMs);
  };

  return {
    begin: async (at, write, isProven) => {
      const before = shelves.get(at.tenant);
      if (isProven && before !== undefined) prove(before);
      const known = find(at);
      if (known !== undefined) return known.record;
      const { tenant, key } = at;
      const bytes = entryBytes + retainedBytes([key, write]);
      checkRoom(tenant, bytes, isProven || before?.isProven === true);
      const shelf = shelves.get(tenant) ?? { entries: new Map<string, Entry>(), bytes: 0, isProven };
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
    reopen: async (at) => {
      const entry = find(at);
      if (entry?.record.outcome?.type !== 'unknown') return false;
      const { fingerprint, rights } = entry.record;
      entry.record = { fingerprint, rights };
      return true;
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
