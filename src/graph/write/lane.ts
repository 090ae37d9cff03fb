/** Runs tasks of one key one after the other, in the order in which they came; tasks of different keys run side by side. */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Resolves or rejects as the task does, once the tasks before it have ended, however they ended. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(task, task);
    const settled = turn.catch(() => {});
    this.#last.set(key, settled);
    void settled.then(() => {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    });
    return turn;
  }

  /** Runs a task when all these keys are free for it. They are taken in one order by everybody, so that nobody waits in a circle. */
  runInAll<T>(keys: readonly string[], task: () => Promise<T>): Promise<T> {
    const [first, ...others] = [...new Set(keys)].sort();
    return first === undefined ? task() : this.run(first, () => this.runInAll(others, task));
  }

  /** The same for a task whose turn must come within `patienceMs`: otherwise it rejects then with what `late` makes, and never runs. */
  async runInTime<T>(
    keys: readonly string[],
    patienceMs: number,
    late: () => Error,
    task: () => Promise<T>,
  ): Promise<T> {
    const lateness = Promise.withResolvers<never>();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      lateness.reject(late());
    }, patienceMs);
    const turn = this.runInAll(keys, () => {
      clearTimeout(timer);
      return isLate ? lateness.promise : task();
    });
    return Promise.race([turn, lateness.promise]);
  }

  /** How many keys have tasks that run or wait. */
  get size(): number {
    return this.#last.size;
  }
}
