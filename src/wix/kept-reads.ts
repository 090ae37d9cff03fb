import { LRUCache } from 'lru-cache';

export interface KeptReadsOptions {
  /** Returns the number of writes of a credential. What was read before one is discarded. */
  readonly epoch: (credential: string) => number;
  /** Lifetime of a kept response, in milliseconds. @default 300000 */
  readonly keptMs?: number;
  /** Maximum bytes of all kept responses. @default 67108864 */
  readonly maxBytes?: number;
  /** Maximum share of one credential. @default 0.25 */
  readonly maxShare?: number;
  /** A monotonic clock, in milliseconds. @default performance.now */
  readonly now?: () => number;
}

interface KeptResponse {
  readonly object: object;
  readonly bytes: number;
  readonly at: number;
}

/** The operations of one credential. The oldest comes first. */
interface Owner {
  readonly epoch: number;
  readonly operations: ReadonlyMap<string, StoredOperation>;
  readonly bytes: number;
}

interface StoredOperation {
  readonly responses: ReadonlyMap<string, KeptResponse>;
  readonly bytes: number;
  readonly until: number;
  readonly readyAt: number;
}

/**
 * Keeps what operations had read when the rate limit cut them off, for the same operation of the same caller, so that sending it again costs
 * only the missing calls. A write of the credential discards all of it.
 */
export class KeptReads {
  readonly #options: Required<KeptReadsOptions>;
  readonly #owners: LRUCache<string, Owner>;

  constructor(options: KeptReadsOptions) {
    this.#options = {
      keptMs: 300_000,
      maxBytes: 64 * 1024 * 1024,
      maxShare: 0.25,
      now: () => performance.now(),
      ...options,
    };
    this.#owners = new LRUCache({
      max: maxOwners,
      maxSize: this.#options.maxBytes,
      sizeCalculation: ({ bytes }) => Math.max(1, bytes),
    });
  }

  /** Whether anything of a credential may be kept. */
  hasOf(credential: string): boolean {
    return this.#owners.size > 0 && this.#owners.has(credential);
  }

  /** Returns what an earlier attempt of the operation has read; null if there was none. */
  find(credential: string, name: string): KeptOperation | null {
    const { now } = this.#options;
    const stored = this.#operationsOf(credential).get(name);
    return stored === undefined ? null : new KeptOperation(stored.responses, stored.readyAt <= now(), now);
  }

  /**
   * Keeps the responses of an operation that was cut off, together with those of its earlier attempt. `retryAfterMs` is the time that its
   * caller is told to wait. Returns how long they are kept, in milliseconds; 0 if they are too large.
   */
  keep(
    credential: string,
    name: string,
    earlier: KeptOperation | null,
    landed: Iterable<readonly [key: string, response: object]>,
    retryAfterMs: number,
  ): number {
    const { now, keptMs, maxBytes, maxShare, epoch } = this.#options;
    const at = now();
    const responses = new Map(earlier?.responses);
    for (const [key, object] of landed) {
      if (!responses.has(key)) responses.set(key, { object, bytes: JSON.stringify(object).length, at });
    }
    const bytes = [...responses.values()].reduce((sum, response) => sum + response.bytes, 0);
    if (bytes > maxBytes * maxShare) return 0;
    const operations = new Map(this.#operationsOf(credential));
    operations.delete(name);
    operations.set(name, { responses, bytes, until: at + keptMs, readyAt: at + retryAfterMs });
    let sum = [...operations.values()].reduce((total, operation) => total + operation.bytes, 0);
    for (const [oldest, operation] of operations) {
      if (sum <= maxBytes * maxShare && operations.size <= maxOperations) break;
      operations.delete(oldest);
      sum -= operation.bytes;
    }
    this.#owners.set(credential, { epoch: epoch(credential), operations, bytes: sum });
    return keptMs;
  }

  /** Discards what is kept for an operation. */
  remove(credential: string, name: string): void {
    const operations = new Map(this.#operationsOf(credential));
    if (!operations.delete(name)) return;
    const bytes = [...operations.values()].reduce((total, operation) => total + operation.bytes, 0);
    if (operations.size === 0) this.#owners.delete(credential);
    else this.#owners.set(credential, { epoch: this.#options.epoch(credential), operations, bytes });
  }

  /** Discards everything of a credential that Wix has just rejected. */
  forget(credential: string): void {
    this.#owners.delete(credential);
  }

  /** The operations of a credential that are kept and not outdated by a write. */
  #operationsOf(credential: string): ReadonlyMap<string, StoredOperation> {
    const owner = this.#owners.get(credential);
    if (owner === undefined) return new Map();
    const at = this.#options.now();
    const isCurrent = owner.epoch === this.#options.epoch(credential);
    const valid = new Map([...owner.operations].filter(([, { until }]) => isCurrent && until > at));
    if (valid.size === 0) this.#owners.delete(credential);
    return valid;
  }
}

/** Maximum number of credentials, and of operations of one. */
const maxOwners = 10_000;
const maxOperations = 100;

/** The responses of an earlier attempt of an operation, and how many of them it has used. */
export class KeptOperation {
  readonly responses: ReadonlyMap<string, KeptResponse>;
  /** Whether the time that the earlier attempt was told to wait has passed. */
  readonly hasWaited: boolean;
  readonly #now: () => number;
  readonly #used = new Set<string>();
  #oldestAt = Number.POSITIVE_INFINITY;

  constructor(responses: ReadonlyMap<string, KeptResponse>, hasWaited: boolean, now: () => number) {
    this.responses = responses;
    this.hasWaited = hasWaited;
    this.#now = now;
  }

  get used(): number {
    return this.#used.size;
  }

  /** The age of the oldest response that was used, in milliseconds. */
  get ageMs(): number {
    return Math.round(this.#now() - Math.min(this.#oldestAt, this.#now()));
  }

  use(key: string): object | undefined {
    const response = this.responses.get(key);
    if (response === undefined) return undefined;
    this.#used.add(key);
    this.#oldestAt = Math.min(this.#oldestAt, response.at);
    return response.object;
  }
}
