import { StopSignal } from './stop-signal.ts';

/** The remaining time of something that waits. It can be extended. */
export interface Patience {
  /** In milliseconds; 0 if none is left. */
  readonly remainingMs: number;
}

/** The time of one call: its deadline on a monotonic clock, and the signal that ends it earlier. */
export class CallTime implements Patience {
  /** Aborts the call. */
  readonly stop = new StopSignal();
  /** Returns the error of a call whose time has run out; null if it was only waiting for the response. */
  overdue: (() => Error | null) | null = null;
  #deadlineAt: number;

  constructor(inMs: number) {
    this.#deadlineAt = performance.now() + inMs;
  }

  get remainingMs(): number {
    return Math.max(0, this.#deadlineAt - performance.now());
  }

  /** Extends the deadline, if this one is later. */
  extend(inMs: number): void {
    this.#deadlineAt = Math.max(this.#deadlineAt, performance.now() + inMs);
  }
}

/** Calls `run` when no time is left, extensions included. Returns a function that cancels it. */
export function whenOver(patience: Patience, run: () => void): () => void {
  const check = () => {
    const { remainingMs } = patience;
    if (remainingMs <= 0) run();
    else timer = setTimeout(check, Math.ceil(remainingMs));
  };
  let timer = setTimeout(check, Math.ceil(patience.remainingMs));
  return () => clearTimeout(timer);
}
