import type { OperationObserver } from '../observe/observer.ts';
import type { CallTrace } from '../wix/call-trace.ts';
import type { WixSession } from '../wix/session.ts';
import type { TenantWriteServices } from './write/services.ts';

/** What every resolver and loader gets: one object for each GraphQL operation. */
export interface GraphContext {
  /** Makes REST calls with the caller's credential, inside the operation's deadline. */
  readonly wix: WixSession;
  /** The account that the operation speaks for when a field names no other. */
  readonly accountId: string;
  /** What is switched on of what is off by default. */
  readonly features: Features;
  readonly write: TenantWriteServices;
  /** What the answer's `extensions` will hold. */
  readonly extensions: Record<string, unknown>;
  /** Is told when the operation begins and ends; null where nobody wants to know. */
  readonly watch: OperationObserver | null;
  /** Counts the REST calls and the fields that need them; null where the request does not ask for it. */
  readonly trace: CallTrace | null;
}

/** Parts of the graph that rest on guesses about calls which Wix documents in part only. All are off unless switched on. */
export interface Features {
  /** Reads domain assignments from their own list, whose query parameters are not documented. */
  readonly domainAssignments: boolean;
}

/** The default: nothing is switched on. */
export const noFeatures: Features = { domainAssignments: false };
