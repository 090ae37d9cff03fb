import { type Answer, ok } from '../answer.ts';
import type { Route, SiteCall } from '../route.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';

interface Listed {
  readonly accountId: string;
  readonly accountOwnerId: string;
  readonly roleIds: readonly string[];
}

function listedOn(state: SandboxState, call: SiteCall): readonly Listed[] {
  const site = state.sites.get(call.siteId);
  const contributors = (site?.contributors ?? []).map(({ accountId, accountOwnerId, roles }) => {
    return { accountId, accountOwnerId, roleIds: roles.map(({ roleId }) => roleId) };
  });
  const owner = state.accounts.get(call.accountId);
  if (call.quirks.contributorsListOwner === false || owner === undefined) return contributors;
  return [{ accountId: owner.id, accountOwnerId: owner.ownerUserId, roleIds: [roleIds.owner] }, ...contributors];
}

/** Who has at least one of the roles, without saying which. Nobody here is bound to a location. */
function querySiteContributors(state: SandboxState, call: SiteCall): Answer {
  const wanted = call.query['filter.policyIds'] ?? [];
  const atLocations = call.query['filter.locationIds'] ?? [];
  const found = listedOn(state, call).filter(
    (listed) =>
      atLocations.length === 0 && (wanted.length === 0 || listed.roleIds.some((roleId) => wanted.includes(roleId))),
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
