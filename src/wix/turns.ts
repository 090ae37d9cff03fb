/** A call that waits for its turn. */
export interface Waiter {
  readonly caller: string;
  readonly isBulk: boolean;
  /** Number of calls that it adds to the queue: 0 if it shares the call of another waiter. */
  readonly calls: 0 | 1;
}

/** The waiters of one caller, in order of arrival. */
interface Queue<W> {
  readonly waiters: Set<W>;
  calls: number;
}

/**
 * Queue that is fair between callers: they take turns, however many waiters one has. The waiters of one caller go in order of arrival. All
 * interactive waiters go before the bulk ones.
 */
export class Turns<W extends Waiter> {
  /** The queues by caller. The caller whose turn is next comes first. */
  readonly #interactive = new Map<string, Queue<W>>();
  readonly #bulk = new Map<string, Queue<W>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(waiter: W): void {
    const queues = this.#queuesOf(waiter);
    const queue = queues.get(waiter.caller) ?? { waiters: new Set<W>(), calls: 0 };
    queues.set(waiter.caller, queue);
    queue.waiters.add(waiter);
    queue.calls += waiter.calls;
    this.#size += 1;
  }

  remove(waiter: W): void {
    const queues = this.#queuesOf(waiter);
    const queue = queues.get(waiter.caller);
    if (queue === undefined || !queue.waiters.delete(waiter)) return;
    queue.calls -= waiter.calls;
    if (queue.waiters.size === 0) queues.delete(waiter.caller);
    this.#size -= 1;
  }

  /** The waiter whose turn is next; undefined if there is none. */
  get first(): W | undefined {
    const [queue] = (this.#interactive.size > 0 ? this.#interactive : this.#bulk).values();
    const [waiter] = queue?.waiters ?? [];
    return waiter;
  }

  /** Removes and returns the waiter whose turn is next, and moves its caller to the end. */
  next(): W | undefined {
    const waiter = this.first;
    if (waiter === undefined) return undefined;
    const queues = this.#queuesOf(waiter);
    const queue = queues.get(waiter.caller);
    this.remove(waiter);
    if (queue !== undefined && queues.delete(waiter.caller)) queues.set(waiter.caller, queue);
    return waiter;
  }

  /** Whether there are waiters that go before a new one of this kind. */
  hasAhead(isBulk: boolean): boolean {
    return this.#interactive.size > 0 || (isBulk && this.#bulk.size > 0);
  }

  /** Number of calls that go before that of a new waiter of this caller. */
  ahead(caller: string, isBulk: boolean): number {
    const queues = isBulk ? this.#bulk : this.#interactive;
    const own = queues.get(caller)?.calls ?? 0;
    let before = own;
    for (const [other, { calls }] of queues) if (other !== caller) before += Math.min(calls, own + 1);
    if (!isBulk) return before;
    for (const { calls } of this.#interactive.values()) before += calls;
    return before;
  }

  #queuesOf({ isBulk }: Waiter): Map<string, Queue<W>> {
    return isBulk ? this.#bulk : this.#interactive;
  }
}
