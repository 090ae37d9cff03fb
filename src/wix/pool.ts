import { divide } from './by-ids.ts';
import type { Call, CallContext, IdsCall, MakeCall } from './call.ts';
import { CallTime, whenOver } from './call-time.ts';
import { WixError } from './error.ts';
import { isOfOperation, noAnswer } from './failure.ts';
import type { Answer } from './read-cache.ts';
import type { WixRequest } from './request.ts';
import { BodyTooLargeError } from './send.ts';
import type { StopReason } from './stop-signal.ts';
import { Turns, type Waiter } from './turns.ts';

export interface PoolOptions {
  /** Minimum time that a read waits for others, in milliseconds; 0: until the end of the tick. */
  readonly windowMs: number;
  /** Returns the time until the next call should be made so that the quota lasts, in milliseconds. */
  readonly waitMs: () => number;
  /** Called when a call takes the waiting reads along. */
  readonly onDeparture: () => void;
  /** Returns a number that changes with each write. A call sent before a write can't serve a read that began after it. */
  readonly epoch: () => number;
}

/**
 * Merges waiting reads by id into one call. Each waits for quota and guard as if it were alone. The first one that can be sent takes along
 * as many others as fit: interactive reads before bulk ones, callers in turn. So merging never delays a read.
 */
export class Pool {
  readonly #make: MakeCall;
  readonly #options: PoolOptions;
  readonly #waiting = new Turns<Asker>();
  /** The reads that wait for the end of the window. */
  #fresh: Asker[] = [];
  /** The end of the window; null if no read waits for it. */
  #window: { readonly endsAt: number; readonly cancel: () => void } | null = null;
  readonly #inFlight = new Set<Batch>();
  /** Number of waiting ids, and of the calls counted for them. */
  #ids = 0;
  #calls = 0;

  constructor(make: MakeCall, options: PoolOptions) {
    this.#make = make;
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0 && this.#inFlight.size === 0;
  }

