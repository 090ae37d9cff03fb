import { type Answer, ok } from '../answer.ts';
import type { Route, SiteCall } from '../route.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';

interface Listed {
  readonly accountId: string;
  readonly accountOwnerId: string;
  readonly roleIds: readonly string[];
  readonly locationIds: readonly string[];
}

function listedOn(state: SandboxState, call: SiteCall): readonly Listed[] {
  const site = state.sites.get(call.siteId);
  const contributors = (site?.contributors ?? []).map((contributor) => {
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

function fits(wanted: readonly string[], has: readonly string[]): boolean {
  return wanted.length === 0 || has.some((id) => wanted.includes(id));
}

/** Who has at least one of the roles and is limited to one of the locations, without saying which. */
function querySiteContributors(state: SandboxState, call: SiteCall): Answer {
  const wanted = call.query['filter.policyIds'] ?? [];
  const atLocations = call.query['filter.locationIds'] ?? [];
  const found = listedOn(state, call).filter(
    (listed) => fits(wanted, listed.roleIds) && fits(atLocations, listed.locationIds),
  );
  return ok({ contributors: found.map(({ accountId, accountOwnerId }) => ({ accountId, accountOwnerId })) });
}

/** dev.wix.com/docs/api-reference/account-level/user-management/sites/contributors */
export const contributorRoutes: readonly Route[] = [
  {
    operation: 'Query Site Contributors',
    method: 'GET',
    path: '/roles-management/v2/contributors/query',
    level: 'site',
    permission: 'site-users.view-users',
    handle: querySiteContributors,
  },
];
