import { nameFromWix } from '../../lib/host-name.ts';
import { object, oneOf, text, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { AssignmentRole } from '../domain/model.ts';
import type { WixDomainAssignment } from './rest.ts';

/** The site that a domain serves, as the assignments API reports it. Null fields were not sent by Wix. */
export interface AssignmentRecord {
  readonly accountId: string;
  readonly domainName: string;
  readonly siteId: string | null;
  readonly role: AssignmentRole;
  readonly roleRaw: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

const roles = { PRIMARY: 'PRIMARY', REDIRECT: 'REDIRECT' } as const;

/** Maps Wix's assignment to ours. Throws a {@link WixError} `invalidResponse` if it has no domain. */
export function toAssignmentRecord(raw: WixDomainAssignment, accountId: string, endpoint: string): AssignmentRecord {
  const name = text(raw.domain) ?? text(raw.id);
  if (name === null) throw new WixError('invalidResponse', 'an assignment without a domain', { endpoint });
  const siteInfo = object(raw.siteInfo);
  return {
    accountId,
    domainName: nameFromWix(name),
    // UNKNOWN: which of the two fields holds the id.
    siteId: text(siteInfo['id']) ?? text(siteInfo['siteId']),
    role: oneOf(roles, siteInfo['assignmentType']),
    roleRaw: text(siteInfo['assignmentType']),
    createdAt: time(raw.createdDate),
    updatedAt: time(raw.updatedDate),
  };
}
