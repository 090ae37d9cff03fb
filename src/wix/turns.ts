/** Who waits for a turn: callers take turns with each other, and what is urgent goes before what is not. */
export interface Waiter {
  readonly caller: string;
  readonly isBulk: boolean;
  /** Called when it is the waiter's turn. */
  readonly go: () => void;
}

/**
 * A queue that is fair between callers: each caller's waiters go in the order in which they came, and the callers take turns, however
 * many waiters one has. All interactive waiters go before the bulk ones.
 */
export class Turns {
  readonly #interactive = new Map<string, Waiter[]>();
  readonly #bulk = new Map<string, Waiter[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(waiter: Waiter): void {
    const queue = this.#queueOf(waiter);
    const own = queue.get(waiter.caller);
    if (own === undefined) queue.set(waiter.caller, [waiter]);
    else own.push(waiter);
    this.#size += 1;
  }

  remove(waiter: Waiter): void {
    const queue = this.#queueOf(waiter);
    const own = queue.get(waiter.caller);
    const at = own?.indexOf(waiter) ?? -1;
    if (own === undefined || at < 0) return;
    own.splice(at, 1);
    if (own.length === 0) queue.delete(waiter.caller);
    this.#size -= 1;
  }

  /** Takes out whose turn it is next; undefined when nobody waits. */
  next(): Waiter | undefined {
    const queue = this.#interactive.size > 0 ? this.#interactive : this.#bulk;
    const [first] = queue;
    if (first === undefined) return undefined;
    const [caller, own] = first;
    const waiter = own.shift();
    // To the end of the line, behind the other callers.
    queue.delete(caller);
    if (own.length > 0) queue.set(caller, own);
    this.#size -= 1;
    return waiter;
  }

  /** Puts back whoever came out with {@link next}, in front of everybody of its kind. */
  putBack(waiter: Waiter): void {
    const queue = this.#queueOf(waiter);
    const others = [...queue].filter(([caller]) => caller !== waiter.caller);
    const own = [waiter, ...(queue.get(waiter.caller) ?? [])];
    queue.clear();
    for (const [caller, waiting] of [[waiter.caller, own] as const, ...others]) queue.set(caller, waiting);
    this.#size += 1;
  }

  /** How many go before a waiter of this caller that comes now. */
  ahead(caller: string, isBulk: boolean): number {
    const queue = isBulk ? this.#bulk : this.#interactive;
    const own = queue.get(caller)?.length ?? 0;
    let before = own;
    for (const [other, waiting] of queue) if (other !== caller) before += Math.min(waiting.length, own + 1);
    if (!isBulk) return before;
    for (const waiting of this.#interactive.values()) before += waiting.length;
    return before;
  }

  #queueOf({ isBulk }: Waiter): Map<string, Waiter[]> {
    return isBulk ? this.#bulk : this.#interactive;
  }
}
