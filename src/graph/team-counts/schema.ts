import { isValue } from '../../wix/values.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { InviteStatusRef } from '../invite/schema.ts';
import { defaultLocale, rolesOfAccount } from '../role/loader.ts';
import type { Role } from '../role/model.ts';
import { getRolesInfo } from '../role/rest.ts';
import { RoleRef } from '../role/schema.ts';
import { teamFacets } from '../team/loader.ts';
import { searchTeam } from '../team/rest.ts';
import { type InviteStatusCount, type RoleCount, type TeamCounts, toTeamCounts } from './model.ts';

const InviteStatusCountRef = builder.objectRef<InviteStatusCount>('InviteStatusCount').implement({
  description: "How many of the invites to an account's team have a status.",
  fields: (t) => ({
    status: t.expose('status', { type: InviteStatusRef, description: 'The status.' }),
    statusRaw: t.exposeString('statusRaw', {
      description: 'The status in the words of Wix, also where `status` is UNKNOWN.',
    }),
    count: t.exposeInt('count', { description: 'How many invites have it, at least 1.' }),
  }),
});

const RoleCountRef = builder.objectRef<RoleCount>('RoleCount').implement({
  description: "How many of an account's team hold a role.",
  fields: (t) => ({
    roleId: t.id({
      nullable: true,
      description: "The role's id, decimal text; null where Wix counts the role under its title. Costs no call.",
      resolve: ({ roleRaw }) => (isValue('decimalId', roleRaw) ? roleRaw : null),
    }),
    roleRaw: t.exposeString('roleRaw', {
      description: 'What Wix calls the role here, its id or its title: that is not documented. Costs no call.',
    }),
    role: t.field({
      upstream: { endpoint: getRolesInfo, per: 'account' },
      type: RoleRef,
      nullable: true,
      description:
        'The role; null when the account does not list it (a deleted custom role). One REST call for all roles of an account.',
      resolve: ({ accountId, roleRaw }, _args, context) => roleNamed(context, accountId, roleRaw),
    }),
    count: t.exposeInt('count', {
      description: 'How many hold it, at least 1. Whether Wix counts invited people too is not documented.',
    }),
  }),
});

async function roleNamed(context: GraphContext, accountId: string, idOrTitle: string): Promise<Role | null> {
  const roles = await rolesOfAccount(context, accountId, defaultLocale);
  return roles.find(({ id }) => id === idOrTitle) ?? roles.find(({ title }) => title === idOrTitle) ?? null;
}

const TeamCountsRef = builder.objectRef<TeamCounts>('TeamCounts').implement({
  description: "The size of an account's team in numbers, as Wix counts it.",
  fields: (t) => ({
    members: t.exposeInt('members', {
      nullable: true,
      description: 'How many members the team has; null when Wix did not count them.',
    }),
    invites: t.exposeInt('invites', {
      nullable: true,
      description: 'How many invites there are to the team, in any status; null when Wix did not count them.',
    }),
    invitesByStatus: t.expose('invitesByStatus', {
      type: [InviteStatusCountRef],
      nullable: true,
      description: 'How many invites have each status, in no documented order; a status that none has is left out.',
    }),
    byRole: t.expose('byRole', {
      type: [RoleCountRef],
      nullable: true,
      description: 'How many hold each role, in no documented order; a role that nobody holds is left out.',
    }),
  }),
});

builder.objectField(AccountRef, 'teamCounts', (t) =>
  t.field({
    upstream: { endpoint: searchTeam, per: 'field' },
    type: TeamCountsRef,
    nullable: true,
    description:
      "The size of the account's team in numbers. One REST call (Search Team), the same that brings the first page of " +
      '`teamMembers` and `invites`.',
    resolve: async ({ id }, _args, context) => toTeamCounts(await teamFacets(context, id, {}), id),
  }),
);
