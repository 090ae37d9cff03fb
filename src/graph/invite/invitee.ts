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

/** A person to invite, as read from the input. */
export interface Invitee {
  readonly email: string;
  readonly grants: readonly RoleGrant[];
}

/** The maximum number of invitees per mutation, equal to ten REST calls. */
const maxInvitees = 500;

/** Reads and checks the invitees. Throws an InputError if one can't be sent or would be sent twice. */
export function readInvitees(given: readonly InviteeFields[]): Invitee[] {
  if (given.length < 1 || given.length > maxInvitees) {
    throw new InputError('invitees', `invitees must contain 1 to ${maxInvitees} people.`);
  }
  const repeated = repeatedEmail(given.map(({ email }) => email));
  if (repeated !== null) {
    throw new InputError(`invitees.${repeated}.email`, 'The e-mail addresses of invitees must be unique.');
  }
  return given.map(({ email, assignments }, index) => ({ email, grants: readRoles(index, assignments) }));
}

function readRoles(index: number, assignments: readonly RoleGrantFields[]): RoleGrant[] {
  const field = `invitees.${index}.assignments`;
  if (assignments.length === 0) throw new InputError(field, 'An invitee must have at least one role.');
  const grants = readGrants(field, assignments);
  const roleIds = new Set<string>();
  for (const { roleId, scope, field: at } of grants) {
    if (scope.type === 'folders') {
      throw new InputError(
        `${at}.scope.folderIds`,
        'Invites cannot use folderIds, because Wix documents no invites to folders. Invite the person to sites, ' +
          'and assign the folder once they have joined.',
      );
    }
    if (roleIds.has(roleId))
      throw new InputError(`${at}.roleId`, 'The roles of an invitee must be unique in each scope.');
    roleIds.add(roleId);
  }
  return grants;
}

/**
 * Maps an invitee to Wix's format. The whole account is named explicitly, because Wix would also apply a role without
 * resources to all of it.
 */
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

/** Whether an invite assigns exactly these roles in exactly these scopes. */
export function givesExactly({ assignments }: AccountInvite, grants: readonly RoleGrant[]): boolean {
  const wanted = grants.flatMap(grantKeys).sort();
  const given = assignments.map(assignmentKey).sort();
  return JSON.stringify(wanted) === JSON.stringify(given);
}
