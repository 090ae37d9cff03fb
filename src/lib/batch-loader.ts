/**
 * Batches reads by id: all ids requested in one tick of the event loop are read together, each once. In contrast to DataLoader, a list of
 * ids needs one promise, not one per id.
 */
export class BatchLoader<T> {
  readonly #read: (ids: readonly string[]) => Promise<readonly (T | null | Error)[]>;
  readonly #maxBatchSize: number;
  /** Position of each id in the two lists below. */
  readonly #places = new Map<string, number>();
  readonly #values: (T | null | Error)[] = [];
  readonly #batches: Batch[] = [];
  #open: Batch | null = null;

  /** `read` returns one value per id, in their order, an Error for one that fails. If it throws, exactly these ids fail. */
  constructor(read: (ids: readonly string[]) => Promise<readonly (T | null | Error)[]>, maxBatchSize: number) {
    this.#read = read;
    this.#maxBatchSize = maxBatchSize;
  }

  /** Rejects with the failure of the id. */
  load(id: string): Promise<T | null> {
    const place = this.#placeOf(id);
    return (this.#batches[place] as Batch).done.then(() => {
      const value = this.#values[place] ?? null;
      if (value instanceof Error) throw value;
      return value;
    });
  }

  /** Resolves to the value of each id, in their order; an Error for an id that could not be read. Never rejects. */
  async loadAll(ids: readonly string[]): Promise<(T | null | Error)[]> {
    const places = ids.map((id) => this.#placeOf(id));
    let last: Batch | undefined;
    for (let at = 0; at < places.length; at += 1) {
      const batch = this.#batches[places[at] as number] as Batch;
      if (batch !== last && !batch.isDone) await batch.done;
      last = batch;
    }
    return places.map((place) => this.#values[place] ?? null);
  }

  /** Whether the id was requested. */
  has(id: string): boolean {
    return this.#places.has(id);
  }

  #placeOf(id: string): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const place = this.#values.push(null) - 1;
    if (this.#open === null || this.#open.ids.length === this.#maxBatchSize) this.#open = this.#schedule(place);
    this.#open.ids.push(id);
    this.#batches.push(this.#open);
    this.#places.set(id, place);
    return place;
  }

  #schedule(first: number): Batch {
    const batch: Batch = { first, ids: [], isDone: false, done: Promise.resolve() };
    // Runs after the promise jobs of this tick, so that their ids join the batch.
    const tick = new Promise<void>((resolve) => {
      Promise.resolve().then(() => process.nextTick(resolve));
    });
    batch.done = tick.then(() => this.#dispatch(batch));
    return batch;
  }

  async #dispatch(batch: Batch): Promise<void> {
    if (this.#open === batch) this.#open = null;
    const { first, ids } = batch;
    try {
      const values = await this.#read(ids);
      if (values.length !== ids.length) {
        throw new TypeError(
          `Read ${values.length} values for ${ids.length} ids. Return one value per id, in the same order.`,
        );
      }
      for (let index = 0; index < ids.length; index += 1) this.#values[first + index] = values[index] ?? null;
    } catch (error) {
      this.#values.fill(error instanceof Error ? error : new Error(String(error)), first, first + ids.length);
      // Failed ids are not cached, so a later request retries them.
      for (const id of ids) this.#places.delete(id);
    }
    batch.isDone = true;
  }
}

/** Ids that are read together. Their positions are consecutive. */
interface Batch {
  readonly first: number;
  readonly ids: string[];
  isDone: boolean;
  done: Promise<void>;
}
