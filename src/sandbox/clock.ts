/** The sandbox's time. It stands still until it is advanced, so that two runs see the same dates. */
export interface SandboxClock {
  now(): Date;
  /** Moves time forward. Throws a RangeError for a negative or non-finite step. */
  advance(milliseconds: number): void;
}

/** Where the clock stands when nothing else is asked for. */
export const defaultStart = '2026-11-23T12:00:00.000Z';

/** A clock that stands at the given moment. */
export function createClock(start: Date): SandboxClock {
  let current = start.getTime();
  return {
    now: () => new Date(current),
    advance(milliseconds) {
      if (!Number.isFinite(milliseconds) || milliseconds < 0) {
        throw new RangeError('The sandbox clock only moves forward by a finite number of milliseconds');
      }
      current += milliseconds;
    },
  };
}
