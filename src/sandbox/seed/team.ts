import { roleIds } from '../state/role.ts';
import { type SandboxAssignment, type SandboxScope, type SandboxTeamMember, teamMemberKey } from '../state/team.ts';
import type { Random } from './random.ts';
import { daysAgo, type Seeding } from './seeding.ts';
import { firstNames, lastNames, slugOf } from './words.ts';

interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

function person(chance: Random, taken: Set<string>, host: string): Person {
  const firstName = chance.pick(firstNames);
  const lastName = chance.pick(lastNames);
  const mailbox = `${slugOf(firstName)}.${slugOf(lastName)}`;
  let email = `${mailbox}@${host}`;
  for (let copy = 2; taken.has(email); copy += 1) email = `${mailbox}${copy}@${host}`;
  taken.add(email);
  return { firstName, lastName, email };
}

/** The team of one account while it is being filled. */
class TeamSeed {
  readonly #seeding: Seeding;
  readonly #accountId: string;
  readonly #chance: Random;
  readonly #emails = new Set<string>();

  constructor(seeding: Seeding, accountId: string) {
    this.#seeding = seeding;
    this.#accountId = accountId;
    this.#chance = seeding.random(`team/${accountId}`);
  }

  assignment(roleId: string, scope: SandboxScope): SandboxAssignment {
    return { assignmentId: this.#chance.decimalId(), roleId, scope };
  }

  join(assignments: readonly SandboxAssignment[], known?: { userId: string; person?: Person }): SandboxTeamMember {
    const { state, now } = this.#seeding;
    const account = state.accounts.get(this.#accountId);
    const userId = known?.userId ?? this.#chance.guid();
    const founded = new Date(account?.dateCreated ?? daysAgo(now, 200));
    const member: SandboxTeamMember = {
      accountId: this.#accountId,
      userId,
      ...(known?.person ?? person(this.#chance, this.#emails, `${account?.slug ?? 'team'}.example`)),
      ...(this.#chance.chance(0.7) ? { profileImage: `https://static.wixstatic.com/media/${userId}.png` } : {}),
      joinedTeamAt: userId === account?.ownerUserId ? account.dateCreated : this.#chance.date(founded, daysAgo(now, 3)),
      assignments,
    };
    state.teamMembers.set(teamMemberKey(this.#accountId, userId), member);
    return member;
  }
}

function seedAgencyTeam(seeding: Seeding): SandboxTeamMember {
  const { state, plan, agencyId } = seeding;
  const team = new TeamSeed(seeding, agencyId);
  const owner = state.accounts.get(agencyId)?.ownerUserId ?? '';
  team.join([team.assignment(roleIds.owner, { kind: 'account' })], { userId: owner });
  const manager = team.join([team.assignment(roleIds.accountAdmin, { kind: 'account' })]);
  const members = Array.from({ length: plan.users - 2 }, () => team.join([]));

  const siteIds = [...state.sites.values()]
    .filter(({ accountId, trashedDate }) => accountId === agencyId && trashedDate === undefined)
    .map(({ id }) => id);
  const folderIds = [...state.folders.values()].filter(({ accountId }) => accountId === agencyId).map(({ id }) => id);
  const customRoles = [...state.roles.values()].filter(({ accountId }) => accountId === agencyId);
  const roleFor = (level: 'Site' | 'Account', turn: number) => {
    const given = customRoles.filter(({ restrictFromLevel }) => restrictFromLevel !== level);
    return given[turn % given.length]?.id ?? roleIds.siteAdmin;
  };

  // The last two of every seven work on the whole account or on folders only; the others share the sites in turn.
  const onSites = members.filter((_, index) => index % 7 < 5);
  for (let turn = 0; turn < plan.siteAssignments; turn += 1) {
    const member = onSites[turn % onSites.length];
    const siteId = siteIds[turn % siteIds.length];
    if (member === undefined || siteId === undefined) continue;
    const roleId = turn % 3 === 0 ? roleIds.siteAdmin : roleFor('Site', turn);
    member.assignments = [...member.assignments, team.assignment(roleId, { kind: 'site', siteId })];
  }
  for (const [index, member] of members.entries()) {
    const added: SandboxAssignment[] = [];
    const folderId = folderIds[index % folderIds.length];
    if (index % 7 === 5) added.push(team.assignment(roleFor('Account', index), { kind: 'account' }));
    if (folderId !== undefined && (index % 7 === 6 || index % 5 === 2)) {
      added.push(team.assignment(roleFor('Site', index), { kind: 'folder', folderId }));
    }
    member.assignments = [...member.assignments, ...added];
  }
  return manager;
}

/** An owner and one or two users. In every child account one of them is the agency's own manager. */
function seedSmallTeam(seeding: Seeding, accountId: string, guest: SandboxTeamMember | undefined): void {
  const { state } = seeding;
  const team = new TeamSeed(seeding, accountId);
  const owner = state.accounts.get(accountId)?.ownerUserId ?? '';
  team.join([team.assignment(roleIds.owner, { kind: 'account' })], { userId: owner });
  const site = [...state.sites.values()].find((candidate) => candidate.accountId === accountId);
  if (guest !== undefined) {
    const { userId, firstName, lastName, email } = guest;
    const known = { userId, person: { firstName, lastName, email } };
    team.join([team.assignment(roleIds.accountAdmin, { kind: 'account' })], known);
  }
  if (site !== undefined && (guest === undefined || site.premium)) {
    team.join([team.assignment(roleIds.siteAdmin, { kind: 'site', siteId: site.id })]);
  }
}

/** The teams of all accounts. */
export function seedTeams(seeding: Seeding): void {
  const manager = seedAgencyTeam(seeding);
  for (const { id } of seeding.state.accounts.values()) {
    if (id === seeding.agencyId) continue;
    seedSmallTeam(seeding, id, id === seeding.strangerId ? undefined : manager);
  }
}