  read(call: IdsCall, context: CallContext, time: CallTime): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { ids, form } = call.byIds;
      const calls = this.#ids + ids.length > this.#calls * form.maxIds ? 1 : 0;
      const asker = new Asker(call, context, time, calls, resolve, reject);
      const batch = this.#inFlightWith(asker.ids);
      if (batch === null) this.#wait(asker);
      else this.#board(asker, batch);
      time.stop.onStop((why) => this.#leave(asker, why));
    });
  }

  /** Returns a call in flight that requests all of the ids; null if there is none. */
  #inFlightWith(ids: ReadonlySet<string>): Batch | null {
    const epoch = this.#options.epoch();
    for (const batch of this.#inFlight) if (batch.epoch === epoch && countMissing(ids, batch.ids) === 0) return batch;
    return null;
  }

  #wait(asker: Asker): void {
    this.#waiting.add(asker);
    this.#ids += asker.ids.size;
    this.#calls += asker.calls;
    this.#fresh.push(asker);
    const isFull = this.#ids >= asker.call.byIds.form.maxIds;
    this.#endWindowIn(isFull ? 0 : Math.min(this.#delayMs(), asker.time.remainingMs / 2));
  }

  /** Returns the current delay of a read in milliseconds: 0 is the end of the tick; longer if the quota would not last at this pace. */
  #delayMs(): number {
    const { windowMs, waitMs } = this.#options;
    return Math.max(windowMs, waitMs());
  }

  #endWindowIn(ms: number): void {
    const endsAt = performance.now() + Math.max(0, ms);
    if (this.#window !== null && this.#window.endsAt <= endsAt) return;
    this.#window?.cancel();
    const end = () => {
      this.#window = null;
      for (const one of this.#fresh.splice(0)) if (one.batch === null && !one.isDone) this.#begin(one);
    };
    if (ms <= 0) {
      const immediate = setImmediate(end);
      this.#window = { endsAt, cancel: () => clearImmediate(immediate) };
    } else {
      const timer = setTimeout(end, Math.ceil(ms));
      this.#window = { endsAt, cancel: () => clearTimeout(timer) };
    }
  }

  #remove(asker: Asker): void {
    this.#waiting.remove(asker);
    this.#ids -= asker.ids.size;
    this.#calls -= asker.calls;
  }

  #begin(asker: Asker): void {
    const way = asker.begin();
    this.#go(asker, way, () => {
      asker.batch ??= this.#takeAlong(asker);
      return asker.batch;
    });
  }

  /** Makes the call of a leader. The reads that it takes along share its result. */
  #go(leader: Asker, way: CallTime, depart: () => Batch): void {
    const call: Call = {
      ...leader.call,
      request: () => requestOf(depart()),
      operations: () => operationsOf(depart()),
      batchSize: () => depart().ids.size,
      shares: leader.calls === 0,
    };
    this.#make(call, leader.context, way).then(
      (answer) => {
        if (leader.batch?.leader === leader) this.#land(leader.batch, answer);
      },
      (error: unknown) => {
        if (leader.batch?.leader === leader) this.#crash(leader.batch, error);
        else if (leader.batch === null && !leader.isDone) {
          this.#remove(leader);
          leader.fail(error);
        }
      },
    );
  }

  /** Merges the leader and as many of the waiting reads as fit into one call. */
  #takeAlong(leader: Asker): Batch {
    this.#remove(leader);
    this.#options.onDeparture();
    const { maxIds } = leader.call.byIds.form;
    const ids = new Set(leader.ids);
    const batch: Batch = { leader, ids, members: new Set([leader]), epoch: this.#options.epoch(), isPart: false };
    this.#inFlight.add(batch);
    for (let next = this.#waiting.first; next !== undefined; next = this.#waiting.first) {
      if (ids.size + countMissing(next.ids, ids) > maxIds) break;
      this.#waiting.next();
      this.#remove(next);
      for (const id of next.ids) ids.add(id);
      this.#board(next, batch);
    }
    return batch;
  }

  #board(asker: Asker, batch: Batch): void {
    asker.board(batch);
    for (const one of [batch.leader, asker]) one.watch(() => this.#leave(one, 'deadline'));
  }

  #leave(asker: Asker, why: StopReason): void {
    if (asker.isDone) return;
    const { batch } = asker;
    if (batch === null) {
      this.#remove(asker);
      asker.way?.stop.stop(why);
    } else {
      batch.members.delete(asker);
      if (batch.members.size === 0) {
        this.#inFlight.delete(batch);
        batch.leader.way?.stop.stop(why);
      }
    }
    asker.fail(noAnswer(asker.call.endpoint, why, batch === null));
  }

  #land(batch: Batch, answer: Answer): void {
    this.#inFlight.delete(batch);
    const members = [...batch.members];
    if (members.every(({ ids }) => ids.size === batch.ids.size)) {
      for (const one of members) one.resolve(answer);
      return;
    }
    const shares = divide(
      batch.leader.call.byIds.form,
      answer.object,
      batch.ids,
      members.map(({ ids }) => ids),
    );
    if (shares === null) this.#split(batch);
    else {
      for (const [at, one] of members.entries()) {
        const { object = {}, part = 0 } = shares[at] ?? {};
        one.resolve({ object, bytes: Math.max(1, Math.ceil(answer.bytes * part)) });
      }
    }
  }

  #crash(batch: Batch, error: unknown): void {
    this.#inFlight.delete(batch);
    const { leader, members, ids } = batch;
    const isOfOne = [...members].every((one) => one.ids.size === ids.size);
    if (isOfOperation(error)) {
      // The leader's operation was not allowed the call, because of its other calls; the others may be.
      if (members.delete(leader)) leader.fail(error);
      this.#again([...members], batch);
    } else if (!isOfOne && mayConcernOne(error)) this.#split(batch);
    else for (const one of members) one.fail(error);
  }

  /**
   * Retries in parts, and the reads of a part that fails again one by one, so that each gets its own failure and one bad read doesn't fail the
   * others. Parts of the square root's size need few calls if one read is at fault, and few more than one per read if all are.
   */
  #split(batch: Batch): void {
    const all = [...batch.members];
    const size = batch.isPart ? 1 : Math.ceil(Math.sqrt(all.length));
    for (let at = 0; at < all.length; at += size) this.#again(all.slice(at, at + size), { ...batch, isPart: true });
  }

  /** Makes another call for some reads of a batch. */
  #again(members: readonly Asker[], { epoch, isPart }: Batch): void {
    const [leader] = members;
    if (leader === undefined) return;
    const ids = new Set(members.flatMap((one) => [...one.ids]));
    const batch: Batch = { leader, ids, members: new Set(members), epoch, isPart };
    this.#inFlight.add(batch);
    for (const one of members) one.batch = batch;
    this.#go(leader, leader.begin(), () => batch);
  }
}

