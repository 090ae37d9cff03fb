import { checkIds } from '../../lib/id-list.ts';
import { InputError } from '../../lib/input-error.ts';
import { isValue } from '../../wix/values.ts';
import type { GraphContext } from '../context.ts';
import type { UserError } from '../write/user-error.ts';
import { rolesById } from './loader.ts';
import type { Role, RoleLevel } from './model.ts';

/** The predefined role of the one owner of an account; predefined roles have the same id everywhere. */
export const ownerRoleId = '6601492336091027458';

/** A role that is to be given, and where its id stands in the arguments. */
export interface RoleToGive {
  readonly roleId: string;
  readonly level: RoleLevel;
  readonly path: readonly string[];
}

/**
 * What stands in the way of giving these roles in an account, in their order: roles that it does not have, or that cannot be
 * given there. One Get Roles Info, shared with other reads of the operation; none where there are no roles.
 */
export async function roleProblems(
  context: GraphContext,
  accountId: string,
  wanted: readonly RoleToGive[],
): Promise<UserError[]> {
  if (wanted.length === 0) return [];
  const roles = await rolesById(context, accountId);
  return wanted.flatMap((role) => problemOf(role, roles.get(role.roleId)) ?? []);
}

function problemOf({ roleId, level, path }: RoleToGive, role: Role | undefined): UserError | null {
  // INFERRED: Wix only says that an account has one owner, who is changed in the dashboard.
  if (roleId === ownerRoleId) return refusal('NOT_ALLOWED', 'The role of the owner cannot be given.', path);
  if (role === undefined) return refusal('NOT_FOUND', 'The account has no role of this id.', path);
  // Restricted in a way that this graph does not know: Wix decides.
  if (role.levels.length === 0 || role.levels.includes(level)) return null;
  const where = level === 'ACCOUNT' ? 'for a whole account' : 'for sites or folders';
  return refusal('NOT_ALLOWED', `The role ${role.title} cannot be given ${where}.`, path);
}

function refusal(code: UserError['code'], message: string, path: readonly string[]): UserError {
  return { code, message, path, upstreamCode: null };
}

/** Reads `input.roleIds` of a write to a site: 1 to 20 roles. Throws an InputError for others, and for a role named twice. */
export function siteRolesToGive(roleIds: readonly string[]): RoleToGive[] {
  checkIds('roleIds', roleIds, 20, 'a role');
  return roleIds.map((roleId, index) => {
    if (!isValue('decimalId', roleId)) {
      throw new InputError(`roleIds.${index}`, 'roleIds must be ids of roles, decimal text.');
    }
    return { roleId, level: 'SITE', path: ['input', 'roleIds', String(index)] };
  });
}

/** The title of a role for a sentence; its id where the account does not list it. */
export function titleOf(roles: ReadonlyMap<string, Role>, roleId: string): string {
  return roles.get(roleId)?.title || `role ${roleId}`;
}
