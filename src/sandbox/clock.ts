/** The sandbox's time. It does not follow real time, so that two runs see the same dates. */
export interface SandboxClock {
  now(): Date;
  /** Moves time forward. Throws a RangeError for a negative or non-finite step. */
  advance(milliseconds: number): void;
  /** Milliseconds by which time moves forward after each call of the contract; 0 while the clock is frozen. */
  readonly tickMs: number;
  /** Sets the tick. Throws a RangeError for a negative or non-finite one. */
  setTick(milliseconds: number): void;
}

/** The sandbox's own side of the clock. */
export interface TickingClock extends SandboxClock {
  /** Moves time forward by one tick. */
  tick(): void;
  /** Milliseconds by which `advance` has moved time so far. */
  readonly advancedMs: number;
}

/** Default start of the clock. */
export const defaultStart = '2026-11-23T12:00:00.000Z';

/** Default step of the clock after each call: enough to tell the dates of two writes apart. */
export const defaultTickMs = 1;

function checkStep(milliseconds: number): void {
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return;
  throw new RangeError('The sandbox clock only moves forward by a finite number of milliseconds');
}

/** A clock that starts at the given moment and moves with each call. */
export function createClock(start: Date, startTickMs: number): TickingClock {
  checkStep(startTickMs);
  let current = start.getTime();
  let tickMs = startTickMs;
  let advancedMs = 0;
  return {
    now: () => new Date(current),
    advance(milliseconds) {
      checkStep(milliseconds);
      current += milliseconds;
      advancedMs += milliseconds;
    },
    get tickMs() {
      return tickMs;
    },
    get advancedMs() {
      return advancedMs;
    },
    setTick(milliseconds) {
      checkStep(milliseconds);
      tickMs = milliseconds;
    },
    tick() {
      current += tickMs;
    },
  };
}
