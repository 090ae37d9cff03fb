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
 * Returns the problems with assigning these roles in an account, in their order: the owner role, and roles that can't be
 * assigned at their level. Costs one Get Roles Info, shared with other reads of the operation, and nothing if there are no
 * roles.
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

/** Returns a warning for each of these roles that the account doesn't list. Costs as much as {@link roleProblems}. */
export async function roleWarnings(
  context: GraphContext,
  accountId: string,
  wanted: readonly { readonly roleId: string }[],
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const roles = await rolesById(context, accountId);
  const unlisted = new Set(wanted.map(({ roleId }) => roleId).filter((roleId) => !roles.has(roleId)));
  return [...unlisted].map(
    (roleId) =>
      `The account does not list the role ${roleId}. Wix rejects it unless it is the role of an installed app.`,
  );
}

function problemOf({ roleId, level, path }: RoleToGive, role: Role | undefined): UserError | null {
  // INFERRED: Wix only says that an account has one owner, and that the dashboard can change the owner.
  if (roleId === ownerRoleId) return refusal('NOT_ALLOWED', 'The owner role cannot be assigned.', path);
  // Wix decides about a role that it doesn't list, such as one of an app, and about a restriction that this graph doesn't know.
  if (role === undefined || role.levels.length === 0 || role.levels.includes(level)) return null;
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
