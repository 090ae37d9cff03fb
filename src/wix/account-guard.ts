import {
  BrokenCircuitError,
  type BulkheadPolicy,
  BulkheadRejectedError,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  type IBackoffFactory,
  type IPolicy,
  wrap,
} from 'cockatiel';
import { LRUCache } from 'lru-cache';
import { WixError } from './error.ts';

export interface AccountGuardOptions {
  /** Calls of one account that are under way at once; further ones wait. */
  readonly maxConcurrent: number;
  /** Calls of one account that may wait. @default 5000 */
  readonly maxWaiting?: number;
  /** Whether an account whose calls keep failing is left alone for a while. @default true */
  readonly breaker?: boolean;
  /** How long an account whose calls fail is left alone before one call tries again. @default 5000 */
  readonly restMs?: number;
}

/** The accounts, and the accounts and sites, that are kept apart at once; the one unused for longest is forgotten. */
const maxAccounts = 2_000;

/** Lists ask each of their sites: all sites of an account have more slots together than the account, and not most of all connections. */
const slotsOfSites = 4;

/**
 * Keeps accounts from harming each other: each has its own number of calls under way, and its own breaker, which opens when half
 * of its last twenty calls failed because Wix is down or silent. Refusals of Wix, whatever their status below 500, do not count.
 * Sites have breakers of their own, and share the slots of the sites of their account.
 */
export class AccountGuard {
  readonly #options: Required<AccountGuardOptions>;
  readonly #slots = new LRUCache<string, BulkheadPolicy>({ max: maxAccounts });
  readonly #policies = new LRUCache<string, IPolicy>({ max: maxAccounts });

  constructor(options: AccountGuardOptions) {
    this.#options = { maxWaiting: 5_000, restMs: 5_000, breaker: true, ...options };
  }

  /**
   * Runs a call of the account, or of one of its sites, when a slot is free. Rejects with a WixError `unavailable` at once while the
   * breaker is open, and with `deadline` when none becomes free within `patienceMs`; nothing was sent then.
   */
  run<T>(
    endpoint: string,
    account: string,
    patienceMs: number,
    call: () => Promise<T>,
    site: string | null = null,
  ): Promise<T> {
    let hasBegun = false;
    let isLate = false;
    const done = this.#policyOf(account, site)
      .execute(() => {
        if (isLate) throw notSent('deadline', endpoint, 'no slot became free in time');
        hasBegun = true;
        return call();
      })
      .catch((error: unknown) => {
        if (error instanceof BrokenCircuitError)
          throw notSent('unavailable', endpoint, 'calls of this account keep failing');
        if (error instanceof BulkheadRejectedError)
          throw notSent('unavailable', endpoint, 'too many calls are waiting');
        throw error;
      });
    if (hasBegun) return done;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      if (hasBegun) return;
      isLate = true;
      late.reject(notSent('deadline', endpoint, 'no slot became free in time'));
    }, patienceMs);
    return Promise.race([done, late.promise]).finally(() => clearTimeout(timer));
  }

  #policyOf(account: string, site: string | null): IPolicy {
    const key = site === null ? account : JSON.stringify([account, site]);
    const known = this.#policies.get(key);
    if (known !== undefined) return known;
    const slots = this.#slotsOf(account, site !== null);
    const policy = this.#options.breaker ? wrap(slots, breakerOf(this.#options.restMs)) : slots;
    this.#policies.set(key, policy);
    return policy;
  }

  #slotsOf(account: string, isOfSites: boolean): BulkheadPolicy {
    const key = isOfSites ? JSON.stringify([account, 'sites']) : account;
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const { maxConcurrent, maxWaiting } = this.#options;
    const slots = bulkhead(isOfSites ? maxConcurrent * slotsOfSites : maxConcurrent, maxWaiting);
    this.#slots.set(key, slots);
    return slots;
  }
}

function breakerOf(restMs: number): CircuitBreakerPolicy {
  // What is no failure is a success to the breaker, and one that tries whether Wix is back closes it.
  const isFailure = (error: Error): boolean =>
    isInfrastructure(error) || (breaker.state === CircuitState.HalfOpen && provesNothing(error));
  const breaker: CircuitBreakerPolicy = circuitBreaker(handleWhen(isFailure), {
    halfOpenAfter: restOf(restMs),
    breaker: new CountBreaker({ threshold: 0.5, size: 20, minimumNumberOfCalls: 10 }),
  });
  return breaker;
}

function isInfrastructure(error: Error): boolean {
  return (
    error instanceof WixError && !error.isFinal && (error.failure === 'unavailable' || error.failure === 'timeout')
  );
}

function provesNothing(error: Error): boolean {
  return error instanceof WixError && ['cancelled', 'deadline', 'stopping', 'badInput'].includes(error.failure);
}

/** A rest by a clock that nobody sets: the breaker goes by the other one, and asks with each call how long the rest is. */
function restOf(ms: number): IBackoffFactory<unknown> {
  const next = (): IBackoff<unknown> => {
    const until = performance.now() + ms;
    return {
      get duration() {
        return performance.now() < until ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
      },
      next,
    };
  };
  return { next };
}

function notSent(failure: 'unavailable' | 'deadline', endpoint: string, message: string): WixError {
  return new WixError(failure, message, { endpoint, notSent: true, isFinal: true });
}
