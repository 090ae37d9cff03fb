import { randomBytes } from 'node:crypto';
import type { Entry } from './record.ts';

/**
 * Kind of a change. `found`: seen for the first time, when nothing tells how long it has existed; `added`: seen for the first time in an
 * account that was listed before.
 */
export type ChangeKind = 'found' | 'added' | 'changed' | 'removed';

/** A difference between two states of the directory. */
export interface Change {
  readonly sequence: number;
  readonly kind: ChangeKind;
  readonly entry: Entry;
  /** Time at which the directory noticed it, in milliseconds since 1970. */
  readonly noticedAt: number;
  /** State before the change; null if there was none. */
  readonly before: object | null;
  /** State after the change; null if there is none. */
  readonly after: object | null;
}

/** A position in the log. */
export interface LogPosition {
  readonly epoch: string;
  readonly sequence: number;
}

/** The last changes in order. Each epoch of the directory has its own log, because an earlier epoch's numbers mean nothing in it. */
export class ChangeLog {
  readonly epoch = randomBytes(9).toString('base64url');
  readonly #max: number;
  /** Oldest first. Those before `#start` are evicted. */
  #changes: Change[] = [];
  #start = 0;
  #sequence = 0;

  /** @param max the largest number of changes that are kept */
  constructor(max: number) {
    if (!Number.isInteger(max) || max < 1) throw new RangeError('max must be a whole number above 0.');
    this.#max = max;
  }

  /** Position after the latest change. */
  get end(): LogPosition {
    return { epoch: this.epoch, sequence: this.#sequence };
  }

  add(change: Omit<Change, 'sequence'>): void {
    this.#sequence += 1;
    this.#changes.push({ ...change, sequence: this.#sequence });
    if (this.#changes.length - this.#start <= this.#max) return;
    this.#start += 1;
    if (this.#start < this.#max) return;
    this.#changes = this.#changes.slice(this.#start);
    this.#start = 0;
  }

  /**
   * Iterates over the changes after a position, oldest first; null if the log no longer holds all of them, or if the position belongs to
   * another epoch.
   */
  since({ epoch, sequence }: LogPosition, checksEpoch = true): Iterable<Change> | null {
    if (checksEpoch && epoch !== this.epoch) return null;
    const kept = this.#changes.length - this.#start;
    const first = this.#sequence - kept;
    if (!Number.isSafeInteger(sequence) || sequence < first || sequence > this.#sequence) return null;
    return this.#changes.slice(this.#start + sequence - first);
  }
}
