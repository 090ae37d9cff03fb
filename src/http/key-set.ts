import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';

export interface KeySetLimits {
  /** Time for which the keys are used without being fetched again. @default 600000 */
  readonly freshMs: number;
  /** Time for which the keys are used while fetching them fails. @default 86400000 */
  readonly staleMs: number;
  /** Minimum time between two fetches, even if a key is missing. @default 10000 */
  readonly pauseMs: number;
  /** The time of one fetch. @default 3000 */
  readonly timeoutMs: number;
  /** Tokens that may wait for a fetch at once. @default 32 */
  readonly maxWaiting: number;
}

const defaultLimits: KeySetLimits = {
  freshMs: 10 * 60 * 1_000,
  staleMs: 24 * 60 * 60 * 1_000,
  pauseMs: 10_000,
  timeoutMs: 3_000,
  maxWaiting: 32,
};

/** Names of keys that the set does not have: how many are remembered, and the longest name of a key. */
const maxUnknown = 1_000;
const maxName = 256;

/** The longest set of keys. */
const maxSetBytes = 1_000_000;

/** The keys could not be had, which is not the token's fault. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/**
 * The keys of a remote JSON Web Key Set. Tokens of known keys never wait for the network, even while the set is down: keys are
 * renewed in the background. Only a token of an unknown key waits, for the one fetch that is in flight, and only a few do at once.
 */
export class RemoteKeySet {
  readonly #url: URL;
  readonly #limits: KeySetLimits;
  readonly #now: () => number;
  readonly #unknown: LRUCache<string, true>;
  #keys: JWTVerifyGetKey | undefined;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #fetch: Promise<void> | undefined;
  #waiting = 0;

  /** @param now a monotonic clock */
  constructor(url: URL, limits: Partial<KeySetLimits> = {}, now: () => number = () => performance.now()) {
    this.#url = url;
    this.#limits = { ...defaultLimits, ...limits };
    this.#now = now;
    this.#unknown = new LRUCache({ max: maxUnknown, ttl: this.#limits.pauseMs, perf: { now } });
  }

  /** Returns the key of a token. Rejects with a JWKSNoMatchingKey for an unknown one, and with KeysUnavailable when nobody can tell. */
  readonly get: JWTVerifyGetKey = async (header, token) => {
    const name = header.kid ?? '';
    if (name.length > maxName) throw new errors.JWKSNoMatchingKey();
    const age = this.#now() - this.#fetchedAt;
    const usable = age < this.#limits.staleMs ? this.#keys : undefined;
    if (usable !== undefined) {
      if (age > this.#limits.freshMs) this.#renew();
      if (this.#unknown.has(name)) throw new errors.JWKSNoMatchingKey();
      try {
        return await usable(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      }
    }
    await this.#wait();
    if (this.#keys === undefined || this.#now() - this.#fetchedAt >= this.#limits.staleMs) throw new KeysUnavailable();
    try {
      return await this.#keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) this.#unknown.set(name, true);
      throw error;
    }
  };

  /** Waits for the fetch in flight, or for a new one if the last one is long enough ago. */
  async #wait(): Promise<void> {
    const fetching = this.#renew();
    if (fetching === undefined) return;
    if (this.#waiting >= this.#limits.maxWaiting) throw new KeysUnavailable();
    this.#waiting += 1;
    try {
      await fetching;
    } finally {
      this.#waiting -= 1;
    }
  }

  #renew(): Promise<void> | undefined {
    if (this.#fetch !== undefined) return this.#fetch;
    if (this.#now() - this.#askedAt < this.#limits.pauseMs) return undefined;
    this.#askedAt = this.#now();
    this.#fetch = this.#load()
      .then((keys) => {
        this.#keys = createLocalJWKSet(keys);
        this.#fetchedAt = this.#now();
        this.#unknown.clear();
      })
      // What is known stays in use; whoever needs more is told that the keys cannot be had.
      .catch(() => {})
      .finally(() => {
        this.#fetch = undefined;
      });
    return this.#fetch;
  }

  async #load(): Promise<JSONWebKeySet> {
    const signal = AbortSignal.timeout(this.#limits.timeoutMs);
    const headers = { accept: 'application/json' };
    const response = await fetch(this.#url, { headers, redirect: 'error', signal });
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > maxSetBytes) throw new KeysUnavailable();
      chunks.push(chunk);
    }
    if (response.status !== 200) throw new KeysUnavailable();
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as JSONWebKeySet;
  }
}
