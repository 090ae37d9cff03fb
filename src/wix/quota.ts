import { BoundedMap } from './bounded-map.ts';
import { type Patience, whenOver } from './call-time.ts';
import { CallWindow, type TenantWindow } from './call-window.ts';
import { type CallCounter, SharedWindow } from './shared-window.ts';
import type { StopSignal } from './stop-signal.ts';
import { Turns, type Waiter } from './turns.ts';

/** State of a tenant's rate limit. */
export interface QuotaState {
  /** Calls in a minute: as configured, or fewer after Wix has rejected calls. */
  readonly limit: number;
  readonly remaining: number;
  /** The time at which `remaining` is `limit` again, in milliseconds since 1970. */
  readonly resetAtMs: number;
}

/** The caller that requests a call. */
export interface QuotaCaller {
  /** Identifies the caller among those who share the tenant's calls; '' if callers are not distinguished. */
  readonly id: string;
  /** Whether the call goes after all interactive ones, for which a part of the minute is reserved. */
  readonly isBulk: boolean;
  /** Whether a waiting call can take this one along, so that it is never rejected for the length of its wait. */
  readonly shares?: boolean;
}

/** The calls that a caller can have. */
export interface Room {
  /** Number of calls that it can make now, without waiting. */
  readonly free: number;
  /** The most calls that it can have in a minute. */
  readonly maximum: number;
  /** Returns the time until so many calls are available at once, after the waiting ones, in milliseconds. */
  inMs(calls: number): number;
}

/** Calls that an operation needs together, and does not get before its deadline. */
export interface Shortfall {
  /** The calls that it needs. */
  readonly calls: number;
  /** The calls that the rate limit leaves it now. */
  readonly remaining: number;
  /** The most calls that one operation can have in a minute. */
  readonly maximum: number;
  /** The time until the missing calls are available, or as many of them as one minute has, in milliseconds. */
  readonly retryAfterMs: number;
}

/** The permission to make a call now. */
export interface Grant {
  /** Records that the call is sent now. */
  sent(): void;
  /** Records that Wix answers the call now. It can have counted it as late as this. */
  answered(): void;
  /** Returns the call, because it did not reach Wix. */
  giveBack(): void;
  /**
   * Records that Wix rejected the call. Pauses the tenant for at most ten minutes, and lowers its limit if it had made far fewer calls than
   * allowed.
   */
  rejected(ms: number): void | Promise<void>;
}

/**
 * Limits each tenant's calls in any 60 seconds, so that Wix doesn't throttle. The documented 200 are for app instances; the limit for
 * account keys is UNKNOWN. Tenants don't affect each other.
 */
export interface Quota {
  /**
   * Takes one of the tenant's calls, and waits for it if necessary: callers take turns, interactive ones before bulk. Returns a promise only
   * if it must wait. If the wait would exceed `patience`, returns its length in milliseconds without waiting. If `stop` fires while
   * waiting, resolves immediately without taking a call.
   */
  take(
    tenant: string,
    patience: Patience,
    caller?: QuotaCaller,
    stop?: StopSignal,
  ): Grant | number | Promise<Grant | number>;
  /** Returns the time that a call of the tenant would wait now, in milliseconds. */
  expectedMs(tenant: string, caller?: QuotaCaller): number;
  /** Returns the calls that a caller of the tenant can have. */
  room(tenant: string, caller?: QuotaCaller): Room;
  /** Returns the interval between mergeable calls at which the tenant's quota lasts, in milliseconds; 0 while enough calls are left. */
  paceMs(tenant: string): number;
  state(tenant: string): Promise<QuotaState>;
  /** Returns a quota with the same limit that shares nothing with this one. */
  another(): Quota;
}

/** Share of a minute's calls that is reserved for interactive calls. */
const interactiveShare = 0.2;

/** Maximum pause, because a wrong date could stop a tenant for years. */
const maxPauseMs = 600_000;

const anybody: QuotaCaller = { id: '', isBulk: false };

function reservedShare({ isBulk }: { readonly isBulk: boolean }): number {
  return isBulk ? interactiveShare : 0;
}

/** A call that waits for its turn, and the callback for its grant. */
interface GrantWaiter extends Waiter {
  readonly grant: (grant: Grant) => void;
}

/** A tenant's calls, and those that wait. */
interface Tenant {
  readonly window: TenantWindow;
  readonly turns: Turns<GrantWaiter>;
  /** The timer that serves waiting calls next; absent if none waits. */
  alarm: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;
}

/** Above this many tenants, those that wait for nothing and made no call for longest are evicted. */
const maxTenants = 10_000;

/**
 * Creates a quota of so many calls. With a `counter`, all processes that share it have them together; without, each process has its
 * own. `now` is a monotonic clock.
 */
