import { LRUCache } from 'lru-cache';

/** A record as it stands in the store, and when it expires there by the clock of this process. */
export interface StoredRecord {
  readonly fields: Readonly<Record<string, string>>;
  readonly ownerKey: string;
  readonly expiresAt: number;
}

const maxRecords = 10_000;
const maxBytes = 16 * 1024 * 1024;

/** The latest records of this process, to be written anew when the store has lost them. */
export class OwnRecords {
  readonly #records = new LRUCache<string, StoredRecord>({
    max: maxRecords,
    maxSize: maxBytes,
    sizeCalculation: ({ fields }, key) => 200 + key.length + Object.values(fields).join('').length,
  });

  set(key: string, record: StoredRecord): void {
    this.#records.set(key, record);
  }

  /** Changes fields of a record that this process still has. */
  change(key: string, fields: Readonly<Record<string, string>>): void {
    const known = this.#records.get(key);
    if (known !== undefined) this.#records.set(key, { ...known, fields: { ...known.fields, ...fields } });
  }

  delete(key: string): void {
    this.#records.delete(key);
  }

  /** The records that have not expired. */
  all(now: number): [string, StoredRecord][] {
    return [...this.#records.entries()].filter(([, { expiresAt }]) => expiresAt > now);
  }
}
