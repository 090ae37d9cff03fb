import type { Lease, Leases } from '../../store/leases.ts';
import { StoreError } from '../../store/store-error.ts';
import { type HeldLanes, Lanes, type LaneWait, type RunsInLanes } from './lane.ts';

/** Maximum wait of a task that has none of its own, which no request is. */
const maxWaitMs = 60_000;

/**
 * Lanes that all processes share. The tasks of one process queue in it first, then one of them waits for the lease. While the store
 * does not respond, the lanes of each process keep its own tasks in order.
 */
export class SharedLanes implements RunsInLanes {
  readonly #own = new Lanes();
  readonly #leases: Leases;

  constructor(leases: Leases) {
    this.#leases = leases;
  }

  run<T>(keys: readonly string[], task: (held: HeldLanes) => Promise<T>, wait?: LaneWait): Promise<T> {
    const until = performance.now() + (wait?.maxWaitMs ?? maxWaitMs);
    const names = [...new Set(keys)];
    return this.#own.run(
      names,
      async (own) => {
        const lease = await this.#acquire(names, { maxWaitMs: until - performance.now(), signal: wait?.signal });
        if (lease === null) return task(own);
        if (typeof lease === 'string')
          throw wait?.left(lease) ?? new Error(`The lanes were not free in ${maxWaitMs} ms.`);
        try {
          return await task(lease);
        } finally {
          void lease.release();
        }
      },
      wait,
    );
  }

  /** Returns the lease, or why there is none; null if the store cannot tell. */
  async #acquire(...wait: Parameters<Leases['acquire']>): Promise<Lease | 'deadline' | 'cancelled' | null> {
    try {
      return await this.#leases.acquire(...wait);
    } catch (error) {
      if (error instanceof StoreError) return null;
      throw error;
    }
  }
}
