import { isValue } from '../../wix/values.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { InviteStatusRef } from '../invite/schema.ts';
import { defaultLocale, rolesOfAccount } from '../role/loader.ts';
import type { Role } from '../role/model.ts';
import { getRolesInfo } from '../role/rest.ts';
import { RoleRef } from '../role/schema.ts';
import { membersById, teamFacets } from '../team/loader.ts';
import { searchTeam } from '../team/rest.ts';
import { type InviteStatusCount, type RoleCount, type TeamCounts, toTeamCounts } from './model.ts';

const InviteStatusCountRef = builder.objectRef<InviteStatusCount>('InviteStatusCount').implement({
  description: "The number of invites to an account's team with one status.",
  fields: (t) => ({
    status: t.expose('status', { type: InviteStatusRef, description: 'The status of the invites.' }),
    statusRaw: t.exposeString('statusRaw', {
      description: 'The status as Wix sends it, even if `status` is UNKNOWN.',
    }),
    count: t.exposeInt('count', { description: 'The number of invites with the status, at least 1.' }),
  }),
});

const RoleCountRef = builder.objectRef<RoleCount>('RoleCount').implement({
  description: "The number of members and invites of an account's team with one role.",
  fields: (t) => ({
    roleId: t.id({
      nullable: true,
      description:
        'The id of the role, a decimal string. Null if Wix counts the role by its title. Costs no REST call.',
      resolve: ({ roleRaw }) => (isValue('decimalId', roleRaw) ? roleRaw : null),
    }),
    roleRaw: t.exposeString('roleRaw', {
      description: "The role as Wix sends it: its id or its title. Wix doesn't document which. Costs no REST call.",
    }),
    role: t.field({
      upstream: { endpoint: getRolesInfo, per: 'account' },
      type: RoleRef,
      nullable: true,
      description:
        "The role. Null if the account doesn't list it (a deleted custom role). Costs one REST call (Get Roles " +
        'Info) for all roles of an account.',
      resolve: ({ accountId, roleRaw }, _args, context) => roleNamed(context, accountId, roleRaw),
    }),
    count: t.exposeInt('count', {
      description:
        "The number of members and invites with the role, as counted by Wix, at least 1. Wix doesn't document that it " +
        'counts invites. For the members alone, see `memberCount`.',
    }),
    memberCount: t.int({
      upstream: { endpoint: searchTeam, per: 'account' },
      nullable: true,
      description:
        'The number of members with the role, without invites; 0 if only invites have it. Null if the account does ' +
        'not list the role and Wix counts it by its title. Reads the whole team once for all roles: one REST call per 50 members and invites ' +
        '(Search Team).',
      resolve: ({ accountId, roleRaw }, _args, context) => membersWithRole(context, accountId, roleRaw),
    }),
  }),
});

async function roleNamed(context: GraphContext, accountId: string, idOrTitle: string): Promise<Role | null> {
  const roles = await rolesOfAccount(context, accountId, defaultLocale);
  return roles.find(({ id }) => id === idOrTitle) ?? roles.find(({ title }) => title === idOrTitle) ?? null;
}

async function membersWithRole(context: GraphContext, accountId: string, roleRaw: string): Promise<number | null> {
  const [members, roleId] = await Promise.all([
    membersById(context, accountId),
    isValue('decimalId', roleRaw) ? roleRaw : roleNamed(context, accountId, roleRaw).then((role) => role?.id ?? null),
  ]);
  if (roleId === null) return null;
  return [...members.values()].filter(({ assignments }) => assignments.some((one) => one.roleId === roleId)).length;
}

const TeamCountsRef = builder.objectRef<TeamCounts>('TeamCounts').implement({
  description: "The size of an account's team, as counted by Wix.",
  fields: (t) => ({
    members: t.exposeInt('members', {
      nullable: true,
      description: 'The number of members in the team. Null if Wix did not count them.',
    }),
    invites: t.exposeInt('invites', {
      nullable: true,
      description: 'The number of invites to the team, in any status. Null if Wix did not count them.',
    }),
    invitesByStatus: t.expose('invitesByStatus', {
      type: [InviteStatusCountRef],
      nullable: true,
      description: 'The number of invites per status, in no documented order. Statuses without invites are omitted.',
    }),
    byRole: t.expose('byRole', {
      type: [RoleCountRef],
      nullable: true,
      description:
        'The number of members and invites per role, in no documented order. Roles that nobody has are omitted.',
    }),
  }),
});

builder.objectField(AccountRef, 'teamCounts', (t) =>
  t.field({
    upstream: { endpoint: searchTeam, per: 'field' },
    type: TeamCountsRef,
    nullable: true,
    description:
      "The size of the account's team. Costs one REST call (Search Team), which also returns the first page of " +
      '`teamMembers` and `invites`.',
    resolve: async ({ id }, _args, context) => toTeamCounts(await teamFacets(context, id, {}), id),
  }),
);
