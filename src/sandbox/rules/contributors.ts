import { z } from 'zod';
import { type Answer, ok } from '../answer.ts';
import { listParameter } from '../request/parameters.ts';
import { filled, guid } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { roleIds } from '../state/role.ts';
import { shownItems } from '../state/shadow.ts';
import type { SandboxContributor } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';

interface Listed {
  readonly accountId: string;
  readonly accountOwnerId: string;
  readonly roleIds: readonly string[];
  readonly locationIds: readonly string[];
}

/** Returns the contributors of a site as the list shows them. */
function shownContributors(state: SandboxState, call: Call): readonly SandboxContributor[] {
  const contributors = state.sites.get(call.siteId)?.contributors ?? [];
  const shadow = state.contributorShadows.get(call.siteId);
  const shadows = new Map(shadow === undefined ? [] : [[call.siteId, shadow]]);
  return shownItems(new Map([[call.siteId, contributors]]), shadows, call.now).flat();
}

function listedOn(state: SandboxState, call: Call): readonly Listed[] {
  const contributors = shownContributors(state, call).map((contributor) => {
    const { accountId, accountOwnerId, roles, locationIds = [] } = contributor;
    return { accountId, accountOwnerId, roleIds: roles.map(({ roleId }) => roleId), locationIds };
  });
  const owner = state.accounts.get(call.accountId);
  if (call.quirks.contributorsListOwner === false || owner === undefined) return contributors;
  return [
    { accountId: owner.id, accountOwnerId: owner.ownerUserId, roleIds: [roleIds.owner], locationIds: [] },
    ...contributors,
  ];
}

function fits(wanted: readonly string[], held: readonly string[]): boolean {
  return wanted.length === 0 || held.some((id) => wanted.includes(id));
}

const contributorsQuery = z.strictObject({
  'filter.policyIds': listParameter(filled()),
  'filter.locationIds': listParameter(guid),
});

/** Lists who has at least one of the roles and is limited to one of the locations, without saying which. */
function querySiteContributors(state: SandboxState, call: Call<unknown, z.output<typeof contributorsQuery>>): Answer {
  const { 'filter.policyIds': policyIds, 'filter.locationIds': locationIds } = call.query;
  const found = listedOn(state, call).filter(
    (listed) => fits(policyIds, listed.roleIds) && fits(locationIds, listed.locationIds),
  );
  return ok({ contributors: found.map(({ accountId, accountOwnerId }) => ({ accountId, accountOwnerId })) });
}

/** dev.wix.com/docs/api-reference/account-level/user-management/sites/contributors */
export const contributorRoutes: readonly Route[] = [
  route({
    operation: 'Query Site Contributors',
    method: 'GET',
    path: '/roles-management/v2/contributors/query',
    level: 'site',
    permission: 'site-users.view-users',
    query: contributorsQuery,
    handle: querySiteContributors,
  }),
];
