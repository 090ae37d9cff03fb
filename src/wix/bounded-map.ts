/**
 * Map whose values are created on demand. Above `max` entries, each new one evicts the least recently used idle one; entries in use are never
 * evicted. Adding takes constant time.
 */
export class BoundedMap<T> {
  readonly #max: number;
  readonly #isIdle: (value: T) => boolean;
  /** Least recently used first. */
  readonly #entries = new Map<string, T>();
  /** Iterates over the entries once. Passed entries were evicted or moved to the end; a new iterator would have to skip all gaps. */
  #oldest = this.#entries.entries();
  #newest: string | undefined;

  constructor(max: number, isIdle: (value: T) => boolean) {
    this.#max = max;
    this.#isIdle = isIdle;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Returns the value of the key, or the new one from `create`. */
  get(key: string, create: () => T): T {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      if (key !== this.#newest) this.#entries.delete(key);
      this.#entries.set(key, known);
      this.#newest = key;
      return known;
    }
    // Checks two, so that a map that has exceeded its maximum shrinks again.
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
