import { type Answer, ok } from '../answer.ts';
import { type JsonObject, objectAt, objectsAt, refuseField, stringAt } from '../input.ts';
import type { AccountCall, Route } from '../route.ts';
import { inviteStatus, type SandboxAccountInvite, type SandboxInviteAssignment } from '../state/invite.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';
import { writeAccountInvite } from '../state/team-shelf.ts';
import { isEmail, newInvite } from './new-invite.ts';

const maximumSubjects = 50;

function inviteJson(invite: SandboxAccountInvite, now: Date): unknown {
  return {
    id: invite.id,
    accountId: invite.accountId,
    email: invite.email,
    role: '',
    inviterId: '',
    status: inviteStatus(invite, now),
    acceptLink: invite.acceptLink,
    inviterAccountId: invite.inviterAccountId,
    ...(invite.acceptedByAccountId === undefined ? {} : { acceptedByAccountId: invite.acceptedByAccountId }),
    dateCreated: invite.dateCreated,
    dateUpdated: invite.dateUpdated,
    expirationDate: invite.expirationDate,
    policyIds: invite.assignments.map(({ roleId }) => roleId),
    assignments: invite.assignments.map(({ roleId, siteIds }) => ({
      policyId: roleId,
      assignments: siteIds.map((metasiteId) => ({ fullNameResource: { siteContext: { metasiteId } } })),
    })),
  };
}

/** Reads one role with its sites. A reason in words when it cannot be given. */
function readAssignment(state: SandboxState, call: AccountCall, source: JsonObject): SandboxInviteAssignment | string {
  const roleId = stringAt(source, 'policyId') ?? '';
  const role = state.roles.get(roleId);
  if (role === undefined || (role.accountId ?? call.accountId) !== call.accountId) return `Unknown role ${roleId}`;
  if (roleId === roleIds.owner) return 'Ownership cannot be given by an invite';
  const resources = (objectsAt(source, 'assignments') ?? []).map((entry) => objectAt(entry, 'fullNameResource') ?? {});
  const accounts = resources.map((resource) => objectAt(resource, 'accountContext')).filter((it) => it !== undefined);
  if (accounts.some((context) => stringAt(context, 'accountId') !== call.accountId)) return 'Another account';
  const named = resources.flatMap((resource) => stringAt(objectAt(resource, 'siteContext') ?? {}, 'metasiteId') ?? []);
  if (accounts.length + named.length < resources.length) return 'Unknown resource';
  const siteIds = accounts.length > 0 ? [] : named;
  if (siteIds.some((id) => state.sites.get(id)?.accountId !== call.accountId)) return 'Unknown site';
  const level = siteIds.length > 0 ? 'Site' : 'Account';
  if (role.restrictFromLevel === level) return `Role ${roleId} cannot be given on this level`;
  return { roleId, siteIds };
}

function invite(state: SandboxState, call: AccountCall, subject: JsonObject): SandboxAccountInvite | string {
  const email = stringAt(subject, 'subjectEmail') ?? '';
  if (!isEmail(email)) return 'Invalid email';
  const assignments: SandboxInviteAssignment[] = [];
  for (const source of objectsAt(subject, 'assignments') ?? []) {
    const assignment = readAssignment(state, call, source);
    if (typeof assignment === 'string') return assignment;
    assignments.push(assignment);
  }
  if (assignments.length === 0) return 'No role given';
  return {
    ...newInvite(call.mint, call.now, call.quirks.accountInviteDays),
    kind: 'account',
    accountId: call.accountId,
    inviterAccountId: call.keyAccountId,
    email,
    assignments,
    dateUpdated: call.now.toISOString(),
  };
}

/** UNKNOWN: what makes an invite fail. Here a malformed email and roles or sites that cannot be given. */
function createInvite(state: SandboxState, call: AccountCall): Answer {
  const field = 'subjectsAssignments';
  const subjects = objectsAt(call.body, field) ?? [];
  if (subjects.length === 0) refuseField({ field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  if (subjects.length > maximumSubjects) {
    const description = `must have at most ${maximumSubjects} items`;
    refuseField({ field, description, violatedRule: 'MAX_SIZE', data: { threshold: maximumSubjects } });
  }
  const successfulInvites: unknown[] = [];
  const failedInvites: unknown[] = [];
  for (const subject of subjects) {
    const outcome = invite(state, call, subject);
    if (typeof outcome === 'string') {
      failedInvites.push({ subjectEmail: stringAt(subject, 'subjectEmail') ?? '', errorMessage: outcome });
    } else {
      writeAccountInvite(state, outcome, { now: call.now, teamLagMs: call.quirks.teamLagMs });
      successfulInvites.push(inviteJson(outcome, call.now));
    }
  }
  return ok({ successfulInvites, failedInvites });
}

/** dev.wix.com/docs/api-reference/account-level/user-management/accounts/account-invites */
export const accountInviteRoutes: readonly Route[] = [
  {
    operation: 'Create Invite',
    method: 'POST',
    path: '/invites/account-invite/create',
    level: 'account',
    permission: 'team.send-invite',
    handle: createInvite,
  },
];
