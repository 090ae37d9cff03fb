import type { Directory } from './directory.ts';
import type { ReadFailure } from './list-spec.ts';
import { type PassEnd, readUnit } from './pass.ts';
import type { Unit } from './unit.ts';

export interface CrawlerOptions<Reader> {
  readonly directory: Directory<Reader>;
  /** Opens a reader for one list. */
  readonly open: (accountId: string) => Reader;
  readonly failureOf: (error: unknown) => ReadFailure;
  /** Maximum age of a list before it is read again, in milliseconds. */
  readonly freshnessMs: number;
  /** Minimum time between two pages, in milliseconds, so that a share of the quota is left to others. @default 0 */
  readonly gapMs?: number;
  /** Maximum number of accounts that are read at the same time. @default 6 */
  readonly maxAtOnce?: number;
  /** Time without a question after which nothing is read any more, in milliseconds; Infinity: never. @default 1800000 */
  readonly idleMs?: number;
  /** Pauses after the first, second and further failures of a list, in milliseconds. @default 1, 5, 30 and 180 minutes */
  readonly backoffMs?: readonly number[];
}

const reasons: Readonly<Record<Exclude<PassEnd, 'whole' | 'dropped'>, string>> = {
  tooLarge: 'tooLarge',
  tooSlow: 'tooSlow',
  unconfirmed: 'unconfirmed',
};

/** When a unit is read next. */
interface Plan {
  dueAt: number;
  intervalMs: number;
  failures: number;
}

/** Time after which a rejected credential is tried again, in milliseconds. */
const rejectionPauseMs = 300_000;

/**
 * Keeps a directory current. Reads one list of an account at a time, new lists first and the oldest ones after them. Lists that change are
 * read more often than those that do not, but each at least once per `freshnessMs` if the quota lasts.
 */
export class Crawler<Reader> {
  readonly #options: CrawlerOptions<Reader>;
  readonly #plans = new WeakMap<Unit, Plan>();
  /** Accounts of which a list is being read. */
  readonly #busy = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #askedAt: number;
  #pausedUntil = 0;
  #nextPageAt = 0;
  #isClosed = false;
  readonly #waiting = new Set<() => void>();

  constructor(options: CrawlerOptions<Reader>) {
    this.#options = options;
    this.#askedAt = options.directory.now();
  }

  /** Notes that somebody uses the directory, and starts what is due. */
  wake(): void {
    this.#askedAt = this.#options.directory.now();
    this.#schedule(0);
  }

  /** Makes lists due now. */
  readSoon(units: Iterable<Unit>): void {
    for (const unit of units) this.#planOf(unit).dueAt = this.#options.directory.now();
    this.wake();
  }

  /** Whether no list is being read and none is due. */
  get isQuiet(): boolean {
    return this.#busy.size === 0 && this.#next() === null;
  }

