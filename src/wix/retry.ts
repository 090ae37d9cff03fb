import { LRUCache } from 'lru-cache';
import type { RetryClass } from './endpoint.ts';
import type { WixError } from './error.ts';

/** Settings for retries. The decisions below depend on nothing else. */
export interface RetryPolicy {
  /** Maximum number of retries. */
  readonly maxRetries: number;
  /** Maximum delay of the first retry; it doubles with each. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** Returns a number from 0 to below 1. Delays are multiplied by it, so that callers don't retry at the same time. */
  readonly random: () => number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxRetries: 2,
  baseDelayMs: 100,
  maxDelayMs: 2_000,
  random: Math.random,
};

/** Returns the delay before the retry in milliseconds; null if the call must not be retried. `tries` is the number of attempts made. */
export function retryDelayMs(error: WixError, retry: RetryClass, tries: number, policy: RetryPolicy): number | null {
  if (tries > policy.maxRetries || error.isFinal) return null;
  // Wix reportedly throttles some calls with an empty 403. One late retry distinguishes it from a missing permission.
  if (retry === 'read' && isSilentRefusal(error)) return tries === 1 ? Math.max(1_000, error.retryAfterMs ?? 0) : null;
  if (!mayRepeat(error, retry)) return null;
  if (error.retryAfterMs !== undefined) return error.retryAfterMs;
  return policy.random() * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (tries - 1));
}

/**
 * A read is retried after every temporary failure. A write is retried only if it cannot have taken effect: nothing was sent, or Wix
 * rejected it before doing anything.
 */
function mayRepeat(error: WixError, retry: RetryClass): boolean {
  if (error.notSent) return error.failure === 'unavailable';
  if (error.failure === 'rateLimited') return true;
  if (retry === 'idempotentWrite') return error.status === 503 && error.retryAfterMs !== undefined;
  if (retry === 'unsafeWrite') return false;
  // A truncated response can be temporary; one that is not a JSON object, or with an undocumented status, is not.
  if (error.failure === 'invalidResponse') return error.isMalformed;
  return error.failure === 'unavailable' && error.status !== 501;
}

/** Whether Wix refused without a reason, as it reportedly does when it throttles. */
export function isSilentRefusal(error: WixError): boolean {
  return error.failure === 'forbidden' && error.code === undefined && error.violations.length === 0;
}

/** Maximum number of budgets. The one unused for longest is evicted and starts anew. */
const maxAccounts = 2_000;

/**
 * Limits retries to a tenth of the calls: each call earns a tenth of a retry, each retry spends a whole one. If Wix fails
 * altogether, calls are sent once instead of three times, so retries don't prolong the outage. Each account has a budget of its
 * own: one that keeps failing doesn't use up the others'.
 */
export class RetryBudget {
  readonly #floor: number;
  readonly #max: number;
  readonly #own = new LRUCache<string, { tokens: number }>({ max: maxAccounts });
  /** Shared budget for accounts that have none left. */
  #shared: number;

  /** @param floor retries that are free at the start. @param max maximum that an account can save up. */
  constructor(floor = 3, max = 20) {
    this.#floor = floor;
    this.#max = max;
    this.#shared = floor;
  }

  /** Counts a first attempt. Above the maximum of the account, it refills the shared budget. */
  earn(account = '', mayShare = true): void {
    const own = this.#own.get(account) ?? { tokens: 0 };
    this.#own.set(account, own);
    if (own.tokens < this.#max) own.tokens += 0.1;
    else if (mayShare) this.#shared = Math.min(this.#floor, this.#shared + 0.1);
  }

  /** Returns whether a retry is allowed, and spends it. Uses the shared budget only if the account is allowed to. */
  spend(account = '', mayShare = true): boolean {
    const own = this.#own.get(account);
    if (own !== undefined && own.tokens >= 1) {
      own.tokens -= 1;
      return true;
    }
    if (!mayShare || this.#shared < 1) return false;
    this.#shared -= 1;
    return true;
  }
}
