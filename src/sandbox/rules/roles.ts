import { type Answer, ok } from '../answer.ts';
import { queryEnum } from '../query-string.ts';
import type { AccountCall, Route } from '../route.ts';
import type { SandboxRole } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';

function roleJson({ id, title, description, restrictFromLevel }: SandboxRole): unknown {
  return { id, title, description, ...(restrictFromLevel === 'NoRestriction' ? {} : { restrictFromLevel }) };
}

/** `locale` and `filter.editorTypes` are accepted and change nothing: the roles have one language and suit every editor. */
function getRolesInfo(state: SandboxState, call: AccountCall): Answer {
  const level = queryEnum(call.query, 'filter.roleLevel', ['ALL', 'SITE_LEVEL', 'ACCOUNT_LEVEL']) ?? 'ALL';
  const barred = { ALL: undefined, SITE_LEVEL: 'Site', ACCOUNT_LEVEL: 'Account' }[level];
  const roles = [...state.roles.values()].filter(({ restrictFromLevel }) => restrictFromLevel !== barred);
  return ok({
    predefinedRoles: roles.filter(({ accountId }) => accountId === undefined).map(roleJson),
    customRoles: roles.filter(({ accountId }) => accountId === call.accountId).map(roleJson),
  });
}

/** dev.wix.com/docs/api-reference/account-level/user-management/accounts/users/get-roles-info */
export const roleRoutes: readonly Route[] = [
  {
    operation: 'Get Roles Info',
    method: 'GET',
    path: '/roles-management/roles',
    level: 'account',
    permission: 'ACCOUNT_ROLES.GET_ROLES',
    handle: getRolesInfo,
  },
];
