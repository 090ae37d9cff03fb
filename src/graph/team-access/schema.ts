import { RoleAssignmentRef } from '../assignment/schema.ts';
import { builder, pageArgs } from '../builder.ts';
import { querySites } from '../site/rest.ts';
import { SiteConnectionRef, SiteRef } from '../site/schema.ts';
import { searchTeam } from '../team/rest.ts';
import { TeamMemberRef } from '../team/schema.ts';
import { accessToSite, sitesOfMember } from './loader.ts';
import type { SiteAccess } from './reach.ts';

const inSubfolders = 'A role on a folder is taken to hold in the folders below it too, which Wix does not document.';

const SiteAccessRef = builder.objectRef<SiteAccess>('SiteAccess').implement({
  description: "A member of the owner account's team who may reach a site, and by which roles.",
  fields: (t) => ({
    member: t.expose('member', { type: TeamMemberRef, description: 'The member.' }),
    assignments: t.expose('assignments', {
      type: [RoleAssignmentRef],
      description:
        "Those of the member's assignments that reach the site: on the account, on the site itself, or on a folder that " +
        'it lies in.',
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
      "Who of the owner account's team may reach the site: those with a role on the whole account first, then by roles on " +
      `the site, then on folders. ${inSubfolders} Restrictions that this graph does not know give no access here. ` +
      'Contributors from other accounts are in `contributors`. Reads the whole team and the folders of the account, once ' +
      'for all sites of the operation: one REST call for each 50 members and invites (Search Team), one for each 1,000 ' +
      'folders (Query Folders).',
    resolve: (site, _args, context) => accessToSite(context, site),
  }),
);

builder.objectField(TeamMemberRef, 'sites', (t) =>
  t.field({
    upstream: { endpoint: querySites, per: 'batch' },
    type: SiteConnectionRef,
    nullable: true,
    description:
      'The sites that the member may reach, newest first: all WIX and HEADLESS sites of the account for a role on the ' +
      `whole account, otherwise the assigned sites and the WIX and HEADLESS sites of the assigned folders. ${inSubfolders} ` +
      'Restrictions that this graph does not know give no access here. A role on the account costs one REST call for a page ' +
      '(Query Sites), and one for `totalCount` (Count Sites). Otherwise all sites in reach are read, one call for each 100 ' +
      'over all members of the operation, and the folders of the account once.',
    args: pageArgs(t.arg),
    resolve: (member, args, context) => sitesOfMember(context, member, args),
  }),
);
