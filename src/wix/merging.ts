import { BoundedMap } from './bounded-map.ts';
import type { Call, CallContext, IdsCall, MakeCall } from './call.ts';
import type { CallTime } from './call-time.ts';
import { Pool } from './pool.ts';
import type { Answer } from './read-cache.ts';

export interface MergingOptions {
  /** Time that a read by id waits for others that it could be merged with, in milliseconds. @default 0: until the end of the tick */
  readonly windowMs?: number;
}

/** Above this many, the pool that was empty for longest is discarded. */
const maxPools = 2_000;

/** The facts about tenants that merging depends on. */
export interface MergingTenants {
  /** Counts the writes of a credential. */
  readonly epochOf: (credential: string) => number;
  /** Returns the time between calls with which a tenant's quota lasts, in milliseconds. */
  readonly paceMsOf: (tenant: string) => number;
}

/** Merges reads by id that wait for the quota, for a slot or for the end of the window into one call, whoever makes them. */
export class Merging {
  readonly #windowMs: number;
  readonly #pools = new BoundedMap<Pool>(maxPools, ({ isEmpty }) => isEmpty);

  constructor({ windowMs = 0 }: MergingOptions = {}) {
    this.#windowMs = windowMs;
  }

  /** Identifies the reads that can be merged: equal but for their ids, under one credential of one tenant. */
  keyOf({ byIds }: IdsCall, { credential, tenant }: CallContext): string {
    return JSON.stringify([credential, tenant(), byIds.group]);
  }

  /** The layer over one that makes calls. */
  layer(make: MakeCall, tenants: MergingTenants): MakeCall {
    return (call, context, time) =>
      isOfFewIds(call) ? this.#read(make, tenants, call, context, time) : make(call, context, time);
  }

  #read(
    make: MakeCall,
    { epochOf, paceMsOf }: MergingTenants,
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
      paceMs: () => paceMsOf(tenant),
    };
    return this.#pools.get(key, () => new Pool(make, options)).read(call, context, time);
  }
}

/** Whether the call leaves room for ids of others. */
function isOfFewIds(call: Call): call is IdsCall {
  return call.byIds !== null && call.byIds.ids.length < call.byIds.form.maxIds;
}
