import { daysAfter, type SandboxAccountInvite, type SandboxSiteInvite } from '../state/invite.ts';
import { roleIds } from '../state/role.ts';
import type { Random } from './random.ts';
import { daysAgo, type Seeding } from './seeding.ts';
import { firstNames, lastNames, slugOf } from './words.ts';

/** The statuses of invites, in turn. `runOut` is a pending invite past its time, which reads as Expired. */
const fates = ['Pending', 'Used', 'Deleted', 'Declined', 'runOut', 'Pending', 'Pending', 'runOut', 'Pending'] as const;

const validDays = 30;

/** The part that account and site invites share. Pending ones have between 1 and 28 days left. */
function inviteFacts(chance: Random, now: Date, fate: (typeof fates)[number]) {
  const sentDaysAgo = fate === 'Pending' ? chance.integer(2, 28) : chance.integer(45, 300);
  const sent = daysAgo(now, sentDaysAgo + chance.next());
  return {
    id: chance.guid(),
    acceptLink: `https://users.wix.com/invite/accept?token=${chance.guid().replaceAll('-', '')}`,
    status: fate === 'runOut' ? ('Pending' as const) : fate,
    dateCreated: sent.toISOString(),
    expirationDate: daysAfter(sent, validDays),
  };
}

function guestEmail(chance: Random): string {
  return `${slugOf(chance.pick(firstNames))}.${slugOf(chance.pick(lastNames))}@invited.example`;
}

function seedAccountInvites({ state, plan, now, agencyId, random }: Seeding): void {
  const chance = random('account-invites');
  const siteIds = [...state.sites.values()].filter((site) => site.accountId === agencyId).map(({ id }) => id);
  const members = [...state.teamMembers.values()].filter(({ accountId }) => accountId === agencyId);
  for (let index = 0; index < plan.invites; index += 1) {
    const facts = inviteFacts(chance, now, fates[index % fates.length] ?? 'Pending');
    const used = facts.status === 'Used' ? members[(index + 3) % members.length] : undefined;
    // A used invite is older than the membership it led to.
    const sent = used === undefined ? facts.dateCreated : daysAgo(new Date(used.joinedTeamAt), 1.5).toISOString();
    const sites = siteIds.slice(index * 2, index * 2 + 2);
    const invite: SandboxAccountInvite = {
      ...facts,
      kind: 'account',
      accountId: agencyId,
      inviterAccountId: agencyId,
      email: used?.email ?? guestEmail(chance),
      dateCreated: sent,
      dateUpdated: used?.joinedTeamAt ?? sent,
      expirationDate: daysAfter(new Date(sent), validDays),
      ...(used === undefined ? {} : { acceptedByAccountId: used.userId }),
      assignments:
        index % 3 === 0
          ? [{ roleId: roleIds.accountAdmin, siteIds: [] }]
          : [{ roleId: roleIds.siteAdmin, siteIds: sites }],
    };
    state.accountInvites.set(invite.id, invite);
  }
}

function seedSiteInvites({ state, plan, now, agencyId, random }: Seeding): void {
  const chance = random('site-invites');
  const sites = [...state.sites.values()].filter(({ accountId }) => accountId === agencyId);
  for (let index = 0; index < plan.siteInvites; index += 1) {
    const facts = inviteFacts(chance, now, fates[index % fates.length] ?? 'Pending');
    const site = sites[(index * 5) % sites.length];
    if (site === undefined) continue;
    const guest = facts.status === 'Used' ? site.contributors[0] : undefined;
    const invite: SandboxSiteInvite = {
      ...facts,
      kind: 'site',
      siteId: site.id,
      inviterAccountId: agencyId,
      email: guest?.email ?? guestEmail(chance),
      roleIds: guest?.roles.map(({ roleId }) => roleId) ?? [roleIds.siteAdmin],
      ...(facts.status === 'Used' ? { acceptedByAccountId: guest?.accountId ?? chance.guid() } : {}),
    };
    state.siteInvites.set(invite.id, invite);
  }
}

/** Account and site invites of the agency, in every status. */
export function seedInvites(seeding: Seeding): void {
  seedAccountInvites(seeding);
  seedSiteInvites(seeding);
}
