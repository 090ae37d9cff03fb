import { type Answer, applicationError, emptyError, ok } from '../answer.ts';
import { type JsonObject, listAt, objectAt, objectsAt, refuseField, stringAt, stringsAt } from '../input.ts';
import type { AccountCall, Route } from '../route.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';
import { type SandboxAssignment, type SandboxScope, type SandboxTeamMember, teamMemberKey } from '../state/team.ts';
import { writeTeamMember } from '../state/team-shelf.ts';
import { assignmentJson } from './team-json.ts';

// UNKNOWN: status and code of every refusal here. The names are the sandbox's own; branch on the status only.

function userIdOf(call: AccountCall): string {
  const userId = stringAt(call.body, 'userId') ?? '';
  if (userId === '') refuseField({ field: 'userId', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  return userId;
}

function noMember(userId: string): Answer {
  return applicationError(404, 'MEMBER_NOT_FOUND', `User ${userId} is not in the team.`);
}

/** One of the three forms of a restriction, or none for the whole account. Refused when it names what the account lacks. */
function readScope(state: SandboxState, call: AccountCall, restrictions: JsonObject): SandboxScope {
  const refuse = (description: string) =>
    refuseField({ field: 'newAssignments.restrictions', description, violatedRule: 'CUSTOM' });
  const resource = objectAt(restrictions, 'resource');
  const site = objectAt(restrictions, 'site') ?? (resource?.['resourceType'] === 'SITE' ? resource : undefined);
  if (site !== undefined) {
    const siteId = stringAt(site, 'id') ?? '';
    return state.sites.get(siteId)?.accountId === call.accountId ? { kind: 'site', siteId } : refuse('unknown site');
  }
  const conditions = objectAt(restrictions, 'conditions');
  if (conditions !== undefined) {
    const [condition, ...others] = objectsAt(conditions, 'conditions') ?? [];
    if (condition?.['conditionType'] !== 'FOLDER' || others.length > 0) return refuse('only one folder is supported');
    const folderId = stringAt(condition, 'id') ?? '';
    const isOurs = state.folders.get(folderId)?.accountId === call.accountId;
    return isOurs ? { kind: 'folder', folderId } : refuse('unknown folder');
  }
  return { kind: 'account' };
}

function readAssignment(state: SandboxState, call: AccountCall, source: JsonObject): SandboxAssignment {
  const refuse = (description: string) =>
    refuseField({ field: 'newAssignments.policyId', description, violatedRule: 'CUSTOM' });
  const roleId = stringAt(source, 'policyId') ?? '';
  const role = state.roles.get(roleId);
  if (role === undefined || (role.accountId ?? call.accountId) !== call.accountId) refuse(`unknown role ${roleId}`);
  if (roleId === roleIds.owner) refuse('ownership cannot be given');
  const scope = readScope(state, call, objectAt(source, 'restrictions') ?? {});
  const level = scope.kind === 'account' ? 'Account' : 'Site';
  if (role?.restrictFromLevel === level) refuse(`role ${roleId} cannot be given on this level`);
  return { assignmentId: call.mint.decimalId(), roleId, scope };
}

/** The assignments that stay. */
function without(call: AccountCall, member: SandboxTeamMember, removed: readonly string[]) {
  const known = new Set(member.assignments.map(({ assignmentId }) => assignmentId));
  if (call.quirks.unknownAssignment === 'reject' && removed.some((id) => !known.has(id))) {
    refuseField({ field: 'assignmentIdsToRemove', description: 'unknown assignment', violatedRule: 'CUSTOM' });
  }
  return member.assignments.filter(({ assignmentId }) => !removed.includes(assignmentId));
}

/** Adds and removes in one step; all three fields must be there, the lists may be empty. Answers the new assignments only. */
function updateAssignments(state: SandboxState, call: AccountCall): Answer {
  const userId = userIdOf(call);
  for (const field of ['newAssignments', 'assignmentIdsToRemove']) {
    if (listAt(call.body, field) === undefined) {
      refuseField({ field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
    }
  }
  const key = teamMemberKey(call.accountId, userId);
  const member = state.teamMembers.get(key);
  if (member === undefined) return noMember(userId);
  const removed = stringsAt(call.body, 'assignmentIdsToRemove') ?? [];
  const kept = without(call, member, removed);
  const isOwner = (assignments: readonly SandboxAssignment[]) => assignments.some((it) => it.roleId === roleIds.owner);
  if (isOwner(member.assignments) && !isOwner(kept)) return emptyError(call.quirks.ownerRemoval);
  const added = (objectsAt(call.body, 'newAssignments') ?? []).map((source) => readAssignment(state, call, source));
  const assignments = [...kept, ...added];
  const leaves = assignments.length === 0 && call.quirks.memberWithoutRoles === 'leaves';
  writeTeamMember(state, key, leaves ? null : { ...member, assignments }, {
    now: call.now,
    teamLagMs: call.quirks.teamLagMs,
  });
  return ok({ assignments: added.map((assignment) => assignmentJson(state, userId, assignment)) });
}

function removeMember(state: SandboxState, call: AccountCall): Answer {
  const userId = userIdOf(call);
  const key = teamMemberKey(call.accountId, userId);
  if (!state.teamMembers.has(key)) return call.quirks.removeAbsent === 'accept' ? ok({}) : noMember(userId);
  if (state.accounts.get(call.accountId)?.ownerUserId === userId) return emptyError(call.quirks.ownerRemoval);
  writeTeamMember(state, key, null, { now: call.now, teamLagMs: call.quirks.teamLagMs });
  return ok({});
}

/** dev.wix.com/docs/api-reference/account-level/user-management/accounts/users */
export const teamWriteRoutes: readonly Route[] = [
  {
    operation: 'Update Team Member Assignments',
    method: 'PATCH',
    path: '/roles-management/v2/team/assignments',
    level: 'account',
    permission: 'team.manage-team-member-roles',
    handle: updateAssignments,
  },
  {
    operation: 'Remove Member',
    method: 'POST',
    path: '/roles-management/team/remove',
    level: 'account',
    permission: 'team.delete-member',
    handle: removeMember,
  },
];
