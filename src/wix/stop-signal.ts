/** Reason for giving up a call, or the wait for it. */
export type StopReason = 'cancelled' | 'timeout' | 'deadline' | 'stopping';

/** The part of AbortSignal that signals a disconnected caller, so that cheaper implementations are possible. */
export interface LeaveSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Notifies its listeners once of the reason for giving up. Costs a fraction of an AbortSignal. */
export class StopSignal {
  #reason: StopReason | null = null;
  #listeners: ((reason: StopReason) => void)[] = [];

  /** Null until it is given up. */
  get reason(): StopReason | null {
    return this.#reason;
  }

  stop(reason: StopReason): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    for (const listener of this.#listeners.splice(0)) listener(reason);
  }

  /** Calls the listener when the signal fires, immediately if it already has. */
  onStop(listener: (reason: StopReason) => void): void {
    if (this.#reason !== null) listener(this.#reason);
    else this.#listeners.push(listener);
  }

  offStop(listener: (reason: StopReason) => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }
}
