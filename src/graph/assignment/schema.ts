import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { objectId } from '../object-id.ts';
import { rolesById } from '../role/loader.ts';
import { getRolesInfo } from '../role/rest.ts';
import { RoleRef } from '../role/schema.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { assignmentKey } from './grant.ts';
import type { AssignmentScope, HeldAssignment } from './model.ts';

type Scope<Type extends AssignmentScope['type']> = Extract<AssignmentScope, { readonly type: Type }>;

const AccountScopeRef = builder.objectRef<Scope<'AccountScope'>>('AccountScope').implement({
  description: 'The role applies to the whole account: every site and every folder.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      description: 'The account that the role applies to.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
  }),
});

const SiteScopeRef = builder.objectRef<Scope<'SiteScope'>>('SiteScope').implement({
  description: 'The role applies to one site.',
  fields: (t) => ({
    siteId: t.exposeID('siteId', { description: "The site's GUID. Costs no REST call." }),
    siteName: t.exposeString('siteName', {
      nullable: true,
      description: "The site's name in Wix's team list. Costs no REST call.",
    }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description: 'The site. Null if it no longer exists in the account. Read in batches of 100.',
      resolve: ({ accountId, siteId }, _args, context) => siteById(context, accountId).load(siteId),
    }),
  }),
});

export const FolderScopeRef = builder.objectRef<Scope<'FolderScope'>>('FolderScope').implement({
  description: 'The role applies to the sites of one folder, rarely of several.',
  fields: (t) => ({
    folderIds: t.exposeIDList('folderIds', { description: "The folders' GUIDs." }),
    folderPaths: t.exposeStringList('folderPaths', {
      description: "The folders' paths in Wix's team list, in the order of `folderIds` if Wix sends both.",
    }),
  }),
});

const UnknownScopeRef = builder.objectRef<Scope<'UnknownScope'>>('UnknownScope').implement({
  description: "The role has a restriction that this graph doesn't know. Don't treat it as the whole account.",
  fields: (t) => ({
    raw: t.exposeString('raw', {
      description: 'The restriction as Wix sends it: JSON text, truncated to 1,000 characters.',
    }),
  }),
});

const AssignmentScopeRef = builder.unionType('AssignmentScope', {
  description: 'The part of an account that a role applies to.',
  types: [AccountScopeRef, SiteScopeRef, FolderScopeRef, UnknownScopeRef],
  resolveType: (scope) => scope.type,
});

/** Returns Wix's id with its account; without one, the holder and what the assignment grants identify it. */
function idOf(assignment: HeldAssignment): string {
  const { accountId, id, holder } = assignment;
  return id === null
    ? objectId('RoleAssignment', accountId, holder, assignmentKey(assignment))
    : objectId('RoleAssignment', accountId, id);
}

export const RoleAssignmentRef = builder.objectRef<HeldAssignment>('RoleAssignment').implement({
  description: 'A role assigned to a person, and its scope.',
  fields: (t) => ({
    id: t.id({
      description:
        'Identifies the assignment. Opaque and unique over all accounts. The assignments of an invite have ids too, ' +
        'and get others once it is accepted. Inputs take `assignmentId`.',
      resolve: idOf,
    }),
    assignmentId: t.exposeID('id', {
      nullable: true,
      description:
        "The assignment's id in Wix, a decimal string, as inputs take it. Null on an invite, whose assignments start " +
        'when it is accepted.',
    }),
    roleId: t.exposeID('roleId', { description: "The role's id in Wix (`Role.roleId`). Costs no REST call." }),
    role: t.field({
      upstream: { endpoint: getRolesInfo, per: 'account' },
      type: RoleRef,
      nullable: true,
      description:
        "The role. Null if the account doesn't list it (a deleted custom role). Costs one REST call (Get Roles " +
        'Info) for all roles of an account.',
      resolve: ({ accountId, roleId }, _args, context) =>
        rolesById(context, accountId).then((roles) => roles.get(roleId) ?? null),
    }),
    scope: t.expose('scope', {
      type: AssignmentScopeRef,
      description: 'The part of the account that the role applies to.',
    }),
  }),
});
