import { type Answer, applicationError, ok } from '../answer.ts';
import { refuseField, stringsAt } from '../input.ts';
import type { Route, SiteCall } from '../route.ts';
import { daysAfter, inviteStatus, type SandboxSiteInvite } from '../state/invite.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';
import { isEmail, newInvite } from './new-invite.ts';

function inviteJson(invite: SandboxSiteInvite, now: Date): unknown {
  return {
    id: invite.id,
    siteId: invite.siteId,
    email: invite.email,
    policyIds: invite.roleIds,
    inviterId: '',
    status: inviteStatus(invite, now),
    acceptLink: invite.acceptLink,
    inviterAccountId: invite.inviterAccountId,
    ...(invite.acceptedByAccountId === undefined ? {} : { acceptedByAccountId: invite.acceptedByAccountId }),
    dateCreated: invite.dateCreated,
    expirationDate: invite.expirationDate,
  };
}

function pendingInvites(state: SandboxState, call: SiteCall): readonly SandboxSiteInvite[] {
  return [...state.siteInvites.values()].filter(
    (invite) => invite.siteId === call.siteId && inviteStatus(invite, call.now) === 'Pending',
  );
}

/** Seats left on the site. One, or five in Studio, without Premium; UNKNOWN with Premium, taken as enough. */
function seatsLeft(state: SandboxState, call: SiteCall): number {
  const site = state.sites.get(call.siteId);
  if (call.quirks.collaboratorSeats === 'unlimited' || site === undefined || site.premium)
    return Number.POSITIVE_INFINITY;
  const seats = site.editorType === 'STUDIO' ? 5 : 1;
  return seats - site.contributors.length - pendingInvites(state, call).length;
}

function readRoles(state: SandboxState, call: SiteCall): readonly string[] {
  const field = 'policyIds';
  const given = stringsAt(call.body, field) ?? [];
  if (given.length === 0) refuseField({ field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  for (const id of given) {
    const role = state.roles.get(id);
    const ofAccount = role !== undefined && (role.accountId ?? call.accountId) === call.accountId;
    if (!ofAccount || role.restrictFromLevel === 'Site' || id === roleIds.owner) {
      refuseField({ field, description: `role ${id} cannot be given on a site`, violatedRule: 'CUSTOM' });
    }
  }
  return given;
}

function bulkInvite(state: SandboxState, call: SiteCall): Answer {
  const roles = readRoles(state, call);
  const emails = stringsAt(call.body, 'emails') ?? [];
  if (emails.length === 0) {
    refuseField({ field: 'emails', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  }
  const invites: unknown[] = [];
  const failedEmails: string[] = [];
  for (const email of emails) {
    const pending = pendingInvites(state, call).some((invite) => invite.email === email);
    const duplicate = pending && call.quirks.duplicateSiteInvite === 'fail';
    if (!isEmail(email) || duplicate || seatsLeft(state, call) <= 0) {
      failedEmails.push(email);
      continue;
    }
    const invite: SandboxSiteInvite = {
      ...newInvite(call.mint, call.now, call.quirks.siteInviteDays),
      kind: 'site',
      siteId: call.siteId,
      inviterAccountId: call.keyAccountId,
      email,
      roleIds: roles,
    };
    state.siteInvites.set(invite.id, invite);
    invites.push(inviteJson(invite, call.now));
  }
  return ok({ invites, failedEmails });
}

// UNKNOWN: status and code of both refusals. The names are the sandbox's own; branch on the status only.
function notFound(inviteId: string): Answer {
  return applicationError(404, 'INVITE_NOT_FOUND', `Invite ${inviteId} was not found.`);
}
function notOpen(status: string): Answer {
  return applicationError(400, 'INVITE_NOT_PENDING', `The invite is ${status}.`);
}

function inviteIdOf({ params: { inviteId = '' } }: SiteCall): string {
  return inviteId;
}

function findInvite(state: SandboxState, call: SiteCall): SandboxSiteInvite | undefined {
  const invite = state.siteInvites.get(inviteIdOf(call));
  return invite?.siteId === call.siteId ? invite : undefined;
}

function resendInvite(state: SandboxState, call: SiteCall): Answer {
  const invite = findInvite(state, call);
  if (invite === undefined) return notFound(inviteIdOf(call));
  const status = inviteStatus(invite, call.now);
  if (status !== 'Pending' && status !== 'Expired') return notOpen(status);
  // UNKNOWN: whether the id stays and the time starts anew.
  if (call.quirks.resendExtendsExpiry) invite.expirationDate = daysAfter(call.now, call.quirks.siteInviteDays);
  return ok({ invite: inviteJson(invite, call.now) });
}

function revokeInvite(state: SandboxState, call: SiteCall): Answer {
  const invite = findInvite(state, call);
  if (invite === undefined) return notFound(inviteIdOf(call));
  const status = inviteStatus(invite, call.now);
  if (status !== 'Pending') return notOpen(status);
  invite.status = 'Deleted';
  return ok({});
}

/** dev.wix.com/docs/api-reference/account-level/user-management/sites/site-invites */
export const siteInviteRoutes: readonly Route[] = [
  {
    operation: 'Bulk Invite',
    method: 'POST',
    path: '/invites/site-invite/bulk',
    level: 'site',
    permission: 'site-users.send-invite',
    handle: bulkInvite,
  },
  {
    operation: 'Resend Invite',
    method: 'POST',
    path: '/invites/site-invite/:inviteId/resend',
    level: 'site',
    permission: 'site-users.send-invite',
    handle: resendInvite,
  },
  {
    operation: 'Revoke Invite',
    method: 'POST',
    path: '/invites/site-invite/:inviteId/revoke',
    level: 'site',
    permission: 'site-users.delete-invite',
    handle: revokeInvite,
  },
];