  /** Resolves when no list is being read and none is due, or when the crawler is closed. */
  async quiet(): Promise<void> {
    while (!this.isQuiet && !this.#isClosed) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Starts no further reads. Those in progress end with their readers. */
  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#tell();
  }

  #tell(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #schedule(delayMs: number): void {
    if (this.#isClosed) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), delayMs).unref();
  }

  #run(): void {
    const { directory, maxAtOnce = 6, idleMs = 1_800_000 } = this.#options;
    this.#timer = null;
    directory.tidy();
    if (directory.now() - this.#askedAt > idleMs) return;
    while (this.#busy.size < maxAtOnce) {
      const unit = this.#next();
      if (unit === null) break;
      this.#busy.add(unit.accountId);
      void this.#read(unit).finally(() => {
        this.#busy.delete(unit.accountId);
        this.#tell();
        this.#schedule(0);
      });
    }
    this.#schedule(Math.min(60_000, Math.max(5, this.#soonest() - directory.now())));
  }

  /** Returns the unit to read next; null if none is due. */
  #next(): Unit | null {
    const { directory } = this.#options;
    const now = directory.now();
    if (now < this.#pausedUntil) return null;
    let best: Unit | null = null;
    for (const unit of directory.units()) {
      if (this.#busy.has(unit.accountId) || this.#planOf(unit).dueAt > now) continue;
      if (best === null || this.#isBefore(unit, best)) best = unit;
    }
    return best;
  }

  #isBefore(one: Unit, other: Unit): boolean {
    const rankOf = ({ list }: Unit) => this.#options.directory.lists.get(list)?.rank ?? 0;
    const [isNew, isOtherNew] = [one.listedAt === null, other.listedAt === null];
    if (isNew !== isOtherNew) return isNew;
    if (isNew && rankOf(one) !== rankOf(other)) return rankOf(one) < rankOf(other);
    return this.#planOf(one).dueAt < this.#planOf(other).dueAt;
  }

  #soonest(): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const unit of this.#options.directory.units()) {
      if (!this.#busy.has(unit.accountId)) soonest = Math.min(soonest, this.#planOf(unit).dueAt);
    }
    return Math.max(soonest, this.#pausedUntil);
  }

  #planOf(unit: Unit): Plan {
    const known = this.#plans.get(unit);
    if (known !== undefined) return known;
    const plan = { dueAt: 0, intervalMs: this.#options.freshnessMs, failures: 0 };
    this.#plans.set(unit, plan);
    return plan;
  }

  async #read(unit: Unit): Promise<void> {
    const { directory, open } = this.#options;
    const spec = directory.lists.get(unit.list);
    if (spec === undefined) return;
    const { revision, listedAt } = unit;
    try {
      const end = await readUnit({ directory, spec, unit, open, pace: () => this.#pace() });
      if (end !== 'dropped') this.#ended(unit, end, listedAt !== null && unit.revision !== revision);
    } catch (error) {
      this.#failed(unit, this.#options.failureOf(error));
    }
  }

  #ended(unit: Unit, end: Exclude<PassEnd, 'dropped'>, hasChanges: boolean): void {
    const { directory, freshnessMs } = this.#options;
    const plan = this.#planOf(unit);
    directory.rejection = null;
    unit.isHidden = false;
    unit.trouble = end === 'whole' ? null : { reason: reasons[end], since: unit.trouble?.since ?? directory.wall() };
    plan.failures = 0;
    // A list that changed is likely to change again soon.
    const wanted = plan.intervalMs * (hasChanges ? 0.5 : 1.25);
    plan.intervalMs = Math.min(freshnessMs, Math.max(freshnessMs / 8, wanted));
    plan.dueAt = directory.now() + plan.intervalMs * (0.9 + 0.1 * Math.random());
  }

  #failed(unit: Unit, { reason, isRefusal, isRejection, pauseMs }: ReadFailure): void {
    const { directory, backoffMs = [60_000, 300_000, 1_800_000, 10_800_000] } = this.#options;
    const now = directory.now();
    if (isRejection) {
      directory.reject(reason);
      this.#pausedUntil = now + rejectionPauseMs;
      return;
    }
    const plan = this.#planOf(unit);
    const waitMs = backoffMs[Math.min(plan.failures, backoffMs.length - 1)] ?? 60_000;
    plan.failures += 1;
    plan.dueAt = now + Math.max(waitMs, pauseMs);
    if (pauseMs > 0) this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseMs);
    if (isRefusal) unit.isHidden = true;
    unit.trouble = { reason, since: unit.trouble?.reason === reason ? unit.trouble.since : directory.wall() };
  }

  /** Resolves at the time of the next page. */
  async #pace(): Promise<void> {
    const { directory, gapMs = 0 } = this.#options;
    if (gapMs === 0) return;
    const now = directory.now();
    const at = Math.max(now, this.#nextPageAt);
    this.#nextPageAt = at + gapMs;
    if (at > now) await new Promise<void>((resolve) => setTimeout(resolve, at - now).unref());
  }
}
