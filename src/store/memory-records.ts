import {
  type Begun,
  budgetsOf,
  type Claim,
  type RecordBudget,
  type RecordBudgets,
  type RecordEnd,
  type RecordedTask,
  type RecordId,
  type Records,
  recordMs,
} from './records.ts';

export interface MemoryRecordsOptions {
  /** @default 200000 records in 64 MB, a quarter of it for each owner, a tenth for all unproven ones */
  readonly budgets?: RecordBudgets;
  /** Time after which a record whose owner is silent can be taken over: longer than a task can take. @default 150000 */
  readonly leaseMs?: number;
  /** A monotonic clock. @default performance.now */
  readonly now?: () => number;
}

interface Entry {
  task: RecordedTask;
  fence: number;
  leaseUntil: number;
  sent: string | null;
  end: RecordEnd | null;
  bytes: number;
  readonly expiresAt: number;
  readonly waiting: Set<() => void>;
}

/** The records of one owner, the oldest first. */
interface Shelf {
  readonly entries: Map<string, Entry>;
  bytes: number;
  /** Whether the owner was proven when one of its tasks began. */
  isProven: boolean;
}

/** The size of an entry without its texts. */
const entryBytes = 400;

/**
 * Records in memory. Once the budget of an owner or of all is used up, new ones are rejected until some expire. Only a task in
 * progress can exceed a budget, by the size of its own value.
 */
export class MemoryRecords implements Records {
  readonly #budgets: RecordBudgets;
  readonly #leaseMs: number;
  readonly #now: () => number;
  /** Ordered by the start of each owner's latest record, the most recent one last. */
  readonly #shelves = new Map<string, Shelf>();
  readonly #total = { records: 0, bytes: 0 };
  readonly #unproven = { records: 0, bytes: 0 };
  #expiresNextAt = 0;

  constructor(options: MemoryRecordsOptions = {}) {
    const { budgets = budgetsOf(64 * 1024 * 1024), leaseMs = 150_000, now = () => performance.now() } = options;
    this.#budgets = budgets;
    this.#leaseMs = leaseMs;
    this.#now = now;
  }

  async begin(at: RecordId, task: RecordedTask, isProven: boolean): Promise<Begun> {
    const before = this.#shelves.get(at.owner);
    if (isProven && before !== undefined) this.#prove(before);
    const known = this.#find(at);
    if (known !== undefined) return this.#beginAgain(at, task, known);
    const { owner, key } = at;
    const bytes = sizeOf(key, task, '');
    const retryAfterMs = this.#untilRoom(owner, bytes, isProven || before?.isProven === true);
    if (retryAfterMs !== null) return { is: 'noRoom', retryAfterMs };
    const shelf = this.#shelves.get(owner) ?? { entries: new Map<string, Entry>(), bytes: 0, isProven };
    this.#shelves.delete(owner);
    this.#shelves.set(owner, shelf);
    const now = this.#now();
    shelf.entries.set(key, {
      task,
      fence: 1,
      leaseUntil: now + this.#leaseMs,
      sent: null,
      end: null,
      bytes,
      expiresAt: now + recordMs,
      waiting: new Set(),
    });
    this.#resize(shelf, 1, bytes);
    return { is: 'begun', claim: { owner, key, ...task, fence: 1 } };
  }

  #beginAgain({ owner, key }: RecordId, task: RecordedTask, entry: Entry): Begun {
    const { identity, note } = entry.task;
    if (identity !== task.identity) return { is: 'other' };
    if (entry.end?.is === 'done') return { ...entry.end, note };
    if (entry.leaseUntil > this.#now()) return { is: 'running', note };
    entry.fence += 1;
    entry.leaseUntil = this.#now() + this.#leaseMs;
    if (entry.sent === null) {
      entry.task = task;
      return { is: 'begun', claim: { owner, key, ...task, fence: entry.fence } };
    }
    entry.end = null;
    return { is: 'unknown', note, sent: entry.sent, claim: { owner, key, identity, note, fence: entry.fence } };
  }

  async sent(claim: Claim, what: string): Promise<boolean> {
    const { owner, key, fence } = claim;
    const entry = this.#find(claim);
    const shelf = this.#shelves.get(owner);
    if (shelf === undefined || entry?.fence !== fence || entry.end !== null) return false;
    entry.leaseUntil = this.#now() + this.#leaseMs;
    entry.sent = what;
    this.#grow(shelf, entry, sizeOf(key, entry.task, what));
    return true;
  }

