import { Minute } from './minute.ts';
import { Turns, type Waiter } from './turns.ts';

/** What is left of a tenant's calls. */
export interface QuotaState {
  /** Calls in a minute: as configured, or fewer after Wix has turned calls away. */
  readonly limit: number;
  readonly remaining: number;
  /** When `remaining` is `limit` again, in milliseconds since 1970. */
  readonly resetAtMs: number;
}

/** Who wants to make a call. */
export interface QuotaCaller {
  /** Names whoever shares the tenant's calls with others; '' where nobody is told apart. */
  readonly name: string;
  /** True for calls that can wait: all others go first, and a part of the minute is kept for them. */
  readonly isBulk: boolean;
}

/**
 * Keeps each tenant below the number of calls in a minute at which Wix throttles. The documented 200 are for app instances; the
 * limit for account keys is UNKNOWN. Tenants do not touch each other.
 */
export interface Quota {
  /**
   * Takes one call of the tenant's, waiting for the next minute if need be: callers take turns, interactive ones before bulk. Answers
   * null when it may be made, and the milliseconds to wait, without waiting, when that would take longer than `patienceMs`. A promise
   * of either only where it has to wait.
   */
  take(tenant: string, patienceMs: number, caller?: QuotaCaller): number | null | Promise<number | null>;
  /**
   * Wix has turned a call away: makes the tenant wait, at most ten minutes, and allows it fewer calls a minute if it had made far fewer
   * than the limit.
   */
  pause(tenant: string, ms: number): Promise<void>;
  state(tenant: string): Promise<QuotaState>;
}

/** The part of a minute's calls that bulk calls leave to others. */
const interactiveShare = 0.2;

/** What Wix asks for beyond this is not believed: a wrong date would stop a tenant for years. */
const maxPauseMs = 600_000;

const anybody: QuotaCaller = { name: '', isBulk: false };

/** A tenant's calls, and who waits for one. */
interface Tenant {
  readonly minute: Minute;
  readonly turns: Turns;
  timer: NodeJS.Timeout | undefined;
}

/** From so many tenants on, those are forgotten of whom nothing needs to be known. */
const manyTenants = 1_000;

export function createQuota(callsPerMinute: number, now: () => number = () => performance.now()): Quota {
  const tenants = new Map<string, Tenant>();
  const reserve = Math.floor(callsPerMinute * interactiveShare);

  const tenantOf = (name: string): Tenant => {
    const known = tenants.get(name);
    if (known !== undefined) return known;
    if (tenants.size >= manyTenants) {
      for (const [other, { minute, turns }] of tenants) {
        if (turns.size === 0 && minute.isBlank(now())) tenants.delete(other);
      }
    }
    const made: Tenant = { minute: new Minute(callsPerMinute), turns: new Turns(), timer: undefined };
    tenants.set(name, made);
    return made;
  };

  /** Lets those go for whom there is a call now, and looks again when there may be more. */
  const serve = (tenant: Tenant): void => {
    tenant.timer = undefined;
    for (let waiter = tenant.turns.next(); waiter !== undefined; waiter = tenant.turns.next()) {
      const waitMs = tenant.minute.take(now(), waiter.isBulk ? reserve : 0);
      if (waitMs !== null) {
        tenant.turns.putBack(waiter);
        lookAgain(tenant, waitMs);
        return;
      }
      waiter.go();
    }
  };

  const lookAgain = (tenant: Tenant, inMs: number): void => {
    tenant.timer ??= setTimeout(() => serve(tenant), Math.ceil(inMs));
  };

  const wait = (tenant: Tenant, { name, isBulk }: QuotaCaller, waitMs: number, patienceMs: number) =>
    new Promise<number | null>((resolve) => {
      const waiter: Waiter = {
        caller: name,
        isBulk,
        go: () => {
          clearTimeout(late);
          resolve(null);
        },
      };
      // Others may have come that went first.
      const late = setTimeout(() => {
        tenant.turns.remove(waiter);
        resolve(waitMs);
      }, patienceMs);
      tenant.turns.add(waiter);
      lookAgain(tenant, waitMs);
    });

  return {
    take: (name, patienceMs, caller = anybody) => {
      const tenant = tenantOf(name);
      const ahead = tenant.turns.ahead(caller.name, caller.isBulk);
      const { minute } = tenant;
      const nowMs = now();
      const resetMs = ahead > 0 ? minute.resetInMs(nowMs) : minute.take(nowMs, caller.isBulk ? reserve : 0);
      if (resetMs === null) return null;
      // Those ahead may fill further minutes.
      const waitMs = Math.ceil(resetMs) + Math.floor(ahead / minute.limit(nowMs)) * 60_000;
      return waitMs > patienceMs ? waitMs : wait(tenant, caller, Math.ceil(resetMs), patienceMs);
    },
    pause: async (name, ms) => {
      tenantOf(name).minute.refuse(now(), Math.min(ms, maxPauseMs));
    },
    state: async (name) => {
      const { minute } = tenantOf(name);
      const nowMs = now();
      return {
        limit: minute.limit(nowMs),
        remaining: minute.remaining(nowMs),
        resetAtMs: Date.now() + Math.ceil(minute.resetInMs(nowMs)),
      };
    },
  };
}
