import { checkIds } from '../../lib/id-list.ts';
import { InputError } from '../../lib/input-error.ts';
import { isValue } from '../../wix/values.ts';
import type { GraphContext } from '../context.ts';
import type { UserError } from '../write/user-error.ts';
import { rolesById } from './loader.ts';
import type { Role, RoleLevel } from './model.ts';

/** The predefined role of an account's only owner. Predefined roles have the same id in every account. */
export const ownerRoleId = '6601492336091027458';

/** A role to assign, and the path of its id in the arguments. */
export interface RoleToGive {
  readonly roleId: string;
  readonly level: RoleLevel;
  readonly path: readonly string[];
}

/**
 * Returns the problems with assigning these roles in an account, in their order: roles that don't exist in the account
 * or can't be assigned at their level. Costs one Get Roles Info, shared with other reads of the operation, and nothing
 * if there are no roles.
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
  // INFERRED: Wix only says that an account has one owner, and that the dashboard can change the owner.
  if (roleId === ownerRoleId) return refusal('NOT_ALLOWED', 'The owner role cannot be assigned.', path);
  if (role === undefined) return refusal('NOT_FOUND', 'The account has no role with this id.', path);
  // The restriction is one that this graph doesn't know: Wix decides.
  if (role.levels.length === 0 || role.levels.includes(level)) return null;
  const where = level === 'ACCOUNT' ? 'for a whole account' : 'for sites or folders';
  return refusal('NOT_ALLOWED', `The role ${role.title} cannot be assigned ${where}.`, path);
}

function refusal(code: UserError['code'], message: string, path: readonly string[]): UserError {
  return { code, message, path, upstreamCode: null };
}

/** Reads `input.roleIds` of a write to a site: 1 to 20 unique roles. Throws an InputError for anything else. */
export function siteRolesToGive(roleIds: readonly string[]): RoleToGive[] {
  checkIds('roleIds', roleIds, 20, 'a role');
  return roleIds.map((roleId, index) => {
    if (!isValue('decimalId', roleId)) {
      throw new InputError(
        `roleIds.${index}`,
        'roleIds must contain role ids: decimal strings, each the roleId of a role.',
      );
    }
    return { roleId, level: 'SITE', path: ['input', 'roleIds', String(index)] };
  });
}

/** Returns the title of a role for use in a sentence, or its id if the account doesn't list it. */
export function titleOf(roles: ReadonlyMap<string, Role>, roleId: string): string {
  return roles.get(roleId)?.title || `role ${roleId}`;
}
