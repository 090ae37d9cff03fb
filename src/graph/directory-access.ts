import type { Status, View, ViewOptions } from '../directory/view.ts';
import type { RecentWrite } from './write/recent-writes.ts';

/** The directory of the request's credential. */
export interface DirectoryAccess {
  /**
   * Returns what the caller may see of an account's tree, and makes sure that it is read from now on. Null if the directory already
   * holds as many accounts as it may.
   */
  view(options: ViewOptions): OpenDirectory | null;
  /** Applies a write of this credential, before Wix's lists show it. */
  wrote(write: RecentWrite): void;
}

/** A part of the directory, and facts about its crawl. */
export interface OpenDirectory {
  readonly view: View;
  /** Number of REST calls made to read the directory since it was opened. */
  readonly calls: number;
  /** Makes the lists of the shown accounts due now. */
  refresh(): void;
  status(types: ReadonlySet<string>): Status;
}
