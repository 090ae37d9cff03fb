import {
  BrokenCircuitError,
  type BulkheadPolicy,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  type IBackoffFactory,
} from 'cockatiel';
import { BoundedMap } from './bounded-map.ts';
import { type CallTime, whenOver } from './call-time.ts';
import { WixError, type WixFailure } from './error.ts';
import type { StopReason } from './stop-signal.ts';

export interface AccountGuardOptions {
  /** Maximum number of calls of one account in flight; further ones wait. */
  readonly maxConcurrent: number;
  /** Maximum number of calls in flight to all sites of one account. @default four times `maxConcurrent` */
  readonly maxConcurrentOfSites?: number;
  /** Maximum number of waiting calls of one account. @default 5000 */
  readonly maxWaiting?: number;
  /** Whether calls are paused for an account whose calls keep failing. @default true */
  readonly breaker?: boolean;
  /** Time for which a breaker stays open before one call tries again. @default 5000 */
  readonly restMs?: number;
}

/** Above this many accounts, or sites, the idle one unused for longest is evicted. */
const maxKept = 2_000;

/** A list can call each of its sites, so the sites of an account have more slots than the account, but not most of all connections. */
const slotsOfSites = 4;

/** The state of one account. */
interface Account {
  readonly own: Slots;
  readonly ofSites: Slots;
  readonly breaker: CircuitBreakerPolicy;
}

/**
 * Isolates accounts from each other. Each has its own slots for calls in flight and its own breaker, which opens when half of its last
 * twenty calls failed because Wix is down or silent; statuses below 500 don't count. Each site has its own breaker, and shares slots with
 * the other sites of its account.
 */
export class AccountGuard {
  readonly #hasBreaker: boolean;
  readonly #newAccount: () => Account;
  readonly #newSite: () => CircuitBreakerPolicy;
  readonly #accounts = new BoundedMap<Account>(maxKept, ({ own, ofSites }) => own.isIdle && ofSites.isIdle);
  readonly #sites = new BoundedMap<CircuitBreakerPolicy>(maxKept, () => true);

  constructor(options: AccountGuardOptions) {
    const { maxConcurrent, maxConcurrentOfSites = maxConcurrent * slotsOfSites } = options;
    const { maxWaiting = 5_000, restMs = 5_000, breaker = true } = options;
    this.#hasBreaker = breaker;
    this.#newAccount = () => ({
      own: new Slots(maxConcurrent, maxWaiting),
      ofSites: new Slots(maxConcurrentOfSites, maxWaiting),
      breaker: breakerOf(restMs),
    });
    this.#newSite = () => breakerOf(restMs);
  }

  /**
   * Runs a call of the account, or of one of its sites, when a slot is free. Rejects with a WixError: `unavailable` at once while the
   * breaker is open, `deadline` if no slot becomes free in time, or the reason if the call is given up. Nothing was sent then.
   */
  run<T>(
    endpoint: string,
    account: string,
    time: CallTime,
    call: () => Promise<T>,
    site: string | null = null,
  ): Promise<T> {
    const { own, ofSites, breaker } = this.#accounts.get(account, this.#newAccount);
    const slots = site === null ? own : ofSites;
    if (!this.#hasBreaker) return slots.run(endpoint, time, call);
    const guarding = site === null ? breaker : this.#sites.get(JSON.stringify([account, site]), this.#newSite);
    return slots
      .run(endpoint, time, () => guarding.execute(call))
      .catch((error: unknown) => {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw notSent('unavailable', endpoint, 'calls of this account keep failing');
      });
  }
}

/** A number of calls in flight, and those that wait for a slot. */
class Slots {
  readonly #size: number;
  readonly #maxWaiting: number;
  readonly #bulkhead: BulkheadPolicy;
  #waiting = 0;

  constructor(size: number, maxWaiting: number) {
    this.#size = size;
    this.#maxWaiting = maxWaiting;
    // Waiters that have left stay in its queue until their turn, so the actual ones are counted here.
    this.#bulkhead = bulkhead(size, Number.POSITIVE_INFINITY);
  }

  get isIdle(): boolean {
    return this.#waiting === 0 && this.#bulkhead.executionSlots === this.#size;
  }

  run<T>(endpoint: string, time: CallTime, call: () => Promise<T>): Promise<T> {
    if (this.#bulkhead.executionSlots > 0) return this.#bulkhead.execute(call);
    if (this.#waiting >= this.#maxWaiting) {
      return Promise.reject(notSent('unavailable', endpoint, 'too many calls are waiting'));
    }
    return this.#wait(endpoint, time, call);
  }

  #wait<T>(endpoint: string, time: CallTime, call: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const leaving = new AbortController();
      const end = () => {
        this.#waiting -= 1;
        cancelLate();
        time.stop.offStop(leave);
      };
      const leave = (why: StopReason) => {
        end();
        leaving.abort();
        reject(notSent(why, endpoint, why === 'deadline' ? 'no slot became free in time' : `no answer: ${why}`));
      };
      const cancelLate = whenOver(time, () => leave('deadline'));
      this.#waiting += 1;
      time.stop.onStop(leave);
      const begin = () => {
        end();
        return call();
      };
      this.#bulkhead.execute(begin, leaving.signal).then(resolve, reject);
    });
  }
}

function breakerOf(restMs: number): CircuitBreakerPolicy {
  // The breaker counts everything that is not a failure as a success, and a success of the trial call closes it.
  const isFailure = (error: unknown): boolean =>
    isInfrastructure(error) || (breaker.state === CircuitState.HalfOpen && isInconclusive(error));
  const breaker: CircuitBreakerPolicy = circuitBreaker(handleWhen(isFailure), {
    halfOpenAfter: restOf(restMs),
    breaker: new CountBreaker({ threshold: 0.5, size: 20, minimumNumberOfCalls: 10 }),
  });
  return breaker;
}

function isInfrastructure(error: unknown): boolean {
  return (
    error instanceof WixError && !error.isFinal && (error.failure === 'unavailable' || error.failure === 'timeout')
  );
}

function isInconclusive(error: unknown): boolean {
  return error instanceof WixError && ['cancelled', 'deadline', 'stopping', 'badInput'].includes(error.failure);
}

/** Measures the pause on a monotonic clock. Cockatiel uses the system clock and asks for the duration with each call. */
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

function notSent(failure: WixFailure, endpoint: string, message: string): WixError {
  return new WixError(failure, message, { endpoint, notSent: true, isFinal: true });
}
