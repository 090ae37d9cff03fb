import type { ListSpec } from '../../directory/list-spec.ts';
import type { Found, RecordType } from '../../directory/record.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { accountList, accountType, childList, childType } from '../account/directory.ts';
import { getAccount, listChildAccounts } from '../account/rest.ts';
import type { GraphContext } from '../context.ts';
import { domainList, domainRecord, domainType } from '../domain/directory.ts';
import type { Domain } from '../domain/model.ts';
import { listConnectedDomains } from '../domain/rest.ts';
import { folderList, folderRecord, folderType } from '../folder/directory.ts';
import type { Folder } from '../folder/model.ts';
import { queryFolders } from '../folder/rest.ts';
import { inviteRecord, inviteType } from '../invite/directory.ts';
import { type AccountInvite, toAccountInvite } from '../invite/model.ts';
import { siteList, siteRecord, siteType } from '../site/directory.ts';
import type { Site } from '../site/model.ts';
import { querySites } from '../site/rest.ts';
import { memberRecord, memberType } from '../team/directory.ts';
import { teamRows } from '../team/loader.ts';
import { type TeamMember, toTeamMember } from '../team/model.ts';
import { searchTeam } from '../team/rest.ts';
import { pagesOf } from './pages.ts';

/** The members of a team and the invites to it, which Wix returns in one list: one Search Team per 50, first joined first. */
const teamList: ListSpec<GraphContext> = {
  name: 'team',
  types: ['TeamMember', 'AccountInvite'],
  rank: 3,
  isOfRoots: false,
  leadsToAccounts: false,
  pages: (context, accountId) =>
    pagesOf(searchTeam.name, teamRows(context, accountId, {}), (row): Found[] => {
      const member = toTeamMember(row, accountId);
      const invite = toAccountInvite(row, accountId);
      return [...(member === null ? [] : [memberRecord(member)]), ...(invite === null ? [] : [inviteRecord(invite)])];
    }),
};

export const lists: readonly ListSpec<GraphContext>[] = [
  childList,
  siteList,
  domainList,
  teamList,
  folderList,
  accountList,
];

export const recordTypes: readonly RecordType[] = [
  accountType,
  childType,
  siteType,
  domainType,
  memberType,
  inviteType,
  folderType,
];

/** The endpoint whose scope a token needs to see the records of a type. */
export const readBy: Readonly<Record<string, AnyEndpoint>> = {
  Account: getAccount,
  ChildAccount: listChildAccounts,
  Site: querySites,
  Domain: listConnectedDomains,
  TeamMember: searchTeam,
  AccountInvite: searchTeam,
  Folder: queryFolders,
};

/** Returns an object that a write created as a record; null for a type that the directory doesn't have. */
export function recordOf(type: string, object: object): (Found & { readonly accountId: string }) | null {
  switch (type) {
    case 'Site':
      return { ...siteRecord(object as Site), accountId: (object as Site).accountId };
    case 'Domain':
      return { ...domainRecord(object as Domain), accountId: (object as Domain).accountId };
    case 'Folder':
      return { ...folderRecord(object as Folder), accountId: (object as Folder).accountId };
    case 'AccountInvite':
      return { ...inviteRecord(object as AccountInvite), accountId: (object as AccountInvite).accountId };
    case 'TeamMember':
      return { ...memberRecord(object as TeamMember), accountId: (object as TeamMember).accountId };
    default:
      return null;
  }
}
