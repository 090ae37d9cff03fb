/** Lifetime of a learned limit. Then the limit rises by half of the difference to the configured one. */
const relearnMs = 2 * 60_000;

/** Minimum learned limit, however early Wix rejects calls. */
const leastLimit = 10;

const windowMs = 60_000;

/** Maximum delay of reads that could share a call. */
const maxPaceMs = 2_000;

/** The calls of one tenant in 60 seconds. Times are those of a monotonic clock. */
export interface TenantWindow {
  /** Maximum number of calls in 60 seconds: as configured, or fewer after Wix has rejected calls. */
  limit(now: number): number;
  /** Number of calls that can be made now. */
  remaining(now: number): number;
  /**
   * Returns the time between calls with which those that are left last until the first one leaves the window, and at least that of calls spread
   * evenly, in milliseconds; 0 while more than half of them are left, or none is.
   */
  paceMs(now: number): number;
  isPaused(now: number): boolean;
  /** Takes a call and returns null; or the milliseconds until there may be one, if no more are left than the reserved share. */
  take(now: number, reservedShare?: number): number | null;
  /** Counts a call that was taken at one time from another, later one; `null` for one that was not made. */
  move(from: number, to: number | null): void;
  /** Returns the time until all calls can be made again, in milliseconds. */
  resetInMs(now: number): number;
  /**
   * Returns the time until there is a call after so many others, in milliseconds. Each call leaves the window 60 seconds after it was made, those
   * that are made meanwhile too.
   */
  untilFree(now: number, ahead: number, reservedShare?: number): number;
  /**
   * Notes that Wix has rejected a call that was sent at `sentAt`: none can be made for so long. Calls that were sent together are rejected
   * together: the limit is learned from the first of them alone.
   */
  reject(now: number, ms: number, sentAt?: number): void;
  /** Looks at the calls of other processes. Absent where there are none. */
  refresh?(): Promise<void>;
}

/**
 * The calls of one tenant within the last 60 seconds, which are never more than the limit, whenever the 60 seconds begin. Times are
 * those of a monotonic clock.
 */
export class CallWindow implements TenantWindow {
  readonly #configured: number;
  /** The times of calls, ascending. Those before `#first` have left the window. */
  #times: number[] = [];
  #first = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** Time of the last rejection, ignoring calls that were sent before the pause of an earlier rejection ended. */
  #rejectedAt = Number.NEGATIVE_INFINITY;
  /** A lower limit. It counts only calls since the rejection that it was learned from, because Wix allows calls after the pause. */
  #learned: { limit: number; until: number } | null = null;

  constructor(callsPerMinute: number) {
    this.#configured = callsPerMinute;
  }

  limit(now: number): number {
    while (this.#learned !== null && this.#learned.until <= now) {
      const limit = Math.ceil((this.#learned.limit + this.#configured) / 2);
      this.#learned = limit >= this.#configured - 1 ? null : { limit, until: this.#learned.until + relearnMs };
    }
    return this.#learned?.limit ?? this.#configured;
  }

  remaining(now: number): number {
    if (this.isPaused(now)) return 0;
    const left = this.#configured - this.#countSince(now, Number.NEGATIVE_INFINITY);
    return Math.max(0, Math.min(left, this.limit(now) - this.#countSince(now, this.#learnedFrom)));
  }

  paceMs(now: number): number {
    const left = this.remaining(now);
    const oldest = this.#times[this.#first];
    if (left === 0 || left > this.limit(now) / 2 || oldest === undefined) return 0;
    return Math.min(maxPaceMs, Math.max(windowMs / this.limit(now), (oldest + windowMs - now) / left));
  }

  isPaused(now: number): boolean {
    return this.#pausedUntil > now;
  }

  take(now: number, reservedShare = 0): number | null {
    if (this.remaining(now) <= this.#reserve(now, reservedShare)) return this.untilFree(now, 0, reservedShare);
    this.#times.push(now);
    return null;
  }

  move(from: number, to: number | null): void {
    const at = this.#times.lastIndexOf(from);
    if (at >= this.#first) this.#times.splice(at, 1);
    if (to !== null) this.#times.push(to);
  }

  resetInMs(now: number): number {
    this.#expire(now);
    const last = this.#times.at(-1);
    return Math.max(0, this.#pausedUntil - now, last === undefined ? 0 : last + windowMs - now);
  }

  reject(now: number, ms: number, sentAt = now): void {
    if (sentAt > Math.max(this.#rejectedAt, this.#pausedUntil)) this.#learn(now);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
  }

  #learn(now: number): void {
    const limit = this.limit(now);
    const used = this.#countSince(now, this.#learnedFrom);
    this.#rejectedAt = now;
    // Rejected well below the limit, so Wix allows less. At most halved, because one rejection can have another reason.
    if (used === 0 || used >= limit * 0.9) return;
    const fewer = Math.max(leastLimit, used, Math.ceil(limit / 2));
    if (fewer < limit) this.#learned = { limit: fewer, until: now + relearnMs };
  }

  /** Time from which calls count toward a learned limit. */
  get #learnedFrom(): number {
    return this.#learned === null ? Number.NEGATIVE_INFINITY : this.#rejectedAt;
  }

  untilFree(now: number, ahead: number, reservedShare = 0): number {
    const from = Math.max(now, this.#pausedUntil);
    const reserve = this.#reserve(now, reservedShare);
    const whole = this.#freeAt(now, from, ahead, this.#configured - reserve, Number.NEGATIVE_INFINITY);
    if (this.#learned === null) return whole - now;
    return Math.max(whole, this.#freeAt(now, from, ahead, this.limit(now) - reserve, this.#learnedFrom)) - now;
  }

  /** Returns the time at which a call is free after `ahead` others, under a limit for the calls after `since`. */
  #freeAt(now: number, from: number, ahead: number, limit: number, since: number): number {
    const used = this.#countSince(now, since);
    const begins = this.#times.length - used;
    // Number of calls that must leave the window first.
    let mustLeave = used + ahead + 1 - limit;
    let rounds = 0;
    while (mustLeave > used) {
      // These are calls of waiters ahead, which leave 60 seconds after they are made.
      mustLeave -= limit;
      rounds += 1;
    }
    const leftAt = mustLeave <= 0 ? from : Math.max(from, (this.#times[begins + mustLeave - 1] ?? now) + windowMs);
    return leftAt + rounds * windowMs;
  }

  #reserve(now: number, share: number): number {
    return Math.floor(this.limit(now) * share);
  }

  /** Number of calls in the window that were made after `since`. */
  #countSince(now: number, since: number): number {
    this.#expire(now);
    let at = this.#first;
    if (since > now - windowMs) while (at < this.#times.length && (this.#times[at] as number) <= since) at += 1;
    return this.#times.length - at;
  }

  #expire(now: number): void {
    while (this.#first < this.#times.length && (this.#times[this.#first] as number) <= now - windowMs) this.#first += 1;
    if (this.#first <= this.#times.length / 2) return;
    this.#times = this.#times.slice(this.#first);
    this.#first = 0;
  }
}
