import { createHash } from 'node:crypto';
import type { Patience } from './call-time.ts';
import type { WixFailure } from './error.ts';
import type { KeptOperation, KeptReads } from './kept-reads.ts';
import type { Grant, Quota, QuotaCaller, Shortfall } from './quota.ts';
import type { StopSignal } from './stop-signal.ts';

/** The end of an operation that the rate limit or its deadline cut off. */
export interface Unfinished {
  /** The time after which it can go on, in milliseconds; 0: at once. */
  readonly retryAfterMs: number;
  /** Time in which the responses that it got serve the same operation, in milliseconds; 0 if they are not kept. */
  readonly keptForMs: number;
}

/** Responses of an earlier attempt that an operation used. */
export interface Resumed {
  readonly reads: number;
  /** The age of the oldest one. */
  readonly ageMs: number;
}

export interface OperationShareOptions {
  readonly kept: KeptReads;
  /** Returns an identifier of the caller, whose kept responses nobody else gets. */
  readonly caller: () => string;
  /** Called at the end of an operation that was cut off. */
  readonly onUnfinished?: (unfinished: Unfinished) => void;
  /** Called at the end of an operation that used responses of an earlier attempt. */
  readonly onResumed?: (resumed: Resumed) => void;
}

/** The session that makes the operation's calls. */
export interface SharedSession {
  readonly credential: string;
  /** Returns whether Wix has accepted the key. */
  readonly isProven: () => boolean;
  /** Returns the responses that have arrived, by the keys of their calls. */
  readonly landed: () => ReadonlyMap<string, object>;
}

/** A call that was granted, or why it is not: the time that it would wait in milliseconds, or the shortfall of its operation. */
export type Taken = Grant | number | Shortfall;

/** A call that waits for the other calls that its operation needs at the same time. */
interface Member {
  readonly quota: Quota;
  readonly tenant: string;
  readonly patience: Patience;
  readonly caller: QuotaCaller;
  readonly stop: StopSignal;
  readonly resolve: (taken: Taken | Promise<Taken>) => void;
}

/**
 * The share of one query in its tenant's calls. The calls that become known together are admitted together: all of them, now or as soon as
 * they are available before the deadline, or else none, so that no call is spent on an operation that cannot finish. Those that are left
 * are made only if a minute never has that many, or if the operation has already waited. After a refusal the operation makes no further
 * call; what it has read serves the same operation when it is sent again. No estimate refuses an operation, because estimates are maxima:
 * they only tell when there is so much left that calls need not be gathered.
 */
export class OperationShare {
  readonly #options: OperationShareOptions;
  #session: SharedSession | null = null;
  /** Null for an operation whose calls are admitted one by one, such as a write. */
  #estimate: number | null = null;
  #nameOf: (() => string) | null = null;
  #made = 0;
  #wave: Member[] = [];
  #shortfall: Shortfall | null = null;
  /** The wait after which the operation can go on; null while nothing has cut it off. */
  #retryAfterMs: number | null = null;
  #isRejected = false;
  #earlier: KeptOperation | null = null;

  constructor(options: OperationShareOptions) {
    this.#options = options;
  }

  /** Connects the session that makes the operation's calls. */
  attach(session: SharedSession): void {
    this.#session = session;
  }

  /** Begins a query with its estimated calls. `textOf` returns a text that identifies the query and its variables. */
  begin(estimate: number, textOf: () => string): void {
    this.#estimate = estimate;
    const session = this.#session;
    // What makes one call has nothing to keep.
    if (estimate <= 1 || session === null) return;
    const { kept, caller } = this.#options;
    this.#nameOf = () => createHash('sha256').update(`${caller()} ${textOf()}`).digest('base64url');
    if (kept.hasOf(session.credential) && session.isProven()) {
      this.#earlier = kept.find(session.credential, this.#nameOf());
    }
  }

  /** Whether the operation may need so many calls that spacing them in time would tear apart what is admitted together. */
  get isLarge(): boolean {
    return this.#estimate !== null && this.#estimate > manyCalls;
  }

  /** Whether the operation's responses can serve a later attempt. */
  get keepsReads(): boolean {
    return this.#nameOf !== null;
  }

  /** Returns the response of an earlier attempt of this operation; undefined if none is kept. */
  kept(key: string): object | undefined {
    return this.#earlier?.use(key);
  }

