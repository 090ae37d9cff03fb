import { z } from 'zod';
import { type Answer, ok } from '../answer.ts';
import { distinct, facts, filled, guid, isEmail, language, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { inviteStatus, type SandboxAccountInvite, type SandboxInviteAssignment } from '../state/invite.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';
import { writeAccountInvite } from '../state/team-shelf.ts';
import { assignableRole } from './assignable-role.ts';
import { newInvite, refuseMalformed } from './new-invite.ts';

const resource = z.strictObject({
  fullNameResource: z
    .strictObject({
      siteContext: optional(z.strictObject({ metasiteId: guid })),
      accountContext: optional(z.strictObject({ accountId: guid })),
    })
    .refine((one) => (one.siteContext === undefined) !== (one.accountContext === undefined), {
      error: 'must name a site or an account',
      params: facts({ rule: 'ONE_OF' }),
    }),
});
const subjects = z
  .array(
    z.strictObject({
      subjectEmail: filled(),
      assignments: z.array(z.strictObject({ policyId: filled(), assignments: optional(z.array(resource)) })),
    }),
  )
  .min(1)
  .max(50);
const createInviteBody = z.strictObject({
  subjectsAssignments: distinct(subjects, ({ subjectEmail }) => subjectEmail.toLowerCase()),
  defaultEmailLanguage: optional(language),
});

type CreateInvite = Call<z.output<typeof createInviteBody>>;
type Subject = CreateInvite['body']['subjectsAssignments'][number];

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

/** Reads one role with its sites. Returns the reason as text if it cannot be given. */
function readAssignment(
  state: SandboxState,
  call: CreateInvite,
  { policyId: roleId, assignments: resources = [] }: Subject['assignments'][number],
): SandboxInviteAssignment | string {
  const role = assignableRole(state, call, roleId);
  if (role === undefined) return `Unknown role ${roleId}`;
  if (roleId === roleIds.owner) return 'Ownership cannot be given by an invite';
  const names = resources.map(({ fullNameResource }) => fullNameResource);
  const accountIds = names.flatMap(({ accountContext }) => accountContext?.accountId ?? []);
  if (accountIds.some((id) => id !== call.accountId)) return 'Another account';
  const named = names.flatMap(({ siteContext }) => siteContext?.metasiteId ?? []);
  const siteIds = accountIds.length > 0 ? [] : named;
  if (siteIds.some((id) => state.sites.get(id)?.accountId !== call.accountId)) return 'Unknown site';
  const level = siteIds.length > 0 ? 'Site' : 'Account';
  if (role.restrictFromLevel === level) return `Role ${roleId} cannot be given on this level`;
  return { roleId, siteIds };
}

function invite(state: SandboxState, call: CreateInvite, subject: Subject): SandboxAccountInvite | string {
  if (!isEmail(subject.subjectEmail)) return 'Invalid email';
  const assignments: SandboxInviteAssignment[] = [];
  for (const source of subject.assignments) {
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
    email: subject.subjectEmail,
    assignments,
    dateUpdated: call.now.toISOString(),
  };
}

/** UNKNOWN: what makes an invite fail. Here a malformed address, and roles or sites that cannot be given. */
function createInvite(state: SandboxState, call: CreateInvite): Answer {
  const addresses = call.body.subjectsAssignments.map(({ subjectEmail }) => subjectEmail);
  refuseMalformed(call, addresses, (index) => `subjectsAssignments[${index}].subjectEmail`);
  const outcomes = call.body.subjectsAssignments.map((subject) => ({ subject, outcome: invite(state, call, subject) }));
  const successfulInvites: unknown[] = [];
  const failedInvites: unknown[] = [];
  for (const { subject, outcome } of outcomes) {
    if (typeof outcome === 'string') {
      failedInvites.push({ subjectEmail: subject.subjectEmail, errorMessage: outcome });
    } else {
      writeAccountInvite(state, outcome, call);
      successfulInvites.push(inviteJson(outcome, call.now));
    }
  }
  return ok({ successfulInvites, failedInvites });
}

/** dev.wix.com/docs/api-reference/account-level/user-management/accounts/account-invites */
export const accountInviteRoutes: readonly Route[] = [
  route({
    operation: 'Create Invite',
    method: 'POST',
    path: '/invites/account-invite/create',
    level: 'account',
    permission: 'team.send-invite',
    body: createInviteBody,
    handle: createInvite,
  }),
];
