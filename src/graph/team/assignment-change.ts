import { InputError } from '../../lib/input-error.ts';
import { isValue } from '../../wix/values.ts';
import {
  assignmentKey,
  grantKeys,
  type RoleGrant,
  type RoleGrantFields,
  readGrants,
  roleToGive,
} from '../assignment/grant.ts';
import type { GraphContext } from '../context.ts';
import { ownerRoleId, roleProblems } from '../role/assignable.ts';
import type { UserError, UserErrorCode } from '../write/user-error.ts';
import { membersById } from './loader.ts';
import type { TeamMember } from './model.ts';
import type { WixNewAssignment } from './rest.ts';

/** Roles that a member is to get and to lose. */
export interface AssignmentChange {
  readonly add: readonly RoleGrant[];
  readonly removeIds: readonly string[];
}

/** The most roles and places that one call adds, and the most that it removes. Wix documents no limit. */
const maxAssignments = 100;

/** Reads a change. Throws an InputError for one that says nothing, too much, or the same thing twice. */
export function readChange(
  add: readonly RoleGrantFields[] | null | undefined,
  removeIds: readonly string[] | null | undefined,
): AssignmentChange {
  const change = { add: readGrants('add', add ?? []), removeIds: removeIds ?? [] };
  const keys = change.add.flatMap(grantKeys);
  if (keys.length === 0 && change.removeIds.length === 0) {
    throw new InputError('', 'There is nothing to change: say what to add or what to remove.');
  }
  if (keys.length > maxAssignments) {
    throw new InputError('add', `add takes up to ${maxAssignments} roles, each site and folder counted.`);
  }
  if (new Set(keys).size < keys.length) throw new InputError('add', 'add must not give a role at one place twice.');
  if (change.removeIds.length > maxAssignments) {
    throw new InputError('removeAssignmentIds', `removeAssignmentIds takes up to ${maxAssignments} ids.`);
  }
  const wrong = change.removeIds.findIndex((id) => !isValue('decimalId', id));
  if (wrong !== -1) {
    throw new InputError(`removeAssignmentIds.${wrong}`, 'removeAssignmentIds takes ids of assignments, decimal text.');
  }
  if (new Set(change.removeIds).size < change.removeIds.length) {
    throw new InputError('removeAssignmentIds', 'removeAssignmentIds must not name an id twice.');
  }
  return change;
}

/** The new assignments in Wix's words: one for each site and folder, and one without restrictions for the whole account. */
export function toNewAssignments({ roleId, scope }: RoleGrant): WixNewAssignment[] {
  if (scope.type === 'account') return [{ policyId: roleId }];
  if (scope.type === 'sites') {
    return scope.siteIds.map((id) => ({ policyId: roleId, restrictions: { site: { id } } }));
  }
  return scope.folderIds.map((id) => ({
    policyId: roleId,
    restrictions: { conditions: { conditions: [{ conditionType: 'FOLDER', id }] } },
  }));
}

/**
 * What stands in the way of a change, by the present team and roles: the person is not in the team, a role cannot be given, an
 * assignment to remove is not theirs or is that of the owner, or one to add is theirs already.
 */
export async function changeProblems(
  context: GraphContext,
  accountId: string,
  userId: string,
  change: AssignmentChange,
): Promise<UserError[]> {
  const [problems, members] = await Promise.all([
    roleProblems(context, accountId, change.add.map(roleToGive)),
    membersById(context, accountId),
  ]);
  const member = members.get(userId);
  return [...problems, ...(member === undefined ? [noMember] : memberProblems(member, change))];
}

function memberProblems({ assignments }: TeamMember, { add, removeIds }: AssignmentChange): UserError[] {
  const removals = removeIds.map((id, index) => {
    const path = ['input', 'removeAssignmentIds', String(index)];
    const assignment = assignments.find((own) => own.id === id);
    if (assignment === undefined) return problem('NOT_FOUND', 'The member has no assignment of this id.', path);
    return assignment.roleId === ownerRoleId
      ? problem('NOT_ALLOWED', 'The owner cannot lose the role of the owner.', path)
      : null;
  });
  const kept = assignments.filter(({ id }) => id === null || !removeIds.includes(id));
  const keys = new Set(kept.map(assignmentKey));
  const additions = add.map((grant) =>
    grantKeys(grant).some((key) => keys.has(key))
      ? problem('CONFLICT', 'The member has this role there already.', ['input', ...grant.field.split('.')])
      : null,
  );
  return [...removals, ...additions].filter((found) => found !== null);
}

/** For a user who is not in the team. */
export const noMember = problem('NOT_FOUND', 'The team has no member of this user id.', ['input', 'userId']);

function problem(code: UserErrorCode, message: string, path: readonly string[]): UserError {
  return { code, message, path, upstreamCode: null };
}

/** Whether a member has everything that a change adds, and nothing that it removes. */
export function isChanged({ assignments }: TeamMember, { add, removeIds }: AssignmentChange): boolean {
  const keys = new Set(assignments.map(assignmentKey));
  return (
    add.flatMap(grantKeys).every((key) => keys.has(key)) &&
    assignments.every(({ id }) => id === null || !removeIds.includes(id))
  );
}
