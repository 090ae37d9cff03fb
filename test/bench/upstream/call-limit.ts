const windowMs = 60_000;

/** The stub's limit of calls within any 60 seconds. */
export class CallLimit {
  readonly #callsPerMinute: number;
  /** The times of the calls that were answered, ascending. */
  readonly #times: number[] = [];

  constructor(callsPerMinute: number) {
    this.#callsPerMinute = callsPerMinute;
  }

  /** Counts a call and returns 0; or counts nothing and returns the milliseconds until there is one. */
  take(now: number): number {
    while (this.#times.length > 0 && (this.#times[0] as number) <= now - windowMs) this.#times.shift();
    if (this.#times.length < this.#callsPerMinute) {
      this.#times.push(now);
      return 0;
    }
    return (this.#times[0] as number) + windowMs - now;
  }
}
