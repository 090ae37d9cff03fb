import { BoundedMap } from './bounded-map.ts';

/** Maximum delay of a read that others can share. */
const maxWaitMs = 5_000;

/** Time after which a request for a read counts only 1/e for its share of the calls. */
const fadeMs = 5_000;

/** Number of reads of a tenant that share its calls. Above it, those that were requested longest ago are forgotten. */
const maxReads = 50;

/** Above this many tenants, the one that was used longest ago is forgotten. */
const maxTenants = 200;

/** Reads with longer names are lists of many ids, which hardly repeat; their names would fill the memory. */
const maxNameLength = 4_000;

/** Maximum number of calls that are not spaced after one that nobody shared. */
const maxUnspaced = 16;

/** A read that is requested again and again. */
interface Repeated {
  /** Number of requests, faded. */
  requests: number;
  requestedAt: number;
  madeAt: number;
  /** Number of requests since the last call, and that which the last call served. */
  waiting: number;
  served: number;
  /** Whether the next call was told to wait. */
  isSpaced: boolean;
  /** Number of calls that are not spaced because waiting was in vain, and of those that are left. */
  unspaced: number;
  unspacedLeft: number;
}

function newRead(now: number): Repeated {
  return {
    requests: 0,
    requestedAt: now,
    madeAt: Number.NEGATIVE_INFINITY,
    waiting: 0,
    served: 0,
    isSpaced: false,
    unspaced: 0,
    unspacedLeft: 0,
  };
}

/**
 * Spaces repeated reads while a tenant's quota runs low, so that each call serves more of them and the quota lasts. Divides the calls
 * among the reads by the square root of their requests, which minimizes the total wait. A read that wasn't made recently never waits, and
 * one that nobody shared after it had waited goes without for some calls: callers who ask one thing after another would wait for themselves.
 */
export class Pacing {
  readonly #gapMsOf: ((tenant: string) => number) | null;
  readonly #now: () => number;
  readonly #tenants = new BoundedMap<Map<string, Repeated>>(maxTenants, () => true);

  /**
   * `gapMsOf` returns the interval between calls at which a tenant's quota lasts, in milliseconds: 0 while enough calls are left. Null without a
   * quota.
   */
  constructor(gapMsOf: ((tenant: string) => number) | null, now: () => number = () => performance.now()) {
    this.#gapMsOf = gapMsOf;
    this.#now = now;
  }

  /** Records a request for a read, whether it shares a call or not. */
  requested(tenant: string, read: string): void {
    if (this.#gapMsOf === null || read.length > maxNameLength) return;
    const now = this.#now();
    const reads = this.#readsOf(tenant);
    const known = reads.get(read) ?? newRead(now);
    known.waiting += 1;
    known.requests = faded(known, now) + 1;
    known.requestedAt = now;
    // The most recently requested comes last.
    reads.delete(read);
    reads.set(read, known);
    if (reads.size > maxReads) for (const oldest of reads.keys()) return void reads.delete(oldest);
  }

  /** Records that the call of a read is made now. */
  made(tenant: string, read: string): void {
    const known = this.#gapMsOf === null ? undefined : this.#readsOf(tenant).get(read);
    if (known === undefined) return;
    known.madeAt = this.#now();
    known.served = known.waiting;
    known.waiting = 0;
    known.unspacedLeft = Math.max(0, known.unspacedLeft - 1);
    if (known.served > 1) known.unspaced = 0;
    else if (known.isSpaced) {
      known.unspaced = Math.min(maxUnspaced, Math.max(1, 2 * known.unspaced));
      known.unspacedLeft = known.unspaced;
    }
    known.isSpaced = false;
  }

  /** Returns the time until the call of a read should be made, in milliseconds: 0 to 5,000. */
  waitMs(tenant: string, read: string): number {
    const gapMs = this.#gapMsOf?.(tenant) ?? 0;
    if (gapMs === 0) return 0;
    const reads = this.#readsOf(tenant);
    const known = reads.get(read);
    if (known === undefined || known.unspacedLeft > 0) return 0;
    const now = this.#now();
    let weights = 0;
    for (const one of reads.values()) weights += Math.sqrt(faded(one, now));
    // As many calls would serve the requests one by one in this time: spacing must not cost more than it saves.
    const worthMs = gapMs * (known.served + 1);
    const intervalMs = Math.min(maxWaitMs, worthMs, (gapMs * weights) / Math.sqrt(faded(known, now)));
    const waitMs = Math.max(0, known.madeAt + intervalMs - now);
    if (waitMs > 0) known.isSpaced = true;
    return waitMs;
  }

  #readsOf(tenant: string): Map<string, Repeated> {
    return this.#tenants.get(tenant, () => new Map());
  }
}

function faded({ requests, requestedAt }: Repeated, now: number): number {
  return requests * Math.exp((requestedAt - now) / fadeMs);
}
