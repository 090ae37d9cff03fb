/**
 * Values by key, made on demand. Above `max` entries each new one evicts the least recently used that is idle; one in use is never
 * evicted. A new entry costs the same however many there are.
 */
export class BoundedMap<T> {
  readonly #max: number;
  readonly #isIdle: (value: T) => boolean;
  /** The least recently used first. */
  readonly #entries = new Map<string, T>();
  /** Walks the entries once: what it has passed was evicted, or added again at the end. A new walk would pass every gap again. */
  #oldest = this.#entries.entries();
  #newest: string | undefined;

  constructor(max: number, isIdle: (value: T) => boolean) {
    this.#max = max;
    this.#isIdle = isIdle;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Returns the value of the key, the one that `create` makes if there is none. */
  get(key: string, create: () => T): T {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      if (key !== this.#newest) this.#entries.delete(key);
      this.#entries.set(key, known);
      this.#newest = key;
      return known;
    }
    // Two, so that a map that has grown over its bound shrinks again.
    for (let looks = 0; looks < 2 && this.#entries.size >= this.#max; looks += 1) this.#evictOldest();
    const made = create();
    this.#entries.set(key, made);
    this.#newest = key;
    return made;
  }

  #evictOldest(): void {
    let { value: oldest } = this.#oldest.next();
    if (oldest === undefined) {
      this.#oldest = this.#entries.entries();
      oldest = this.#oldest.next().value;
    }
    if (oldest === undefined) return;
    const [key, value] = oldest;
    this.#entries.delete(key);
    if (this.#isIdle(value)) return;
    this.#entries.set(key, value);
    this.#newest = key;
  }
}
