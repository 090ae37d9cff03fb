import { type Answer, ok, plainError } from '../answer.ts';
import { type JsonObject, stringAt } from '../input.ts';
import {
  inviteStatus,
  type SandboxAccountInvite,
  type SandboxInviteStatus,
  type SandboxSiteInvite,
} from '../state/invite.ts';
import { writeSite } from '../state/site.ts';
import { type SandboxAssignment, type SandboxScope, teamMemberKey } from '../state/team.ts';
import { writeAccountInvite, writeTeamMember } from '../state/team-shelf.ts';
import type { World } from '../world.ts';

/** Who takes an invite up: any Wix account with any email, not only the one that was invited. */
interface Guest {
  readonly accountId: string;
  readonly userId: string;
  readonly email: string;
}

function guestOf(world: World, body: JsonObject, invitedEmail: string): Guest {
  const accountId = stringAt(body, 'accountId') ?? world.mint.guid();
  // Whoever signs up by an invite gets a user and an account of the same id.
  const userId = world.state.accounts.get(accountId)?.ownerUserId ?? accountId;
  return { accountId, userId, email: stringAt(body, 'email') ?? invitedEmail };
}

function nameFrom(email: string): { firstName: string; lastName: string } {
  const [first = '', last = ''] = (email.split('@')[0] ?? '').split('.');
  const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
  return { firstName: capital(first), lastName: capital(last) };
}

function joinTeam(world: World, invite: SandboxAccountInvite, guest: Guest): void {
  const { state, mint, clock, quirks } = world;
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
  const lag = { now: clock.now(), teamLagMs: quirks.teamLagMs };
  writeTeamMember(state, key, { ...member, assignments: [...member.assignments, ...added] }, lag);
  writeAccountInvite(state, invite, lag);
  invite.dateUpdated = clock.now().toISOString();
}

function joinSite(world: World, invite: SandboxSiteInvite, guest: Guest): void {
  const { state, mint, clock, quirks } = world;
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
  const written = { ...site, contributors: [...others, contributor] };
  writeSite(state.sites, written, { now: clock.now(), indexLagMs: quirks.indexLagMs });
}

function decide(
  world: World,
  inviteId: string,
  apply: (invite: SandboxAccountInvite | SandboxSiteInvite) => SandboxInviteStatus,
): Answer {
  const invite = world.state.accountInvites.get(inviteId) ?? world.state.siteInvites.get(inviteId);
  if (invite === undefined) return plainError(404, 'No such invite');
  const status = inviteStatus(invite, world.clock.now());
  if (status !== 'Pending') return plainError(409, `The invite is ${status}`);
  return ok({ id: inviteId, status: apply(invite), acceptedByAccountId: invite.acceptedByAccountId ?? null });
}

/**
 * Accepts a pending invite, which makes a team member or a site contributor. 404 for an unknown invite, 409 when it is not
 * pending.
 * @param body `accountId` and `email` of whoever accepts; by default a new account with the invited email
 */
export function acceptInvite(world: World, inviteId: string, body: JsonObject): Answer {
  return decide(world, inviteId, (invite) => {
    const guest = guestOf(world, body, invite.email);
    if (invite.kind === 'account') joinTeam(world, invite, guest);
    else joinSite(world, invite, guest);
    invite.acceptedByAccountId = guest.accountId;
    invite.status = 'Used';
    return invite.status;
  });
}

/** Declines a pending invite. 404 for an unknown one, 409 when it is not pending. */
export function declineInvite(world: World, inviteId: string): Answer {
  return decide(world, inviteId, (invite) => {
    invite.status = 'Declined';
    if (invite.kind === 'account') invite.dateUpdated = world.clock.now().toISOString();
    return invite.status;
  });
}
