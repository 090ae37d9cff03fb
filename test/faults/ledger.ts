import { it } from 'vitest';

/** What a test of this suite did. */
export interface FaultEntries {
  /** The row of the catalogue that it proves; absent for a test beside it. */
  row?: string;
  /** Why the row does not apply to this product yet. */
  notApplicable?: string;
  /** Faults that were tried. */
  inputs: number;
  /** Answers that were checked: listed codes, nothing leaked, in time. */
  answers: number;
  /** Measured numbers for the summary, by what they are. */
  numbers: Record<string, string>;
}

declare module 'vitest' {
  interface TaskMeta {
    faults?: FaultEntries;
  }
}

const nothing = (): FaultEntries => ({ inputs: 0, answers: 0, numbers: {} });

/** Counts for the test that runs; tests of a file run one after the other. */
export const ledger: FaultEntries = nothing();

/** A test that proves one row of the catalogue. */
export function row(id: string, title: string, prove: () => Promise<void>, timeoutMs = 30_000): void {
  it(
    `${id} ${title}`,
    async ({ task }) => {
      Object.assign(ledger, nothing());
      try {
        await prove();
      } finally {
        task.meta.faults = { ...ledger, row: id };
      }
    },
    timeoutMs,
  );
}

/** Says of a row why there is nothing to prove. It is listed as such and not counted as passed. */
export function notApplicable(id: string, title: string, reason: string): void {
  it(`${id} ${title}: does not apply`, ({ task }) => {
    task.meta.faults = { ...nothing(), row: id, notApplicable: reason };
  });
}

/** Puts a measured number into the summary. */
export function measured(name: string, value: string): void {
  ledger.numbers[name] = value;
}
