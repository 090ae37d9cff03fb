import { guidInput } from '../../lib/guid-input.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { objectId } from '../object-id.ts';
import { rolesById } from '../role/loader.ts';
import type { Role } from '../role/model.ts';
import { sitesOfMember } from '../team-access/loader.ts';
import type { PlanPurpose } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { type Found, type Planned, runWrite, type Write, type WriteInput } from '../write/run-write.ts';
import { memberKey, membersById } from './loader.ts';
import { memberText } from './model.ts';
import { leavingChanges, ownerIfKnown, removalProblem } from './removal-plan.ts';
import { removeMember, searchTeam } from './rest.ts';

interface RemoveTeamMemberInput extends WriteInput {
  readonly userId: string;
  readonly accountId?: string | null | undefined;
}

interface RemovedMember {
  readonly accountId: string;
  readonly userId: string;
}

const RemoveTeamMemberInputRef = builder.inputRef<RemoveTeamMemberInput>('RemoveTeamMemberInput').implement({
  description: 'The person to remove and the account.',
  fields: (t) => ({
    userId: t.id({ required: true, description: "The member's user GUID. Not the GUID of their account." }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const RemoveTeamMemberPayload = payloadType<RemovedMember>('RemoveTeamMemberPayload', {
  description: 'The result of removing a person from a team.',
  fields: (t) => ({
    removedUserId: t.id({
      nullable: true,
      description: "The GUID of the removed person's user. Null after a refusal or a dry run.",
      resolve: ({ result }) => result?.userId ?? null,
    }),
    removedTeamMemberId: t.id({
      nullable: true,
      description: 'The `id` of the removed team member, for caches that drop it. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : objectId('TeamMember', result.accountId, result.userId)),
    }),
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account that the person was removed from. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : { id: result.accountId }),
    }),
  }),
});

builder.mutationField('removeTeamMember', (t) =>
  t.field({
    upstream: { endpoint: removeMember, per: 'field', needs: [searchTeam] },
    type: RemoveTeamMemberPayload,
    nullable: true,
    description:
      "Removes a person from an account's team. All their roles in the account end at once. Sites, domains and " +
      'plans are kept, because the account owns them. The person keeps their own Wix user, the sites they ' +
      'contribute to as another account, and pending invites. To come back, they need a new invite. Removing the ' +
      'owner is rejected before anything is sent. A dry run lists every role that would end. Costs one REST call, ' +
      'after one to identify the owner (Get Account) and one per 50 members and invites to find the member (Search Team).',
    args: {
      input: t.arg({
        type: RemoveTeamMemberInputRef,
        required: true,
        description: 'The person to remove and the account.',
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => removing(context, input)),
  }),
);

function removing(context: GraphContext, input: RemoveTeamMemberInput): Write<RemovedMember> {
  const accountId = ownerOf(context, input.accountId);
  const userId = guidInput('userId', input.userId, 'a user');
  const send = removal(() => context.wix.call(removeMember, { accountId, body: { userId } }));
  return {
    name: 'removeTeamMember',
    input,
    endpoint: removeMember,
    lane: [accountId, 'team'],
    plan: (purpose) => planRemoval(context, accountId, userId, purpose),
    send: async () => {
      await send();
      return { accountId, userId };
    },
    find: async (): Promise<Found<RemovedMember>> => {
      const members = await membersById(context, accountId);
      // The team had the member before, and the list can lag.
      return members.has(userId) ? { is: 'notSeen' } : { is: 'done', result: { accountId, userId } };
    },
    verifyQuery: `{ account(id: "${accountId}") { teamMember(userId: "${userId}") { userId } } }`,
    wrote: (removed) => [{ type: 'TeamMember', id: memberKey(removed), did: 'remove' }],
    paths: { userId: 'userId' },
  };
}

async function planRemoval(
  context: GraphContext,
  accountId: string,
  userId: string,
  purpose: PlanPurpose,
): Promise<Planned<null>> {
  const [owner, members, roles] = await Promise.all([
    ownerIfKnown(context, accountId),
    membersById(context, accountId),
    purpose === 'show' ? rolesById(context, accountId) : new Map<string, Role>(),
  ]);
  const member = members.get(userId);
  const calls = [{ endpoint: removeMember, count: 1 }];
  const problem = removalProblem(member, owner, ['input', 'userId']);
  if (member === undefined || problem !== null)
    return { changes: [], problems: problem === null ? [] : [problem], calls };
  const siteCount =
    purpose === 'send' ? null : await sitesOfMember(context, member, { includeTrashed: true }).totalCount;
  return {
    changes: [
      ...leavingChanges(member, roles),
      {
        type: 'TeamMember',
        id: userId,
        field: 'sites',
        before: siteCount === null ? null : String(siteCount),
        after: '0',
        summary: `${memberText(member)} loses access to ${siteCount ?? 'an unknown number of'} sites.`,
      },
    ],
    problems: [],
    calls,
  };
}