export function createQuota(
  callsPerMinute: number,
  now: () => number = () => performance.now(),
  counter: CallCounter | null = null,
): Quota {
  const tenants = new BoundedMap<Tenant>(
    maxTenants,
    ({ window, turns }) => turns.size === 0 && !window.isPaused(now()),
  );

  const tenantOf = (id: string): Tenant =>
    tenants.get(id, () => {
      const turns = new Turns<GrantWaiter>();
      if (counter === null) return { window: new CallWindow(callsPerMinute), turns, alarm: undefined };
      const onFree = () => serve(tenant);
      const demand = () => turns.size;
      const window = new SharedWindow({ tenant: id, limit: callsPerMinute, counter, demand, onFree, now });
      const tenant: Tenant = { window, turns, alarm: undefined };
      return tenant;
    });

  /** Takes a call, or returns the time until there is one. */
  const takeNow = (tenant: Tenant, caller: { readonly isBulk: boolean }): Grant | number => {
    const { window, turns } = tenant;
    const at = now();
    const onFree = () => {
      if (turns.size > 0) lookAgain(tenant, 0);
    };
    return window.take(at, reservedShare(caller)) ?? new TakenCall(window, at, now, onFree);
  };

  /** Grants the available calls to waiting ones, and schedules the next attempt. */
  const serve = (tenant: Tenant): void => {
    clearTimeout(tenant.alarm?.timer);
    tenant.alarm = undefined;
    for (let waiter = tenant.turns.first; waiter !== undefined; waiter = tenant.turns.first) {
      const taken = takeNow(tenant, waiter);
      if (typeof taken === 'number') {
        lookAgain(tenant, taken);
        return;
      }
      tenant.turns.next();
      waiter.grant(taken);
    }
  };

  const lookAgain = (tenant: Tenant, inMs: number): void => {
    const at = now() + inMs;
    if (tenant.alarm !== undefined && tenant.alarm.at <= at) return;
    clearTimeout(tenant.alarm?.timer);
    tenant.alarm = { at, timer: setTimeout(() => serve(tenant), Math.ceil(inMs)) };
  };

  /** Returns the time until there is a call for a new caller, after the waiting ones. */
  const freeInMs = ({ window, turns }: Tenant, caller: QuotaCaller, calls = 1): number =>
    Math.ceil(window.untilFree(now(), turns.ahead(caller.id, caller.isBulk) + calls - 1, reservedShare(caller)));

  const roomOf = (tenant: Tenant, caller: QuotaCaller): Room => {
    const { window, turns } = tenant;
    const at = now();
    const limit = window.limit(at);
    const reserve = Math.floor(limit * reservedShare(caller));
    return {
      free: turns.hasAhead(caller.isBulk) ? 0 : Math.max(0, window.remaining(at) - reserve),
      maximum: limit - reserve,
      inMs: (calls) => freeInMs(tenant, caller, calls),
    };
  };

  const wait = (tenant: Tenant, caller: QuotaCaller, waitMs: number, patience: Patience, stop?: StopSignal) =>
    new Promise<Grant | number>((resolve) => {
      const end = (result: Grant | number) => {
        cancelLate();
        stop?.offStop(leave);
        resolve(result);
      };
      const { id, isBulk, shares } = caller;
      const waiter: GrantWaiter = { caller: id, isBulk, calls: shares ? 0 : 1, grant: end };
      const leave = () => {
        tenant.turns.remove(waiter);
        end(freeInMs(tenant, caller));
      };
      // Calls that came later can have gone first, so the wait can take longer than expected.
      const cancelLate = whenOver(patience, leave);
      tenant.turns.add(waiter);
      stop?.onStop(leave);
      lookAgain(tenant, waitMs);
    });

  return {
    take: (id, patience, caller = anybody, stop) => {
      const tenant = tenantOf(id);
      const { turns } = tenant;
      const taken = turns.hasAhead(caller.isBulk) ? freeInMs(tenant, caller) : takeNow(tenant, caller);
      if (typeof taken !== 'number') return taken;
      const waitMs = Math.ceil(taken);
      return waitMs > patience.remainingMs && !caller.shares ? waitMs : wait(tenant, caller, waitMs, patience, stop);
    },
    expectedMs: (id, caller = anybody) => freeInMs(tenantOf(id), caller),
    room: (id, caller = anybody) => roomOf(tenantOf(id), caller),
    paceMs: (id) => tenantOf(id).window.paceMs(now()),
    another: () => createQuota(callsPerMinute, now),
    state: async (id) => {
      const { window } = tenantOf(id);
      await window.refresh?.();
      const nowMs = now();
      return {
        limit: window.limit(nowMs),
        remaining: window.remaining(nowMs),
        resetAtMs: Date.now() + Math.ceil(window.resetInMs(nowMs)),
      };
    },
  };
}

/** A call that was taken from a window. It counts from the time it is sent, and from the time it is answered as soon as that is known. */
class TakenCall implements Grant {
  readonly #window: TenantWindow;
  readonly #now: () => number;
  readonly #onFree: () => void;
  /** The time from which it counts. */
  #at: number;
  #sentAt: number;

  constructor(window: TenantWindow, at: number, now: () => number, onFree: () => void) {
    this.#window = window;
    this.#at = at;
    this.#sentAt = at;
    this.#now = now;
    this.#onFree = onFree;
  }

  sent(): void {
    this.#countFromNow();
    this.#sentAt = this.#at;
  }

  answered(): void {
    this.#countFromNow();
  }

  #countFromNow(): void {
    const now = this.#now();
    this.#window.move(this.#at, now);
    this.#at = now;
  }

  giveBack(): void {
    this.#window.move(this.#at, null);
    this.#onFree();
  }

  rejected(ms: number): void {
    this.#window.reject(this.#now(), Math.min(ms, maxPauseMs), this.#sentAt);
  }
}
