import { LRUCache } from 'lru-cache';
import type { RetryClass } from './endpoint.ts';
import type { WixError } from './error.ts';

/** How calls are repeated. Pure settings; the decisions below use nothing else. */
export interface RetryPolicy {
  /** Repetitions after the first try. */
  readonly maxRetries: number;
  /** The pause before the first repetition is up to this long; it doubles with each. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** A number from 0 to below 1: every pause is a random part of its length, so that callers do not come back together. */
  readonly random: () => number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxRetries: 2,
  baseDelayMs: 100,
  maxDelayMs: 2_000,
  random: Math.random,
};

/** How long to wait before a failed call is made again, in milliseconds; null if it must not be. `tries` counts those made. */
export function retryDelayMs(error: WixError, retry: RetryClass, tries: number, policy: RetryPolicy): number | null {
  if (tries > policy.maxRetries || error.isFinal) return null;
  // Wix is said to throttle some calls with a 403 that says nothing: one late try tells it from a missing permission.
  if (retry === 'read' && isSilentRefusal(error)) return tries === 1 ? Math.max(1_000, error.retryAfterMs ?? 0) : null;
  if (!mayRepeat(error, retry)) return null;
  if (error.retryAfterMs !== undefined) return error.retryAfterMs;
  return policy.random() * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (tries - 1));
}

/**
 * A read is repeated after every failure that may pass. A write is repeated only when it cannot have taken effect: nothing was
 * sent, or Wix turned it away before doing anything.
 */
function mayRepeat(error: WixError, retry: RetryClass): boolean {
  if (error.notSent) return error.failure === 'unavailable';
  if (error.failure === 'rateLimited') return true;
  if (retry === 'idempotentWrite') return error.status === 503 && error.retryAfterMs !== undefined;
  if (retry === 'unsafeWrite') return false;
  // A malformed answer may pass; one that is no JSON object, or of a status that the contract does not know, does not.
  if (error.failure === 'invalidResponse') return error.isMalformed;
  return error.failure === 'unavailable' && error.status !== 501;
}

/** Whether Wix refused without giving a reason, as it is said to do when it throttles. */
export function isSilentRefusal(error: WixError): boolean {
  return error.failure === 'forbidden' && error.code === undefined && error.violations.length === 0;
}

/** The accounts whose budgets are kept at once; the one unused for longest begins anew. */
const maxAccounts = 2_000;

/**
 * Keeps repetitions to a tenth of the calls: each call adds a tenth of a repetition, each repetition takes a whole one. When Wix
 * fails altogether, calls are made once instead of three times, and it is not kept down by us. What an account has earned is its own:
 * one that keeps failing leaves the others theirs.
 */
export class RetryBudget {
  readonly #floor: number;
  readonly #max: number;
  readonly #own = new LRUCache<string, { tokens: number }>({ max: maxAccounts });
  /** For whoever has none. */
  #shared: number;

  /** @param floor repetitions that are free at the start. @param max how many an account can save up. */
  constructor(floor = 3, max = 20) {
    this.#floor = floor;
    this.#max = max;
    this.#shared = floor;
  }

  /** Notes a first try. What is more than can be saved up is for all, where the free ones are used up. */
  earn(account = ''): void {
    const own = this.#own.get(account) ?? { tokens: 0 };
    this.#own.set(account, own);
    if (own.tokens < this.#max) own.tokens += 0.1;
    else this.#shared = Math.min(this.#floor, this.#shared + 0.1);
  }

  /** True if a repetition may be made; it is then paid for. */
  spend(account = ''): boolean {
    const own = this.#own.get(account);
    if (own !== undefined && own.tokens >= 1) {
      own.tokens -= 1;
      return true;
    }
    if (this.#shared < 1) return false;
    this.#shared -= 1;
    return true;
  }
}
