import { type Answer, applicationError, emptyError, ok } from '../answer.ts';
import { objectsAt, refuseField, stringAt, stringsAt } from '../input.ts';
import type { Route, SiteCall } from '../route.ts';
import { roleIds } from '../state/role.ts';
import { type SandboxContributor, type SandboxSite, writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';

// UNKNOWN: status and code of every refusal here. The names are the sandbox's own; branch on the status only.

const guidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function accountIdOf(call: SiteCall): string {
  const accountId = stringAt(call.body, 'accountId') ?? '';
  if (!guidShape.test(accountId)) {
    refuseField({ field: 'accountId', description: 'must be a valid GUID', violatedRule: 'FORMAT' });
  }
  return accountId;
}

function noContributor(accountId: string): Answer {
  return applicationError(404, 'CONTRIBUTOR_NOT_FOUND', `Account ${accountId} does not contribute to the site.`);
}

function siteOf(state: SandboxState, call: SiteCall): SandboxSite | undefined {
  return state.sites.get(call.siteId);
}

function writeContributors(state: SandboxState, call: SiteCall, contributors: readonly SandboxContributor[]): void {
  const site = siteOf(state, call);
  if (site === undefined) return;
  writeSite(state.sites, { ...site, contributors }, { now: call.now, indexLagMs: call.quirks.indexLagMs });
}

function readRoleIds(state: SandboxState, call: SiteCall): readonly string[] {
  const field = 'newRoles';
  const given = (objectsAt(call.body, field) ?? []).map((entry) => stringAt(entry, 'roleId') ?? '');
  if (given.length === 0 && (call.body[field] === undefined || call.quirks.emptyRoles === 'reject')) {
    refuseField({ field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  }
  for (const id of given) {
    const role = state.roles.get(id);
    const isOurs = role !== undefined && (role.accountId ?? call.accountId) === call.accountId;
    if (!isOurs || role.restrictFromLevel === 'Site' || id === roleIds.owner) {
      refuseField({ field, description: `role ${id} cannot be given on a site`, violatedRule: 'CUSTOM' });
    }
  }
  return given;
}

/** Replaces all roles of an account on the site. An account that does not contribute yet is added. */
function changeRole(state: SandboxState, call: SiteCall): Answer {
  const accountId = accountIdOf(call);
  const roles = readRoleIds(state, call).map((roleId) => ({ roleId, assignmentId: call.mint.decimalId() }));
  if (accountId === call.accountId) return emptyError(call.quirks.ownerRemoval);
  const contributors = siteOf(state, call)?.contributors ?? [];
  const known = contributors.find((contributor) => contributor.accountId === accountId);
  const added: SandboxContributor = {
    accountId,
    accountOwnerId: state.accounts.get(accountId)?.ownerUserId ?? accountId,
    email: `${accountId.slice(0, 8)}@guest.example`,
    joinedDate: call.now.toISOString(),
    roles: [],
  };
  const changed = (known === undefined ? [...contributors, added] : contributors).map((contributor) =>
    contributor.accountId === accountId ? { ...contributor, roles } : contributor,
  );
  writeContributors(
    state,
    call,
    changed.filter((contributor) => contributor.roles.length > 0),
  );
  return ok({ newAssignedRoles: roles });
}

/** Replaces the locations that all roles of a contributor are limited to. The sandbox takes every GUID for a location. */
function changeLocations(state: SandboxState, call: SiteCall): Answer {
  const accountId = accountIdOf(call);
  const field = 'newLocations';
  const locationIds = stringsAt(call.body, field) ?? [];
  if (locationIds.length < 1 || locationIds.length > 20) {
    refuseField({ field, description: 'must have 1 to 20 items', violatedRule: 'MAX_SIZE', data: { threshold: 20 } });
  }
  if (locationIds.some((id) => !guidShape.test(id))) {
    refuseField({ field, description: 'must be a valid GUID', violatedRule: 'FORMAT' });
  }
  const contributors = siteOf(state, call)?.contributors ?? [];
  const known = contributors.find((contributor) => contributor.accountId === accountId);
  if (known === undefined) return noContributor(accountId);
  writeContributors(
    state,
    call,
    contributors.map((contributor) => (contributor === known ? { ...known, locationIds } : contributor)),
  );
  const assignmentIds = known.roles.map(({ assignmentId }) => assignmentId);
  return ok({ newAssignedLocations: [{ locationIds, assignmentIds }] });
}

/** Clears all roles of a contributor. Invites that are still open stay open. */
function removeContributor(state: SandboxState, call: SiteCall): Answer {
  const accountId = accountIdOf(call);
  if (accountId === call.accountId) return emptyError(call.quirks.ownerRemoval);
  const contributors = siteOf(state, call)?.contributors ?? [];
  const others = contributors.filter((contributor) => contributor.accountId !== accountId);
  if (others.length === contributors.length) {
    return call.quirks.removeAbsent === 'accept' ? ok({}) : noContributor(accountId);
  }
  writeContributors(state, call, others);
  return ok({});
}

/** dev.wix.com/docs/api-reference/account-level/user-management/sites/contributors */
export const contributorWriteRoutes: readonly Route[] = [
  {
    operation: 'Change Role',
    method: 'PUT',
    path: '/roles-management/contributor/change/role',
    level: 'site',
    permission: 'SITE_ROLES.CHANGE_ROLE',
    handle: changeRole,
  },
  {
    operation: 'Change Contributor Location',
    method: 'PUT',
    path: '/roles-management/contributor/change/locations',
    level: 'site',
    permission: 'SITE_ROLES.CHANGE_LOCATION',
    handle: changeLocations,
  },
  {
    operation: 'Remove Contributor',
    method: 'POST',
    path: '/roles-management/contributor/remove',
    level: 'site',
    permission: 'site-users.remove-user',
    handle: removeContributor,
  },
];
