/** Objects that lists have shown, by their id. Most are never asked for by it: they are sorted in when the first one is. */
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

  /** True while none has been shown. */
  get isEmpty(): boolean {
    return this.#byId.size === 0 && this.#unsorted.length === 0;
  }

  /** The one that was shown last; undefined for one that none has shown. */
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
