import { InputError } from '../../lib/input-error.ts';
import {
  assignmentKey,
  type GrantScope,
  grantKeys,
  type RoleGrant,
  type RoleGrantFields,
  readGrants,
} from '../assignment/grant.ts';
import type { AccountInvite } from './model.ts';
import type { WixInviteResource, WixInviteSubject } from './rest.ts';
import { repeatedEmail } from './send-invites.ts';

export interface InviteeFields {
  readonly email: string;
  readonly assignments: readonly RoleGrantFields[];
}

/** Somebody to invite, as the input names them. */
export interface Invitee {
  readonly email: string;
  readonly grants: readonly RoleGrant[];
}

/** The most that one mutation takes: ten calls. */
const maxInvitees = 500;

/** Reads and checks the invitees. Throws an InputError for what could not be sent, or would be sent twice. */
export function readInvitees(given: readonly InviteeFields[]): Invitee[] {
  if (given.length < 1 || given.length > maxInvitees) {
    throw new InputError('invitees', `invitees takes 1 to ${maxInvitees} people.`);
  }
  const repeated = repeatedEmail(given.map(({ email }) => email));
  if (repeated !== null) {
    throw new InputError(`invitees.${repeated}.email`, 'invitees must not name an e-mail address twice.');
  }
  return given.map(({ email, assignments }, index) => ({ email, grants: readRoles(index, assignments) }));
}

function readRoles(index: number, assignments: readonly RoleGrantFields[]): RoleGrant[] {
  const field = `invitees.${index}.assignments`;
  if (assignments.length === 0) throw new InputError(field, 'An invitee needs at least one role.');
  const grants = readGrants(field, assignments);
  const roleIds = new Set<string>();
  for (const { roleId, scope, field: at } of grants) {
    if (scope.type === 'folders') {
      throw new InputError(
        `${at}.scope.folderIds`,
        'Wix documents no invites to folders: invite to sites, and give the folder once the person has joined.',
      );
    }
    if (roleIds.has(roleId)) throw new InputError(`${at}.roleId`, 'An invitee must not be given a role twice.');
    roleIds.add(roleId);
  }
  return grants;
}

/** An invitee in Wix's words. The whole account is named: Wix would take a role without resources for it too. */
export function toSubject({ email, grants }: Invitee, accountId: string): WixInviteSubject {
  return {
    subjectEmail: email,
    assignments: grants.map(({ roleId, scope }) => ({ policyId: roleId, assignments: toResources(scope, accountId) })),
  };
}

function toResources(scope: GrantScope, accountId: string): WixInviteResource[] {
  return scope.type === 'sites'
    ? scope.siteIds.map((metasiteId) => ({ fullNameResource: { siteContext: { metasiteId } } }))
    : [{ fullNameResource: { accountContext: { accountId } } }];
}

/** True if an invite gives exactly these roles, each exactly there. */
export function givesExactly({ assignments }: AccountInvite, grants: readonly RoleGrant[]): boolean {
  const wanted = grants.flatMap(grantKeys).sort();
  const given = assignments.map(assignmentKey).sort();
  return JSON.stringify(wanted) === JSON.stringify(given);
}
