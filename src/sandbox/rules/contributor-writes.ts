import { z } from 'zod';
import { type Answer, applicationError, emptyError, ok, refuseField, refuseViolations } from '../answer.ts';
import { distinct, filled, guid } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { roleIds } from '../state/role.ts';
import { writeShadowed } from '../state/shadow.ts';
import { type SandboxContributor, type SandboxSite, writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { assignableRole } from './assignable-role.ts';

// UNKNOWN: the code of every refusal here. The names are the sandbox's own; branch on the status only.

const changeRoleBody = z.strictObject({
  accountId: guid,
  newRoles: distinct(z.array(z.strictObject({ roleId: filled() })), ({ roleId }) => roleId),
});
const changeLocationsBody = z.strictObject({
  accountId: guid,
  newLocations: distinct(z.array(guid).min(1).max(20), (id) => id),
});
const removeContributorBody = z.strictObject({ accountId: guid });

function noContributor({ quirks }: Call, accountId: string): Answer {
  return applicationError(
    quirks.unknownPerson,
    'CONTRIBUTOR_NOT_FOUND',
    `Account ${accountId} does not contribute to the site.`,
  );
}

function siteOf(state: SandboxState, call: Call): SandboxSite | undefined {
  return state.sites.get(call.siteId);
}

/** Stores the contributors of the site of a call. Query Site Contributors shows them after the lag. */
export function writeContributors(
  state: SandboxState,
  at: Pick<Call, 'now' | 'quirks'>,
  site: SandboxSite,
  contributors: readonly SandboxContributor[],
): void {
  const before = new Map([[site.id, site.contributors]]);
  const lag = { now: at.now, lagMs: at.quirks.contributorsLagMs };
  writeShadowed(before, state.contributorShadows, site.id, contributors, lag);
  writeSite(state.sites, { ...site, contributors }, at);
}

function readRoleIds(state: SandboxState, call: Call<z.output<typeof changeRoleBody>>): readonly string[] {
  const given = call.body.newRoles.map(({ roleId }) => roleId);
  if (given.length === 0 && call.quirks.emptyRoles === 'reject') {
    refuseField({ field: 'newRoles', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  }
  const violations = given.flatMap((id, index) => {
    const role = assignableRole(state, call, id);
    if (role !== undefined && role.restrictFromLevel !== 'Site' && id !== roleIds.owner) return [];
    const description = `role ${id} cannot be given on a site`;
    return [{ field: `newRoles[${index}].roleId`, description, violatedRule: 'CUSTOM' }];
  });
  refuseViolations(violations, call.quirks.unknownRole);
  return given;
}

/** Replaces all roles of an account on the site. An account that does not contribute yet is added. */
function changeRole(state: SandboxState, call: Call<z.output<typeof changeRoleBody>>): Answer {
  const { accountId } = call.body;
  const roles = readRoleIds(state, call).map((roleId) => ({ roleId, assignmentId: call.mint.decimalId() }));
  if (accountId === call.accountId) return emptyError(call.quirks.ownerRemoval);
  const site = siteOf(state, call);
  const contributors = site?.contributors ?? [];
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
  const left = changed.filter((contributor) => contributor.roles.length > 0);
  if (site !== undefined) writeContributors(state, call, site, left);
  return ok({ newAssignedRoles: roles });
}

/** Replaces the locations that all roles of a contributor are limited to. Every GUID is accepted as a location. */
function changeLocations(state: SandboxState, call: Call<z.output<typeof changeLocationsBody>>): Answer {
  const { accountId, newLocations: locationIds } = call.body;
  const site = siteOf(state, call);
  const contributors = site?.contributors ?? [];
  const known = contributors.find((contributor) => contributor.accountId === accountId);
  if (site === undefined || known === undefined) return noContributor(call, accountId);
  const changed = contributors.map((contributor) => (contributor === known ? { ...known, locationIds } : contributor));
  writeContributors(state, call, site, changed);
  const assignmentIds = known.roles.map(({ assignmentId }) => assignmentId);
  return ok({ newAssignedLocations: [{ locationIds, assignmentIds }] });
}

/** Clears all roles of a contributor. Open invites stay open. */
function removeContributor(state: SandboxState, call: Call<z.output<typeof removeContributorBody>>): Answer {
  const { accountId } = call.body;
  if (accountId === call.accountId) return emptyError(call.quirks.ownerRemoval);
  const site = siteOf(state, call);
  const contributors = site?.contributors ?? [];
  const others = contributors.filter((contributor) => contributor.accountId !== accountId);
  if (site === undefined || others.length === contributors.length) {
    return call.quirks.removeAbsent === 'accept' ? ok({}) : noContributor(call, accountId);
  }
  writeContributors(state, call, site, others);
  return ok({});
}

const removal = {
  operation: 'Remove Contributor',
  path: '/roles-management/contributor/remove',
  level: 'site',
  permission: 'site-users.remove-user',
  body: removeContributorBody,
  handle: removeContributor,
} as const;

/** dev.wix.com/docs/api-reference/account-level/user-management/sites/contributors */
export const contributorWriteRoutes: readonly Route[] = [
  route({
    operation: 'Change Role',
    method: 'PUT',
    path: '/roles-management/contributor/change/role',
    level: 'site',
    permission: 'SITE_ROLES.CHANGE_ROLE',
    body: changeRoleBody,
    handle: changeRole,
  }),
  route({
    operation: 'Change Contributor Location',
    method: 'PUT',
    path: '/roles-management/contributor/change/locations',
    level: 'site',
    permission: 'SITE_ROLES.CHANGE_LOCATION',
    body: changeLocationsBody,
    handle: changeLocations,
  }),
  route({ ...removal, method: 'POST' }),
  // One page of the docs has DELETE.
  route({
    ...removal,
    method: 'DELETE',
    exists: ({ removeContributorByDelete }) => removeContributorByDelete === 'accept',
  }),
];
