import { LRUCache } from 'lru-cache';
import type { CallObserver } from '../wix/observer.ts';

/** Keys that are remembered, by a name of 43 characters each, and for how long. */
const maxKeys = 10_000;
const provenMs = 10 * 60 * 1_000;

/** The keys of callers that Wix accepted lately. A key proves nothing before: anyone can make one up. */
export class ProvenKeys {
  readonly #names = new LRUCache<string, true>({ max: maxKeys, ttl: provenMs });

  has(credential: string): boolean {
    return this.#names.get(credential) === true;
  }

  /** Observes the calls made with a key: the first that Wix answers proves it, one that Wix refuses as unauthenticated disproves it. */
  observe(credential: string): CallObserver {
    return {
      sent: ({ level }) => {
        // Public calls carry no key.
        if (level === 'public') return () => {};
        return ({ failure }) => {
          if (failure === null) this.#names.set(credential, true);
          else if (failure === 'unauthenticated') this.#names.delete(credential);
        };
      },
      saved: () => {},
    };
  }
}
