import { LRUCache } from 'lru-cache';
import type { Attempt } from './attempt.ts';
import { WixError } from './error.ts';

/** Maximum number of remembered keys and pairs, with names of 43 and 80 characters, and their lifetime after the last response. */
const maxKeys = 10_000;
const maxPairs = 20_000;
const provenMs = 10 * 60 * 1_000;

/**
 * Remembers the callers' keys that Wix accepted recently, and the accounts for which it accepted them. Anyone can invent a key or name
 * somebody else's account, so before Wix has accepted them, neither proves anything.
 */
export class Proven {
  readonly #keys = new LRUCache<string, true>({ max: maxKeys, ttl: provenMs });
  readonly #pairs = new LRUCache<string, true>({ max: maxPairs, ttl: provenMs });

  hasKey(credential: string): boolean {
    return this.#keys.get(credential) === true;
  }

  /** Whether Wix accepted calls with the key for an account or, if the calls name none, of a level. */
  has(credential: string, account: string): boolean {
    return this.hasKey(credential) && this.#pairs.get(pairOf(credential, account)) === true;
  }

  /** Records an accepted call. Returns whether the key was unproven before. */
  note(credential: string, account: string): boolean {
    const isNew = !this.hasKey(credential);
    this.#keys.set(credential, true);
    this.#pairs.set(pairOf(credential, account), true);
    return isNew;
  }

  /** Records that Wix rejects the key. */
  forget(credential: string): void {
    this.#keys.delete(credential);
  }
}

function pairOf(credential: string, account: string): string {
  return `${credential} ${account}`;
}

/** The caller's own key and the account that it names. The program's own key needs no proof and has no claim. */
export class Claim {
  readonly #proven: Proven;
  readonly #credential: string;
  readonly #account: string;

  constructor(proven: Proven, credential: string, account: string) {
    this.#proven = proven;
    this.#credential = credential;
    this.#account = account;
  }

  /** Whether the key is proven. */
  get isGood(): boolean {
    return this.#proven.hasKey(this.#credential);
  }

  /** Whether the key is proven for the account that the caller names. */
  get isForAccount(): boolean {
    return this.#proven.has(this.#credential, this.#account);
  }

  /** Whether the key is proven for an account. */
  covers(account: string): boolean {
    return this.#proven.has(this.#credential, account);
  }

  /** Whether the key is proven, and the caller uses it for another account. */
  isBeyond(account: string): boolean {
    return this.isGood && !this.covers(account);
  }
}

/** Records the keys that the responses of attempts prove. `onNew` is called with a key at its first accepted call. */
export function proving(attempt: Attempt, proven: Proven, onNew: (credential: string) => void): Attempt {
  return async (call, context, tries, time) => {
    const { claim, credential } = context;
    if (claim === null) return attempt(call, context, tries, time);
    try {
      const answer = await attempt(call, context, tries, time);
      // Public calls prove nothing, with a key or without.
      if (call.endpoint.level !== 'public' && proven.note(credential, call.owner)) onNew(credential);
      return answer;
    } catch (error) {
      if (error instanceof WixError && error.failure === 'unauthenticated') proven.forget(credential);
      throw error;
    }
  };
}
