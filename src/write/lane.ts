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

  /** How many keys have tasks that run or wait. */
  get size(): number {
    return this.#last.size;
  }
}
