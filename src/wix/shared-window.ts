import type { TenantWindow } from './call-window.ts';

/** A request for calls of a window that processes share. */
export interface CountedTake {
  /** The window that was seen last; '' for none. */
  readonly id: string;
  readonly limit: number;
  readonly want: number;
  /** Further calls to hold in stock while more than half are left. */
  readonly stock: number;
  /** Calls to leave to others. */
  readonly reserve: number;
  /** Changes since the last take: how many calls more, or fewer, were made in a span. */
  readonly changes: ReadonlyMap<number, number>;
}

/** The calls of all processes. Times are in milliseconds since 1970, by the clock of the store. */
export interface CountedWindow {
  readonly id: string;
  readonly now: number;
  readonly granted: number;
  readonly left: number;
  readonly limit: number;
  readonly pausedUntil: number;
  readonly processes: number;
  readonly spans: readonly (readonly [span: number, calls: number])[];
}

/** Counts the calls of all processes. Rejects if it cannot tell. */
export interface CallCounter {
  /** Resolves to null if the window that was seen last is lost. */
  take(tenant: string, request: CountedTake): Promise<CountedWindow | null>;
  fill(tenant: string, spans: Iterable<readonly [span: number, calls: number]>, pausedUntil: number): Promise<void>;
  reject(tenant: string, rejection: { limit: number; pauseMs: number; ageMs: number }): Promise<void>;
}

export interface SharedWindowOptions {
  readonly tenant: string;
  readonly limit: number;
  readonly counter: CallCounter;
  /** Returns the number of calls that wait. */
  readonly demand: () => number;
  /** Called when there may be calls. */
  readonly onFree: () => void;
  /** A monotonic clock. */
  readonly now: () => number;
}

/** A call that was granted and not made yet, and the span in which it counts. */
interface StockedCall {
  readonly span: number;
  readonly until: number;
}

/** The share of this process while the counter cannot tell. */
interface OwnShare {
  /** Calls that were left to it at the start, and have left the window since, less those that it made. */
  left: number;
  /** When the counter is asked again. */
  askAt: number;
}

const spanMs = 500;
const windowMs = 60_000;
/** Calls in stock that are not used by then are given back. */
const stockMs = 1_000;
/** Maximum delay of changes that no take carries. */
const changesMs = 200;
/** Time in which a response is expected. */
const askMs = 5;
const askAgainMs = 500;
const maxPaceMs = 2_000;
/** Processes that are assumed to share what is left while none can be counted. */
const leastProcesses = 2;

/**
 * A window of calls that all processes share, as one of them sees it. Grants are exact: a call counts before it is made. While the
 * counter cannot tell, this process makes its share of what was left, and reports it later.
 */
