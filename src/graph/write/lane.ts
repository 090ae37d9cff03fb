import type { LeaveSignal } from '../../wix/stop-signal.ts';

/** Why a task left its lanes without running. */
export type LaneExit = 'deadline' | 'cancelled';

/** Limits how long a task waits for its lanes. */
export interface LaneWait {
  /** How long the task waits, in milliseconds. */
  readonly patienceMs: number;
  /** Ends the wait when it aborts. */
  readonly signal?: LeaveSignal | undefined;
  /** Makes the error of a task that left. */
  readonly left: (why: LaneExit) => Error;
}

/** A task that waits for its lanes or holds them. */
interface Ticket {
  readonly keys: readonly string[];
  readonly start: () => void;
  isStarted: boolean;
}

/**
 * Runs the tasks of one lane one after the other, in the order in which they came; lanes do not delay each other. A task may need several
 * lanes: it waits in all of them from the beginning, so two tasks always meet in the same order and never wait for each other.
 */
export class Lanes {
  /** The tickets of each lane that is in use, in their order. */
  readonly #queues = new Map<string, Set<Ticket>>();

  /**
   * Runs a task once it is the first of all these lanes, and frees them when it has ended, however it ended. A task that leaves first
   * rejects with what `wait.left` makes, never runs, and delays nobody from then on. Without `wait` it waits as long as it takes.
   */
  run<T>(keys: readonly string[], task: () => Promise<T>, wait?: LaneWait): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = (why: LaneExit) => {
        settle();
        this.#remove(ticket);
        reject(wait?.left(why));
      };
      const cancel = () => leave('cancelled');
      const settle = () => {
        clearTimeout(timer);
        wait?.signal?.removeEventListener('abort', cancel);
      };
      const ticket: Ticket = {
        keys: [...new Set(keys)],
        isStarted: false,
        start: () => {
          settle();
          const free = () => this.#remove(ticket);
          // A task that throws before its first await must free its lanes too.
          Promise.resolve().then(task).finally(free).then(resolve, reject);
        },
      };
      let timer: NodeJS.Timeout | undefined;
      if (wait !== undefined) {
        if (wait.signal?.aborted === true) return reject(wait.left('cancelled'));
        timer = setTimeout(() => leave('deadline'), wait.patienceMs);
        wait.signal?.addEventListener('abort', cancel, { once: true });
      }
      for (const key of ticket.keys) {
        const queue = this.#queues.get(key) ?? new Set();
        this.#queues.set(key, queue.add(ticket));
      }
      this.#startIfFirst(ticket);
    });
  }

  /** How many lanes have tasks that run or wait. */
  get size(): number {
    return this.#queues.size;
  }

  #startIfFirst(ticket: Ticket): void {
    if (ticket.isStarted || !ticket.keys.every((key) => firstOf(this.#queues.get(key)) === ticket)) return;
    ticket.isStarted = true;
    ticket.start();
  }

  #remove(ticket: Ticket): void {
    for (const key of ticket.keys) {
      const queue = this.#queues.get(key);
      queue?.delete(ticket);
      if (queue?.size === 0) this.#queues.delete(key);
    }
    for (const key of ticket.keys) {
      const next = firstOf(this.#queues.get(key));
      if (next !== undefined) this.#startIfFirst(next);
    }
  }
}

function firstOf(queue: ReadonlySet<Ticket> | undefined): Ticket | undefined {
  return queue?.values().next().value;
}
