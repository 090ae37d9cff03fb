import type { Heartbeat } from './redis-link.ts';
import { script } from './script.ts';
import { StoreError } from './store-error.ts';

/** Time after the store was found empty in which the processes write what they know, and no new record begins. */
const quietMs = 2_000;

/** Lifetime of a generation that nobody looks at. */
const lifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** KEYS: generation, a key to write. */
const look = script(`
local wrote = redis.pcall('SET', KEYS[2], now, 'PX', 60000)
local generation = redis.call('GET', KEYS[1])
if not generation then
  generation = now .. '-' .. clock[2]
  redis.call('SET', KEYS[1], generation, 'PX', ${lifetimeMs})
else
  redis.call('PEXPIRE', KEYS[1], ${lifetimeMs})
end
return {generation, now, wrote['err'] and 0 or 1}`);

/**
 * Tells whether the store still holds what was written. Its generation is lost together with everything else when it is emptied,
 * or restarts without its data. Every process then writes its own records anew, and new ones wait until all processes had time to.
 */
export class Generation {
  readonly heartbeat: Heartbeat;
  readonly key: string;
  readonly #restore: () => Promise<void>;
  readonly #onLost: () => void;
  /** The generation of which this process has written all it knows; null while it writes. */
  #known: string | null = null;
  #seen: string | null = null;
  #quietUntil = 0;
  #isNew = true;

  /** `restore` writes what this process knows; `onLost` is called when the store has lost it. */
  constructor(prefix: string, restore: () => Promise<void>, onLost: () => void) {
    this.key = `${prefix}generation`;
    this.#restore = restore;
    this.#onLost = onLost;
    this.heartbeat = {
      script: look,
      keys: [this.key, `${prefix}beat`],
      onBeat: (reply) => {
        const [seen, now, hasRoom] = reply as [string, number, number];
        if (seen !== this.#seen) this.#adopt(seen, now);
        return hasRoom === 1;
      },
    };
  }

  /**
   * Resolves to the generation once new records can begin in it; rejects with a {@link StoreError} if that takes longer, and at once
   * while the store is down.
   */
  async current(timeoutMs: number, link: { readonly isDown: boolean }): Promise<string> {
    const until = performance.now() + timeoutMs;
    for (;;) {
      const now = performance.now();
      const waitMs = this.#known === null ? 20 : this.#quietUntil - now;
      if (this.#known !== null && waitMs <= 0) return this.#known;
      if (link.isDown) throw new StoreError('unavailable', 'the store does not respond', false);
      if (now + waitMs > until) {
        throw new StoreError('unavailable', 'the store was emptied, and is being filled again', false);
      }
      await new Promise((resolve) => setTimeout(resolve, Math.ceil(waitMs)));
    }
  }

  /** Begins no records until the next heartbeat, because a script has found another generation. */
  doubt(): void {
    this.#known = null;
    this.#seen = null;
  }

  #adopt(seen: string, now: number): void {
    this.#seen = seen;
    this.#known = null;
    this.#quietUntil = performance.now() + Number.parseInt(seen, 10) + quietMs - now;
    if (!this.#isNew) this.#onLost();
    this.#isNew = false;
    this.#restore().then(
      () => {
        if (this.#seen === seen) this.#known = seen;
      },
      () => {
        // The next heartbeat begins again.
        if (this.#seen === seen) this.#seen = '';
      },
    );
  }
}
