import { LRUCache } from 'lru-cache';
import type { AnyEndpoint } from './endpoint.ts';

export interface ReadCacheOptions {
  /** Lifetime of a cached response, in milliseconds. @default 0, which caches nothing */
  readonly ttlMs?: number;
  /** Lifetime for endpoints that are `stable`: roles, editors, names of accounts. @default `ttlMs` */
  readonly stableTtlMs?: number;
  /** Time after `ttlMs` in which a response can be served stale if Wix fails. @default 0 */
  readonly staleMs?: number;
  /** Maximum bytes of all responses together, as Wix sent them. @default 67108864 */
  readonly maxBytes?: number;
  /** Maximum share of one credential. @default 0.25 */
  readonly maxShare?: number;
  /** Time after a write in which the cache is bypassed: Wix's lists lag behind. @default 15000 */
  readonly fenceMs?: number;
  /** A monotonic clock, in milliseconds. @default performance.now */
  readonly now?: () => number;
  /** Returns a number from 0 to below 1. @default Math.random */
  readonly random?: () => number;
}

/** A parsed response and the length of its text. It is shared: readers must not change it. */
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

/** The cached responses of one credential. */
interface Owner {
  /** The keys of its entries and their bytes, the oldest entry first. */
  readonly bytesByKey: Map<string, number>;
  bytes: number;
  /** Time until which Wix's responses may not show a write yet. */
  fencedUntil: number;
  /** Number of writes. A read that began before a write differs from an equal read after it. */
  epoch: number;
}

/** Maximum lifetime of permissions. They seldom change, but a revoked one must not be shown for long. */
const maxPermissionMs = 60_000;

/** Maximum random deviation of a lifetime, so that cached responses don't all expire at once. */
const jitter = 0.1;

const maxOwners = 10_000;

/**
 * Caches the responses of reads, separately for each credential; off unless it is given a lifetime. A write through the graph
 * evicts all responses of its credential: Wix does not document which lists show a write (a package assigned in one account changes
 * a site of another), and a guess could hide callers' own writes from them.
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

  /** True if nothing is ever cached. */
  get isOff(): boolean {
    return this.#options.ttlMs <= 0 && this.#options.stableTtlMs <= 0;
  }

  /** Number of cached responses. */
  get size(): number {
    return this.#entries.size;
  }

  /** Returns a number that changes with every write under the credential. */
  epoch(credential: string): number {
    return this.#owners.peek(credential)?.epoch ?? 0;
  }

  /** Returns a response that is still fresh, or undefined. */
  fresh(credential: string, read: string): object | undefined {
    const entry = this.#find(credential, read);
    return entry !== undefined && entry.freshUntil > this.#options.now() ? entry.answer.object : undefined;
  }

  /** Returns a response that can be served stale after a failed call, with its age, or undefined. */
  stale(credential: string, read: string): { readonly object: object; readonly ageMs: number } | undefined {
    const { now } = this.#options;
    const entry = this.#find(credential, read);
    if (entry === undefined || entry.staleUntil <= now()) return undefined;
    return { object: entry.answer.object, ageMs: Math.round(now() - entry.at) };
  }

  /** Caches the response of a read that began in `epoch`, if that is allowed. */
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

  /** Records a write, when it begins and again when it ends: everything read before is then outdated. */
  wrote(credential: string): void {
    const owner = this.#ownerOf(credential);
    owner.fencedUntil = this.#options.now() + this.#options.fenceMs;
    this.#drop(owner);
  }

  /** Evicts everything of a credential that Wix has just rejected. */
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
