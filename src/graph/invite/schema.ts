import { inviteSecretScope } from '../../wix/scope.ts';
import { AccountRef } from '../account/schema.ts';
import { heldBy } from '../assignment/model.ts';
import { RoleAssignmentRef } from '../assignment/schema.ts';
import { builder, connectionType, edgeType, pageArgs, rawValue } from '../builder.ts';
import { accountBeside } from '../directory/served.ts';
import { personal } from '../federation/personal.ts';
import { searchTeam } from '../team/rest.ts';
import { invitesOfAccount } from './loader.ts';
import type { AccountInvite } from './model.ts';

export const InviteStatusRef = builder.enumType('InviteStatus', {
  description: 'The status of an invite.',
  values: {
    PENDING: { description: 'The invite was sent and can be accepted.' },
    ACCEPTED: { description: 'The person accepted the invite and has the roles.' },
    DECLINED: { description: 'The person declined the invite.' },
    REVOKED: { description: 'The account deleted or revoked the invite.' },
    EXPIRED: { description: 'The invite expired before it was accepted.' },
    UNKNOWN: { description: "A status that this graph doesn't know yet. See `statusRaw`." },
  } as const,
});

export const AccountInviteRef = builder.objectRef<AccountInvite>('AccountInvite').implement({
  description: "An invite to join an account's team.",
  fields: (t) => ({
    id: t.exposeID('id', { description: "The invite's GUID." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that the invite is for.',
      resolve: (invite) => accountBeside(invite, invite.accountId),
    }),
    email: t.expose('email', {
      ...personal('Reaches a person.'),
      type: 'EmailAddress',
      nullable: true,
      description: 'The address that the invite was sent to. A Wix user with another address can accept it.',
    }),
    status: t.expose('status', { type: InviteStatusRef, description: 'The status of the invite.' }),
    statusRaw: t.exposeString('statusRaw', rawValue('status', 'status')),
    acceptUrl: t.expose('acceptUrl', {
      ...personal('Lets its reader act as the invited person.'),
      secretScope: inviteSecretScope,
      type: 'URL',
      nullable: true,
      description:
        'The link that accepts the invite. Anyone with the link can join: treat it as a secret. A token needs the scope ' +
        '`invites.secret`.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the invite was sent.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the invite was last changed.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the invite expires or expired.',
    }),
    inviterAccount: t.field({
      type: AccountRef,
      nullable: true,
      description: "The account that sent the invite. Null if Wix doesn't return it.",
      resolve: ({ inviterAccountId }) => (inviterAccountId === null ? null : { id: inviterAccountId }),
    }),
    assignments: t.field({
      type: [RoleAssignmentRef],
      description: 'The roles that the person gets by accepting, with their scopes.',
      resolve: ({ id, assignments }) => heldBy(id, assignments),
    }),
  }),
});

/** The edge type of an invite in its list. */
export const AccountInviteEdgeRef = edgeType(AccountInviteRef, 'AccountInvite');

const AccountInviteConnectionRef = connectionType(AccountInviteRef, {
  name: 'AccountInvite',
  edge: AccountInviteEdgeRef,
  description: 'A page of invites.',
  totalCount: 'The number of invites in the whole list. Comes with the first page.',
});

builder.objectFields(AccountRef, (t) => ({
  invites: t.field({
    upstream: { endpoint: searchTeam, per: 'field' },
    type: AccountInviteConnectionRef,
    nullable: true,
    description:
      "The invites to the account's team, in the order of joining that Wix gives them. Costs one REST call (Search Team) per 50 members and " +
      'invites, shared with `teamMembers`.',
    args: {
      ...pageArgs(t.arg),
      statuses: t.arg({
        type: [InviteStatusRef],
        required: false,
        description: 'Return only invites with one of these statuses.',
      }),
    },
    resolve: ({ id }, args, context) => invitesOfAccount(context, id, args),
  }),
}));
