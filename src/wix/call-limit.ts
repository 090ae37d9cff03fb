import type { AnyEndpoint } from './endpoint.ts';
import { WixError } from './error.ts';

/** Limits how many calls one operation makes, retries included. Reads that a cache or another operation's call answers don't count. */
export class CallLimit {
  readonly maximum: number;
  #made = 0;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  /** Counts an attempt that is about to be made. Throws a WixError `callLimit` if the operation has made as many as it may. */
  take(endpoint: AnyEndpoint): void {
    if (this.#made >= this.maximum) {
      const details = { endpoint: endpoint.name, notSent: true, isFinal: true, callLimit: this.maximum };
      throw new WixError('callLimit', `the operation has made ${this.maximum} calls, its maximum`, details);
    }
    this.#made += 1;
  }
}
