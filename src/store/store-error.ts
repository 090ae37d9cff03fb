export type StoreFault =
  /** Refused, too slow, or in a state in which it answers nothing. */
  | 'unavailable'
  /** It has no memory left. */
  | 'full';

/** The store could not do what was asked, or its response was lost. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly fault: StoreFault;
  /** Whether the store may have done it nevertheless. */
  readonly mayHaveRun: boolean;

  constructor(fault: StoreFault, message: string, mayHaveRun: boolean, cause?: unknown) {
    super(message, { cause });
    this.fault = fault;
    this.mayHaveRun = mayHaveRun;
  }
}
