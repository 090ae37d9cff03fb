import { z } from 'zod';
import { type Answer, applicationError, ok, refuseField, refuseViolations } from '../answer.ts';
import { distinct, filled, guid, isEmail, language, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { daysAfter, inviteStatus, type SandboxSiteInvite } from '../state/invite.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';
import { assignableRole } from './assignable-role.ts';
import { newInvite, refuseMalformed } from './new-invite.ts';
import { refuseTrashed } from './trashed-site.ts';

const bulkInviteBody = z.strictObject({
  policyIds: distinct(z.array(filled()).min(1), (id) => id),
  emails: distinct(z.array(filled()).min(1), (address) => address.toLowerCase()),
  invitePurpose: optional(z.string()),
  defaultEmailLanguage: optional(language),
});
// Wix's own client repeats the id of the path in the body.
const resendBody = z.strictObject({ inviteId: optional(guid), defaultEmailLanguage: optional(language) });
const revokeBody = z.strictObject({ inviteId: optional(guid) });

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

function pendingInvites(state: SandboxState, call: Call): readonly SandboxSiteInvite[] {
  return [...state.siteInvites.values()].filter(
    (invite) => invite.siteId === call.siteId && inviteStatus(invite, call.now) === 'Pending',
  );
}

/** Returns the seats left on the site. One, or five in Studio, without Premium; UNKNOWN with Premium, taken as enough. */
function seatsLeft(state: SandboxState, call: Call): number {
  const site = state.sites.get(call.siteId);
  if (call.quirks.collaboratorSeats === 'unlimited' || site === undefined || site.premium)
    return Number.POSITIVE_INFINITY;
  const seats = site.editorType === 'STUDIO' ? 5 : 1;
  return seats - site.contributors.length - pendingInvites(state, call).length;
}

function checkRoles(state: SandboxState, call: Call, policyIds: readonly string[]): void {
  const violations = policyIds.flatMap((id, index) => {
    const role = assignableRole(state, call, id);
    if (role !== undefined && role.restrictFromLevel !== 'Site' && id !== roleIds.owner) return [];
    const description = `role ${id} cannot be given on a site`;
    return [{ field: `policyIds[${index}]`, description, violatedRule: 'CUSTOM' }];
  });
  refuseViolations(violations, call.quirks.unknownRole);
}

function bulkInvite(state: SandboxState, call: Call<z.output<typeof bulkInviteBody>>): Answer {
  const { policyIds, emails } = call.body;
  const maximum = call.quirks.siteInvitesMaximum;
  if (emails.length > maximum) {
    const description = `has more than ${maximum} items`;
    refuseField({ field: 'emails', description, violatedRule: 'MAX_SIZE', data: { threshold: maximum } });
  }
  refuseMalformed(call, emails, (index) => `emails[${index}]`);
  checkRoles(state, call, policyIds);
  const site = state.sites.get(call.siteId);
  if (site !== undefined) refuseTrashed(call, site);
  const invites: unknown[] = [];
  const failedEmails: string[] = [];
  for (const address of emails) {
    const isPending = pendingInvites(state, call).some((invite) => invite.email === address);
    const isDuplicate = isPending && call.quirks.duplicateSiteInvite === 'fail';
    if (!isEmail(address) || isDuplicate || seatsLeft(state, call) <= 0) {
      failedEmails.push(address);
      continue;
    }
    const invite: SandboxSiteInvite = {
      ...newInvite(call.mint, call.now, call.quirks.siteInviteDays),
      kind: 'site',
      siteId: call.siteId,
      inviterAccountId: call.keyAccountId,
      email: address,
      roleIds: policyIds,
    };
    state.siteInvites.set(invite.id, invite);
    invites.push(inviteJson(invite, call.now));
  }
  return ok({ invites, failedEmails });
}

// UNKNOWN: the codes of both refusals. The names are the sandbox's own; branch on the status only.
function notFound({ quirks }: Call, inviteId: string): Answer {
  return applicationError(quirks.unknownInvite, 'INVITE_NOT_FOUND', `Invite ${inviteId} was not found.`);
}
function notOpen({ quirks }: Call, status: string): Answer {
  return applicationError(quirks.closedInvite, 'INVITE_NOT_PENDING', `The invite is ${status}.`);
}

/** Returns the id in the path. A different one in the body is refused. */
function inviteIdOf({ params, body: { inviteId } }: Call<{ inviteId?: string | undefined }>): string {
  const id = (params['inviteId'] ?? '').toLowerCase();
  if (inviteId !== undefined && inviteId !== id) {
    refuseField({ field: 'inviteId', description: 'must be the id in the path', violatedRule: 'CUSTOM' });
  }
  return id;
}

function findInvite(state: SandboxState, call: Call, id: string): SandboxSiteInvite | undefined {
  const invite = state.siteInvites.get(id);
  return invite?.siteId === call.siteId ? invite : undefined;
}

function resendInvite(state: SandboxState, call: Call<z.output<typeof resendBody>>): Answer {
  const id = inviteIdOf(call);
  const invite = findInvite(state, call, id);
  if (invite === undefined) return notFound(call, id);
  const status = inviteStatus(invite, call.now);
  if (status !== 'Pending' && status !== 'Expired') return notOpen(call, status);
  // UNKNOWN: whether the id stays and the time starts anew.
  const expirationDate = call.quirks.resendExtendsExpiry
    ? daysAfter(call.now, call.quirks.siteInviteDays)
    : invite.expirationDate;
  const resent = { ...invite, expirationDate };
  state.siteInvites.set(id, resent);
  return ok({ invite: inviteJson(resent, call.now) });
}

function revokeInvite(state: SandboxState, call: Call<z.output<typeof revokeBody>>): Answer {
  const id = inviteIdOf(call);
  const invite = findInvite(state, call, id);
  if (invite === undefined) return notFound(call, id);
  const status = inviteStatus(invite, call.now);
  if (status !== 'Pending') return notOpen(call, status);
  state.siteInvites.set(id, { ...invite, status: 'Deleted' });
  return ok({});
}

/** dev.wix.com/docs/api-reference/account-level/user-management/sites/site-invites */
export const siteInviteRoutes: readonly Route[] = [
  route({
    operation: 'Bulk Invite',
    method: 'POST',
    path: '/invites/site-invite/bulk',
    level: 'site',
    permission: 'site-users.send-invite',
    body: bulkInviteBody,
    handle: bulkInvite,
  }),
  route({
    operation: 'Resend Invite',
    method: 'POST',
    path: '/invites/site-invite/:inviteId/resend',
    level: 'site',
    permission: 'site-users.send-invite',
    body: resendBody,
    handle: resendInvite,
  }),
  route({
    operation: 'Revoke Invite',
    method: 'POST',
    path: '/invites/site-invite/:inviteId/revoke',
    level: 'site',
    permission: 'site-users.delete-invite',
    body: revokeBody,
    handle: revokeInvite,
  }),
];
