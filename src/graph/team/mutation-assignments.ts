import { guidInput } from '../../lib/guid-input.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { assignmentKey, grantKeys, type RoleGrantFields, RoleGrantInput } from '../assignment/grant.ts';
import { heldBy, type RoleAssignment, toAssignments } from '../assignment/model.ts';
import { placesOf, scopeText } from '../assignment/places.ts';
import { RoleAssignmentRef } from '../assignment/schema.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import { queryFolders } from '../folder/rest.ts';
import { objectId } from '../object-id.ts';
import { roleWarnings, titleOf } from '../role/assignable.ts';
import { rolesById } from '../role/loader.ts';
import type { Role } from '../role/model.ts';
import { getRolesInfo } from '../role/rest.ts';
import { querySites } from '../site/rest.ts';
import type { PlannedChange, PlanPurpose } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Found, type Planned, runWrite, type Write, type WriteInput } from '../write/run-write.ts';
import { type AssignmentChange, changeProblems, isChanged, readChange, toNewAssignments } from './assignment-change.ts';
import { memberKey, membersById } from './loader.ts';
import { memberText, type TeamMember } from './model.ts';
import { searchTeam, updateTeamMemberAssignments } from './rest.ts';
import { TeamMemberRef } from './schema.ts';

interface UpdateAssignmentsInput extends WriteInput {
  readonly userId: string;
  readonly accountId?: string | null | undefined;
  readonly add?: readonly RoleGrantFields[] | null | undefined;
  readonly removeAssignmentIds?: readonly string[] | null | undefined;
}

interface Updated {
  readonly member: TeamMember;
  readonly added: readonly RoleAssignment[];
  readonly removedIds: readonly string[];
}

const UpdateAssignmentsInputRef = builder
  .inputRef<UpdateAssignmentsInput>('UpdateTeamMemberAssignmentsInput')
  .implement({
    description: 'The member and the roles to add and remove. Roles not listed are unchanged.',
    fields: (t) => ({
      userId: t.id({ required: true, description: "The member's user GUID." }),
      accountId: t.id(ownerArgument),
      add: t.field({
        ...mayBeEmpty,
        type: [RoleGrantInput],
        required: false,
        description:
          'The roles to add. Each site and folder creates an assignment of its own, up to 100 in total. Empty or ' +
          'absent: none.',
      }),
      removeAssignmentIds: t.idList({
        ...mayBeEmpty,
        required: false,
        description:
          'The assignments of the member to remove: `assignmentId`, decimal strings, up to 100. Empty or absent: none.',
      }),
      ...dryRunInput(t),
      ...idempotencyKeyInput(t),
    }),
  });

const UpdateAssignmentsPayload = payloadType<Updated>('UpdateTeamMemberAssignmentsPayload', {
  description: "The result of changing a team member's roles.",
  fields: (t) => ({
    member: t.field({
      type: TeamMemberRef,
      nullable: true,
      description: 'The member in its current state. Null after a refusal or a dry run.',
      resolve: ({ result }) => result?.member ?? null,
    }),
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account that the team works in. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : { id: result.member.accountId }),
    }),
    added: t.field({
      type: [RoleAssignmentRef],
      nullable: true,
      description: 'The assignments created, with their ids. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : heldBy(result.member.userId, result.added)),
    }),
    removedAssignmentIds: t.idList({
      nullable: true,
      description:
        'The `id` of each assignment that was removed, for caches that drop them. Null after a refusal or a dry run.',
      resolve: ({ result }) =>
        result === null ? null : result.removedIds.map((id) => objectId('RoleAssignment', result.member.accountId, id)),
    }),
  }),
});