export class SharedWindow implements TenantWindow {
  readonly #options: SharedWindowOptions;
  #view: CountedWindow | null = null;
  /** The clock of this process when the view was asked for. */
  #viewAt = 0;
  #stock: StockedCall[] = [];
  #changes = new Map<number, number>();
  /** The calls of this process in the last 60 seconds, ascending. */
  #own: number[] = [];
  #share: OwnShare | null = null;
  #asking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** A pause that the counter does not know yet. */
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: SharedWindowOptions) {
    this.#options = options;
  }

  limit(_now: number): number {
    return this.#view?.limit ?? this.#options.limit;
  }

  remaining(now: number): number {
    if (this.isPaused(now)) return 0;
    this.#expire(now);
    if (this.#share !== null) return Math.max(0, this.#share.left);
    return this.#stock.length + this.#leftOf(now);
  }

  paceMs(now: number): number {
    const left = this.remaining(now);
    if (left === 0 || left > this.limit(now) / 2) return 0;
    return Math.min(maxPaceMs, Math.max(windowMs / this.limit(now), this.#leavesInMs(now, 1) / left));
  }

  isPaused(now: number): boolean {
    return this.#pauseEnd > now;
  }

  take(now: number, reservedShare = 0): number | null {
    if (this.isPaused(now)) return this.#pauseEnd - now;
    this.#expire(now);
    const share = this.#share;
    if (share !== null) return this.#takeOwn(now, share, reservedShare);
    const reserve = Math.floor(this.limit(now) * reservedShare);
    const left = this.#leftOf(now);
    const isLeft = this.#view === null || left > reserve;
    if (this.#stock.length > 0 && (reservedShare === 0 || isLeft)) {
      const call = this.#stock.shift();
      if (call !== undefined) this.#moveSpan(call.span, this.#spanOf(now));
      this.#own.push(now);
      return null;
    }
    if (!isLeft) return Math.max(askMs, this.untilFree(now, 0, reservedShare));
    void this.#ask(reserve);
    return askMs;
  }

  move(from: number, to: number | null): void {
    const at = this.#own.lastIndexOf(from);
    if (at >= 0) this.#own.splice(at, 1);
    if (to !== null) this.#own.push(to);
    const span = this.#spanOf(from);
    if (to !== null) this.#moveSpan(span, this.#spanOf(to));
    else if (this.#share === null) this.#keepInStock(span, 1);
    else {
      this.#share.left += 1;
      this.#change(span, -1);
    }
  }

  resetInMs(now: number): number {
    const last = this.#view?.spans.at(-1)?.[0];
    const own = this.#own.at(-1);
    return Math.max(
      0,
      this.#pauseEnd - now,
      last === undefined ? 0 : this.#leavesAt(last) - now,
      own === undefined ? 0 : own + windowMs - now,
    );
  }

  untilFree(now: number, ahead: number, reservedShare = 0): number {
    const reserve = Math.floor(this.limit(now) * reservedShare);
    const missing = ahead + 1 + reserve - this.remaining(Math.max(now, this.#pauseEnd));
    return Math.max(this.#pauseEnd - now, 0, missing <= 0 ? 0 : this.#leavesInMs(now, missing));
  }

  reject(now: number, ms: number, sentAt = now): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
    const { counter, tenant, limit } = this.#options;
    // Where the counter cannot tell, the pause goes to it with the next take.
    counter.reject(tenant, { limit, pauseMs: ms, ageMs: now - sentAt }).catch(() => {});
  }

  /** Looks at the calls of all processes. */
  async refresh(): Promise<void> {
    await this.#ask(0);
  }

  get #pauseEnd(): number {
    return Math.max(this.#pausedUntil, this.#view === null ? 0 : this.#localOf(this.#view.pausedUntil));
  }

  /** Makes a call of the share of this process. */
  #takeOwn(now: number, share: OwnShare, reservedShare: number): number | null {
    if (now >= share.askAt) {
      share.askAt = now + askAgainMs;
      void this.#ask(0);
    }
    if (share.left <= Math.floor(this.limit(now) * reservedShare)) return Math.max(askMs, this.untilFree(now, 0));
    share.left -= 1;
    this.#own.push(now);
    this.#moveSpan(null, this.#spanOf(now));
    return null;
  }

  #ask(reserve: number): Promise<void> {
    this.#asking ??= Promise.resolve()
      .then(() => this.#takeCounted(reserve))
      .finally(() => {
        this.#asking = null;
      })
      .then(() => this.#options.onFree());
    return this.#asking;
  }

  async #takeCounted(reserve: number): Promise<void> {
    const { counter, tenant, limit, demand, now } = this.#options;
    const changes = this.#changes;
    this.#changes = new Map();
    const want = this.#share === null ? Math.max(0, demand() - this.#stock.length) : 0;
    const stock = Math.min(8, Math.ceil(limit / 25));
    const request = { id: this.#view?.id ?? '', limit, want, stock: want === 0 ? 0 : stock, reserve, changes };
    const askedAt = now();
    try {
      let counted = await counter.take(tenant, request);
      if (counted === null) {
        await counter.fill(tenant, this.#view?.spans ?? [], this.#view?.pausedUntil ?? 0);
        counted = await counter.take(tenant, { ...request, id: '' });
      }
      if (counted !== null) this.#see(counted, askedAt);
    } catch {
      // It may have counted them. To count calls twice is safe, to take them out twice is not.
      for (const [span, calls] of changes) if (calls > 0) this.#change(span, calls);
      this.#goAlone(now());
    }
  }

  #see(counted: CountedWindow, askedAt: number): void {
    const { now } = this.#options;
    this.#view = counted;
    this.#viewAt = askedAt;
    this.#share = null;
    this.#keepInStock(Math.floor(counted.now / spanMs), counted.granted);
    const pauseMs = this.#pausedUntil - now();
    if (pauseMs > 0 && this.#localOf(counted.pausedUntil) < this.#pausedUntil - spanMs) {
      const { counter, tenant } = this.#options;
      counter.fill(tenant, [], counted.now + Math.ceil(pauseMs)).catch(() => {});
    }
  }

  #keepInStock(span: number, calls: number): void {
    const until = this.#options.now() + stockMs;
    for (let call = 0; call < calls; call += 1) this.#stock.push({ span, until });
    if (calls > 0) this.#flushIn(stockMs);
  }

  #goAlone(now: number): void {
    if (this.#share !== null) return;
    this.#expire(now);
    const processes = Math.max(leastProcesses, this.#view?.processes ?? 0);
    const left = this.#view === null ? this.#options.limit : this.#leftOf(now);
    this.#share = { left: Math.floor(left / processes) + this.#stock.length, askAt: now + askAgainMs };
    // Calls in stock count already, as far as this process knows.
    for (const { span } of this.#stock) this.#change(span, -1);
    this.#stock = [];
  }

  /** Calls that are left for all processes, as far as this one knows. */
  #leftOf(now: number): number {
    const view = this.#view;
    if (view === null) return this.#options.limit;
    let left = view.left;
    for (const [span, calls] of view.spans) {
      if (this.#leavesAt(span) > now) break;
      left += calls;
    }
    return Math.min(left, view.limit);
  }

  /** Returns the time until so many calls have left the window. */
  #leavesInMs(now: number, calls: number): number {
    let missing = calls;
    let rounds = 0;
    const leaving =
      this.#share === null
        ? (this.#view?.spans ?? []).map(([span, made]) => [this.#leavesAt(span), made] as const)
        : this.#own.map((at) => [at + windowMs, 1] as const);
    const inWindow = leaving.filter(([at]) => at > now);
    const all = inWindow.reduce((sum, [, made]) => sum + made, 0);
    if (all === 0) return windowMs;
    while (missing > all) {
      missing -= all;
      rounds += 1;
    }
    for (const [at, made] of inWindow) {
      missing -= made;
      if (missing <= 0) return at - now + rounds * windowMs;
    }
    return windowMs;
  }

  #expire(now: number): void {
    const left = this.#own.findIndex((at) => at > now - windowMs);
    const gone = this.#own.splice(0, left === -1 ? this.#own.length : left).length;
    if (this.#share !== null) this.#share.left += gone;
    const fresh = this.#stock.findIndex(({ until }) => until > now);
    for (const { span } of this.#stock.splice(0, fresh === -1 ? this.#stock.length : fresh)) this.#change(span, -1);
  }

  /** The clock of the store, at the latest: a call never leaves the window too early. */
  #storeClock(local: number): number {
    return this.#view === null ? local - performance.now() + Date.now() : this.#view.now + (local - this.#viewAt);
  }

  #localOf(stored: number): number {
    return stored - (this.#view?.now ?? 0) + this.#viewAt;
  }

  #spanOf(local: number): number {
    return Math.floor(this.#storeClock(local) / spanMs);
  }

  /** The time, by the clock of this process, at which the calls of a span have left the window. */
  #leavesAt(span: number): number {
    return this.#localOf((span + 1) * spanMs + windowMs);
  }

  #moveSpan(from: number | null, to: number | null): void {
    if (from === to) return;
    if (from !== null) this.#change(from, -1);
    if (to !== null) this.#change(to, 1);
  }

  #change(span: number, calls: number): void {
    const changed = (this.#changes.get(span) ?? 0) + calls;
    if (changed === 0) this.#changes.delete(span);
    else this.#changes.set(span, changed);
    this.#flushIn(changesMs);
  }

  #flushIn(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#expire(this.#options.now());
      if (this.#changes.size > 0) void this.#ask(0);
      else if (this.#stock.length > 0) this.#flushIn(stockMs);
    }, ms).unref();
  }
}
