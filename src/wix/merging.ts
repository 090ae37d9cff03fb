import { BoundedMap } from './bounded-map.ts';
import type { Call, CallContext, IdsCall, MakeCall } from './call.ts';
import type { CallTime } from './call-time.ts';
import type { Pacing } from './pacing.ts';
import { Pool } from './pool.ts';
import type { Answer } from './read-cache.ts';

export interface MergingOptions {
  /** Time that a read by id waits for others to merge with, in milliseconds. @default 0: until the end of the tick */
  readonly windowMs?: number;
}

/** Above this many, the pool that has been empty longest is evicted. */
const maxPools = 2_000;

/** Facts about tenants that merging depends on. */
export interface MergingTenants {
  /** Returns the number of writes of a credential. */
  readonly epochOf: (credential: string) => number;
  readonly pacing: Pacing;
}

/** Merges the reads by id of all operations that wait for the quota, for a slot or for the end of the window into one call. */
export class Merging {
  readonly #windowMs: number;
  readonly #pools = new BoundedMap<Pool>(maxPools, ({ isEmpty }) => isEmpty);

  constructor({ windowMs = 0 }: MergingOptions = {}) {
    this.#windowMs = windowMs;
  }

  /** Identifies reads that can be merged: equal except for their ids, with one credential of one tenant. */
  keyOf({ byIds }: IdsCall, { credential, tenant }: CallContext): string {
    return JSON.stringify([credential, tenant(), byIds.group]);
  }

  /** Returns the layer above one that makes calls. */
  layer(make: MakeCall, tenants: MergingTenants): MakeCall {
    return (call, context, time) =>
      isOfFewIds(call) ? this.#read(make, tenants, call, context, time) : make(call, context, time);
  }

  #read(
    make: MakeCall,
    { epochOf, pacing }: MergingTenants,
    call: IdsCall,
    context: CallContext,
    time: CallTime,
  ): Promise<Answer> {
    const { credential } = context;
    const tenant = context.tenant();
    const key = this.keyOf(call, context);
    const options = {
      windowMs: this.#windowMs,
      epoch: () => epochOf(credential),
      waitMs: () => pacing.waitMs(tenant, key),
      onDeparture: () => pacing.made(tenant, key),
    };
    pacing.requested(tenant, key);
    return this.#pools.get(key, () => new Pool(make, options)).read(call, context, time);
  }
}

/** Whether the call has room for more ids. */
export function isOfFewIds(call: Call): call is IdsCall {
  return call.byIds !== null && call.byIds.ids.length < call.byIds.form.maxIds;
}
