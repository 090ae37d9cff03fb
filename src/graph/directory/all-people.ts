import { guidInputs } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, OrderDirection, pageArgs } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import type { AccountInvite, InviteStatus } from '../invite/model.ts';
import { AccountInviteRef, InviteStatusRef } from '../invite/schema.ts';
import { checkRoleIds } from '../role/role-ids.ts';
import type { TeamMemberOrder } from '../team/loader.ts';
import type { TeamMember } from '../team/model.ts';
import { searchTeam } from '../team/rest.ts';
import { TeamMemberOrderInput, TeamMemberRef } from '../team/schema.ts';
import { directoryList } from './connection.ts';
import {
  accountIdsField,
  accountsOf,
  direction,
  orderDescription,
  orderField,
  totalCount,
  withStatus,
} from './list-fields.ts';
import { openDirectory } from './open.ts';

interface AllTeamMembersFilter {
  readonly accountIds?: readonly string[] | null | undefined;
  readonly roleIds?: readonly string[] | null | undefined;
  readonly userIds?: readonly string[] | null | undefined;
}

interface AllInvitesFilter {
  readonly accountIds?: readonly string[] | null | undefined;
  readonly statuses?: readonly InviteStatus[] | null | undefined;
}

interface AllInvitesOrder {
  readonly field: 'CREATED_AT' | 'EXPIRES_AT' | 'EMAIL';
  readonly direction?: 'ASC' | 'DESC' | null | undefined;
}

const AllTeamMembersFilterInput = builder.inputRef<AllTeamMembersFilter>('AllTeamMembersFilter').implement({
  description: 'Filter of the members of several teams. A member must match all fields given.',
  fields: (t) => ({
    accountIds: t.idList(accountIdsField),
    roleIds: t.idList({
      required: false,
      description: 'Only members that have at least one of these roles anywhere: `Role.roleId`, decimal strings.',
    }),
    userIds: t.idList({ required: false, description: 'Only memberships of these users, by their GUID.' }),
  }),
});

const AllInvitesFilterInput = builder.inputRef<AllInvitesFilter>('AllInvitesFilter').implement({
  description: 'Filter of the invites to several teams. An invite must match all fields given.',
  fields: (t) => ({
    accountIds: t.idList(accountIdsField),
    statuses: t.field({ type: [InviteStatusRef], description: 'Only invites with one of these statuses.' }),
  }),
});

const AllInvitesOrderFieldRef = builder.enumType('AllInvitesOrderField', {
  description: 'The field to order the invites to several teams by.',
  values: {
    CREATED_AT: { description: 'The time they were sent.' },
    EXPIRES_AT: { description: 'The time they expire.' },
    EMAIL: { description: 'The address that they were sent to.' },
  } as const,
});

const AllInvitesOrderInput = builder.inputRef<AllInvitesOrder>('AllInvitesOrder').implement({
  description: 'The order of the invites to several teams.',
  fields: (t) => ({
    field: t.field({ type: AllInvitesOrderFieldRef, ...orderField }),
    direction: t.field({ type: OrderDirection, ...direction }),
  }),
});

const AllTeamMembersConnectionRef = connectionType(TeamMemberRef, {
  name: 'AllTeamMembers',
  description: 'A page of the members of several teams.',
  totalCount: totalCount('team members'),
});

const AllInvitesConnectionRef = connectionType(AccountInviteRef, {
  name: 'AllInvites',
  description: 'A page of the invites to several teams.',
  totalCount: totalCount('invites'),
});

withStatus(AllTeamMembersConnectionRef);
withStatus(AllInvitesConnectionRef);

/** Returns the filter of a list of members. Throws an {@link InputError} for malformed ids. */
function memberFilter(args: { readonly filter?: AllTeamMembersFilter | null | undefined }) {
  const { roleIds, userIds } = args.filter ?? {};
  checkRoleIds('filter.roleIds', roleIds);
  const ofUsers = userIds == null ? null : guidInputs('filter.userIds', userIds, 'a user');
  return { ofAccounts: accountsOf(args), ofUsers, roleIds };
}

builder.objectFields(AccountRef, (t) => ({
  allTeamMembers: t.field({
    directory: [searchTeam],
    type: AllTeamMembersConnectionRef,
    nullable: true,
    description:
      'The members of the teams of this account and all its child accounts, from the directory: one item for each ' +
      'membership. Their own fields and `account` cost no REST call; other fields cost what they always cost.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: AllTeamMembersFilterInput,
        required: false,
        description: 'The filter of the list. Defaults to all members.',
      }),
      orderBy: t.arg({ type: TeamMemberOrderInput, required: false, description: orderDescription('by name') }),
    },
    ...checkedBy(memberFilter),
    resolve: async ({ id }, args, context) => {
      const { ofAccounts, ofUsers, roleIds } = memberFilter(args);
      const opened = await openDirectory(context, id, ['TeamMember']);
      const order: TeamMemberOrder = args.orderBy ?? { field: 'NAME' };
      return directoryList<TeamMember>({
        opened,
        type: 'TeamMember',
        scope: ['Account.allTeamMembers', ofAccounts, roleIds ?? null, ofUsers, order],
        order: order.field,
        isReversed: order.direction === 'DESC',
        args,
        fits: ({ accountId, userId, assignments }) =>
          (ofAccounts === null || ofAccounts.includes(accountId)) &&
          (ofUsers === null || ofUsers.includes(userId)) &&
          (roleIds == null || assignments.some(({ roleId }) => roleIds.includes(roleId))),
        facets: { account: ({ accountId }) => accountId },
      });
    },
  }),
  allInvites: t.field({
    directory: [searchTeam],
    type: AllInvitesConnectionRef,
    nullable: true,
    description:
      'The invites to the teams of this account and all its child accounts, from the directory. Their own fields and ' +
      '`account` cost no REST call; other fields cost what they always cost.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: AllInvitesFilterInput,
        required: false,
        description: 'The filter of the list. Defaults to invites in every status.',
      }),
      orderBy: t.arg({
        type: AllInvitesOrderInput,
        required: false,
        description: orderDescription('first expiring first'),
      }),
    },
    ...checkedBy(accountsOf),
    resolve: async ({ id }, args, context) => {
      const statuses = args.filter?.statuses;
      const ofAccounts = accountsOf(args);
      const opened = await openDirectory(context, id, ['AccountInvite']);
      const order: AllInvitesOrder = args.orderBy ?? { field: 'EXPIRES_AT' };
      return directoryList<AccountInvite>({
        opened,
        type: 'AccountInvite',
        scope: ['Account.allInvites', ofAccounts, statuses ?? null, order],
        order: order.field,
        isReversed: order.direction === 'DESC',
        args,
        fits: ({ accountId, status }) =>
          (ofAccounts === null || ofAccounts.includes(accountId)) && (statuses == null || statuses.includes(status)),
        facets: { account: ({ accountId }) => accountId, status: ({ status }) => status },
      });
    },
  }),
}));
