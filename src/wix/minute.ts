/** How long a learned limit is believed; then half of the way back to the configured one is tried. */
const relearnMs = 2 * 60_000;

/** Minimum number of calls tried in a minute, however early Wix rejects calls. */
const leastLimit = 10;

const minuteMs = 60_000;

/** The calls of one tenant in its present minute, which begins with the first call. Times are those of a clock that never goes back. */
export class Minute {
  readonly #configured: number;
  #used = 0;
  #endsAt = 0;
  #pausedUntil = 0;
  #learned: { limit: number; until: number } | null = null;

  constructor(callsPerMinute: number) {
    this.#configured = callsPerMinute;
  }

  /** Calls in a minute: as configured, or fewer after Wix has rejected calls. */
  limit(now: number): number {
    while (this.#learned !== null && this.#learned.until <= now) {
      const limit = Math.ceil((this.#learned.limit + this.#configured) / 2);
      this.#learned = limit >= this.#configured - 1 ? null : { limit, until: this.#learned.until + relearnMs };
    }
    return this.#learned?.limit ?? this.#configured;
  }

  /** Calls that are left. */
  remaining(now: number): number {
    if (this.#pausedUntil > now) return 0;
    return Math.max(0, this.limit(now) - this.#usedAt(now));
  }

  /** Takes a call and answers null; or the milliseconds until there may be one, where no more are left than the reserved share. */
  take(now: number, reservedShare = 0): number | null {
    if (this.remaining(now) <= this.#reserve(now, reservedShare)) return this.untilFree(now, 0, reservedShare);
    if (this.#endsAt <= now) {
      this.#used = 0;
      this.#endsAt = now + minuteMs;
    }
    this.#used += 1;
    return null;
  }

  /** When all calls are there again, in milliseconds from now. */
  resetInMs(now: number): number {
    return Math.max(0, this.#pausedUntil - now, this.#usedAt(now) === 0 ? 0 : this.#endsAt - now);
  }

  /** Notes that Wix has rejected a call: none is left for so long. */
  refuse(now: number, ms: number): void {
    const used = this.#usedAt(now);
    const limit = this.limit(now);
    // Rejected well below the limit: Wix allows less. By half at the most, because one refusal may have had another reason.
    if (used > 0 && used < limit * 0.9) {
      const fewer = Math.max(leastLimit, used, Math.ceil(limit / 2));
      if (fewer < limit) this.#learned = { limit: fewer, until: now + relearnMs };
    }
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
  }

  /** True when nothing of it needs to be remembered. */
  isBlank(now: number): boolean {
    return this.#usedAt(now) === 0 && this.#pausedUntil <= now && this.limit(now) === this.#configured;
  }

  /**
   * When there is a call behind so many others, in milliseconds from now. A pause may end before the minute does, which may still have
   * calls then.
   */
  untilFree(now: number, ahead: number, reservedShare = 0): number {
    const from = Math.max(now, this.#pausedUntil);
    const left = Math.max(0, this.limit(now) - this.#usedAt(from) - this.#reserve(now, reservedShare));
    if (ahead < left) return from - now;
    const nextMinute = this.#endsAt > from ? this.#endsAt : from + minuteMs;
    return nextMinute - now + Math.floor((ahead - left) / this.limit(now)) * minuteMs;
  }

  #reserve(now: number, share: number): number {
    return Math.floor(this.limit(now) * share);
  }

  #usedAt(now: number): number {
    return this.#endsAt > now ? this.#used : 0;
  }
}
