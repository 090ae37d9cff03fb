import { StopSignal } from './stop-signal.ts';

/** The time that is left for something that waits. It may become more meanwhile. */
export interface Patience {
  /** In milliseconds; 0 when none is left. */
  readonly remainingMs: number;
}

/** The time of one call: a moment of the monotonic clock by which it must have ended, and what ends it before. */
export class CallTime implements Patience {
  /** Gives the call up. */
  readonly stop = new StopSignal();
  /** The error of a call whose time is over now; null while nothing but its response is waited for. */
  overdue: (() => Error | null) | null = null;
  #deadlineAt: number;

  constructor(inMs: number) {
    this.#deadlineAt = performance.now() + inMs;
  }

  get remainingMs(): number {
    return Math.max(0, this.#deadlineAt - performance.now());
  }

  /** Makes the deadline later, if this one is later. */
  extend(inMs: number): void {
    this.#deadlineAt = Math.max(this.#deadlineAt, performance.now() + inMs);
  }
}

/** Calls `run` once no time is left, however much there was when the wait began. Returns what cancels it. */
export function whenOver(patience: Patience, run: () => void): () => void {
  const check = () => {
    const { remainingMs } = patience;
    if (remainingMs <= 0) run();
    else timer = setTimeout(check, Math.ceil(remainingMs));
  };
  let timer = setTimeout(check, Math.ceil(patience.remainingMs));
  return () => clearTimeout(timer);
}
