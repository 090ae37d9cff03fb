import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { domainByName } from '../domain/loader.ts';
import type { Domain } from '../domain/model.ts';
import { domainLevel } from '../domain/root-domain.ts';
import { readAssignment } from './loader.ts';
import type { AssignmentRecord } from './model.ts';
import { getDomainAssignment } from './rest.ts';

/** Returns a domain that is registered through Wix, of which Wix only shows the assignment to a site. */
export function domainOfAssignment(record: AssignmentRecord, siteId: string): Domain {
  const { accountId, domainName, role, roleRaw, createdAt, updatedAt } = record;
  return {
    name: domainName,
    accountId,
    connectionMethod: 'REGISTERED',
    connectionMethodRaw: null,
    isSubdomain: false,
    propagationStatus: 'UNKNOWN',
    propagationStatusRaw: null,
    assignment: { accountId, siteId, role, roleRaw, redirectsTo: null },
    suppressesNotifications: false,
    createdAt,
    updatedAt,
  };
}

/**
 * Returns a domain of an account by its name: connected, or registered through Wix and serving a site. Null for any other. A name that is not
 * connected costs one Get Domain Assignment call more, unless it is that of a subdomain, which nobody registers.
 */
export async function anyDomain(context: GraphContext, accountId: string, name: string): Promise<Domain | null> {
  const connected = await domainByName(context, accountId).load(name);
  if (connected !== null || domainLevel(name) === 'subdomain') return connected;
  const record = await assignmentHere(context, accountId, name);
  if (record === null) return null;
  if (record.siteId !== null) return domainOfAssignment(record, record.siteId);
  // UNKNOWN: the name of the field with the site's id.
  throw new WixError('invalidResponse', 'an assignment without a site', { endpoint: getDomainAssignment.name });
}

/** Returns the assignment of a domain; null if it serves no site of the account. One of another account counts as missing. */
async function assignmentHere(
  context: GraphContext,
  accountId: string,
  name: string,
): Promise<AssignmentRecord | null> {
  try {
    return await readAssignment(context, accountId, name);
  } catch (error) {
    if (error instanceof WixError && error.code === 'DOMAINS_DOMAIN_NOT_PERMITTED') return null;
    throw error;
  }
}
