import { nameFromWix } from '../../lib/host-name.ts';
import { flag, object, oneOf, text, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { listConnectedDomains, type WixConnectedDomain } from './rest.ts';

export type ConnectionMethod = 'POINTING' | 'NAMESERVERS' | 'SUBDOMAIN' | 'HIDDEN' | 'REGISTERED' | 'UNKNOWN';
export type PropagationStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'UNKNOWN';
export type AssignmentRole = 'PRIMARY' | 'REDIRECT' | 'UNKNOWN';

/** Wix has no connection type for subdomains: it sends the unknown one. */
const connectionMethods = {
  POINTING: 'POINTING',
  NAMESERVERS: 'NAMESERVERS',
  UNKNOWN_CONNECTION_TYPE: 'SUBDOMAIN',
  HIDDEN: 'HIDDEN',
} as const;

/** Wix has two words for done: COMPLETED on a connected domain, SUCCEEDED on a DNS propagation. */
export const propagationStatuses = {
  IN_PROGRESS: 'IN_PROGRESS',
  COMPLETED: 'SUCCEEDED',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
} as const;

const assignmentRoles = { PRIMARY: 'PRIMARY', REDIRECT: 'REDIRECT' } as const;

/** The site that a domain serves, and the role of the domain. */
export interface DomainAssignment {
  readonly accountId: string;
  readonly siteId: string;
  readonly role: AssignmentRole;
  readonly roleRaw: string | null;
  /** The primary domain that a redirect leads to. Null for other roles, and if Wix does not return it. */
  readonly redirectsTo: string | null;
}

/** A domain connected to an account. Null fields were not sent by Wix. */
export interface Domain {
  readonly name: string;
  readonly accountId: string;
  readonly connectionMethod: ConnectionMethod;
  readonly connectionMethodRaw: string | null;
  readonly isSubdomain: boolean;
  readonly propagationStatus: PropagationStatus;
  readonly propagationStatusRaw: string | null;
  /** Null if the domain serves no site. */
  readonly assignment: DomainAssignment | null;
  readonly suppressesNotifications: boolean;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** Maps Wix's connected domain to ours. Throws a {@link WixError} `invalidResponse` if it has no name. */
export function toDomain(raw: WixConnectedDomain, accountId: string): Domain {
  const name = text(raw.domain) ?? text(raw.id);
  if (name === null) {
    throw new WixError('invalidResponse', 'a domain without a name', { endpoint: listConnectedDomains.name });
  }
  return new ListedDomain(nameFromWix(name), raw, accountId);
}

/** A domain that maps Wix's fields on access, because whole lists are read of which callers use few fields. */
class ListedDomain implements Domain {
  readonly name: string;
  readonly raw: WixConnectedDomain;
  readonly accountId: string;

  constructor(name: string, raw: WixConnectedDomain, accountId: string) {
    this.name = name;
    this.raw = raw;
    this.accountId = accountId;
  }

  get connectionMethod() {
    return oneOf(connectionMethods, this.raw.connectionType);
  }
  get connectionMethodRaw() {
    return text(this.raw.connectionType);
  }
  get isSubdomain() {
    return this.connectionMethod === 'SUBDOMAIN' || this.connectionMethod === 'HIDDEN';
  }
  get propagationStatus() {
    return oneOf(propagationStatuses, this.raw.dnsPropagationStatus);
  }
  get propagationStatusRaw() {
    return text(this.raw.dnsPropagationStatus);
  }
  get assignment() {
    return toAssignment(this.raw.siteInfo, this.accountId);
  }
  get suppressesNotifications() {
    return flag(this.raw.suppressNotifications);
  }
  get createdAt() {
    return time(this.raw.createdDate);
  }
  get updatedAt() {
    return time(this.raw.updatedDate);
  }
}

/**
 * Maps Wix's assignment to ours. UNKNOWN: the form of an unassigned domain. An absent object and an empty one both mean
 * that it serves no site.
 */
export function toAssignment(raw: unknown, accountId: string): DomainAssignment | null {
  const siteInfo = object(raw);
  const siteId = text(siteInfo['id']);
  if (siteId === null) return null;
  return {
    accountId,
    siteId,
    role: oneOf(assignmentRoles, siteInfo['assignmentType']),
    roleRaw: text(siteInfo['assignmentType']),
    redirectsTo: text(object(siteInfo['redirectInfo'])['primaryDomain']),
  };
}
