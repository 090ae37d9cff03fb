/** What is remembered of a write under its idempotency key. */
export interface WriteRecord {
  /** A hash of the mutation's name and input: the same key with another one is a mistake of the caller. */
  readonly fingerprint: string;
  /** Absent while the write runs. */
  readonly outcome?: WriteOutcome;
}

export type WriteOutcome =
  | { readonly type: 'done'; readonly payload: unknown }
  /** The write may have happened; whoever asks again looks once more. `sentAt` is in milliseconds since the epoch. */
  | { readonly type: 'unknown'; readonly sentAt: number };

/**
 * Where records of writes are kept, a day each. Keys hold tenant and idempotency key. The store of one process is in memory;
 * one shared by several processes implements the same three steps atomically.
 */
export interface IdempotencyStore {
  /** Begins a write. Answers null if it was not known, which makes the caller the one who runs it; else what is known. */
  begin(key: string, fingerprint: string): Promise<WriteRecord | null>;
  /** Ends it with an outcome; null forgets it, so that the key can be used again. */
  end(key: string, outcome: WriteOutcome | null): Promise<void>;
  /** What is known after the running write has ended, or after `timeoutMs`. */
  wait(key: string, timeoutMs: number): Promise<WriteRecord | null>;
}

interface Entry {
  record: WriteRecord;
  readonly expiresAt: number;
  readonly waiting: (() => void)[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** A store in memory, bounded: with more than `maxEntries` the oldest ended record is forgotten. `now` is a clock that nobody sets. */
export function createMemoryIdempotencyStore(
  options: { maxEntries?: number; now?: () => number } = {},
): IdempotencyStore {
  const { maxEntries = 10_000, now = () => performance.now() } = options;
  const entries = new Map<string, Entry>();

  const find = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > now()) return entry;
    entries.delete(key);
    return undefined;
  };

  const makeRoom = () => {
    for (const [key, entry] of entries) {
      if (entries.size < maxEntries) return;
      if (entry.record.outcome !== undefined) entries.delete(key);
    }
  };

  return {
    begin: async (key, fingerprint) => {
      const known = find(key);
      if (known !== undefined) return known.record;
      makeRoom();
      entries.set(key, { record: { fingerprint }, expiresAt: now() + dayMs, waiting: [] });
      return null;
    },
    end: async (key, outcome) => {
      const entry = entries.get(key);
      if (entry === undefined) return;
      if (outcome === null) entries.delete(key);
      else entry.record = { ...entry.record, outcome };
      for (const resume of entry.waiting.splice(0)) resume();
    },
    wait: async (key, timeoutMs) => {
      const entry = find(key);
      if (entry !== undefined && entry.record.outcome === undefined) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, timeoutMs);
          entry.waiting.push(() => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
      return find(key)?.record ?? null;
    },
  };
}
