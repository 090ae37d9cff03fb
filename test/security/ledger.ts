import { it } from 'vitest';

/** What a test of this suite did. */
export interface Entries {
  /** The row of the catalogue that it proves; absent for a test beside it. */
  row?: string;
  /** Why the row, or part of it, does not apply to this product yet. */
  notApplicable?: string;
  /** Requests, documents, values and byte strings that were tried. */
  inputs: number;
  /** Answers that were searched for leaks and for codes off the list. */
  answers: number;
  leaks: number;
  crashes: number;
  /** Highest heap of a flooded process, in megabytes after collections; 0 for a test that measures none. */
  heapMegabytes: number;
}

declare module 'vitest' {
  interface TaskMeta {
    security?: Entries;
  }
}

const nothing = { inputs: 0, answers: 0, leaks: 0, crashes: 0, heapMegabytes: 0 };

/** Counts for the test that runs; tests of a file run one after the other. */
export const ledger: Entries = { ...nothing };

/** A test that proves one row of the catalogue. */
export function row(id: string, title: string, prove: () => Promise<void> | void, timeoutMs = 60_000): void {
  counted(`${id} ${title}`, prove, timeoutMs, { row: id });
}

/** Says of a row why there is nothing to prove. It is listed as such and not counted as passed. */
export function notApplicable(id: string, reason: string): void {
  it(`${id} does not apply`, ({ task }) => {
    task.meta.security = { row: id, notApplicable: reason, ...nothing };
  });
}

/** A test beside the catalogue whose inputs and answers count. */
export function counted(
  name: string,
  prove: () => Promise<void> | void,
  timeoutMs = 60_000,
  extra: Partial<Entries> = {},
): void {
  it(
    name,
    async ({ task }) => {
      Object.assign(ledger, nothing);
      try {
        await prove();
      } finally {
        task.meta.security = { ...ledger, ...extra };
      }
    },
    timeoutMs,
  );
}
