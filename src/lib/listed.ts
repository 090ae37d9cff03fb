/** Indexes listed objects by id. Most are never looked up, so the index is built at the first lookup. */
export class Listed<T> {
  readonly #idOf: (item: T) => string;
  readonly #byId = new Map<string, T>();
  #unsorted: (readonly T[])[] = [];

  constructor(idOf: (item: T) => string) {
    this.#idOf = idOf;
  }

  add(items: readonly T[]): void {
    this.#unsorted.push(items);
  }

  /** Whether no object has been listed. */
  get isEmpty(): boolean {
    return this.#byId.size === 0 && this.#unsorted.length === 0;
  }

  /** Returns the most recently listed object with the id; undefined if there is none. */
  get(id: string): T | undefined {
    if (this.#unsorted.length > 0) this.#sort();
    return this.#byId.get(id);
  }

  #sort(): void {
    for (const items of this.#unsorted) {
      for (let at = 0; at < items.length; at += 1) this.#byId.set(this.#idOf(items[at] as T), items[at] as T);
    }
    this.#unsorted = [];
  }
}
