import { heldBy } from '../assignment/model.ts';
import { RoleAssignmentRef } from '../assignment/schema.ts';
import { builder, pageArgs } from '../builder.ts';
import { querySites } from '../site/rest.ts';
import { SiteConnectionRef, SiteRef } from '../site/schema.ts';
import { searchTeam } from '../team/rest.ts';
import { TeamMemberRef } from '../team/schema.ts';
import { accessToSite, sitesOfMember } from './loader.ts';
import type { SiteAccess } from './reach.ts';

const inSubfolders =
  "The graph assumes that a role on a folder also applies in the folders below it, which Wix doesn't document.";

const SiteAccessRef = builder.objectRef<SiteAccess>('SiteAccess').implement({
  description: "A member of the owner account's team who can reach a site, with the roles that give access.",
  fields: (t) => ({
    member: t.expose('member', { type: TeamMemberRef, description: 'The member.' }),
    assignments: t.field({
      type: [RoleAssignmentRef],
      description:
        "The member's assignments that give access to the site: on the account, on the site itself, or on a " +
        'folder that contains it.',
      resolve: ({ member, assignments }) => heldBy(member.userId, assignments),
    }),
  }),
});

builder.objectField(SiteRef, 'members', (t) =>
  t.field({
    upstream: { endpoint: searchTeam, per: 'account' },
    listSize: { assumedSize: 20 },
    type: [SiteAccessRef],
    nullable: true,
    description:
      "The members of the owner account's team who can reach the site: first those with a role on the whole " +
      `account, then on the site, then on folders. ${inSubfolders} Restrictions that this graph doesn't know give ` +
      'no access here. For contributors from other accounts, see `contributors`. Reads the whole team and the ' +
      'folders of the account once for all sites of the operation: one REST call per 50 members and invites ' +
      '(Search Team), and one per 1,000 folders (Query Folders).',
    resolve: (site, _args, context) => accessToSite(context, site),
  }),
);

builder.objectField(TeamMemberRef, 'sites', (t) =>
  t.field({
    upstream: { endpoint: querySites, per: 'batch' },
    type: SiteConnectionRef,
    nullable: true,
    description:
      'The sites that the member can reach, newest first. A role on the whole account reaches all its WIX and ' +
      'HEADLESS sites; other roles reach the assigned sites and the WIX and HEADLESS sites of the assigned ' +
      `folders. ${inSubfolders} Restrictions that this graph doesn't know give no access here. With a role on the ` +
      'account, costs what `Account.sites` does. Otherwise reads all sites in reach, with one REST call (Query Sites) ' +
      'per 100 over all members of the operation, and the folders of the account once.',
    args: {
      ...pageArgs(t.arg),
      includeTrashed: t.arg.boolean({
        required: false,
        defaultValue: false,
        description: 'Whether to list the sites in the trash with the others.',
      }),
    },
    resolve: (member, args, context) => sitesOfMember(context, member, args),
  }),
);
