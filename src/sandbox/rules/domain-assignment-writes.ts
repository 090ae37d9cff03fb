import { type Answer, ok } from '../answer.ts';
import type { AccountCall, Route } from '../route.ts';
import { assignDomain, domainsOfSite, unassignDomain } from '../state/domain-changes.ts';
import type { SandboxState } from '../state/state.ts';
import { assignedDomain, assignmentJson } from './domain-assignments.ts';

/** The old primary domain becomes a redirect; what is the primary already stays as it is. UNKNOWN: the body; any is taken. */
function setDomainAsPrimary(state: SandboxState, call: AccountCall): Answer {
  const domain = assignedDomain(state, call);
  const { siteId, type } = domain.assignment;
  if (type === 'REDIRECT') {
    for (const other of domainsOfSite(state, siteId)) {
      if (other.assignment?.type === 'PRIMARY') assignDomain(state, other, { siteId, type: 'REDIRECT' }, call.now);
    }
    assignDomain(state, domain, { siteId, type: 'PRIMARY' }, call.now);
  }
  return ok({ domainAssignment: assignmentJson(state, assignedDomain(state, call), call.quirks) });
}

/** Deleting the assignment of a primary domain deletes those of its redirects. INFERRED: the empty answer. */
function deleteDomainAssignment(state: SandboxState, call: AccountCall): Answer {
  const domain = assignedDomain(state, call);
  const { siteId, type } = domain.assignment;
  const ending = type === 'PRIMARY' ? domainsOfSite(state, siteId) : [domain];
  for (const one of ending) unassignDomain(state, one, call.now);
  return ok({});
}

const access = {
  level: 'account',
  // UNKNOWN: the permission's id. The scope is the one of the connected domains.
  permission: 'DOMAINS.MANAGE_CONNECTED_DOMAINS',
  refusals: 'domains',
} as const;

/** dev.wix.com/docs/api-reference/account-level/domains/domain-assignments */
export const domainAssignmentWriteRoutes: readonly Route[] = [
  {
    operation: 'Set Domain As Primary',
    method: 'PATCH',
    path: '/domains/v1/domain-assignments/:domainAssignmentId',
    ...access,
    handle: setDomainAsPrimary,
  },
  {
    operation: 'Delete Domain Assignment',
    method: 'DELETE',
    path: '/domains/v1/domain-assignments/:domainAssignmentId',
    ...access,
    handle: deleteDomainAssignment,
  },
];
