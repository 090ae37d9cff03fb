import { LRUCache } from 'lru-cache';

/** Remembers the tenants for which Wix rejects a filter with undocumented kinds of sites. Lives as long as the graph. */
export class KindMemory {
  readonly #rejected = new LRUCache<string, true>({ max: 10_000 });

  isRejected(tenant: string): boolean {
    return this.#rejected.has(tenant);
  }

  reject(tenant: string): void {
    this.#rejected.set(tenant, true);
  }
}
