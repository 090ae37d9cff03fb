import { type Answer, ok, plainError } from '../answer.ts';
import { inviteStatus, type SandboxAccountInvite, type SandboxSiteInvite } from '../state/invite.ts';
import { type SandboxAssignment, type SandboxScope, teamMemberKey } from '../state/team.ts';
import { writeAccountInvite, writeTeamMember } from '../state/team-shelf.ts';
import type { World } from '../world.ts';
import { writeContributors } from './contributor-writes.ts';

/** The account that accepts an invite: any Wix account with any address, not only the invited one. */
interface Guest {
  readonly accountId: string;
  readonly userId: string;
  readonly email: string;
}

/** The account and address that accept an invite. By default a new account with the invited address. */
export interface GuestInput {
  readonly accountId?: string | undefined;
  readonly email?: string | undefined;
}

function guestOf(world: World, input: GuestInput, invitedEmail: string): Guest {
  const accountId = input.accountId ?? world.mint.guid();
  // A user who signs up by an invite gets an account of the same id.
  const userId = world.state.accounts.get(accountId)?.ownerUserId ?? accountId;
  return { accountId, userId, email: input.email ?? invitedEmail };
}

function nameFrom(email: string): { firstName: string; lastName: string } {
  const [first = '', last = ''] = (email.split('@')[0] ?? '').split('.');
  const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
  return { firstName: capital(first), lastName: capital(last) };
}

function joinTeam(world: World, invite: SandboxAccountInvite, guest: Guest): void {
  const { state, mint, clock } = world;
  const at = { now: clock.now(), quirks: world.quirks };
  const added = invite.assignments.flatMap(({ roleId, siteIds }): SandboxAssignment[] => {
    const scopes: readonly SandboxScope[] =
      siteIds.length === 0 ? [{ kind: 'account' }] : siteIds.map((siteId) => ({ kind: 'site', siteId }));
    return scopes.map((scope) => ({ assignmentId: mint.decimalId(), roleId, scope }));
  });
  const key = teamMemberKey(invite.accountId, guest.userId);
  const member = state.teamMembers.get(key) ?? {
    accountId: invite.accountId,
    userId: guest.userId,
    email: guest.email,
    ...nameFrom(guest.email),
    joinedTeamAt: clock.now().toISOString(),
    assignments: [],
  };
  writeTeamMember(state, key, { ...member, assignments: [...member.assignments, ...added] }, at);
}

function joinSite(world: World, invite: SandboxSiteInvite, guest: Guest): void {
  const { state, mint, clock } = world;
  const site = state.sites.get(invite.siteId);
  if (site === undefined) return;
  const roles = invite.roleIds.map((roleId) => ({ roleId, assignmentId: mint.decimalId() }));
  const known = site.contributors.find(({ accountId }) => accountId === guest.accountId);
  const contributor = {
    accountId: guest.accountId,
    accountOwnerId: guest.userId,
    email: guest.email,
    joinedDate: known?.joinedDate ?? clock.now().toISOString(),
    roles: [...(known?.roles ?? []), ...roles],
  };
  const others = site.contributors.filter((other) => other !== known);
  writeContributors(state, { now: clock.now(), quirks: world.quirks }, site, [...others, contributor]);
}

type Decision = Pick<SandboxAccountInvite, 'status' | 'acceptedByAccountId'>;

function store(world: World, invite: SandboxAccountInvite | SandboxSiteInvite, decision: Decision): void {
  const at = { now: world.clock.now(), quirks: world.quirks };
  if (invite.kind === 'site') world.state.siteInvites.set(invite.id, { ...invite, ...decision });
  else writeAccountInvite(world.state, { ...invite, ...decision, dateUpdated: at.now.toISOString() }, at);
}

function decide(
  world: World,
  inviteId: string,
  decideOn: (invite: SandboxAccountInvite | SandboxSiteInvite) => Decision,
): Answer {
  const invite = world.state.accountInvites.get(inviteId) ?? world.state.siteInvites.get(inviteId);
  if (invite === undefined) return plainError(404, 'No such invite');
  const status = inviteStatus(invite, world.clock.now());
  if (status !== 'Pending') return plainError(409, `The invite is ${status}`);
  const decision = decideOn(invite);
  store(world, invite, decision);
  return ok({ id: inviteId, status: decision.status, acceptedByAccountId: decision.acceptedByAccountId ?? null });
}

/**
 * Accepts a pending invite, which makes a team member or a site contributor. Answers 404 for an unknown invite and 409 for
 * one that is not pending.
 */
export function acceptInvite(world: World, inviteId: string, input: GuestInput): Answer {
  return decide(world, inviteId, (invite) => {
    const guest = guestOf(world, input, invite.email);
    if (invite.kind === 'account') joinTeam(world, invite, guest);
    else joinSite(world, invite, guest);
    return { status: 'Used', acceptedByAccountId: guest.accountId };
  });
}

/** Declines a pending invite. Answers 404 for an unknown invite and 409 for one that is not pending. */
export function declineInvite(world: World, inviteId: string): Answer {
  return decide(world, inviteId, () => ({ status: 'Declined' }));
}
