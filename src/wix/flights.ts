import { type LeaveSignal, type StopReason, StopSignal } from './stop-signal.ts';

/** Who waits for a flight, and what makes it leave. */
export interface Passenger {
  /** Aborted when whoever asked has gone. */
  readonly signal: LeaveSignal | undefined;
  /** How long it can wait, in milliseconds. */
  readonly patienceMs: number;
  /** The error for one who leaves. */
  readonly left: (why: StopReason) => Error;
}

interface Flight {
  /** Null once it has landed: the map that held the flight may be collected late, and must not keep the answer until then. */
  answer: Promise<unknown> | null;
  readonly stop: StopSignal;
  /** Makes each passenger leave. */
  readonly passengers: Set<(why: StopReason) => void>;
}

/**
 * Equal reads that are under way at the same time, as one call. Whoever leaves early leaves alone: the call is stopped only when
 * the last one has left.
 */
export class Flights {
  readonly #flights = new Map<string | symbol, Flight>();
  #isStopping = false;

  /** Whether an equal read is under way. */
  has(key: string | symbol): boolean {
    return this.#flights.has(key);
  }

  /** The answer of the read under way, or of the one that `start` makes. Rejects as it does, or with what `left` makes. */
  join<T>(key: string | symbol, passenger: Passenger, start: (stop: StopSignal) => Promise<T>): Promise<T> {
    if (this.#isStopping) return Promise.reject(passenger.left('stopping'));
    const known = this.#flights.get(key);
    const flight = known ?? this.#takeOff(key, start);
    return this.#board(key, flight, passenger, known !== undefined) as Promise<T>;
  }

  /** Ends all waiting at once, and lets no more begin. */
  stop(): void {
    this.#isStopping = true;
    for (const { passengers } of [...this.#flights.values()]) for (const leave of [...passengers]) leave('stopping');
  }

  #takeOff(key: string | symbol, start: (stop: StopSignal) => Promise<unknown>): Flight {
    const stop = new StopSignal();
    const flight: Flight = { answer: start(stop), stop, passengers: new Set() };
    this.#flights.set(key, flight);
    return flight;
  }

  #board(
    key: string | symbol,
    flight: Flight,
    { signal, patienceMs, left }: Passenger,
    isLate: boolean,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      // The one who started the call gave it its own patience.
      const timer = isLate ? setTimeout(() => leave('deadline'), patienceMs) : undefined;
      const cancel = () => leave('cancelled');
      const release = () => {
        flight.passengers.delete(leave);
        if (timer !== undefined) clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
      };
      const leave = (why: StopReason) => {
        release();
        reject(left(why));
        if (flight.passengers.size > 0) return;
        this.#remove(key, flight);
        flight.stop.stop(why);
      };
      flight.passengers.add(leave);
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
