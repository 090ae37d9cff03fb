import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

export interface LoadLimits {
  /** Requests that are answered at once. @default 256 */
  readonly maxInFlight: number;
  /** The share of them that one caller may have, so that nobody takes all of them. @default 0.75 */
  readonly maxCallerShare: number;
  /** The longest wait for the event loop, as the 99th percentile of a second. @default 500 */
  readonly maxLoopDelayMs: number;
  /** The share of the heap that may be in use. @default 0.9 */
  readonly maxHeapShare: number;
}

export const defaultLoadLimits: LoadLimits = {
  maxInFlight: 256,
  maxCallerShare: 0.75,
  maxLoopDelayMs: 500,
  maxHeapShare: 0.9,
};

/** Why a request is not taken on. */
export type ShedReason = 'requests' | 'caller' | 'eventLoop' | 'heap';

const sampleMs = 1_000;

/**
 * Tells whether the process can take on another request. A request that would only wait makes all the others late: it is better
 * told at once to come back.
 */
export class LoadShedder {
  readonly #limits: LoadLimits;
  readonly #loop = monitorEventLoopDelay({ resolution: 20 });
  readonly #timer: NodeJS.Timeout;
  readonly #perCaller = new Map<string, number>();
  #inFlight = 0;
  #sampled: ShedReason | null = null;

  constructor(limits: Partial<LoadLimits> = {}) {
    this.#limits = { ...defaultLoadLimits, ...limits };
    this.#loop.enable();
    this.#timer = setInterval(() => this.#sample(), sampleMs).unref();
  }

  /** Why a request of this caller (null: nobody knows whose) must be turned away; null if it can be taken on. */
  reasonToRefuse(caller: string | null): ShedReason | null {
    const { maxInFlight, maxCallerShare } = this.#limits;
    if (this.#inFlight >= maxInFlight) return 'requests';
    const own = caller === null ? 0 : (this.#perCaller.get(caller) ?? 0);
    if (own >= Math.ceil(maxInFlight * maxCallerShare)) return 'caller';
    return this.#sampled;
  }

  /** Notes a request that is taken on; call what comes back once when it has ended. */
  begin(caller: string | null): () => void {
    this.#inFlight += 1;
    if (caller !== null) this.#perCaller.set(caller, (this.#perCaller.get(caller) ?? 0) + 1);
    return () => {
      this.#inFlight -= 1;
      if (caller === null) return;
      const left = (this.#perCaller.get(caller) ?? 1) - 1;
      if (left === 0) this.#perCaller.delete(caller);
      else this.#perCaller.set(caller, left);
    };
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#loop.disable();
  }

  #sample(): void {
    const delayMs = this.#loop.percentile(99) / 1e6;
    this.#loop.reset();
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    if (delayMs > this.#limits.maxLoopDelayMs) this.#sampled = 'eventLoop';
    else if (used > limit * this.#limits.maxHeapShare) this.#sampled = 'heap';
    else this.#sampled = null;
  }
}
