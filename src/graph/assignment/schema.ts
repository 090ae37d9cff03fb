import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { rolesById } from '../role/loader.ts';
import { getRolesInfo } from '../role/rest.ts';
import { RoleRef } from '../role/schema.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import type { AssignmentScope, RoleAssignment } from './model.ts';

type Scope<Type extends AssignmentScope['type']> = Extract<AssignmentScope, { readonly type: Type }>;

const AccountScopeRef = builder.objectRef<Scope<'AccountScope'>>('AccountScope').implement({
  description: 'The role holds for the whole account: every site and every folder.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      description: 'The account.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
  }),
});

const SiteScopeRef = builder.objectRef<Scope<'SiteScope'>>('SiteScope').implement({
  description: 'The role holds for one site.',
  fields: (t) => ({
    siteId: t.exposeID('siteId', { description: "The site's GUID. Costs no call." }),
    siteName: t.exposeString('siteName', {
      nullable: true,
      description: "The site's name as the team list gives it. Costs no call.",
    }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description: 'The site; null when the account no longer has it. Loaded in batches of 100.',
      resolve: ({ accountId, siteId }, _args, context) => siteById(context, accountId).load(siteId),
    }),
  }),
});

export const FolderScopeRef = builder.objectRef<Scope<'FolderScope'>>('FolderScope').implement({
  description: 'The role holds for the sites of folders, usually of one.',
  fields: (t) => ({
    folderIds: t.exposeIDList('folderIds', { description: "The folders' GUIDs." }),
    folderPaths: t.exposeStringList('folderPaths', {
      description: "The folders' paths as the team list gives them, in the order of `folderIds` where Wix sends both.",
    }),
  }),
});

const UnknownScopeRef = builder.objectRef<Scope<'UnknownScope'>>('UnknownScope').implement({
  description: 'The role is restricted in a way that this graph does not know. Do not take it for the whole account.',
  fields: (t) => ({
    raw: t.exposeString('raw', { description: 'The restriction as Wix sent it, JSON text, cut at 1,000 characters.' }),
  }),
});

const AssignmentScopeRef = builder.unionType('AssignmentScope', {
  description: 'Where a role holds.',
  types: [AccountScopeRef, SiteScopeRef, FolderScopeRef, UnknownScopeRef],
  resolveType: (scope) => scope.type,
});

export const RoleAssignmentRef = builder.objectRef<RoleAssignment>('RoleAssignment').implement({
  description: 'A role given to somebody, and where it holds.',
  fields: (t) => ({
    id: t.exposeID('id', {
      nullable: true,
      description:
        'The id of the assignment, decimal text; null on an invite, whose assignments begin when it is accepted.',
    }),
    roleId: t.exposeID('roleId', { description: "The role's id. Costs no call." }),
    role: t.field({
      upstream: { endpoint: getRolesInfo, per: 'account' },
      type: RoleRef,
      nullable: true,
      description:
        'The role; null when the account does not list it (a deleted custom role). One REST call for all roles of an account.',
      resolve: ({ accountId, roleId }, _args, context) =>
        rolesById(context, accountId).then((roles) => roles.get(roleId) ?? null),
    }),
    scope: t.expose('scope', { type: AssignmentScopeRef, description: 'Where the role holds.' }),
  }),
});
