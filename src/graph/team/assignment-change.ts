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

/** The roles that a member gains and loses. */
export interface AssignmentChange {
  readonly add: readonly RoleGrant[];
  readonly removeIds: readonly string[];
}

/** Maximum number of roles and places that one call adds, and of those it removes. Wix documents no limit. */
const maxAssignments = 100;

/** Reads a change. Throws an InputError if it is empty, too large or repeats an item. */
export function readChange(
  add: readonly RoleGrantFields[] | null | undefined,
  removeIds: readonly string[] | null | undefined,
): AssignmentChange {
  const change = { add: readGrants('add', add ?? []), removeIds: removeIds ?? [] };
  const keys = change.add.flatMap(grantKeys);
  if (keys.length === 0 && change.removeIds.length === 0) {
    throw new InputError('', 'No changes given. Set add or removeAssignmentIds.');
  }
  if (keys.length > maxAssignments) {
    throw new InputError('add', `add must contain at most ${maxAssignments} roles, counting each site and folder.`);
  }
  if (new Set(keys).size < keys.length) throw new InputError('add', 'add must give each role at most once per place.');
  if (change.removeIds.length > maxAssignments) {
    throw new InputError('removeAssignmentIds', `removeAssignmentIds must contain at most ${maxAssignments} ids.`);
  }
  const wrong = change.removeIds.findIndex((id) => !isValue('decimalId', id));
  if (wrong !== -1) {
    throw new InputError(
      `removeAssignmentIds.${wrong}`,
      'removeAssignmentIds must contain assignment ids: decimal strings, each the assignmentId of an assignment.',
    );
  }
  if (new Set(change.removeIds).size < change.removeIds.length) {
    throw new InputError('removeAssignmentIds', 'removeAssignmentIds must be unique.');
  }
  return change;
}

/**
 * Maps a grant to new assignments of Wix: one per site and folder, or one without restrictions for the whole account.
 */
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
 * Returns the problems of a change with the current team and roles: the person is not in the team, a role cannot be
 * given, an assignment to remove is not theirs or is the owner's, or one to add exists already.
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
    if (assignment === undefined) return problem('NOT_FOUND', 'The member has no assignment with this id.', path);
    return assignment.roleId === ownerRoleId
      ? problem('NOT_ALLOWED', "The owner's role can't be removed.", path)
      : null;
  });
  const kept = assignments.filter(({ id }) => id === null || !removeIds.includes(id));
  const keys = new Set(kept.map(assignmentKey));
  const additions = add.map((grant) =>
    grantKeys(grant).some((key) => keys.has(key))
      ? problem('CONFLICT', 'The member already has this role there.', ['input', ...grant.field.split('.')])
      : null,
  );
  return [...removals, ...additions].filter((found) => found !== null);
}

/** The error for a user who is not in the team. */
export const noMember = problem('NOT_FOUND', 'The team has no member with this user id.', ['input', 'userId']);

function problem(code: UserErrorCode, message: string, path: readonly string[]): UserError {
  return { code, message, path, upstreamCode: null };
}

/** Returns whether a member has everything that a change adds and nothing that it removes. */
export function isChanged({ assignments }: TeamMember, { add, removeIds }: AssignmentChange): boolean {
  const keys = new Set(assignments.map(assignmentKey));
  return (
    add.flatMap(grantKeys).every((key) => keys.has(key)) &&
    assignments.every(({ id }) => id === null || !removeIds.includes(id))
  );
}
