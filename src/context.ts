import type { WixSession } from './wix/client.ts';

/** What every resolver and loader gets: one object for each GraphQL operation. */
export interface GraphContext {
  /** Makes REST calls with the caller's credential, inside the operation's deadline. */
  readonly wix: WixSession;
  /** The account that the operation speaks for when a field names no other. */
  readonly accountId: string;
}
