import { z } from 'zod';
import { type Answer, applicationError, emptyError, type FieldViolation, ok, refuseViolations } from '../answer.ts';
import { distinct, facts, filled, guid, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';
import { type SandboxAssignment, type SandboxScope, type SandboxTeamMember, teamMemberKey } from '../state/team.ts';
import { writeTeamMember } from '../state/team-shelf.ts';
import { assignableRole } from './assignable-role.ts';
import { assignmentJson } from './team-json.ts';

// UNKNOWN: the code of every refusal here. The names are the sandbox's own; branch on the status only.

const value = optional(z.string());
const condition = z.strictObject({ conditionType: z.enum(['FOLDER']), id: guid, value });
const restrictionsSchema = z
  .strictObject({
    site: optional(z.strictObject({ id: guid, value })),
    conditions: optional(z.strictObject({ conditions: z.array(condition).min(1).max(1) })),
    // Deprecated in favour of `site`.
    resource: optional(z.strictObject({ resourceType: z.enum(['SITE']), id: guid, value })),
  })
  .refine((one) => Object.values(one).filter((part) => part !== undefined).length <= 1, {
    error: 'must have one kind of restriction',
    params: facts({ rule: 'ONE_OF' }),
  });
const newAssignment = z.strictObject({ policyId: filled(), restrictions: optional(restrictionsSchema) });

type NewAssignment = z.output<typeof newAssignment>;

function placeOf({ restrictions }: NewAssignment): string {
  const { site, conditions, resource } = restrictions ?? {};
  return site?.id ?? resource?.id ?? conditions?.conditions[0]?.id ?? '';
}

const updateAssignmentsBody = z.strictObject({
  userId: guid,
  newAssignments: distinct(z.array(newAssignment), (one) => `${one.policyId} ${placeOf(one)}`),
  assignmentIdsToRemove: distinct(z.array(filled()), (id) => id),
});
const removeMemberBody = z.strictObject({ userId: guid });

type UpdateAssignments = Call<z.output<typeof updateAssignmentsBody>>;

function noMember({ quirks }: Call, userId: string): Answer {
  return applicationError(quirks.unknownPerson, 'MEMBER_NOT_FOUND', `User ${userId} is not in the team.`);
}

/** Returns where an assignment holds, or the path and the reason if it names what the account lacks. */
function scopeOf(
  state: SandboxState,
  { accountId }: Call,
  { restrictions }: NewAssignment,
): SandboxScope | { readonly path: string; readonly reason: string } {
  const { site, conditions, resource } = restrictions ?? {};
  const siteId = site?.id ?? resource?.id;
  if (siteId !== undefined) {
    const path = `restrictions.${site === undefined ? 'resource' : 'site'}.id`;
    return state.sites.get(siteId)?.accountId === accountId
      ? { kind: 'site', siteId }
      : { path, reason: 'unknown site' };
  }
  const folderId = conditions?.conditions[0]?.id;
  if (folderId === undefined) return { kind: 'account' };
  return state.folders.get(folderId)?.accountId === accountId
    ? { kind: 'folder', folderId }
    : { path: 'restrictions.conditions.conditions[0].id', reason: 'unknown folder' };
}

interface Wanted {
  readonly roleId: string;
  readonly scope: SandboxScope;
}

function readAssignment(
  state: SandboxState,
  call: UpdateAssignments,
  source: NewAssignment,
  index: number,
): Wanted | FieldViolation {
  const refused = (path: string, description: string): FieldViolation => ({
    field: `newAssignments[${index}].${path}`,
    description,
    violatedRule: 'CUSTOM',
  });
  const { policyId: roleId } = source;
  const role = assignableRole(state, call, roleId);
  if (role === undefined) return refused('policyId', `unknown role ${roleId}`);
  if (roleId === roleIds.owner) return refused('policyId', 'ownership cannot be given');
  const scope = scopeOf(state, call, source);
  if ('reason' in scope) return refused(scope.path, scope.reason);
  const level = scope.kind === 'account' ? 'Account' : 'Site';
  if (role.restrictFromLevel === level) return refused('policyId', `role ${roleId} cannot be given on this level`);
  return { roleId, scope };
}

/** Returns the assignments that stay. */
function without(call: UpdateAssignments, member: SandboxTeamMember): readonly SandboxAssignment[] {
  const removed = call.body.assignmentIdsToRemove;
  const known = new Set(member.assignments.map(({ assignmentId }) => assignmentId));
  if (call.quirks.unknownAssignment === 'reject') {
    const unknown = removed.flatMap((id, index) => (known.has(id) ? [] : [index]));
    const description = 'unknown assignment';
    refuseViolations(
      unknown.map((index) => ({ field: `assignmentIdsToRemove[${index}]`, description, violatedRule: 'CUSTOM' })),
    );
  }
  return member.assignments.filter(({ assignmentId }) => !removed.includes(assignmentId));
}

/** Adds and removes in one step. All three fields must be there, the lists can be empty. Answers the new assignments only. */
function updateAssignments(state: SandboxState, call: UpdateAssignments): Answer {
  const { userId, newAssignments } = call.body;
  const key = teamMemberKey(call.accountId, userId);
  const member = state.teamMembers.get(key);
  if (member === undefined) return noMember(call, userId);
  const kept = without(call, member);
  const isOwner = (assignments: readonly SandboxAssignment[]) => assignments.some((it) => it.roleId === roleIds.owner);
  if (isOwner(member.assignments) && !isOwner(kept)) return emptyError(call.quirks.ownerRemoval);
  const read = newAssignments.map((source, index) => readAssignment(state, call, source, index));
  refuseViolations(
    read.filter((one) => 'field' in one),
    call.quirks.unknownRole,
  );
  const added = read
    .filter((one) => 'roleId' in one)
    .map(({ roleId, scope }) => ({ assignmentId: call.mint.decimalId(), roleId, scope }));
  const assignments = [...kept, ...added];
  const leaves = assignments.length === 0 && call.quirks.memberWithoutRoles === 'leaves';
  writeTeamMember(state, key, leaves ? null : { ...member, assignments }, call);
  return ok({
    assignments: added.map((assignment) => assignmentJson({ state, quirks: call.quirks }, userId, assignment)),
  });
}

function removeMember(state: SandboxState, call: Call<z.output<typeof removeMemberBody>>): Answer {
  const { userId } = call.body;
  const key = teamMemberKey(call.accountId, userId);
  if (!state.teamMembers.has(key)) return call.quirks.removeAbsent === 'accept' ? ok({}) : noMember(call, userId);
  if (state.accounts.get(call.accountId)?.ownerUserId === userId) return emptyError(call.quirks.ownerRemoval);
  writeTeamMember(state, key, null, call);
  return ok({});
}

/** dev.wix.com/docs/api-reference/account-level/user-management/accounts/users */
export const teamWriteRoutes: readonly Route[] = [
  route({
    operation: 'Update Team Member Assignments',
    method: 'PATCH',
    path: '/roles-management/v2/team/assignments',
    level: 'account',
    permission: 'team.manage-team-member-roles',
    body: updateAssignmentsBody,
    handle: updateAssignments,
  }),
  route({
    operation: 'Remove Member',
    method: 'POST',
    path: '/roles-management/team/remove',
    level: 'account',
    permission: 'team.delete-member',
    body: removeMemberBody,
    handle: removeMember,
  }),
];
