import type { SandboxAccountInvite } from './invite.ts';
import type { SandboxTeamMember } from './team.ts';
import { teamMemberKey } from './team.ts';

/** The earlier version that Search Team still shows of a written member or invite, or null for none. */
export interface SandboxTeamShadow {
  readonly shown: SandboxTeamMember | SandboxAccountInvite | null;
  readonly until: string;
}

/** The part of the state that holds teams. */
export interface TeamShelf {
  readonly teamMembers: Map<string, SandboxTeamMember>;
  readonly accountInvites: Map<string, SandboxAccountInvite>;
  readonly teamShadows: Map<string, SandboxTeamShadow>;
}

interface Lag {
  readonly now: Date;
  readonly quirks: { readonly teamLagMs: number };
}

function castShadow<T extends SandboxTeamMember | SandboxAccountInvite>(
  { teamShadows }: TeamShelf,
  key: string,
  before: T | undefined,
  { now, quirks: { teamLagMs } }: Lag,
): void {
  const moment = now.toISOString();
  for (const [ended, { until }] of teamShadows) {
    if (until > moment) break;
    teamShadows.delete(ended);
  }
  if (teamLagMs <= 0) return;
  const known = teamShadows.get(key);
  const isShadowed = known !== undefined && known.until > moment;
  // Set anew at the end, so that shadows stay in the order in which they end.
  teamShadows.delete(key);
  teamShadows.set(key, {
    shown: isShadowed ? known.shown : (structuredClone(before) ?? null),
    until: new Date(now.getTime() + teamLagMs).toISOString(),
  });
}

/** Stores a new version of a member, or removes them for null. Search Team shows the old one until the lag has passed. */
export function writeTeamMember(shelf: TeamShelf, key: string, member: SandboxTeamMember | null, lag: Lag): void {
  castShadow(shelf, key, shelf.teamMembers.get(key), lag);
  if (member === null) shelf.teamMembers.delete(key);
  else shelf.teamMembers.set(key, member);
}

/** Stores a new version of an invite. Search Team shows the old one, or none, until the lag has passed. */
export function writeAccountInvite(shelf: TeamShelf, invite: SandboxAccountInvite, lag: Lag): void {
  castShadow(shelf, invite.id, shelf.accountInvites.get(invite.id), lag);
  shelf.accountInvites.set(invite.id, invite);
}

/** The members and invites of an account as Search Team shows them, in no order. */
export function listedTeam(
  shelf: TeamShelf,
  accountId: string,
  now: Date,
): { readonly members: readonly SandboxTeamMember[]; readonly invites: readonly SandboxAccountInvite[] } {
  const moment = now.toISOString();
  const isLit = (key: string) => (shelf.teamShadows.get(key)?.until ?? '') <= moment;
  const shadows = [...shelf.teamShadows.values()].flatMap(({ shown, until }) => (until > moment && shown ? shown : []));
  const members = [...shelf.teamMembers.values()].filter((it) => isLit(teamMemberKey(it.accountId, it.userId)));
  const invites = [...shelf.accountInvites.values()].filter(({ id }) => isLit(id));
  return {
    members: [...members, ...shadows.filter((it) => 'userId' in it)].filter((it) => it.accountId === accountId),
    invites: [...invites, ...shadows.filter((it) => 'kind' in it)].filter((it) => it.accountId === accountId),
  };
}
