import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { isValue } from '../../wix/values.ts';
import { builder } from '../builder.ts';
import type { RoleToGive } from '../role/assignable.ts';
import { pathOf } from '../write/user-error.ts';
import type { RoleAssignment } from './model.ts';

interface RoleScopeFields {
  readonly wholeAccount?: boolean | null | undefined;
  readonly siteIds?: readonly string[] | null | undefined;
  readonly folderIds?: readonly string[] | null | undefined;
}

export interface RoleGrantFields {
  readonly roleId: string;
  readonly scope: RoleScopeFields;
}

const RoleScopeInput = builder.inputRef<RoleScopeFields>('RoleScopeInput').implement({
  description:
    'Where a role is to hold: exactly one of the three. Nothing is implied: an empty list is refused, and the whole account ' +
    'has to be asked for.',
  fields: (t) => ({
    wholeAccount: t.boolean({
      required: false,
      description: 'True: everywhere in the account, every present and future site. False is refused.',
    }),
    siteIds: t.idList({ required: false, description: 'On these sites, by GUID: at least one, none twice.' }),
    folderIds: t.idList({
      required: false,
      description: 'On the sites of these folders, by GUID: at least one, none twice. Not for invites.',
    }),
  }),
});

export const RoleGrantInput = builder.inputRef<RoleGrantFields>('RoleGrantInput').implement({
  description: 'A role to give, and where it is to hold.',
  fields: (t) => ({
    roleId: t.id({
      required: true,
      description: "The role's id, decimal text, from `Account.roles`. The role of the owner cannot be given.",
    }),
    scope: t.field({ type: RoleScopeInput, required: true, description: 'Where it is to hold.' }),
  }),
});

export type GrantScope =
  | { readonly type: 'account' }
  | { readonly type: 'sites'; readonly siteIds: readonly string[] }
  | { readonly type: 'folders'; readonly folderIds: readonly string[] };

/** A role to give, as the input asks for it. */
export interface RoleGrant {
  readonly roleId: string;
  readonly scope: GrantScope;
  /** Where it stands in the input, dotted. */
  readonly field: string;
}

/** Reads a list of grants that stands at a field of the input. Throws an InputError for ids or scopes that are none. */
export function readGrants(field: string, grants: readonly RoleGrantFields[]): RoleGrant[] {
  return grants.map(({ roleId, scope }, index) => {
    const at = `${field}.${index}`;
    if (!isValue('decimalId', roleId)) {
      throw new InputError(`${at}.roleId`, 'roleId must be the id of a role, decimal text.');
    }
    return { roleId, scope: readScope(`${at}.scope`, scope), field: at };
  });
}

function readScope(field: string, scope: RoleScopeFields): GrantScope {
  const { wholeAccount, siteIds, folderIds } = scope;
  const given = [wholeAccount, siteIds, folderIds].filter((part) => part !== null && part !== undefined);
  if (given.length !== 1) {
    throw new InputError(field, 'scope takes exactly one of wholeAccount, siteIds and folderIds.');
  }
  if (siteIds) return { type: 'sites', siteIds: readIds(`${field}.siteIds`, siteIds, 'a site') };
  if (folderIds) return { type: 'folders', folderIds: readIds(`${field}.folderIds`, folderIds, 'a folder') };
  if (wholeAccount !== true) throw new InputError(`${field}.wholeAccount`, 'wholeAccount takes true only.');
  return { type: 'account' };
}

function readIds(field: string, given: readonly string[], noun: string): string[] {
  if (given.length === 0) {
    throw new InputError(field, 'A scope needs at least one id; for the whole account say wholeAccount: true.');
  }
  const ids = given.map((id, index) => guidInput(`${field}.${index}`, id, noun));
  if (new Set(ids).size < ids.length) throw new InputError(field, 'A scope must not name the same id twice.');
  return ids;
}

/** A grant as {@link RoleToGive}, for the check against the account's roles. */
export function roleToGive({ roleId, scope, field }: RoleGrant): RoleToGive {
  return { roleId, level: scope.type === 'account' ? 'ACCOUNT' : 'SITE', path: pathOf(`${field}.roleId`) };
}

/** Names the assignments that a grant makes: role and place, one for each site or folder. Comparable with {@link assignmentKey}. */
export function grantKeys({ roleId, scope }: RoleGrant): string[] {
  if (scope.type === 'account') return [`${roleId} account`];
  return scope.type === 'sites'
    ? scope.siteIds.map((id) => `${roleId} site ${id}`)
    : scope.folderIds.map((id) => `${roleId} folder ${id}`);
}

/** Names an assignment by role and place; two of one name give the same right. */
export function assignmentKey({ roleId, scope }: RoleAssignment): string {
  switch (scope.type) {
    case 'AccountScope':
      return `${roleId} account`;
    case 'SiteScope':
      return `${roleId} site ${scope.siteId}`;
    case 'FolderScope':
      return `${roleId} folder ${scope.folderIds.join(' ')}`;
    case 'UnknownScope':
      return `${roleId} unknown ${scope.raw}`;
  }
}
