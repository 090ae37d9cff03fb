import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { isValue } from '../../wix/values.ts';
import { builder } from '../builder.ts';
import type { RoleToGive } from '../role/assignable.ts';
import { pathOf } from '../write/user-error.ts';
import type { RoleAssignment } from './model.ts';

/** Has exactly one part, which is not null: the type is `@oneOf`. */
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
  isOneOf: true,
  description:
    'The scope of a role: exactly one field, not null. Nothing is implied: an empty list is rejected, and the ' +
    'whole account must be requested explicitly.',
  fields: (t) => ({
    wholeAccount: t.boolean({
      required: false,
      description: 'True applies the role to the whole account, including every future site. False is rejected.',
    }),
    siteIds: t.idList({
      required: false,
      description: 'The GUIDs of the sites that the role applies to: at least one, unique.',
    }),
    folderIds: t.idList({
      required: false,
      description:
        'The GUIDs of the folders whose sites the role applies to: at least one, unique. Not available for invites.',
    }),
  }),
});

export const RoleGrantInput = builder.inputRef<RoleGrantFields>('RoleGrantInput').implement({
  description: 'A role to assign, and its scope.',
  fields: (t) => ({
    roleId: t.id({
      required: true,
      description: "The role's id, a decimal string: `Role.roleId`. The owner role can't be assigned.",
    }),
    scope: t.field({ type: RoleScopeInput, required: true, description: 'The scope of the role.' }),
  }),
});

export type GrantScope =
  | { readonly type: 'account' }
  | { readonly type: 'sites'; readonly siteIds: readonly string[] }
  | { readonly type: 'folders'; readonly folderIds: readonly string[] };

/** A role to assign, as read from the input. */
export interface RoleGrant {
  readonly roleId: string;
  readonly scope: GrantScope;
  /** Dotted path in the input. */
  readonly field: string;
}

/** Reads the list of grants at a field of the input. Throws an InputError if an id or a scope is malformed. */
export function readGrants(field: string, grants: readonly RoleGrantFields[]): RoleGrant[] {
  return grants.map(({ roleId, scope }, index) => {
    const at = `${field}.${index}`;
    if (!isValue('decimalId', roleId)) {
      throw new InputError(`${at}.roleId`, 'roleId must be a role id: a decimal string, the roleId of a role.');
    }
    return { roleId, scope: readScope(`${at}.scope`, scope), field: at };
  });
}

function readScope(field: string, scope: RoleScopeFields): GrantScope {
  const { wholeAccount, siteIds, folderIds } = scope;
  if (siteIds) return { type: 'sites', siteIds: readIds(`${field}.siteIds`, siteIds, 'a site') };
  if (folderIds) return { type: 'folders', folderIds: readIds(`${field}.folderIds`, folderIds, 'a folder') };
  if (wholeAccount !== true)
    throw new InputError(
      `${field}.wholeAccount`,
      'wholeAccount must be true. For part of the account, use siteIds or folderIds instead.',
    );
  return { type: 'account' };
}

function readIds(field: string, given: readonly string[], noun: string): string[] {
  if (given.length === 0) {
    throw new InputError(field, 'A scope must have at least one id. For the whole account, set wholeAccount: true.');
  }
  const ids = given.map((id, index) => guidInput(`${field}.${index}`, id, noun));
  if (new Set(ids).size < ids.length) throw new InputError(field, 'The ids of a scope must be unique.');
  return ids;
}

/** Converts a grant to a {@link RoleToGive}, for the check against the account's roles. */
export function roleToGive({ roleId, scope, field }: RoleGrant): RoleToGive {
  return { roleId, level: scope.type === 'account' ? 'ACCOUNT' : 'SITE', path: pathOf(`${field}.roleId`) };
}

/**
 * Returns the keys of the assignments that a grant creates: role and scope, one for each site or folder. Comparable
 * with {@link assignmentKey}.
 */
export function grantKeys({ roleId, scope }: RoleGrant): string[] {
  if (scope.type === 'account') return [`${roleId} account`];
  return scope.type === 'sites'
    ? scope.siteIds.map((id) => `${roleId} site ${id}`)
    : scope.folderIds.map((id) => `${roleId} folder ${id}`);
}

/** Returns the key of an assignment: role and scope. Assignments with equal keys grant the same permissions. */
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
