import { guidInput } from '../../lib/guid-input.ts';
import { accountById } from '../account/loader.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { scopeText } from '../assignment/places.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { ownerRoleId, titleOf } from '../role/assignable.ts';
import { rolesById } from '../role/loader.ts';
import { sitesOfMember } from '../team-access/loader.ts';
import type { Plan } from '../write/dry-run.ts';
import { dryRunInput, payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { type Found, runWrite, type Write, type WriteInput } from '../write/run-write.ts';
import { RefusedError, type UserError } from '../write/user-error.ts';
import { noMember } from './assignment-change.ts';
import { memberKey, membersById } from './loader.ts';
import { memberText } from './model.ts';
import { removeMember } from './rest.ts';

interface RemoveTeamMemberInput extends WriteInput {
  readonly userId: string;
  readonly accountId?: string | null | undefined;
}

interface RemovedMember {
  readonly accountId: string;
  readonly userId: string;
}

const RemoveTeamMemberInputRef = builder.inputRef<RemoveTeamMemberInput>('RemoveTeamMemberInput').implement({
  description: 'Whom to remove from which team.',
  fields: (t) => ({
    userId: t.id({ required: true, description: "The member's user GUID; not their account's." }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
  }),
});

const RemoveTeamMemberPayload = payloadType<RemovedMember>('RemoveTeamMemberPayload', {
  description: 'What removing somebody from a team did.',
  fields: (t) => ({
    removedUserId: t.id({
      nullable: true,
      description: 'The user GUID of the person who was removed; null after a refusal.',
      resolve: ({ result }) => result?.userId ?? null,
    }),
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account that they were removed from; null after a refusal.',
      resolve: ({ result }) => (result === null ? null : { id: result.accountId }),
    }),
  }),
});

builder.mutationField('removeTeamMember', (t) =>
  t.field({
    upstream: { endpoint: removeMember, per: 'field' },
    type: RemoveTeamMemberPayload,
    nullable: true,
    description:
      "Removes somebody from an account's team: all their roles in the account end at once. Sites, domains and plans stay, since they " +
      'belong to the account. The person keeps their own Wix user, what they contribute to as another account, and invites ' +
      'that are pending. They can only come back by a new invite. The owner is refused before anything is sent. A dry run ' +
      'lists every role that would end. One REST call beside the one that tells the owner (Get Account).',
    args: { input: t.arg({ type: RemoveTeamMemberInputRef, required: true, description: 'Whom, and from where.' }) },
    resolve: (_root, { input }, context) => runWrite(context, () => removing(context, input)),
  }),
);

const isOwner: UserError = {
  code: 'NOT_ALLOWED',
  message: 'The owner of the account cannot be removed.',
  path: ['input', 'userId'],
  upstreamCode: null,
};

function removing(context: GraphContext, input: RemoveTeamMemberInput): Write<RemovedMember> {
  const accountId = ownerOf(context, input.accountId);
  const userId = guidInput('userId', input.userId, 'a user');
  const send = removal(() => context.wix.call(removeMember, { accountId, body: { userId } }));
  return {
    name: 'removeTeamMember',
    input,
    endpoint: removeMember,
    lane: [accountId, 'team'],
    plan: () => planRemoval(context, accountId, userId),
    prepare: async () => {
      if ((await ownerIfKnown(context, accountId)) === userId) throw new RefusedError([isOwner]);
    },
    send: async () => {
      await send();
      return { accountId, userId };
    },
    find: async (): Promise<Found<RemovedMember>> => {
      const members = await membersById(context, accountId);
      // The list may lag, but removing once more is harmless.
      return members.has(userId) ? { is: 'absent' } : { is: 'done', result: { accountId, userId } };
    },
    verifyQuery: `{ account(id: "${accountId}") { teamMember(userId: "${userId}") { userId } } }`,
    wrote: (removed) => [{ type: 'TeamMember', id: memberKey(removed), did: 'remove' }],
    paths: { userId: 'userId' },
  };
}

/** The owner's user id; null where the key may not read it: then Wix has to refuse. */
async function ownerIfKnown(context: GraphContext, accountId: string): Promise<string | null> {
  return accountById(context, accountId).then(
    ({ ownerUserId }) => ownerUserId,
    () => null,
  );
}

async function planRemoval(context: GraphContext, accountId: string, userId: string): Promise<Plan> {
  const [owner, members, roles] = await Promise.all([
    ownerIfKnown(context, accountId),
    membersById(context, accountId),
    rolesById(context, accountId),
  ]);
  const member = members.get(userId);
  const calls = [{ endpoint: removeMember, count: 1 }];
  if (member === undefined) return { changes: [], problems: [noMember], calls };
  const person = memberText(member);
  const siteCount = await sitesOfMember(context, member, { first: 1 }).totalCount;
  const losses = member.assignments.map(({ id, roleId, scope }) => {
    const right = `${titleOf(roles, roleId)} ${scopeText(scope)}`;
    const summary = `${person} loses ${right}.`;
    return { type: 'RoleAssignment', id, field: null, before: right, after: null, summary };
  });
  const leaving = { type: 'TeamMember', id: userId };
  const holdsOwnership = owner === userId || member.assignments.some(({ roleId }) => roleId === ownerRoleId);
  return {
    changes: [
      { ...leaving, field: null, before: person, after: null, summary: `${person} leaves the team.` },
      ...losses,
      {
        ...leaving,
        field: 'sites',
        before: siteCount === null ? null : String(siteCount),
        after: '0',
        summary: `${siteCount ?? 'An unknown number of'} sites are out of reach for ${person} then.`,
      },
    ],
    problems: holdsOwnership ? [isOwner] : [],
    calls,
  };
}
