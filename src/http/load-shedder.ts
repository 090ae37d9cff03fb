import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

export interface LoadLimits {
  /** Requests that are answered at once. @default 256 */
  readonly maxInFlight: number;
  /** The share of them that one caller may have, so that nobody takes all of them. @default 0.75 */
  readonly maxCallerShare: number;
  /** The share of them that callers without a proved identity may have together; one address may have half of it. @default 0.25 */
  readonly maxUnprovedShare: number;
  /** The longest wait for the event loop, as the 99th percentile of a second. @default 500 */
  readonly maxLoopDelayMs: number;
  /** The share of the heap that may be in use. @default 0.9 */
  readonly maxHeapShare: number;
  /** The bytes of bodies and responses that may wait in buffers outside the heap. @default 268435456 */
  readonly maxBufferedBytes: number;
  /** Returns how many bytes wait there. @default none do */
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

/** Whom a request is counted for. */
export interface Share {
  /** The proved identity or, without one, the address; null is not counted. */
  readonly caller: string | null;
  /** Whether it has proved who it is, by a secret, a token or a key that Wix accepted. */
  readonly isProved: boolean;
}

const sampleMs = 1_000;

/** The share of the limits of the process from which callers are rejected who have not proved who they are, before all others are. */
const unprovedLimits = 0.75;

/**
 * Tells whether the process can accept another request. A request that would only wait makes all the others late: it is better
 * told at once to come back. Callers that have not proved who they are share a small part of the places.
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

  /** Notes a request that is accepted; call what comes back once when it has ended. */
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
