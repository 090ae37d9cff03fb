import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

export interface LoadLimits {
  /** Maximum number of requests in flight. @default 256 */
  readonly maxInFlight: number;
  /** Maximum share of the requests in flight for one caller. @default 0.75 */
  readonly maxCallerShare: number;
  /** Maximum share for all unproved callers together; one address can have half of it. @default 0.25 */
  readonly maxUnprovedShare: number;
  /** Maximum delay of the event loop in milliseconds, as the 99th percentile over a second. @default 500 */
  readonly maxLoopDelayMs: number;
  /** Maximum share of the heap in use. @default 0.9 */
  readonly maxHeapShare: number;
  /** Maximum bytes of bodies and responses in buffers outside the heap. @default 268435456 */
  readonly maxBufferedBytes: number;
  /** Returns the bytes in these buffers. @default none */
  readonly bufferedBytes: () => number;
}

export const defaultLoadLimits: LoadLimits = {
  maxInFlight: 256,
  maxCallerShare: 0.75,
  maxUnprovedShare: 0.25,
  maxLoopDelayMs: 500,
  maxHeapShare: 0.9,
  maxBufferedBytes: 256 * 1024 * 1024,
  bufferedBytes: () => 0,
};

/** Why a request is rejected. */
export type ShedReason = 'requests' | 'caller' | 'unproved' | 'eventLoop' | 'heap' | 'buffers';

/** The caller for whom a request is counted. */
export interface Share {
  /** The proved identity or, without one, the address. Null: not counted. */
  readonly caller: string | null;
  /** Whether the identity is proved by a secret, a token or a key that Wix accepted. */
  readonly isProved: boolean;
}

const sampleMs = 1_000;

/** Share of the process limits above which unproved callers are rejected, before all others. */
const unprovedLimits = 0.75;

/**
 * Decides whether the process can accept another request. A request that would only wait delays all others, so it is rejected at once and
 * can be retried. Unproved callers share a small part of the slots.
 */
export class LoadShedder {
  readonly #limits: LoadLimits;
  readonly #loop = monitorEventLoopDelay({ resolution: 20 });
  readonly #timer: NodeJS.Timeout;
  readonly #proved = new Map<string, number>();
  readonly #unproved = new Map<string, number>();
  #inFlight = 0;
  #unprovedInFlight = 0;
  #sampled: ShedReason | null = null;
  #sampledForUnproved: ShedReason | null = null;

  constructor(limits: Partial<LoadLimits> = {}) {
    this.#limits = { ...defaultLoadLimits, ...limits };
    this.#loop.enable();
    this.#timer = setInterval(() => this.#sample(), sampleMs).unref();
  }

  /** Returns why to reject a request, or null to accept it. */
  reasonToRefuse({ caller, isProved }: Share): ShedReason | null {
    const { maxInFlight, maxCallerShare, maxUnprovedShare } = this.#limits;
    if (this.#inFlight >= maxInFlight) return 'requests';
    const pool = isProved ? maxInFlight : Math.ceil(maxInFlight * maxUnprovedShare);
    if (!isProved && this.#unprovedInFlight >= pool) return 'unproved';
    const own = caller === null ? 0 : (this.#countsOf(isProved).get(caller) ?? 0);
    if (own >= Math.ceil(pool * (isProved ? maxCallerShare : 0.5))) return 'caller';
    return isProved ? this.#sampled : this.#sampledForUnproved;
  }

  /** Counts an accepted request. Call the returned function once when it has ended. */
  begin({ caller, isProved }: Share): () => void {
    const counts = this.#countsOf(isProved);
    this.#inFlight += 1;
    if (!isProved) this.#unprovedInFlight += 1;
    if (caller !== null) counts.set(caller, (counts.get(caller) ?? 0) + 1);
    return () => {
      this.#inFlight -= 1;
      if (!isProved) this.#unprovedInFlight -= 1;
      if (caller === null) return;
      const left = (counts.get(caller) ?? 1) - 1;
      if (left === 0) counts.delete(caller);
      else counts.set(caller, left);
    };
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#loop.disable();
  }

  #countsOf(isProved: boolean): Map<string, number> {
    return isProved ? this.#proved : this.#unproved;
  }

  #sample(): void {
    const { maxLoopDelayMs, maxHeapShare, maxBufferedBytes, bufferedBytes } = this.#limits;
    const delayMs = this.#loop.percentile(99) / 1e6;
    this.#loop.reset();
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    const buffered = bufferedBytes();
    const reasonAt = (share: number): ShedReason | null => {
      if (delayMs > maxLoopDelayMs * share) return 'eventLoop';
      if (used > limit * maxHeapShare * share) return 'heap';
      return buffered > maxBufferedBytes * share ? 'buffers' : null;
    };
    this.#sampled = reasonAt(1);
    this.#sampledForUnproved = reasonAt(unprovedLimits);
  }
}
