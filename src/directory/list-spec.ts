import type { Found } from './record.ts';

/** Result of asking for a missing record by its id: its current state, `gone`, or `unknown` if the answer proves nothing. */
export type Confirmed = Found | 'gone' | 'unknown';

/** Describes a list that every account has, or every account that was asked for. `Reader` makes the calls of one list. */
export interface ListSpec<Reader> {
  readonly name: string;
  /** Types of its records. */
  readonly types: readonly string[];
  /** Lists of lower ranks are read first for all accounts. */
  readonly rank: number;
  /** Whether only accounts have it that were asked for, not those that {@link leadsToAccounts} added. */
  readonly isOfRoots: boolean;
  /** Whether the ids of its records are those of further accounts. */
  readonly leadsToAccounts: boolean;
  /** Reads the whole list page by page. Each step makes the calls of one page. Ends only at the end of the list. */
  readonly pages: (reader: Reader, accountId: string) => AsyncIterable<readonly Found[]>;
  /**
   * Asks for records by id that the list lacks. `known` are records that the list has: one that is not found proves that nothing can be
   * concluded. Absent where there is no way to ask.
   */
  readonly confirm?: (
    reader: Reader,
    accountId: string,
    missing: readonly Found[],
    known: readonly Found[],
  ) => Promise<readonly Confirmed[]>;
}

/** Meaning of an error of a reader. */
export interface ReadFailure {
  /** Name of the failure for those who ask why a list is missing. */
  readonly reason: string;
  /** Whether the source refused the list to this credential. */
  readonly isRefusal: boolean;
  /** Whether the source rejected the credential itself. */
  readonly isRejection: boolean;
  /** Time for which all lists must pause, in milliseconds; 0 if only this one failed. */
  readonly pauseMs: number;
}