/** A read of ids, which waits for its own call until another read takes it along. */
class Asker implements Waiter {
  readonly call: IdsCall;
  readonly ids: ReadonlySet<string>;
  readonly context: CallContext;
  readonly time: CallTime;
  readonly caller: string;
  readonly isBulk: boolean;
  readonly calls: 0 | 1;
  /** The time of its own call; null until that begins. */
  way: CallTime | null = null;
  /** The batch in flight that it belongs to; null until then. */
  batch: Batch | null = null;
  isDone = false;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;
  #cancelLate: (() => void) | undefined;

  constructor(
    call: IdsCall,
    context: CallContext,
    time: CallTime,
    calls: 0 | 1,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ) {
    this.call = call;
    this.ids = new Set(call.byIds.ids);
    this.context = context;
    this.time = time;
    this.caller = context.caller;
    this.isBulk = context.isBulk;
    this.calls = calls;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Begins its own call, whose deadline is the latest of all reads that it takes along. */
  begin(): CallTime {
    const way = new WayTime(this);
    this.way = way;
    this.time.overdue = () => way.overdue?.() ?? null;
    return way;
  }

  /** Joins a batch, which ends its own call. */
  board(batch: Batch): void {
    this.batch = batch;
    batch.members.add(this);
    this.context.observer?.saved(this.call.endpoint, 'flight');
    this.way?.stop.stop('cancelled');
    this.time.overdue = null;
  }

  /** Watches its own deadline, because the call can take longer. */
  watch(late: () => void): void {
    if (!this.isDone) this.#cancelLate ??= whenOver(this.time, late);
  }

  resolve(answer: Answer): void {
    this.#end();
    this.#resolve(answer);
  }

  fail(error: unknown): void {
    this.#end();
    this.#reject(error);
  }

  #end(): void {
    this.isDone = true;
    this.#cancelLate?.();
  }
}

/** The reads that one call serves. */
interface Batch {
  /** The read that makes the call. It can have left. */
  readonly leader: Asker;
  /** The reads that have not left. */
  readonly members: Set<Asker>;
  /** The requested ids, including those of reads that have left. */
  readonly ids: ReadonlySet<string>;
  readonly epoch: number;
  /** Whether it retries a part of another batch. */
  readonly isPart: boolean;
}

/** The time of a batch, with the latest deadline of its reads. */
class WayTime extends CallTime {
  readonly #asker: Asker;

  constructor(asker: Asker) {
    super(0);
    this.#asker = asker;
  }

  override get remainingMs(): number {
    const { batch, time } = this.#asker;
    if (batch === null) return time.remainingMs;
    let most = 0;
    for (const member of batch.members) most = Math.max(most, member.time.remainingMs);
    return most;
  }
}

function requestOf({ leader, ids }: Batch): WixRequest {
  return ids.size === leader.ids.size ? leader.call.request() : leader.call.byIds.requestOf([...ids]);
}

function operationsOf({ members }: Batch): number {
  return new Set([...members].map(({ context }) => context)).size;
}

/** Number of ids that are not among the others. */
function countMissing(ids: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let missing = 0;
  for (const id of ids) if (!others.has(id)) missing += 1;
  return missing;
}

/** Statuses that concern the key, the account or the rate limit, and not single ids. */
const statusesOfAll: ReadonlySet<number> = new Set([401, 403, 429]);

/** Whether a failure can concern the ids of one read among several: a refusal, or a response that is too large for all together. */
function mayConcernOne(error: unknown): boolean {
  if (!(error instanceof WixError)) return false;
  const { status, cause } = error;
  if (status === undefined) return cause instanceof BodyTooLargeError;
  return status >= 400 && status < 500 && !statusesOfAll.has(status);
}