  /** Notes the failure of a read. */
  failed(failure: WixFailure, retryAfterMs = 0): void {
    if (failure === 'unauthenticated') this.#isRejected = true;
    if (failure === 'rateLimited' || failure === 'deadline') {
      this.#retryAfterMs = Math.max(this.#retryAfterMs ?? 0, retryAfterMs);
    }
  }

  /** Takes a call from the quota, like {@link Quota.take}. */
  take(
    quota: Quota,
    tenant: string,
    patience: Patience,
    caller: QuotaCaller,
    stop: StopSignal,
  ): Taken | Promise<Taken> {
    if (this.#estimate === null) return quota.take(tenant, patience, caller, stop);
    if (this.#shortfall !== null) return this.#shortfall;
    const needed = this.#estimate - this.#made;
    if (caller.shares !== true) this.#made += 1;
    const isFirst = this.#wave.length === 0;
    if (isFirst && this.#made <= 1 && needed <= 1) return quota.take(tenant, patience, caller, stop);
    // Estimates of lists without a declared length can be too small, so there must be twice as many.
    if (isFirst && quota.room(tenant, caller).free >= 2 * Math.max(needed, 1)) {
      return quota.take(tenant, patience, caller, stop);
    }
    return new Promise((resolve) => {
      this.#wave.push({ quota, tenant, patience, caller, stop, resolve });
      if (isFirst) this.#gather(0);
    });
  }

  /** Admits the wave when a turn of the event loop has brought no further call. */
  #gather(known: number): void {
    setImmediate(() => {
      if (this.#wave.length > known) this.#gather(this.#wave.length);
      else this.#admit(this.#wave.splice(0));
    });
  }

  /** Admits the calls of a wave together. */
  #admit(wave: readonly Member[]): void {
    const own = wave.filter(({ caller }) => caller.shares !== true);
    const last = own.at(-1);
    if (last !== undefined) {
      const { quota, tenant, caller } = last;
      const room = quota.room(tenant, caller);
      const waitMs = room.inMs(own.length);
      const remainingMs = Math.min(...own.map(({ patience }) => patience.remainingMs));
      if (own.length > room.free && waitMs > remainingMs) {
        // One that has waited as long as it was told would otherwise wait for ever beside callers who need few calls.
        const takesSome = own.length > room.maximum || this.#earlier?.hasWaited === true;
        const sent = takesSome ? room.free : 0;
        const missing = own.length - sent;
        for (const member of own.slice(0, sent)) member.resolve(takeFor(member));
        this.#shortfall = {
          calls: own.length,
          remaining: room.free,
          maximum: room.maximum,
          retryAfterMs: quota.room(tenant, caller).inMs(Math.min(missing, room.maximum)),
        };
        for (const member of own.slice(sent)) member.resolve(this.#shortfall);
      } else for (const member of own) member.resolve(takeFor(member));
    }
    const riders = wave.filter(({ caller }) => caller.shares === true);
    if (last === undefined) for (const rider of riders) rider.resolve(takeFor(rider));
    // Most of them are taken along by the calls that were admitted, and need none.
    else if (riders.length > 0) setImmediate(() => this.#admitRiders(riders));
  }

  #admitRiders(riders: readonly Member[]): void {
    for (const rider of riders) rider.resolve(this.#shortfall ?? takeFor(rider));
  }

  /** Ends the operation: keeps what an operation that was cut off has read, and discards what a finished one has used. */
  end(): void {
    const { kept, onUnfinished, onResumed } = this.#options;
    const session = this.#session;
    const earlier = this.#earlier;
    if (this.#nameOf === null || session === null) return;
    if (this.#isRejected) kept.forget(session.credential);
    if (earlier !== null && earlier.used > 0) onResumed?.({ reads: earlier.used, ageMs: earlier.ageMs });
    if (this.#retryAfterMs === null) {
      if (earlier !== null) kept.remove(session.credential, this.#nameOf());
      return;
    }
    const retryAfterMs = this.#retryAfterMs;
    const isKept = session.isProven() && !this.#isRejected;
    const keptForMs = isKept
      ? kept.keep(session.credential, this.#nameOf(), earlier, session.landed(), retryAfterMs)
      : 0;
    onUnfinished?.({ retryAfterMs, keptForMs });
  }
}

/** Estimated calls above which an operation is large. */
const manyCalls = 20;

function takeFor({ quota, tenant, patience, caller, stop }: Member): Grant | number | Promise<Grant | number> {
  return quota.take(tenant, patience, caller, stop);
}
