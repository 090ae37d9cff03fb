import { endpoint, shape } from '../../wix/endpoint.ts';

/** A role as Wix sends it. Role ids are decimal strings of up to 20 digits, too large for a number. */
export interface WixRole {
  readonly id?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
  readonly restrictFromLevel?: unknown;
}

export const getRolesInfo = endpoint({
  name: 'Get Roles Info',
  method: 'GET',
  path: '/roles-management/roles',
  level: 'account',
  retry: 'read',
  permission: 'ACCOUNT_ROLES.GET_ROLES',
  cache: 'stable',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/user-management/accounts/users/get-roles-info, read 2026-11-23',
  query: shape<{ readonly locale?: string }>(),
  texts: {
    'query.locale': 'text',
  },
  response: shape<{ readonly predefinedRoles?: readonly WixRole[]; readonly customRoles?: readonly WixRole[] }>(),
});
