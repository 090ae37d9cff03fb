import { type Answer, ok, plainError, Refusal } from '../answer.ts';
import { booleanAt, type JsonObject, objectAt, objectsAt, refuseField, stringAt, stringsAt } from '../input.ts';
import type { AccountCall, Route } from '../route.ts';
import { roleIds } from '../state/role.ts';
import type { SandboxState } from '../state/state.ts';
import { teamMemberKey } from '../state/team.ts';
import { isEmail } from './new-invite.ts';

/** What is kept of the user that is sent. */
interface NewOwner {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

function readOwner(body: JsonObject): NewOwner {
  const user = objectAt(body, 'user') ?? {};
  const sent = objectAt(user, 'email') ?? {};
  const email = stringAt(sent, 'emailAddress') ?? '';
  if (!isEmail(email)) refuseField({ field: 'user.email.emailAddress', description: 'is not an email address' });
  // Read for their types only: nothing that can be asked for tells them again.
  booleanAt(sent, 'isVerified');
  objectsAt(user, 'ssoIdentities');
  const details = objectAt(user, 'userDetails') ?? {};
  return { email, firstName: stringAt(details, 'firstName') ?? '', lastName: stringAt(details, 'lastName') ?? '' };
}

/** UNKNOWN: how an unknown role and one that cannot be given to a whole account are refused. */
function readRoles(state: SandboxState, call: AccountCall): readonly string[] {
  const given = stringsAt(call.body, 'roles') ?? [];
  for (const [index, id] of given.entries()) {
    const role = state.roles.get(id);
    const isOurs = role !== undefined && (role.accountId ?? call.accountId) === call.accountId;
    if (!isOurs || role.restrictFromLevel === 'Account') {
      refuseField({ field: `roles[${index}]`, description: 'is not a role that can be given here' });
    }
  }
  return given.length === 0 ? [roleIds.owner] : given;
}

function refuseTakenEmail(state: SandboxState, call: AccountCall, email: string): void {
  const isTaken = [...state.accounts.values()].some(
    ({ id, ownerUserId, parentAccountId }) =>
      parentAccountId === call.accountId && state.teamMembers.get(teamMemberKey(id, ownerUserId))?.email === email,
  );
  // UNKNOWN: the status; "must have a unique email" is all that is written.
  if (isTaken) throw new Refusal(plainError(409, 'A user with this email already exists'));
}

/** Makes a child account with a user of its own, new even where the email belongs to somebody already. */
function createAccount(state: SandboxState, call: AccountCall): Answer {
  const owner = readOwner(call.body);
  const roles = readRoles(state, call);
  if (call.quirks.duplicateAccountEmail === 'reject') refuseTakenEmail(state, call, owner.email);
  const id = call.mint.guid();
  const userId = call.mint.guid();
  const moment = call.now.toISOString();
  const mailbox = (owner.email.split('@')[0] ?? '').toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const name = `${owner.firstName} ${owner.lastName}`.trim() || mailbox;
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
    ...owner,
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
  {
    operation: 'Create Account',
    method: 'POST',
    path: '/accounts/v1/accounts/create',
    level: 'account',
    permission: 'ACCOUNT.CREATE_ACCOUNT',
    handle: createAccount,
  },
];
