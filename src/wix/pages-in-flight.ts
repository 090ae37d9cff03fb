/** Pages that are being read, so that a read of fewer items of the same list can wait for a larger page. */
export class PagesInFlight {
  /** The flights of each list by page size. */
  readonly #lists = new Map<string, Map<number, string>>();

  /** Returns the flight of the smallest page with enough items; undefined if there is none. */
  find(list: string, limit: number): string | undefined {
    let smallest = Number.POSITIVE_INFINITY;
    let found: string | undefined;
    for (const [size, flight] of this.#lists.get(list) ?? []) {
      if (size < limit || size >= smallest) continue;
      smallest = size;
      found = flight;
    }
    return found;
  }

  add(list: string, limit: number, flight: string): void {
    const flights = this.#lists.get(list) ?? new Map<number, string>();
    this.#lists.set(list, flights.set(limit, flight));
  }

  remove(list: string, limit: number): void {
    const flights = this.#lists.get(list);
    flights?.delete(limit);
    if (flights?.size === 0) this.#lists.delete(list);
  }
}
