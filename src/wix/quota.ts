import { Minute } from './minute.ts';
import type { StopSignal } from './stop-signal.ts';
import { Turns, type Waiter } from './turns.ts';

/** What is left of a tenant's calls. */
export interface QuotaState {
  /** Calls in a minute: as configured, or fewer after Wix has rejected calls. */
  readonly limit: number;
  readonly remaining: number;
  /** When `remaining` is `limit` again, in milliseconds since 1970. */
  readonly resetAtMs: number;
}

/** Who wants to make a call. */
export interface QuotaCaller {
  /** Identifies the caller among those who share the tenant's calls; '' where nobody is told apart. */
  readonly id: string;
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
   * of either only where it has to wait. Who is stopped leaves at once, and takes none.
   */
  take(
    tenant: string,
    patienceMs: number,
    caller?: QuotaCaller,
    stop?: StopSignal,
  ): number | null | Promise<number | null>;
  /**
   * Wix has rejected a call: makes the tenant wait, at most ten minutes, and allows it fewer calls a minute if it had made far fewer
   * than the limit.
   */
  pause(tenant: string, ms: number): Promise<void>;
  state(tenant: string): Promise<QuotaState>;
}

/** The part of a minute's calls that bulk calls leave to others. */
const interactiveShare = 0.2;

/** What Wix asks for beyond this is not believed: a wrong date would stop a tenant for years. */
const maxPauseMs = 600_000;

const anybody: QuotaCaller = { id: '', isBulk: false };

function reservedShare({ isBulk }: { readonly isBulk: boolean }): number {
  return isBulk ? interactiveShare : 0;
}

/** A tenant's calls, and who waits for one. */
interface Tenant {
  readonly minute: Minute;
  readonly turns: Turns;
  /** When those who wait are looked at next; absent when nobody waits. */
  alarm: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;
}

/** From so many tenants on, those are forgotten of whom nothing needs to be known. */
const manyTenants = 1_000;

export function createQuota(callsPerMinute: number, now: () => number = () => performance.now()): Quota {
  const tenants = new Map<string, Tenant>();

  const tenantOf = (id: string): Tenant => {
    const known = tenants.get(id);
    if (known !== undefined) return known;
    if (tenants.size >= manyTenants) {
      for (const [other, { minute, turns }] of tenants) {
        if (turns.size === 0 && minute.isBlank(now())) tenants.delete(other);
      }
    }
    const made: Tenant = { minute: new Minute(callsPerMinute), turns: new Turns(), alarm: undefined };
    tenants.set(id, made);
    return made;
  };

  /** Lets those go for whom there is a call now, and looks again when there may be more. */
  const serve = (tenant: Tenant): void => {
    tenant.alarm = undefined;
    for (let waiter = tenant.turns.next(); waiter !== undefined; waiter = tenant.turns.next()) {
      const waitMs = tenant.minute.take(now(), reservedShare(waiter));
      if (waitMs !== null) {
        tenant.turns.putBack(waiter);
        lookAgain(tenant, waitMs);
        return;
      }
      waiter.go();
    }
  };

  const lookAgain = (tenant: Tenant, inMs: number): void => {
    const at = now() + inMs;
    if (tenant.alarm !== undefined && tenant.alarm.at <= at) return;
    clearTimeout(tenant.alarm?.timer);
    tenant.alarm = { at, timer: setTimeout(() => serve(tenant), Math.ceil(inMs)) };
  };

  /** When there is a call for who comes now, behind those who wait. */
  const freeInMs = ({ minute, turns }: Tenant, caller: QuotaCaller): number =>
    minute.untilFree(now(), turns.ahead(caller.id, caller.isBulk), reservedShare(caller));

  const wait = (tenant: Tenant, caller: QuotaCaller, waitMs: number, patienceMs: number, stop?: StopSignal) =>
    new Promise<number | null>((resolve) => {
      const end = (answer: number | null) => {
        clearTimeout(late);
        stop?.offStop(leave);
        resolve(answer);
      };
      const waiter: Waiter = { caller: caller.id, isBulk: caller.isBulk, go: () => end(null) };
      const leave = () => {
        tenant.turns.remove(waiter);
        end(Math.ceil(freeInMs(tenant, caller)));
      };
      // Others may have come that went first.
      const late = setTimeout(leave, patienceMs);
      tenant.turns.add(waiter);
      stop?.onStop(leave);
      lookAgain(tenant, waitMs);
    });

  return {
    take: (id, patienceMs, caller = anybody, stop) => {
      const tenant = tenantOf(id);
      const { minute, turns } = tenant;
      const isNext = turns.ahead(caller.id, caller.isBulk) === 0;
      const inMs = isNext ? minute.take(now(), reservedShare(caller)) : freeInMs(tenant, caller);
      if (inMs === null) return null;
      const waitMs = Math.ceil(inMs);
      return waitMs > patienceMs ? waitMs : wait(tenant, caller, waitMs, patienceMs, stop);
    },
    pause: async (id, ms) => {
      tenantOf(id).minute.refuse(now(), Math.min(ms, maxPauseMs));
    },
    state: async (id) => {
      const { minute } = tenantOf(id);
      const nowMs = now();
      return {
        limit: minute.limit(nowMs),
        remaining: minute.remaining(nowMs),
        resetAtMs: Date.now() + Math.ceil(minute.resetInMs(nowMs)),
      };
    },
  };
}
