import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';

export interface KeySetLimits {
  /** Time after which the keys are fetched again. @default 600000 */
  readonly freshMs: number;
  /** Time for which the keys stay valid if fetching fails. @default 86400000 */
  readonly staleMs: number;
  /** Minimum time between two fetches, even if a key is missing. @default 10000 */
  readonly pauseMs: number;
  /** Maximum duration of a fetch. @default 3000 */
  readonly timeoutMs: number;
  /** Maximum number of tokens that wait for a fetch. @default 32 */
  readonly maxWaiting: number;
}

const defaultLimits: KeySetLimits = {
  freshMs: 10 * 60 * 1_000,
  staleMs: 24 * 60 * 60 * 1_000,
  pauseMs: 10_000,
  timeoutMs: 3_000,
  maxWaiting: 32,
};

/** Maximum number of unknown key ids that are remembered, and maximum length of a key id. */
const maxUnknown = 1_000;
const maxName = 256;

/** Maximum size of the key set, in bytes. */
const maxSetBytes = 1_000_000;

/** The keys could not be fetched. Says nothing about the token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/**
 * Caches the keys of a remote JSON Web Key Set. Tokens of known keys never wait for the network, even during an outage of the set: keys
 * are renewed in the background. Tokens of unknown keys wait for the one fetch in flight, and only a few can wait at once.
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

  /** Returns the key of a token. Rejects with JWKSNoMatchingKey if it is unknown, with KeysUnavailable if that can't be determined. */
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

  /** Waits for the fetch in flight, or starts one if the minimum interval has passed. */
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
      // Known keys stay in use; tokens of other keys get KeysUnavailable.
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
