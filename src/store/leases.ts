import { randomUUID } from 'node:crypto';
import type { RedisLink } from './redis-link.ts';
import { script } from './script.ts';
import type { Sealer } from './sealer.ts';

/** Ends a wait early. */
export interface WaitSignal {
  readonly aborted: boolean;
}

export interface LeaseWait {
  readonly maxWaitMs: number;
  readonly signal?: WaitSignal | undefined;
}

/** The sole right to some names, among all processes, until it runs out. */
export interface Lease {
  /**
   * Resolves to whether the right holds for so long from now, extending it if need be. It does not hold if the store cannot tell:
   * another process may have it then.
   */
  holdsFor(ms: number): Promise<boolean>;
  /** Gives the right up. Never rejects: it runs out by itself. */
  release(): Promise<void>;
}

/** Duration of a lease, and the time after which it is extended. */
const leaseMs = 20_000;
const renewMs = 5_000;

/** Time without a sign of life after which a waiting process loses its turn. */
const deadMs = 3_000;

const deadlineMs = 250;
const pollMs = { first: 10, last: 100 } as const;

/**
 * KEYS: for each name its holder, those that wait by arrival, and by last sign of life. ARGV: ticket, lease. Takes all or none. Those
 * that wait go in the order of arrival, so that no process starves another one.
 */
const acquire = script(`
local isFree = true
for i = 1, #KEYS, 3 do
  local holder, waiting, alive = KEYS[i], KEYS[i + 1], KEYS[i + 2]
  redis.call('ZADD', waiting, 'NX', now, ARGV[1])
  redis.call('ZADD', alive, now, ARGV[1])
  redis.call('PEXPIRE', waiting, 60000)
  redis.call('PEXPIRE', alive, 60000)
  for _, dead in ipairs(redis.call('ZRANGEBYSCORE', alive, '-inf', now - ${deadMs})) do
    redis.call('ZREM', waiting, dead)
    redis.call('ZREM', alive, dead)
  end
  local owner = redis.call('GET', holder)
  if (owner and owner ~= ARGV[1]) or redis.call('ZRANGE', waiting, 0, 0)[1] ~= ARGV[1] then isFree = false end
end
if not isFree then return 0 end
for i = 1, #KEYS, 3 do
  redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[2])
  redis.call('ZREM', KEYS[i + 1], ARGV[1])
  redis.call('ZREM', KEYS[i + 2], ARGV[1])
end
return 1`);

/** KEYS: holders. ARGV: ticket, lease. */
const renew = script(`
for i = 1, #KEYS do if redis.call('GET', KEYS[i]) ~= ARGV[1] then return 0 end end
for i = 1, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
return 1`);

/** KEYS as of acquire. ARGV: ticket. */
const leave = script(`
for i = 1, #KEYS, 3 do
  if redis.call('GET', KEYS[i]) == ARGV[1] then redis.call('DEL', KEYS[i]) end
  redis.call('ZREM', KEYS[i + 1], ARGV[1])
  redis.call('ZREM', KEYS[i + 2], ARGV[1])
end
return 1`);

/**
 * Leases in Redis. A lease keeps processes in order; it proves nothing to Wix, which cannot refuse a late request of a process that
 * was stopped meanwhile. In one process nothing needs a lease.
 */
export class Leases {
  readonly #link: RedisLink;
  readonly #sealer: Sealer;
  readonly #prefix: string;

  /** `prefix` holds a hash tag: a lease on several names is taken in one step. */
  constructor(link: RedisLink, sealer: Sealer, prefix: string) {
    this.#link = link;
    this.#sealer = sealer;
    this.#prefix = prefix;
  }

  /**
   * Takes all these names, waiting for its turn. Resolves to why there is none if the wait ends before. Rejects with a
   * {@link StoreError} if the store cannot tell.
   */
  async acquire(names: readonly string[], { maxWaitMs, signal }: LeaseWait): Promise<Lease | 'deadline' | 'cancelled'> {
    const ticket = randomUUID();
    const keys = names.flatMap((name) => {
      const key = `${this.#prefix}lease:${this.#sealer.name(name)}`;
      return [key, `${key}:waiting`, `${key}:alive`];
    });
    const giveUp = () => this.#link.run(leave, keys, [ticket], deadlineMs).then(ignore, ignore);
    const until = performance.now() + maxWaitMs;
    for (let waitMs: number = pollMs.first; ; waitMs = Math.min(2 * waitMs, pollMs.last)) {
      const askedAt = performance.now();
      let isTaken: unknown;
      try {
        isTaken = await this.#link.run(acquire, keys, [ticket, leaseMs], deadlineMs);
      } catch (error) {
        void giveUp();
        throw error;
      }
      if (isTaken === 1) return new RedisLease(this.#link, keys, ticket, askedAt + leaseMs, giveUp);
      const why = signal?.aborted === true ? 'cancelled' : performance.now() + waitMs > until ? 'deadline' : null;
      if (why !== null) {
        void giveUp();
        return why;
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

class RedisLease implements Lease {
  readonly #link: RedisLink;
  readonly #keys: readonly string[];
  readonly #ticket: string;
  readonly #leave: () => Promise<void>;
  /** By the clock of this process, from before the lease was asked for. */
  #until: number;
  #isLost = false;
  readonly #timer: NodeJS.Timeout;

  constructor(link: RedisLink, keys: readonly string[], ticket: string, until: number, leave: () => Promise<void>) {
    this.#link = link;
    this.#keys = keys.filter((_key, index) => index % 3 === 0);
    this.#ticket = ticket;
    this.#until = until;
    this.#leave = leave;
    this.#timer = setInterval(() => void this.#renew(), renewMs).unref();
  }

  async holdsFor(ms: number): Promise<boolean> {
    if (this.#leftMs < ms) await this.#renew();
    return this.#leftMs >= ms;
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#leave();
  }

  get #leftMs(): number {
    return this.#isLost ? 0 : this.#until - performance.now();
  }

  async #renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      const isHeld = await this.#link.run(renew, this.#keys, [this.#ticket, leaseMs], deadlineMs);
      if (isHeld === 1) this.#until = askedAt + leaseMs;
      else this.#isLost = true;
    } catch {
      // What is left of the lease still holds.
    }
  }
}

function ignore(): void {}