  async end(claim: Claim, end: RecordEnd | null): Promise<void> {
    const { owner, key } = claim;
    const shelf = this.#shelves.get(owner);
    const entry = shelf?.entries.get(key);
    if (shelf === undefined || entry === undefined || entry.end?.is === 'done') return;
    if (end?.is !== 'done' && entry.fence !== claim.fence) return;
    if (end === null) return this.#remove(owner, shelf, key, entry);
    entry.end = end;
    entry.leaseUntil = 0;
    entry.sent = end.is === 'done' ? '' : end.sent;
    this.#grow(shelf, entry, sizeOf(key, entry.task, end.is === 'done' ? end.value : end.sent));
    for (const resume of entry.waiting) resume();
  }

  async changed(at: RecordId, timeoutMs: number): Promise<void> {
    const entry = this.#find(at);
    if (entry === undefined || entry.end !== null) return;
    const waitMs = Math.min(timeoutMs, entry.leaseUntil - this.#now());
    await new Promise<void>((resolve) => {
      const resume = () => {
        clearTimeout(timer);
        entry.waiting.delete(resume);
        resolve();
      };
      const timer = setTimeout(resume, waitMs);
      entry.waiting.add(resume);
    });
  }

  #find({ owner, key }: RecordId): Entry | undefined {
    const shelf = this.#shelves.get(owner);
    if (shelf !== undefined) this.#expire(owner, shelf);
    return shelf?.entries.get(key);
  }

  /** Removes expired records, which are at the front. */
  #expire(owner: string, shelf: Shelf): void {
    for (const [key, entry] of shelf.entries) {
      if (entry.expiresAt > this.#now()) return;
      this.#remove(owner, shelf, key, entry);
    }
  }

  /** Removes all expired records. Does nothing until the next record expires. */
  #expireAll(): void {
    if (this.#now() < this.#expiresNextAt) return;
    for (const [owner, shelf] of this.#shelves) this.#expire(owner, shelf);
    const oldest = [...this.#shelves.values()].map(({ entries }) => entries.values().next().value?.expiresAt ?? 0);
    this.#expiresNextAt = oldest.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
  }

  #remove(owner: string, shelf: Shelf, key: string, entry: Entry): void {
    shelf.entries.delete(key);
    this.#resize(shelf, -1, -entry.bytes);
    if (shelf.entries.size === 0) this.#shelves.delete(owner);
    for (const resume of entry.waiting) resume();
  }

  #resize(shelf: Shelf, records: number, bytes: number): void {
    shelf.bytes += bytes;
    for (const sum of shelf.isProven ? [this.#total] : [this.#total, this.#unproven]) {
      sum.records += records;
      sum.bytes += bytes;
    }
  }

  /** Counts an owner no longer among the unproven ones. */
  #prove(shelf: Shelf): void {
    if (shelf.isProven) return;
    this.#unproven.records -= shelf.entries.size;
    this.#unproven.bytes -= shelf.bytes;
    shelf.isProven = true;
  }

  #grow(shelf: Shelf, entry: Entry, bytes: number): void {
    this.#resize(shelf, 0, bytes - entry.bytes);
    entry.bytes = bytes;
  }

  /** Returns the time until there may be room for a record of so many bytes; null if there is. */
  #untilRoom(owner: string, bytes: number, isProven: boolean): number | null {
    const shelf = this.#shelves.get(owner);
    const oldest = shelf?.entries.values().next().value;
    const retryAfterMs = Math.ceil(Math.max(1, (oldest?.expiresAt ?? this.#now() + recordMs) - this.#now()));
    const { all, owner: each, unproven } = this.#budgets;
    if (shelf !== undefined && (shelf.entries.size >= each.records || shelf.bytes + bytes > each.bytes)) {
      return retryAfterMs;
    }
    const isOver = (sum: RecordBudget, budget: RecordBudget) =>
      sum.records >= budget.records || sum.bytes + bytes > budget.bytes;
    const isFull = () => isOver(this.#total, all) || (!isProven && isOver(this.#unproven, unproven));
    if (isFull()) this.#expireAll();
    return isFull() ? retryAfterMs : null;
  }
}

/** Estimates the bytes of an entry: its texts with two bytes for each character. */
function sizeOf(key: string, { identity, note }: RecordedTask, value: string): number {
  return entryBytes + 2 * (key.length + identity.length + note.length + value.length);
}
