import { z } from 'zod';
import { type Answer, ok } from '../answer.ts';
import { listParameter, textParameter } from '../request/parameters.ts';
import { language } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxRole } from '../state/role.ts';
import { translatedTitle } from '../state/role-titles.ts';
import type { SandboxState } from '../state/state.ts';

const rolesQuery = z.strictObject({
  locale: textParameter(language),
  'filter.roleLevel': textParameter(z.enum(['ALL', 'SITE_LEVEL', 'ACCOUNT_LEVEL'])),
  'filter.editorTypes': listParameter(z.enum(['UNINITIALIZED', 'EDITORX', 'BLOCKS', 'STUDIO'])),
});

function roleJson(role: SandboxRole, locale: string): unknown {
  const { id, description, restrictFromLevel } = role;
  const title = translatedTitle(role, locale);
  return { id, title, description, ...(restrictFromLevel === 'NoRestriction' ? {} : { restrictFromLevel }) };
}

/** `filter.editorTypes` changes nothing: the roles suit every editor. */
function getRolesInfo(state: SandboxState, call: Call<unknown, z.output<typeof rolesQuery>>): Answer {
  const { locale = 'en', 'filter.roleLevel': level = 'ALL' } = call.query;
  const barred = { ALL: undefined, SITE_LEVEL: 'Site', ACCOUNT_LEVEL: 'Account' }[level];
  const roles = [...state.roles.values()].filter(({ restrictFromLevel }) => restrictFromLevel !== barred);
  return ok({
    predefinedRoles: roles.filter(({ accountId }) => accountId === undefined).map((role) => roleJson(role, locale)),
    customRoles: roles.filter(({ accountId }) => accountId === call.accountId).map((role) => roleJson(role, locale)),
  });
}

/** dev.wix.com/docs/api-reference/account-level/user-management/accounts/users/get-roles-info */
export const roleRoutes: readonly Route[] = [
  route({
    operation: 'Get Roles Info',
    method: 'GET',
    path: '/roles-management/roles',
    level: 'account',
    permission: 'ACCOUNT_ROLES.GET_ROLES',
    query: rolesQuery,
    handle: getRolesInfo,
  }),
];