builder.mutationField('updateTeamMemberAssignments', (t) =>
  t.field({
    upstream: {
      endpoint: updateTeamMemberAssignments,
      per: 'field',
      needs: [getRolesInfo, searchTeam, querySites, queryFolders],
    },
    type: UpdateAssignmentsPayload,
    nullable: true,
    description:
      'Adds and removes roles of a team member in one step. The change takes effect at once, even while the ' +
      "person is working. Wix doesn't document whether a member who loses the last role leaves the team. Rejected " +
      "before anything is sent: roles that can't be given there, assignments that the member doesn't have, roles " +
      "that the member already has there, and removing the owner's role. Costs one REST call, plus one per 50 " +
      'members and invites to read the whole team first (Search Team), plus one for the roles if some are added ' +
      '(Get Roles Info).',
    args: {
      input: t.arg({
        type: UpdateAssignmentsInputRef,
        required: true,
        description: 'The member and the roles to add and remove.',
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => updating(context, input)),
  }),
);

function updating(context: GraphContext, input: UpdateAssignmentsInput): Write<Updated, TeamMember> {
  const accountId = ownerOf(context, input.accountId);
  const userId = guidInput('userId', input.userId, 'a user');
  const change = readChange(input.add, input.removeAssignmentIds);
  return {
    name: 'updateTeamMemberAssignments',
    input,
    endpoint: updateTeamMemberAssignments,
    lane: [accountId, 'team'],
    plan: (purpose) => planChange(context, accountId, userId, change, purpose),
    send: async (member) => {
      const answer = await context.wix.call(updateTeamMemberAssignments, {
        accountId,
        body: {
          userId,
          newAssignments: change.add.flatMap(toNewAssignments),
          assignmentIdsToRemove: change.removeIds,
        },
      });
      const kept = member.assignments.filter(({ id }) => id === null || !change.removeIds.includes(id));
      const added = toAssignments(answer.assignments, accountId);
      return { member: { ...member, assignments: [...kept, ...added] }, added, removedIds: change.removeIds };
    },
    find: async (): Promise<Found<Updated>> => {
      const member = (await membersById(context, accountId)).get(userId);
      if (member === undefined) return { is: 'unknown' };
      if (!isChanged(member, change)) return { is: 'notSeen' };
      const keys = new Set(change.add.flatMap(grantKeys));
      const added = member.assignments.filter((assignment) => keys.has(assignmentKey(assignment)));
      return { is: 'done', result: { member, added, removedIds: change.removeIds } };
    },
    verifyQuery: `{ account(id: "${accountId}") { teamMember(userId: "${userId}") { assignments { id roleId } } } }`,
    wrote: ({ member }) => [
      {
        type: 'TeamMember',
        id: memberKey(member),
        did: 'change',
        fields: { assignments: member.assignments },
        isShownBy: (read) => isChanged(read as TeamMember, change),
      },
    ],
    paths: {
      userId: 'userId',
      newAssignments: 'add',
      'newAssignments.policyId': 'add',
      'newAssignments.restrictions': 'add',
      assignmentIdsToRemove: 'removeAssignmentIds',
    },
  };
}

async function planChange(
  context: GraphContext,
  accountId: string,
  userId: string,
  change: AssignmentChange,
  purpose: PlanPurpose,
): Promise<Planned<TeamMember>> {
  const [problems, places, roles, members] = await Promise.all([
    changeProblems(context, accountId, userId, change),
    placesOf(context, accountId, change.add),
    purpose === 'show' ? rolesById(context, accountId) : new Map<string, Role>(),
    membersById(context, accountId),
  ]);
  const member = members.get(userId);
  const calls = [{ endpoint: updateTeamMemberAssignments, count: 1 }];
  const all = [...problems, ...places.problems];
  if (member === undefined) return { changes: [], problems: all, calls, facts: null };
  const person = memberText(member);
  const gains = change.add.map(({ roleId, scope }): PlannedChange => {
    const right = `${titleOf(roles, roleId)} ${places.textOf(scope)}`;
    return {
      type: 'RoleAssignment',
      id: null,
      field: null,
      before: null,
      after: right,
      summary: `${person} gets ${right}.`,
    };
  });
  const lost = member.assignments.filter(({ id }) => id !== null && change.removeIds.includes(id));
  const losses = lost.map(({ id, roleId, scope }): PlannedChange => {
    const right = `${titleOf(roles, roleId)} ${scopeText(scope)}`;
    return {
      type: 'RoleAssignment',
      id,
      field: null,
      before: right,
      after: null,
      summary: `${person} loses ${right}.`,
    };
  });
  const isLast = gains.length === 0 && lost.length > 0 && lost.length === member.assignments.length;
  return {
    changes: [...gains, ...losses, ...(isLast ? [noRoleLeft(member)] : [])],
    problems: all,
    calls,
    warnings: await roleWarnings(context, accountId, change.add),
    facts: member,
  };
}

function noRoleLeft(member: TeamMember): PlannedChange {
  return {
    type: 'TeamMember',
    id: member.userId,
    field: 'assignments',
    before: String(member.assignments.length),
    after: '0',
    summary: `${memberText(member)} has no role left. Wix doesn't document whether that ends the membership.`,
  };
}
