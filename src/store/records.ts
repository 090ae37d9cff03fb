/** Identifies a record. Owners share nothing. */
export interface RecordId {
  readonly owner: string;
  readonly key: string;
}

/** The task that a record is about. */
export interface RecordedTask {
  /** Equal for equal tasks: the same key with another identity is a caller's mistake. */
  readonly identity: string;
  /** Kept beside the record for whoever finds it. */
  readonly note: string;
}

/** The right to run the task of a record. It ends when another process takes the record over. */
export interface Claim extends RecordId, RecordedTask {
  /** Increases with every owner of the record. */
  readonly fence: number;
}

/** The state in which `begin` found a record. */
export type Begun =
  /** The caller runs the task: the record is new, or its last owner stopped before it sent anything. */
  | { readonly is: 'begun'; readonly claim: Claim }
  /** Another task has this key. */
  | { readonly is: 'other' }
  /** Its owner is at it. */
  | { readonly is: 'running'; readonly note: string }
  | { readonly is: 'done'; readonly note: string; readonly value: string }
  /**
   * The task may have taken effect: its owner said so, or stopped after it began to send. The caller verifies it, and nobody else
   * does at the same time. `sent` is what was noted last about what was sent; null if the store cannot read it any more.
   */
  | { readonly is: 'unknown'; readonly note: string; readonly sent: string | null; readonly claim: Claim }
  /** There is no room for another record of this owner, or of any. Records are never evicted early. */
  | { readonly is: 'noRoom'; readonly retryAfterMs: number };

export type RecordEnd =
  | { readonly is: 'done'; readonly value: string }
  | { readonly is: 'unknown'; readonly sent: string };

/**
 * Records of tasks that must take effect once, each kept for a day. Every step is atomic. A task that has begun to send is never
 * handed to another owner.
 */
export interface Records {
  /**
   * Begins a task. Owners that are not proven to be who they claim share a small part of the room. Rejects with a {@link StoreError}
   * if the store cannot tell, at the latest about a second after `maxWaitMs`; the task must then not run.
   */
  begin(at: RecordId, task: RecordedTask, isProven: boolean, maxWaitMs?: number): Promise<Begun>;
  /**
   * Notes that the task is about to send, and `what`. Await it right before the first request. Resolves to false if another owner has
   * taken the record over: then nothing may be sent. Rejects with a {@link StoreError} if the store cannot tell; then nothing may be
   * sent either.
   */
  sent(claim: Claim, what: string): Promise<boolean>;
  /**
   * Ends the task. `done` is a fact, and counts whoever owns the record. `unknown`, and null, which erases the record, count for its
   * owner only. Never rejects: a store that fails is asked again for as long as the record can change.
   */
  end(claim: Claim, end: RecordEnd | null): Promise<void>;
  /** Waits until the record may have changed, at most `timeoutMs`. */
  changed(at: RecordId, timeoutMs: number): Promise<void>;
}

/** Time for which a record is kept. */
export const recordMs = 24 * 60 * 60 * 1000;

/** The maximum number of records and of their bytes. */
export interface RecordBudget {
  readonly records: number;
  readonly bytes: number;
}

export interface RecordBudgets {
  /** For all owners together. */
  readonly all: RecordBudget;
  /** For each owner. */
  readonly owner: RecordBudget;
  /** For all owners together that are unproven; part of `all`. */
  readonly unproven: RecordBudget;
}

/** Returns the budgets for `bytes` in total, of which one owner can use a quarter and all unproven ones a tenth. */
export function budgetsOf(bytes: number): RecordBudgets {
  return {
    all: { records: 200_000, bytes },
    owner: { records: 50_000, bytes: bytes / 4 },
    unproven: { records: 20_000, bytes: bytes / 10 },
  };
}
