interface Task {
  readonly run: () => Promise<unknown>;
  readonly until: number;
}

const pauseMs = 250;
const maxTasks = 10_000;
/** Tasks that run at once. */
const width = 16;

/** Repeats tasks that failed until they succeed or no longer matter. Above its bound the oldest are given up. */
export class Repeats {
  #tasks: Task[] = [];
  #timer: NodeJS.Timeout | undefined;

  get size(): number {
    return this.#tasks.length;
  }

  add(run: Task['run'], forMs: number): void {
    this.#tasks.push({ run, until: performance.now() + forMs });
    if (this.#tasks.length > maxTasks) this.#tasks.shift();
    this.#soon();
  }

  /** Gives up what is left. */
  close(): void {
    this.#tasks = [];
    clearTimeout(this.#timer);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => void this.#runAll(), pauseMs).unref();
  }

  async #runAll(): Promise<void> {
    const now = performance.now();
    const due = this.#tasks.splice(0).filter(({ until }) => until > now);
    const failed: Task[] = [];
    const next = async () => {
      for (let task = due.shift(); task !== undefined; task = due.shift()) {
        try {
          await task.run();
        } catch {
          failed.push(task);
        }
      }
    };
    await Promise.all(Array.from({ length: width }, next));
    this.#timer = undefined;
    this.#tasks.unshift(...failed);
    if (this.#tasks.length > 0) this.#soon();
  }
}
