import { languageInput } from '../../lib/language-input.ts';
import { list, text } from '../../lib/read.ts';
import type { ResponseOf } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { RoleGrantInput, roleToGive } from '../assignment/grant.ts';
import { placesOf } from '../assignment/places.ts';
import { builder, newEdge } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { personal } from '../federation/personal.ts';
import { queryFolders } from '../folder/rest.ts';
import { roleProblems, roleWarnings, titleOf } from '../role/assignable.ts';
import { rolesById } from '../role/loader.ts';
import { getRolesInfo } from '../role/rest.ts';
import { querySites } from '../site/rest.ts';
import { membersById } from '../team/loader.ts';
import type { TeamMember } from '../team/model.ts';
import { hasOpen } from '../write/bulk.ts';
import type { PlanPurpose } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType, resultsPer } from '../write/payload.ts';
import { type Found, type Planned, runWrite, type Write, type WriteInput } from '../write/run-write.ts';
import { resultsBefore } from '../write/sent-before.ts';
import { UserErrorRef } from '../write/user-error.ts';
import { givesExactly, type Invitee, type InviteeFields, readInvitees, toSubject } from './invitee.ts';
import { invitesOfAccount, invitesOfWholeTeam, pendingInvites } from './loader.ts';
import { type AccountInvite, toCreatedInvite } from './model.ts';
import { createInvite } from './rest.ts';
import { AccountInviteEdgeRef, AccountInviteRef } from './schema.ts';
import {
  emailKey,
  findInvites,
  type InviteAnswer,
  type InviteBatch,
  type InviteOutcome,
  sendInvites,
} from './send-invites.ts';

