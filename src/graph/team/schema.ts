import { guidInput } from '../../lib/guid-input.ts';
import { accountById } from '../account/loader.ts';
import { getAccount } from '../account/rest.ts';
import { AccountRef } from '../account/schema.ts';
import { heldBy } from '../assignment/model.ts';
import { RoleAssignmentRef } from '../assignment/schema.ts';
import { builder, connectionType, OrderDirection, pageArgs } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import { accountBeside } from '../directory/served.ts';
import { entity } from '../federation/entity.ts';
import { personal } from '../federation/personal.ts';
import { objectId } from '../object-id.ts';
import { checkRoleIds } from '../role/role-ids.ts';
import { membersById, type TeamMemberOrder, teamMembersOfAccount } from './loader.ts';
import type { TeamMember } from './model.ts';
import { searchTeam } from './rest.ts';

export const TeamMemberRef = builder.objectRef<TeamMember>('TeamMember');

const PersonNameRef = builder.objectRef<TeamMember>('PersonName').implement({
  description: "A person's name.",
  fields: (t) => ({
    first: t.exposeString('firstName', {
      ...personal('Names a person.'),
      nullable: true,
      description: 'First name.',
    }),
    last: t.exposeString('lastName', {
      ...personal('Names a person.'),
      nullable: true,
      description: 'Last name.',
    }),
    full: t.string({
      ...personal('Names a person.'),
      nullable: true,
      description: 'First and last name, separated by a space. Null if there is neither.',
      resolve: ({ firstName, lastName }) => [firstName, lastName].filter((part) => part !== null).join(' ') || null,
    }),
  }),
});

TeamMemberRef.implement({
  description:
    "A person in an account's team. Wix can't return a single member, so members are read from the team's list. " +
    'Costs one REST call per 50 members and invites (Search Team).',
  fields: (t) => ({
    id: t.id({
      description:
        'Identifies the membership: the person in this team. Opaque and unique over all accounts. Inputs take `userId`.',
      resolve: ({ accountId, userId }) => objectId('TeamMember', accountId, userId),
    }),
    accountId: t.exposeID('accountId', { description: "The account's GUID." }),
    userId: t.exposeID('userId', { description: "The member's user GUID. A user can be in several teams." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that the team works in.',
      resolve: (member) => accountBeside(member, member.accountId),
    }),
    email: t.expose('email', {
      ...personal('Reaches a person.'),
      type: 'EmailAddress',
      nullable: true,
      description: "The person's e-mail address.",
    }),
    name: t.field({
      ...personal('Names a person; all fields of the type do.'),
      type: PersonNameRef,
      description: "The person's name.",
      resolve: (member) => member,
    }),
    avatarUrl: t.exposeString('avatarUrl', {
      ...personal('Shows a person.'),
      nullable: true,
      description: "The person's picture as stored by Wix: a URL or a media path.",
    }),
    joinedAt: t.expose('joinedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the person joined the team.',
    }),
    assignments: t.field({
      type: [RoleAssignmentRef],
      description: 'The roles of the person and the places where they apply.',
      resolve: ({ userId, assignments }) => heldBy(userId, assignments),
    }),
  }),
});

const TeamMemberConnectionRef = connectionType(TeamMemberRef, {
  name: 'TeamMember',
  description: 'A page of team members.',
  totalCount:
    'The number of members in the whole list. Comes with the first page; with `search` or `roleIds`, the whole ' +
    'list is read.',
});

const TeamMemberOrderFieldRef = builder.enumType('TeamMemberOrderField', {
  description: 'The field to order team members by.',
  values: {
    NAME: { description: 'Name.' },
    JOINED_AT: { description: 'The time they joined the team.' },
  } as const,
});

export const TeamMemberOrderInput = builder.inputRef<TeamMemberOrder>('TeamMemberOrder').implement({
  description: 'The order of a list of team members.',
  fields: (t) => ({
    field: t.field({ type: TeamMemberOrderFieldRef, required: true, description: 'The field to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: false,
      defaultValue: 'ASC',
      description: 'The direction of the order.',
    }),
  }),
});

entity(builder, TeamMemberRef, {
  keys: ['accountId userId'],
  upstream: searchTeam,
  readKey: (representation) => ({ accountId: representation.guid('accountId'), userId: representation.guid('userId') }),
  load: async ({ accountId, userId }, context) => (await membersById(context, accountId)).get(userId) ?? null,
  node: { form: 'objectId', readKey: (userId, accountId) => ({ accountId, userId }) },
});

/** The filter of a list of members by roles. */
interface RolesArgs {
  readonly roleIds?: readonly string[] | null | undefined;
}

function userIdOf({ userId }: { readonly userId: string }): string {
  return guidInput('userId', userId, 'a user');
}

builder.objectFields(AccountRef, (t) => ({
  teamMembers: t.field({
    upstream: { endpoint: searchTeam, per: 'field' },
    type: TeamMemberConnectionRef,
    nullable: true,
    description: "The account's team, without invited people. Costs one REST call per 50 members and invites.",
    args: {
      ...pageArgs(t.arg),
      search: t.arg.string({
        required: false,
        description: 'Return only members whose name or e-mail address matches this text.',
      }),
      roleIds: t.arg.idList({
        required: false,
        description:
          'Return only members that have at least one of these roles anywhere (`Role.roleId`, decimal strings). ' +
          'Defaults to all members.',
      }),
      orderBy: t.arg({
        type: TeamMemberOrderInput,
        required: false,
        description: 'The order of the list. Defaults to the order of joining.',
      }),
    },
    ...checkedBy(({ roleIds }: RolesArgs) => checkRoleIds('roleIds', roleIds)),
    resolve: ({ id }, args, context) => {
      checkRoleIds('roleIds', args.roleIds);
      return teamMembersOfAccount(context, id, args);
    },
  }),
  teamMember: t.field({
    upstream: { endpoint: searchTeam, per: 'account' },
    type: TeamMemberRef,
    nullable: true,
    description:
      "A member of the team by their user id. Null if the team doesn't have the member. Reads the whole team.",
    args: { userId: t.arg.id({ required: true, description: "The member's user GUID." }) },
    ...checkedBy(userIdOf),
    resolve: async ({ id }, args, context) => {
      const userId = userIdOf(args);
      return (await membersById(context, id)).get(userId) ?? null;
    },
  }),
  owner: t.field({
    upstream: { endpoint: searchTeam, per: 'account', needs: [getAccount] },
    type: TeamMemberRef,
    nullable: true,
    description:
      "The owner of the account. Null if the team list doesn't include them. Reads the account and its whole " +
      'team; `ownerUserId` costs less.',
    resolve: async ({ id }, _args, context) => {
      const { ownerUserId } = await accountById(context, id);
      return ownerUserId === null ? null : ((await membersById(context, id)).get(ownerUserId) ?? null);
    },
  }),
}));
