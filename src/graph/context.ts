import type { OperationObserver } from '../observe/observer.ts';
import type { CallTrace } from '../wix/call-trace.ts';
import type { OperationShare } from '../wix/operation-share.ts';
import type { WixSession } from '../wix/session.ts';
import type { DirectoryAccess } from './directory-access.ts';
import type { KindMemory } from './kind-memory.ts';
import type { LimitedCaller, TenantWriteServices } from './write/services.ts';

/** The context of every resolver and loader: one object per GraphQL operation. */
export interface GraphContext {
  /** Makes REST calls with the caller's credential, within the operation's deadline. */
  readonly wix: WixSession;
  /** The request's account, used where a field names no other. */
  readonly accountId: string;
  /** The rights of the caller's token; null for a caller without one, who may use all of the key's permissions. */
  readonly caller: LimitedCaller | null;
  /** Optional features that are enabled. */
  readonly features: Features;
  /** Remembers the tenants that can't ask Wix for undocumented kinds of sites. */
  readonly kindMemory: KindMemory;
  readonly write: TenantWriteServices;
  /** The directory of the credential; null if the directory is off. */
  readonly directory: DirectoryAccess | null;
  /** The operation's share of the calls that the rate limit allows. */
  readonly share: OperationShare;
  /** The `extensions` of the response. */
  readonly extensions: Record<string, unknown>;
  /** Observes the start and the end of the operation; null if nothing observes it. */
  readonly watch: OperationObserver | null;
  /** Counts the REST calls and the fields that cause them; null if the request didn't ask for the count. */
  readonly trace: CallTrace | null;
}

/** Parts of the graph that rely on endpoints which Wix documents only partly. All are off by default. */
export interface Features {
  /** Reads domain assignments from their own list, whose query parameters are not documented. */
  readonly domainAssignments: boolean;
  /** Reads domains registered through Wix from endpoints that Wix no longer documents. */
  readonly registeredDomains: boolean;
}

/** The default: no optional feature is enabled. */
export const noFeatures: Features = { domainAssignments: false, registeredDomains: false };
