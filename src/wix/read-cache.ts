import { LRUCache } from 'lru-cache';
import type { AnyEndpoint } from './endpoint.ts';

export interface ReadCacheOptions {
  /** How long an answer is good for, in milliseconds. @default 0, which caches nothing */
  readonly ttlMs?: number;
  /** The same for operations that are `stable`: roles, editors, names of accounts. @default `ttlMs` */
  readonly stableTtlMs?: number;
  /** How long after that an answer may still stand in for one that Wix fails to give. @default 0 */
  readonly staleMs?: number;
  /** The bytes of all answers together, as Wix sent them. @default 67108864 */
  readonly maxBytes?: number;
  /** The share of them that one credential may take. @default 0.25 */
  readonly maxShare?: number;
  /** How long after a write nothing is kept or used: Wix's lists lag behind. @default 15000 */
  readonly fenceMs?: number;
  /** A clock that never goes back, in milliseconds. @default performance.now */
  readonly now?: () => number;
  /** From 0 to below 1. @default Math.random */
  readonly random?: () => number;
}

/** A parsed answer, and how long its text was. Whoever reads it must not change it: it is shared. */
export interface Answer {
  readonly object: object;
  readonly bytes: number;
}

interface Entry {
  readonly answer: Answer;
  readonly owner: Owner;
  readonly at: number;
  readonly freshUntil: number;
  readonly staleUntil: number;
}

/** What is kept for one credential. */
interface Owner {
  /** The keys of its entries and their bytes, the oldest entry first. */
  readonly bytesByKey: Map<string, number>;
  bytes: number;
  /** Until when a write may not be seen in what Wix answers. */
  fencedUntil: number;
  /** Counts writes: a read that began before one is not the same as an equal read after it. */
  epoch: number;
}

/** Who may do what changes seldom, but a right that was taken away must not be shown for long. */
const maxPermissionMs = 60_000;

/** How much sooner or later an answer runs out, so that not all do at once. */
const jitter = 0.1;

const maxOwners = 10_000;

/**
 * Keeps the answers of reads for a short while, apart for each credential; off unless it is given a time. A write through the graph
 * drops all that is kept for its credential: in which other lists a write shows is not documented (a package that is assigned in one
 * account changes a site of another), and a guess would show callers less than what they have just done.
 */
export class ReadCache {
  readonly #options: Required<ReadCacheOptions>;
  readonly #entries: LRUCache<string, Entry>;
  readonly #owners: LRUCache<string, Owner>;

  constructor(options: ReadCacheOptions = {}) {
    const { ttlMs = 0 } = options;
    this.#options = {
      ttlMs,
      stableTtlMs: ttlMs,
      staleMs: 0,
      maxBytes: 64 * 1024 * 1024,
      maxShare: 0.25,
      fenceMs: 15_000,
      now: () => performance.now(),
      random: Math.random,
      ...options,
    };
    this.#entries = new LRUCache({
      maxSize: this.#options.maxBytes,
      sizeCalculation: ({ answer }) => answer.bytes,
      dispose: ({ owner, answer }, key) => {
        owner.bytesByKey.delete(key);
        owner.bytes -= answer.bytes;
      },
    });
    this.#owners = new LRUCache({ max: maxOwners, dispose: (owner) => this.#drop(owner) });
  }

  /** True where nothing is ever kept. */
  get isOff(): boolean {
    return this.#options.ttlMs <= 0 && this.#options.stableTtlMs <= 0;
  }

  /** How many answers are kept. */
  get size(): number {
    return this.#entries.size;
  }

  /** Changes with every write under the credential. */
  epoch(credential: string): number {
    return this.#owners.peek(credential)?.epoch ?? 0;
  }

  /** An answer that is still good; undefined if there is none. */
  fresh(credential: string, read: string): object | undefined {
    const entry = this.#find(credential, read);
    return entry !== undefined && entry.freshUntil > this.#options.now() ? entry.answer.object : undefined;
  }

  /** An answer that may stand in for a failed call, and its age; undefined if there is none. */
  stale(credential: string, read: string): { readonly object: object; readonly ageMs: number } | undefined {
    const { now } = this.#options;
    const entry = this.#find(credential, read);
    if (entry === undefined || entry.staleUntil <= now()) return undefined;
    return { object: entry.answer.object, ageMs: Math.round(now() - entry.at) };
  }

  /** Keeps the answer of a read that began in `epoch`, if it may be kept. */
  keep(credential: string, read: string, epoch: number, endpoint: AnyEndpoint, answer: Answer): void {
    const { now, random, staleMs, maxBytes, maxShare } = this.#options;
    const ttlMs = this.#ttlOf(endpoint);
    if (ttlMs <= 0 || answer.bytes === 0 || answer.bytes > maxBytes * maxShare) return;
    const owner = this.#ownerOf(credential);
    const at = now();
    if (owner.epoch !== epoch || owner.fencedUntil > at) return;
    const lastly = endpoint.cache === 'permission' ? at + maxPermissionMs : Number.POSITIVE_INFINITY;
    const freshUntil = Math.min(lastly, at + ttlMs * (1 - jitter + 2 * jitter * random()));
    const staleUntil = Math.min(lastly, freshUntil + staleMs);
    const key = keyOf(credential, read);
    this.#entries.delete(key);
    owner.bytesByKey.set(key, answer.bytes);
    owner.bytes += answer.bytes;
    this.#entries.set(key, { answer, owner, at, freshUntil, staleUntil });
    for (const oldest of owner.bytesByKey.keys()) {
      if (owner.bytes <= maxBytes * maxShare) break;
      this.#entries.delete(oldest);
    }
  }

  /** Notes a write, at its beginning and again at its end: what was read before either proves nothing any more. */
  wrote(credential: string): void {
    const owner = this.#ownerOf(credential);
    owner.fencedUntil = this.#options.now() + this.#options.fenceMs;
    this.#drop(owner);
  }

  /** Drops all that is kept for a credential: Wix has just refused it. */
  forget(credential: string): void {
    const owner = this.#owners.peek(credential);
    if (owner !== undefined) this.#drop(owner);
  }

  #find(credential: string, read: string): Entry | undefined {
    return this.#entries.size === 0 ? undefined : this.#entries.get(keyOf(credential, read));
  }

  #ownerOf(credential: string): Owner {
    const known = this.#owners.get(credential);
    if (known !== undefined) return known;
    const made: Owner = { bytesByKey: new Map(), bytes: 0, fencedUntil: 0, epoch: 0 };
    this.#owners.set(credential, made);
    return made;
  }

  #drop(owner: Owner): void {
    owner.epoch += 1;
    for (const key of [...owner.bytesByKey.keys()]) this.#entries.delete(key);
  }

  #ttlOf({ cache = 'ordinary' }: AnyEndpoint): number {
    const { ttlMs, stableTtlMs } = this.#options;
    if (cache === 'never') return 0;
    return cache === 'stable' ? stableTtlMs : ttlMs;
  }
}

function keyOf(credential: string, read: string): string {
  return `${credential} ${read}`;
}
