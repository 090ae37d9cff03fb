/**
 * Reads objects by their ids: whatever is asked for in one turn of the event loop is read together, each id once. As DataLoader does,
 * but a list of ids takes one promise instead of one for each id.
 */
export class BatchLoader<T> {
  readonly #read: (ids: readonly string[]) => Promise<readonly (T | null)[]>;
  readonly #maxBatchSize: number;
  readonly #batches = new Map<string, Batch<T>>();
  #open: Batch<T> | null = null;

  /** `read` answers what it found in the order of the ids. What it throws is the failure of all of them, and of no others. */
  constructor(read: (ids: readonly string[]) => Promise<readonly (T | null)[]>, maxBatchSize: number) {
    this.#read = read;
    this.#maxBatchSize = maxBatchSize;
  }

  /** Rejects with the failure of the id. */
  async load(id: string): Promise<T | null> {
    const [value = null] = await this.loadAll([id]);
    if (value instanceof Error) throw value;
    return value;
  }

  /** What each id leads to, in their order; an Error for an id that could not be read. Never rejects. */
  async loadAll(ids: readonly string[]): Promise<(T | null | Error)[]> {
    const batches = ids.map((id) => this.#batchOf(id));
    for (const batch of new Set(batches)) if (!batch.isDone) await batch.done;
    return ids.map((id, index) => batches[index]?.answers.get(id) ?? null);
  }

  #batchOf(id: string): Batch<T> {
    const known = this.#batches.get(id);
    if (known !== undefined) return known;
    if (this.#open === null || this.#open.answers.size === this.#maxBatchSize) this.#open = this.#schedule();
    this.#open.answers.set(id, null);
    this.#batches.set(id, this.#open);
    return this.#open;
  }

  #schedule(): Batch<T> {
    const batch: Batch<T> = { answers: new Map(), isDone: false, done: Promise.resolve() };
    // After the promise jobs of this turn: what they ask for belongs to the batch.
    const turn = new Promise<void>((resolve) => {
      Promise.resolve().then(() => process.nextTick(resolve));
    });
    batch.done = turn.then(() => this.#dispatch(batch));
    return batch;
  }

  async #dispatch(batch: Batch<T>): Promise<void> {
    if (this.#open === batch) this.#open = null;
    const ids = [...batch.answers.keys()];
    try {
      const values = await this.#read(ids);
      for (const [index, id] of ids.entries()) batch.answers.set(id, values[index] ?? null);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const id of ids) {
        batch.answers.set(id, failure);
        // Whoever asks again may be luckier.
        this.#batches.delete(id);
      }
    }
    batch.isDone = true;
  }
}

interface Batch<T> {
  /** Holds the ids from the beginning, and what they lead to when it is done. */
  readonly answers: Map<string, T | null | Error>;
  isDone: boolean;
  done: Promise<void>;
}
