import { z } from 'zod';
import { type Answer, ok, plainError, Refusal, refuseViolations } from '../answer.ts';
import { email, filled, ipAddress, language, optional, url } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';
import { teamMemberKey } from '../state/team.ts';
import { assignableRole } from './assignable-role.ts';

// Length limits are UNKNOWN. What is read for its type only cannot be requested again.
const createAccountBody = z.strictObject({
  user: z.strictObject({
    email: z.strictObject({ emailAddress: email, isVerified: optional(z.boolean()) }),
    ssoIdentities: optional(z.array(z.strictObject({ ssoId: filled(), userId: filled() }))),
    userDetails: optional(
      z.strictObject({
        firstName: optional(z.string()),
        lastName: optional(z.string()),
        profilePictureUrl: optional(url),
        language: optional(language),
        clientIp: optional(ipAddress),
      }),
    ),
  }),
  roles: optional(z.array(filled())),
});

type CreateAccount = Call<z.output<typeof createAccountBody>>;

function readRoles(state: SandboxState, call: CreateAccount): readonly string[] {
  const given = call.body.roles ?? [];
  const violations = given.flatMap((id, index) => {
    const role = assignableRole(state, call, id);
    if (role !== undefined && role.restrictFromLevel !== 'Account') return [];
    return [{ field: `roles[${index}]`, description: 'is not a role that can be given here', violatedRule: 'CUSTOM' }];
  });
  refuseViolations(violations, call.quirks.unknownRole);
  return given.length === 0 ? [roleIds.owner] : given;
}

function refuseTakenEmail(state: SandboxState, { accountId }: CreateAccount, address: string): void {
  const isTaken = [...state.accounts.values()].some(
    ({ id, ownerUserId, parentAccountId }) =>
      parentAccountId === accountId && state.teamMembers.get(teamMemberKey(id, ownerUserId))?.email === address,
  );
  // UNKNOWN: the status; "must have a unique email" is all that is documented.
  if (isTaken) throw new Refusal(plainError(409, 'A user with this email already exists'));
}

/** Creates a child account with a user of its own, a new one even if the address belongs to a user. */
function createAccount(state: SandboxState, call: CreateAccount): Answer {
  const { email: sent, userDetails } = call.body.user;
  const { firstName = '', lastName = '' } = userDetails ?? {};
  const address = sent.emailAddress;
  const roles = readRoles(state, call);
  if (call.quirks.duplicateAccountEmail === 'reject') refuseTakenEmail(state, call, address);
  const id = call.mint.guid();
  const userId = call.mint.guid();
  const moment = call.now.toISOString();
  const mailbox = (address.split('@')[0] ?? '').toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const name = `${firstName} ${lastName}`.trim() || mailbox;
  state.accounts.set(id, {
    id,
    slug: `${mailbox}${state.accounts.size}`,
    name,
    status: 'ACTIVE',
    ownerUserId: userId,
    isTeam: false,
    coBranding: 'CoBranded_Customer_New',
    parentAccountId: call.accountId,
    dateCreated: moment,
    dateUpdated: moment,
  });
  state.teamMembers.set(teamMemberKey(id, userId), {
    accountId: id,
    userId,
    email: address,
    firstName,
    lastName,
    joinedTeamAt: moment,
    assignments: roles.map((roleId) => ({
      assignmentId: call.mint.decimalId(),
      roleId,
      scope: { kind: 'account' },
    })),
  });
  return ok({ account: { accountId: id } });
}

/** dev.wix.com/docs/api-reference/account-level/accounts/create-account */
export const accountWriteRoutes: readonly Route[] = [
  route({
    operation: 'Create Account',
    method: 'POST',
    path: '/accounts/v1/accounts/create',
    level: 'account',
    permission: 'ACCOUNT.CREATE_ACCOUNT',
    body: createAccountBody,
    handle: createAccount,
  }),
];
