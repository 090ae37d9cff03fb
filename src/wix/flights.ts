import { CallTime, type Patience, whenOver } from './call-time.ts';
import type { LeaveSignal, StopReason } from './stop-signal.ts';

/** A read that waits for a flight, a call in flight that equal reads share. */
export interface Waiting extends Patience {
  /** Aborted when the caller disconnects. */
  readonly signal: LeaveSignal | undefined;
  /** Returns the error of a read that leaves before the response. */
  readonly left: (why: StopReason) => Error;
}

interface Flight {
  /** Null once the flight has ended, so that a map that is garbage-collected late doesn't retain the response. */
  answer: Promise<unknown> | null;
  /** The latest deadline of the waiting reads. */
  readonly time: CallTime;
  readonly waiting: Set<Leaving>;
}

interface Leaving {
  leave(why: StopReason): void;
  /** Makes the read leave at its own deadline, because another read has more time. */
  watchTime(): void;
}

/**
 * Makes one call for equal reads that are in flight at the same time. The call has the latest deadline of them. A read leaves when its caller
 * disconnects or its own time runs out; the call is aborted only when the last read has left.
 */
export class Flights {
  readonly #flights = new Map<string | symbol, Flight>();
  #isStopping = false;

  /** Whether an equal read is in flight. */
  has(key: string | symbol): boolean {
    return this.#flights.has(key);
  }

  /** Returns the result of the read in flight, or else of `start`. Rejects with its error, or with that of `left`. */
  join<T>(key: string | symbol, waiting: Waiting, start: (time: CallTime) => Promise<T>): Promise<T> {
    if (this.#isStopping) return Promise.reject(waiting.left('stopping'));
    const known = this.#flights.get(key);
    if (known === undefined) return this.#board(key, this.#takeOff(key, waiting, start), waiting, false) as Promise<T>;
    known.time.extend(waiting.remainingMs);
    // Until now the deadline of the call was that of the first read.
    const [first] = known.waiting;
    first?.watchTime();
    return this.#board(key, known, waiting, true) as Promise<T>;
  }

  /** Rejects all waiting reads, and all later ones. */
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