interface InviteTeamMembersInput extends WriteInput {
  readonly invitees: readonly InviteeFields[];
  readonly defaultEmailLanguage?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

type InviteResult = InviteOutcome<AccountInvite>;

interface InviteResults {
  readonly results: readonly InviteResult[];
}

const InviteeInput = builder.inputRef<InviteeFields>('TeamInviteeInput').implement({
  description: 'A person to invite to a team, with the roles to assign.',
  fields: (t) => ({
    email: t.field({
      type: 'EmailAddress',
      required: true,
      description: 'The address to mail the invite to. Anyone with the link can accept it, with any Wix account.',
    }),
    assignments: t.field({
      type: [RoleGrantInput],
      required: true,
      description: 'The roles that the person gets by accepting: at least one, unique.',
    }),
  }),
});

const InviteTeamMembersInputRef = builder.inputRef<InviteTeamMembersInput>('InviteTeamMembersInput').implement({
  description: "The people to invite to an account's team.",
  fields: (t) => ({
    invitees: t.field({
      type: [InviteeInput],
      required: true,
      description: 'The people to invite: 1 to 500, with unique e-mail addresses. Wix takes 50 per REST call.',
    }),
    defaultEmailLanguage: t.string({
      required: false,
      description:
        'The language of the e-mail for people without a Wix user, an ISO 639 code such as `de`. Defaults to the ' +
        "owner's language.",
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const InviteResultRef = builder.objectRef<InviteResult>('InviteTeamMemberResult').implement({
  description: 'The result of inviting one person.',
  fields: (t) => ({
    email: t.expose('email', {
      ...personal('Reaches a person.'),
      type: 'EmailAddress',
      description: 'The e-mail address as given in the input.',
    }),
    invite: t.expose('invite', {
      type: AccountInviteRef,
      nullable: true,
      description: 'The invite. Null if none was created.',
    }),
    inviteEdge: t.field({
      ...newEdge(AccountInviteEdgeRef, 'invite', 'Account.invites', null),
      description:
        'The invite as the first item of `Account.invites`, for caches that add it to their list. Null if none was created.',
      resolve: ({ invite }, _args, context) =>
        invite === null ? null : invitesOfAccount(context, invite.accountId, { first: 1 }).edgeOfNew(invite, null),
    }),
    error: t.expose('error', {
      type: UserErrorRef,
      nullable: true,
      description: 'The reason why the person was not invited. Null if they were.',
    }),
  }),
});

const InviteTeamMembersPayload = payloadType<InviteResults>('InviteTeamMembersPayload', {
  description: 'The result of inviting people to a team. Some can succeed while others fail.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account that the team works in. Null if nobody was invited, and after a refusal or a dry run.',
      resolve: ({ result }) => {
        const invite = result?.results.find((one) => one.invite !== null)?.invite;
        return invite === undefined || invite === null ? null : { id: invite.accountId };
      },
    }),
    results: t.field(resultsPer('person', InviteResultRef)),
  }),
});

builder.mutationField('inviteTeamMembers', (t) =>
  t.field({
    upstream: { endpoint: createInvite, per: 'field', needs: [getRolesInfo, querySites, queryFolders] },
    type: InviteTeamMembersPayload,
    nullable: true,
    description:
      "Invites people to an account's team. Wix mails each of them a link, and anyone who opens it joins with the " +
      "roles given here. Account invites can't be revoked or resent through the API, only in the Wix dashboard. " +
      "It's not documented whether Wix rejects people who are already invited or in the team; a dry run lists " +
      'them. The roles, sites and folders are checked before anything is sent. Costs one REST call per 50 people (Create ' +
      'Invite), after one for the roles (Get Roles Info), one per 50 pending invites (Search Team), so that new ones can ' +
      'be recognized if the response is lost, and one each for sites and folders, if given.',
    args: {
      input: t.arg({
        type: InviteTeamMembersInputRef,
        required: true,
        description: "The people to invite to an account's team.",
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => inviting(context, input)),
  }),
);

const path = ['input', 'invitees'];

function inviting(context: GraphContext, input: InviteTeamMembersInput): Write<InviteResults, InvitesBefore> {
  const accountId = ownerOf(context, input.accountId);
  const invitees = readInvitees(input.invitees);
  const language = languageInput('defaultEmailLanguage', input.defaultEmailLanguage);
  // The number tells where the new invites are not among the first 100.
  const verifyQuery = (before: InvitesBefore | null) =>
    `{ account(id: "${accountId}") { invites(first: 100, statuses: [PENDING]) { totalCount nodes { id email createdAt } } } }` +
    (before?.inviteIds == null ? '' : ` # ${before.inviteIds.length} before the write`);
  const batch = (before: InvitesBefore): InviteBatch<Invitee, ResponseOf<typeof createInvite>, AccountInvite> => ({
    endpoint: createInvite,
    items: invitees,
    emailOf: ({ email }) => email,
    maxItems: createInvite.maxItems,
    path,
    send: (part) =>
      context.wix.call(createInvite, {
        accountId,
        body: {
          subjectsAssignments: part.map((invitee) => toSubject(invitee, accountId)),
          ...(language === null ? {} : { defaultEmailLanguage: language }),
        },
      }),
    read: (answer) => readAnswer(answer, accountId),
    find: (part) => findSent(context, accountId, part, before.inviteIds),
    verifyQuery: verifyQuery(before),
  });
  return {
    name: 'inviteTeamMembers',
    input,
    endpoint: createInvite,
    lane: [accountId, 'team'],
    plan: (purpose) => planInvites(context, accountId, invitees, purpose),
    send: async (facts, before) => ({ results: await sendInvites(context, resultsBefore(before), batch(facts)) }),
    find: async (before, { partial }): Promise<Found<InviteResults>> => {
      const results = await findInvites(partial?.results ?? null, batch(before));
      if (before.inviteIds === null) return { is: 'unknown' };
      if (!hasOpen(results)) return { is: 'done', result: { results } };
      return results.every(({ error }) => error?.code === 'OUTCOME_UNKNOWN')
        ? { is: 'notSeen' }
        : { is: 'partly', result: { results } };
    },
    verifyQuery,
    wrote: ({ results }) =>
      results.flatMap(({ invite }) =>
        invite === null ? [] : [{ type: 'AccountInvite', id: invite.id, did: 'create', object: invite }],
      ),
    paths: {
      subjectsAssignments: 'invitees',
      'subjectsAssignments.subjectEmail': 'invitees',
      'subjectsAssignments.assignments': 'invitees',
      defaultEmailLanguage: 'defaultEmailLanguage',
    },
  };
}

function readAnswer(answer: ResponseOf<typeof createInvite>, accountId: string): InviteAnswer<AccountInvite> {
  return {
    invites: list(answer.successfulInvites).flatMap((raw) => toCreatedInvite(raw, accountId) ?? []),
    refused: new Map(
      list(answer.failedInvites).map((failed) => {
        const { subjectEmail, errorMessage } = failed as { subjectEmail?: unknown; errorMessage?: unknown };
        return [text(subjectEmail) ?? '', text(errorMessage)];
      }),
    ),
  };
}

/** The invites of the account before more are sent. */
interface InvitesBefore {
  /** The ids of the pending ones; null if the key can't list them, so that a lost response leaves the outcome unknown. */
  readonly inviteIds: readonly string[] | null;
}

/**
 * Finds pending invites to these people with exactly their roles that were not pending before. Leaves out those that
 * Wix doesn't list, or not yet.
 */
async function findSent(
  context: GraphContext,
  accountId: string,
  invitees: readonly Invitee[],
  before: readonly string[] | null,
): Promise<ReadonlyMap<Invitee, AccountInvite>> {
  const found = new Map<Invitee, AccountInvite>();
  if (before === null) return found;
  const known = new Set(before);
  const made = (await pendingInvites(context, accountId)).filter(({ id }) => !known.has(id));
  for (const invitee of invitees) {
    const isOwn = (invite: AccountInvite) =>
      emailKey(invite.email ?? '') === emailKey(invitee.email) && givesExactly(invite, invitee.grants);
    const own = made.find(isOwn);
    if (own !== undefined) found.set(invitee, own);
  }
  return found;
}

/** Returns the ids of the pending invites; null if the key can't list them. */
async function idsOfPending(context: GraphContext, accountId: string): Promise<readonly string[] | null> {
  try {
    return (await pendingInvites(context, accountId)).map(({ id }) => id);
  } catch (error) {
    if (error instanceof WixError && error.failure === 'forbidden') return null;
    throw error;
  }
}

async function planInvites(
  context: GraphContext,
  accountId: string,
  invitees: readonly Invitee[],
  purpose: PlanPurpose,
): Promise<Planned<InvitesBefore>> {
  const grants = invitees.flatMap((invitee) => invitee.grants);
  const isShown = purpose === 'show';
  const [atRoles, places, roles, members, invites, inviteIds] = await Promise.all([
    roleProblems(context, accountId, grants.map(roleToGive)),
    placesOf(context, accountId, grants),
    rolesById(context, accountId),
    isShown ? membersById(context, accountId) : new Map<string, TeamMember>(),
    isShown ? invitesOfWholeTeam(context, accountId) : [],
    isShown ? null : idsOfPending(context, accountId),
  ]);
  const inTeam = new Set([...members.values()].map(({ email }) => emailKey(email ?? '')));
  const pending = new Set(
    invites.filter(({ status }) => status === 'PENDING').map(({ email }) => emailKey(email ?? '')),
  );
  return {
    changes: invitees.map(({ email, grants: given }) => {
      const rights = given.map(({ roleId, scope }) => `${titleOf(roles, roleId)} ${places.textOf(scope)}`);
      const notes = [
        inTeam.has(emailKey(email)) ? ' A team member already has this address.' : '',
        pending.has(emailKey(email)) ? ' An invite to this address is already pending; this creates another one.' : '',
      ];
      return {
        type: 'AccountInvite',
        id: null,
        field: null,
        before: null,
        after: email,
        summary: `${email} gets an e-mail with an invite: ${rights.join('; ')}.${notes.join('')}`,
      };
    }),
    problems: [...atRoles, ...places.problems],
    facts: { inviteIds },
    warnings: await roleWarnings(context, accountId, grants),
    calls: [{ endpoint: createInvite, count: Math.ceil(invitees.length / createInvite.maxItems) }],
  };
}
