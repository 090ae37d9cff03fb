import { inviteStatus, type SandboxAccountInvite } from '../state/invite.ts';
import type { SandboxState } from '../state/state.ts';
import type { SandboxTeamMember } from '../state/team.ts';
import { listedTeam } from '../state/team-shelf.ts';

/** One row of Search Team: a user or an account invite. */
export type TeamItem =
  | { readonly kind: 'user'; readonly member: SandboxTeamMember }
  | { readonly kind: 'invite'; readonly invite: SandboxAccountInvite };

/** A row with everything it is searched, filtered and ordered by. */
export interface TeamEntry {
  readonly item: TeamItem;
  readonly searchText: string;
  /** Absent for users, so a filter on it leaves invites only. */
  readonly inviteStatus: string | undefined;
  readonly roleIds: readonly string[];
  /** UNKNOWN where invites stand among names: they have none and are ordered by email. */
  readonly nameKey: string;
  readonly joinedKey: string;
  /** UNKNOWN: the order by default. Here users by the day they joined, then invites by the day they were sent. */
  readonly naturalKey: string;
}

function memberEntry(member: SandboxTeamMember): TeamEntry {
  const name = `${member.firstName} ${member.lastName}`.toLowerCase();
  return {
    item: { kind: 'user', member },
    searchText: `${name} ${member.email}`.toLowerCase(),
    inviteStatus: undefined,
    roleIds: member.assignments.map(({ roleId }) => roleId),
    nameKey: name,
    joinedKey: member.joinedTeamAt,
    naturalKey: `0/${member.joinedTeamAt}/${member.userId}`,
  };
}

function inviteEntry(invite: SandboxAccountInvite, now: Date): TeamEntry {
  return {
    item: { kind: 'invite', invite },
    searchText: invite.email.toLowerCase(),
    inviteStatus: inviteStatus(invite, now),
    roleIds: invite.assignments.map(({ roleId }) => roleId),
    nameKey: invite.email.toLowerCase(),
    joinedKey: invite.dateCreated,
    naturalKey: `1/${invite.dateCreated}/${invite.id}`,
  };
}

/** The users and account invites of one account as Search Team shows them, in no order. */
export function teamEntries(state: SandboxState, accountId: string, now: Date): readonly TeamEntry[] {
  const { members, invites } = listedTeam(state, accountId, now);
  return [...members.map(memberEntry), ...invites.map((invite) => inviteEntry(invite, now))];
}
