import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** What is left of a tenant's calls. */
export interface QuotaState {
  /** Calls in a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** When `remaining` is `limit` again, in milliseconds since 1970. */
  readonly resetAtMs: number;
}

/**
 * Keeps each tenant below the number of calls in a minute at which Wix throttles. The documented 200 are for app instances; the
 * limit for account keys is UNKNOWN. Tenants do not touch each other.
 */
export interface Quota {
  /**
   * Takes one call of the tenant's, waiting for the next minute if need be. Answers null when it may be made, and the milliseconds
   * to wait, without waiting, when that would take longer than `patienceMs`.
   */
  take(tenant: string, patienceMs: number): Promise<number | null>;
  /** Makes the tenant wait, at most ten minutes: Wix has said that it had enough. */
  pause(tenant: string, ms: number): Promise<void>;
  state(tenant: string): Promise<QuotaState>;
}

const minuteSeconds = 60;

/** What Wix or a clock that was set asks for beyond this is not believed: a wrong date would stop a tenant for years. */
const maxPauseSeconds = 600;

export function createQuota(callsPerMinute: number): Quota {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: minuteSeconds });
  return {
    take: async (tenant, patienceMs) => {
      const until = performance.now() + patienceMs;
      for (;;) {
        const waitMs = await limiter.consume(tenant).then(
          () => null,
          (refusal: unknown) => {
            if (refusal instanceof RateLimiterRes) return Math.min(refusal.msBeforeNext, maxPauseSeconds * 1_000);
            throw refusal;
          },
        );
        if (waitMs === null) return null;
        if (performance.now() + waitMs > until) return waitMs;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    },
    pause: async (tenant, ms) => {
      // The limiter takes a block of no time for one without end.
      if (ms > 0) await limiter.block(tenant, Math.min(maxPauseSeconds, Math.ceil(ms / 1_000)));
    },
    state: async (tenant) => {
      const used = await limiter.get(tenant);
      return {
        limit: callsPerMinute,
        remaining: used === null ? callsPerMinute : Math.max(0, used.remainingPoints),
        resetAtMs: Date.now() + Math.min(used?.msBeforeNext ?? 0, maxPauseSeconds * 1_000),
      };
    },
  };
}
