import { guidInputs } from '../../lib/guid-input.ts';
import { checkIds } from '../../lib/id-list.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { objectId } from '../object-id.ts';
import { rolesById } from '../role/loader.ts';
import type { Role } from '../role/model.ts';
import { type Batch, type BatchItem, findBatch, planBatch, sendBatch } from '../write/batch.ts';
import { batchItemFields } from '../write/batch-item.ts';
import type { PlanPurpose } from '../write/dry-run.ts';
import { sendAndVerify } from '../write/lost-write.ts';
import { dryRunInput, idempotencyKeyInput, payloadType, resultsPer } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { type Planned, runWrite, type Write, type WriteInput } from '../write/run-write.ts';
import { resultsBefore } from '../write/sent-before.ts';
import { memberKey, membersById } from './loader.ts';
import { leavingChanges, ownerIfKnown, removalProblem } from './removal-plan.ts';
import { removeMember, searchTeam } from './rest.ts';

/** One query can look for so many, with an alias each. */
const maxMembers = 50;

interface RemoveTeamMembersInput extends WriteInput {
  readonly userIds: readonly string[];
  readonly accountId?: string | null | undefined;
}

interface RemovedMember extends BatchItem {
  readonly accountId: string;
  readonly userId: string;
}

interface RemovedMembers {
  readonly accountId: string;
  readonly results: readonly RemovedMember[];
}

const RemoveTeamMembersInputRef = builder.inputRef<RemoveTeamMembersInput>('RemoveTeamMembersInput').implement({
  description: 'The people to remove and the account.',
  fields: (t) => ({
    userIds: t.idList({
      required: true,
      description: "The members' user GUIDs: 1 to 50, unique. Wix removes one per REST call.",
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const isRemoved = ({ userErrors }: RemovedMember) => userErrors.length === 0;

const RemovedMemberRef = builder.objectRef<RemovedMember>('RemoveTeamMemberResult').implement({
  description: 'The result of removing one person.',
  fields: (t) => ({
    ...batchItemFields<RemovedMember>(t),
    userId: t.exposeID('userId', { description: "The member's user GUID." }),
    removedTeamMemberId: t.id({
      nullable: true,
      description: 'The `id` of the removed team member, for caches that drop it. Null if the person was not removed.',
      resolve: (item) => (isRemoved(item) ? objectId('TeamMember', item.accountId, item.userId) : null),
    }),
  }),
});

const RemoveTeamMembersPayload = payloadType<RemovedMembers>('RemoveTeamMembersPayload', {
  description: 'The result of removing people from a team. Some can be removed while others are refused.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account that the people were removed from. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : { id: result.accountId }),
    }),
    results: t.field(resultsPer('person', RemovedMemberRef)),
  }),
});

builder.mutationField('removeTeamMembers', (t) =>
  t.field({
    upstream: { endpoint: removeMember, per: 'field', callsPerItem: 1, needs: [searchTeam] },
    type: RemoveTeamMembersPayload,
    nullable: true,
    description:
      "Removes many people from an account's team, one after the other, like `removeTeamMember`. The team is read once " +
      'before: a person who is not in it, or who owns the account, rejects the whole write. A dry run lists every role that ' +
      'would end. Costs one REST call per person (Remove Member), after one to identify the owner (Get Account) and ' +
      'one per 50 members and invites to read the team once (Search Team). A lost response costs the latter again.',
    args: {
      input: t.arg({
        type: RemoveTeamMembersInputRef,
        required: true,
        description: 'The people to remove and the account.',
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => removing(context, input)),
  }),
);

const pathOf = (index: number) => ['input', 'userIds', String(index)];

function removing(context: GraphContext, input: RemoveTeamMembersInput): Write<RemovedMembers, readonly string[]> {
  const accountId = ownerOf(context, input.accountId);
  const userIds = guidInputs('userIds', input.userIds, 'a user');
  const userAt = (index: number) => userIds[index] ?? '';
  const removed = (index: number): RemovedMember => ({
    index,
    accountId,
    userId: userAt(index),
    userErrors: [],
    verify: null,
  });
  const query = (members: string) => `{ account(id: "${accountId}") { ${members} } }`;
  const verifyAll = query(userIds.map((id, index) => `user${index}: teamMember(userId: "${id}") { userId }`).join(' '));
  const verifyQuery = (index: number) => query(`teamMember(userId: "${userAt(index)}") { userId }`);
  const batch: Batch<string, RemovedMember> = {
    pathOf,
    send: (index, _userId, { partial }) => {
      const send = removal(
        () => context.wix.call(removeMember, { accountId, body: { userId: userAt(index) } }),
        partial !== null,
      );
      return sendAndVerify<RemovedMember>(context, {
        endpoint: removeMember,
        send: () => send().then(() => removed(index)),
        look: async () => {
          const members = await membersById(context, accountId);
          // The team had the member before, and the list can lag.
          return members.has(userAt(index)) ? { is: 'notSeen' } : { is: 'done', result: removed(index) };
        },
        verifyQuery: verifyQuery(index),
      });
    },
    find: async (lost) => {
      const members = await membersById(context, accountId);
      return lost.flatMap(({ index }) => (members.has(userAt(index)) ? [] : [removed(index)]));
    },
    failed: (base) => ({ ...removed(base.index), ...base }),
    verifyQuery,
    verifyAll,
  };
  return {
    name: 'removeTeamMembers',
    input,
    endpoint: removeMember,
    lane: [accountId, 'team'],
    check: () => checkIds('userIds', userIds, maxMembers, 'a user'),
    plan: (purpose) => planRemovals(context, accountId, userIds, purpose),
    send: async (facts, before) => ({
      accountId,
      results: await sendBatch(context, batch, facts, resultsBefore(before)),
    }),
    find: (facts, { partial }) =>
      findBatch(batch, facts, partial?.results ?? null, (results) => ({ accountId, results })),
    verifyQuery: verifyAll,
    wrote: ({ results }) =>
      results.filter(isRemoved).map((item) => ({ type: 'TeamMember', id: memberKey(item), did: 'remove' })),
  };
}

async function planRemovals(
  context: GraphContext,
  accountId: string,
  userIds: readonly string[],
  purpose: PlanPurpose,
): Promise<Planned<readonly string[]>> {
  const [owner, members, roles] = await Promise.all([
    ownerIfKnown(context, accountId),
    membersById(context, accountId),
    purpose === 'show' ? rolesById(context, accountId) : new Map<string, Role>(),
  ]);
  const items = userIds.map((userId, index) => {
    const member = members.get(userId);
    const problem = removalProblem(member, owner, pathOf(index));
    const calls = problem === null ? [{ endpoint: removeMember, count: 1 }] : [];
    if (member === undefined || problem !== null)
      return { changes: [], problems: problem === null ? [] : [problem], calls, facts: null };
    return { changes: leavingChanges(member, roles), problems: [], calls, facts: userId };
  });
  return planBatch(items);
}
