/** The calls of one operation, and what asked for them. */
export interface TracedOperation {
  /** The operation's name: the title of its page in Wix's documentation. */
  readonly operation: string;
  /** Calls sent, repetitions included. */
  calls: number;
  /** Fields that needed the operation: so many calls it would have been with one for each. */
  fields: number;
  /** The time of the calls together, in milliseconds. Calls run at the same time, so it may be more than passed. */
  timeMs: number;
}

/** Counts the REST calls of one session, and the fields that needed them. */
export class CallTrace {
  readonly #operations = new Map<string, TracedOperation>();
  readonly #served = new Map<string, WeakSet<object>>();
  #firstSentAt: number | null = null;
  #lastEndedAt = 0;

  /** Notes that a call is sent; the function that comes back notes that it ended. */
  sent(operation: string): () => void {
    const sentAt = performance.now();
    this.#firstSentAt ??= sentAt;
    const traced = this.#of(operation);
    traced.calls += 1;
    return () => {
      this.#lastEndedAt = performance.now();
      traced.timeMs += this.#lastEndedAt - sentAt;
    };
  }

  /** Notes that a field needs the operation. Fields that name one object as `sharedBy` count once. */
  needed(operation: string, sharedBy?: object): void {
    if (sharedBy !== undefined) {
      const served = this.#served.get(operation) ?? new WeakSet();
      this.#served.set(operation, served);
      if (served.has(sharedBy)) return;
      served.add(sharedBy);
    }
    this.#of(operation).fields += 1;
  }

  /** The sums and each operation that was needed or called, in the order of their first mention. Times are whole. */
  summary(): { calls: number; fields: number; timeMs: number; operations: readonly TracedOperation[] } {
    const operations = [...this.#operations.values()].map((one) => ({ ...one, timeMs: Math.round(one.timeMs) }));
    const passedMs = this.#firstSentAt === null ? 0 : this.#lastEndedAt - this.#firstSentAt;
    return {
      calls: operations.reduce((sum, { calls }) => sum + calls, 0),
      fields: operations.reduce((sum, { fields }) => sum + fields, 0),
      timeMs: Math.round(passedMs),
      operations,
    };
  }

  #of(operation: string): TracedOperation {
    const known = this.#operations.get(operation) ?? { operation, calls: 0, fields: 0, timeMs: 0 };
    this.#operations.set(operation, known);
    return known;
  }
}
