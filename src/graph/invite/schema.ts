import { inviteSecretScope } from '../../wix/scope.ts';
import { AccountRef } from '../account/schema.ts';
import { RoleAssignmentRef } from '../assignment/schema.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import { searchTeam } from '../team/rest.ts';
import { invitesOfAccount } from './loader.ts';
import type { AccountInvite } from './model.ts';

export const InviteStatusRef = builder.enumType('InviteStatus', {
  description: 'What became of an invite.',
  values: {
    PENDING: { description: 'Sent, and can be accepted.' },
    ACCEPTED: { description: 'Accepted: the person has the roles.' },
    DECLINED: { description: 'Declined by the person.' },
    REVOKED: { description: 'Deleted or revoked by the account.' },
    EXPIRED: { description: 'Ran out before it was accepted.' },
    UNKNOWN: { description: 'A status that this graph does not know yet; see `statusRaw`.' },
  } as const,
});

export const AccountInviteRef = builder.objectRef<AccountInvite>('AccountInvite').implement({
  description: "An invite to join an account's team.",
  fields: (t) => ({
    id: t.exposeID('id', { description: "The invite's GUID." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that the invite is to.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    email: t.expose('email', {
      tag: 'pii',
      type: 'EmailAddress',
      nullable: true,
      description: 'Where the invite was sent. It may be accepted by a Wix user with another address.',
    }),
    status: t.expose('status', { type: InviteStatusRef, description: 'What became of the invite.' }),
    statusRaw: t.exposeString('statusRaw', {
      nullable: true,
      description: 'The status in the words of Wix, also where `status` is UNKNOWN.',
    }),
    acceptUrl: t.expose('acceptUrl', {
      secretScope: inviteSecretScope,
      tag: 'pii',
      type: 'URL',
      nullable: true,
      description:
        'The link that accepts the invite. Whoever has it can join: treat it as a secret. A token needs the scope `invites.secret`.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, description: 'When the invite was sent.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the invite last changed.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the invite runs out, or ran out.',
    }),
    assignments: t.expose('assignments', {
      type: [RoleAssignmentRef],
      description: 'The roles that the person gets by accepting, and where each will hold.',
    }),
  }),
});

const AccountInviteConnectionRef = connectionType(AccountInviteRef, {
  name: 'AccountInvite',
  description: 'A page of invites.',
  totalCount: 'How many invites the whole list has. Comes with the first page.',
});

builder.objectFields(AccountRef, (t) => ({
  invites: t.field({
    upstream: { endpoint: searchTeam, per: 'field' },
    type: AccountInviteConnectionRef,
    nullable: true,
    description:
      "The invites to the account's team, in Wix's order. One REST call for each 50 members and invites, shared with " +
      '`teamMembers`.',
    args: {
      ...pageArgs(t.arg),
      statuses: t.arg({
        type: [InviteStatusRef],
        required: false,
        description: 'Only invites with one of these statuses.',
      }),
    },
    resolve: ({ id }, args, context) => invitesOfAccount(context, id, args),
  }),
}));
