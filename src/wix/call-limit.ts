import type { AnyEndpoint } from './endpoint.ts';
import { WixError } from './error.ts';

/** Limits the number of calls of one operation, retries included. Reads served by a cache or another operation's call don't count. */
export class CallLimit {
  readonly maximum: number;
  #made = 0;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  /** Counts an attempt that is about to be made. Throws a WixError `callLimit` if the operation has reached its maximum. */
  take(endpoint: AnyEndpoint): void {
    if (this.#made >= this.maximum) {
      const details = { endpoint: endpoint.name, notSent: true, isFinal: true, callLimit: this.maximum };
      throw new WixError('callLimit', `the operation has made ${this.maximum} calls, its maximum`, details);
    }
    this.#made += 1;
  }
}
