import { type Answer, ok } from '../answer.ts';
import { type Call, type Route, route } from '../route.ts';
import { assignDomain, domainsOfSite, unassignDomain } from '../state/domain-changes.ts';
import type { SandboxState } from '../state/state.ts';
import { assignedDomain, assignmentJson } from './domain-assignments.ts';

/** Makes the old primary domain a redirect. A primary domain stays as it is. UNKNOWN: the body; here there is none. */
function setDomainAsPrimary(state: SandboxState, call: Call): Answer {
  const domain = assignedDomain(state, call);
  const { siteId, type } = domain.assignment;
  if (type === 'REDIRECT') {
    for (const other of domainsOfSite(state, siteId)) {
      if (other.assignment?.type === 'PRIMARY') assignDomain(state, call, other, { siteId, type: 'REDIRECT' });
    }
    assignDomain(state, call, domain, { siteId, type: 'PRIMARY' });
  }
  return ok({ domainAssignment: assignmentJson(state, assignedDomain(state, call), call.quirks) });
}

/** Deletes an assignment; with that of a primary domain those of its redirects. INFERRED: the empty response. */
function deleteDomainAssignment(state: SandboxState, call: Call): Answer {
  const domain = assignedDomain(state, call);
  const { siteId, type } = domain.assignment;
  const ending = type === 'PRIMARY' ? domainsOfSite(state, siteId) : [domain];
  for (const one of ending) unassignDomain(state, call, one);
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
  route({
    operation: 'Set Domain As Primary',
    method: 'PATCH',
    path: '/domains/v1/domain-assignments/:domainAssignmentId',
    ...access,
    handle: setDomainAsPrimary,
  }),
  route({
    operation: 'Delete Domain Assignment',
    method: 'DELETE',
    path: '/domains/v1/domain-assignments/:domainAssignmentId',
    ...access,
    handle: deleteDomainAssignment,
  }),
];
