import { CallTime, type Patience, whenOver } from './call-time.ts';
import type { LeaveSignal, StopReason } from './stop-signal.ts';

/** A read that waits for a flight, and what makes it leave. */
export interface Waiting extends Patience {
  /** Aborted when the caller has left. */
  readonly signal: LeaveSignal | undefined;
  /** Returns the error for one that leaves. */
  readonly left: (why: StopReason) => Error;
}

interface Flight {
  /** Null once it has landed: the map that held the flight may be collected late, and must not keep the answer until then. */
  answer: Promise<unknown> | null;
  /** That of the most patient read that waits for it. */
  readonly time: CallTime;
  readonly waiting: Set<Leaving>;
}

interface Leaving {
  leave(why: StopReason): void;
  /** Makes it leave at its own deadline, because another has more time. */
  watchTime(): void;
}

/**
 * Equal reads that are in flight at the same time, as one call, which has as much time as the most patient of them. Each leaves alone
 * when its caller leaves or its time is over: the call is stopped only when the last one has left.
 */
export class Flights {
  readonly #flights = new Map<string | symbol, Flight>();
  #isStopping = false;

  /** Whether an equal read is in flight. */
  has(key: string | symbol): boolean {
    return this.#flights.has(key);
  }

  /** Returns the answer of the read in flight, or of the one that `start` makes. Rejects as it does, or with what `left` makes. */
  join<T>(key: string | symbol, waiting: Waiting, start: (time: CallTime) => Promise<T>): Promise<T> {
    if (this.#isStopping) return Promise.reject(waiting.left('stopping'));
    const known = this.#flights.get(key);
    if (known === undefined) return this.#board(key, this.#takeOff(key, waiting, start), waiting, false) as Promise<T>;
    known.time.extend(waiting.remainingMs);
    // The first one had the time of the call until now.
    const [first] = known.waiting;
    first?.watchTime();
    return this.#board(key, known, waiting, true) as Promise<T>;
  }

  /** Ends all waiting at once, and lets no more begin. */
  stop(): void {
    this.#isStopping = true;
    for (const { waiting } of [...this.#flights.values()]) for (const one of [...waiting]) one.leave('stopping');
  }

  #takeOff(key: string | symbol, { remainingMs }: Waiting, start: (time: CallTime) => Promise<unknown>): Flight {
    const time = new CallTime(remainingMs);
    const flight: Flight = { answer: start(time), time, waiting: new Set() };
    this.#flights.set(key, flight);
    return flight;
  }

  #board(key: string | symbol, flight: Flight, waiting: Waiting, isLate: boolean): Promise<unknown> {
    const { signal, left } = waiting;
    return new Promise((resolve, reject) => {
      let cancelLate: (() => void) | undefined;
      const cancel = () => one.leave('cancelled');
      const release = () => {
        flight.waiting.delete(one);
        cancelLate?.();
        signal?.removeEventListener('abort', cancel);
      };
      const one: Leaving = {
        leave: (why) => {
          release();
          reject((why === 'deadline' && flight.time.overdue?.()) || left(why));
          if (flight.waiting.size > 0) return;
          this.#remove(key, flight);
          flight.time.stop.stop(why);
        },
        watchTime: () => {
          cancelLate ??= whenOver(waiting, () => one.leave('deadline'));
        },
      };
      flight.waiting.add(one);
      if (isLate) one.watchTime();
      signal?.addEventListener('abort', cancel, { once: true });
      flight.answer?.then(
        (answer) => {
          this.#remove(key, flight);
          release();
          resolve(answer);
        },
        (error) => {
          this.#remove(key, flight);
          release();
          reject(error);
        },
      );
    });
  }

  #remove(key: string | symbol, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    flight.answer = null;
  }
}
