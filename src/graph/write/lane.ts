import type { LeaveSignal } from '../../wix/stop-signal.ts';

/** The reason a task left its lanes without running. */
export type LaneExit = 'deadline' | 'cancelled';

/** Limits how long a task waits for its lanes. */
export interface LaneWait {
  /** Maximum wait of the task, in milliseconds. */
  readonly maxWaitMs: number;
  /** Ends the wait when it aborts. */
  readonly signal?: LeaveSignal | undefined;
  /** Creates the error of a task that left. */
  readonly left: (why: LaneExit) => Error;
}

/** The lanes of a task that runs. */
export interface HeldLanes {
  /** Resolves to whether no other task can run in them for so long from now. */
  holdsFor(ms: number): Promise<boolean>;
}

/** Runs tasks in lanes. */
export interface RunsInLanes {
  /**
   * Runs a task once it is first in all these lanes, and frees them when it ends in any way. A task that leaves before
   * that rejects with the error of `wait.left`, never runs, and no longer delays others. Without `wait`, it waits
   * without a limit.
   */
  run<T>(keys: readonly string[], task: (held: HeldLanes) => Promise<T>, wait?: LaneWait): Promise<T>;
}

/** In one process, lanes are held until their task ends. */
const heldForGood: HeldLanes = { holdsFor: async () => true };

/** A task that waits for its lanes or holds them. */
interface Ticket {
  readonly keys: readonly string[];
  readonly start: () => void;
  isStarted: boolean;
}

/**
 * Runs the tasks of one lane one after the other, in order of arrival. Lanes do not delay each other. A task that needs
 * several lanes waits in all of them from the start, so that two tasks always meet in the same order and cannot
 * deadlock.
 */
export class Lanes implements RunsInLanes {
  /** The tickets of each lane in use, in order of arrival. */
  readonly #queues = new Map<string, Set<Ticket>>();

  run<T>(keys: readonly string[], task: (held: HeldLanes) => Promise<T>, wait?: LaneWait): Promise<T> {
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
          Promise.resolve(heldForGood).then(task).finally(free).then(resolve, reject);
        },
      };
      let timer: NodeJS.Timeout | undefined;
      if (wait !== undefined) {
        if (wait.signal?.aborted === true) return reject(wait.left('cancelled'));
        timer = setTimeout(() => leave('deadline'), wait.maxWaitMs);
        wait.signal?.addEventListener('abort', cancel, { once: true });
      }
      for (const key of ticket.keys) {
        const queue = this.#queues.get(key) ?? new Set();
        this.#queues.set(key, queue.add(ticket));
      }
      this.#startIfFirst(ticket);
    });
  }

  /** Number of lanes with running or waiting tasks. */
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
