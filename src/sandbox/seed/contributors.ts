import { roleIds } from '../state/role.ts';
import type { SandboxContributor } from '../state/site.ts';
import { daysAgo, type Seeding } from './seeding.ts';
import { firstNames, lastNames, slugOf } from './words.ts';

/** One to three contributors for every third site: child accounts of the agency, and accounts the sandbox does not know. */
export function seedContributors({ state, now, agencyId, random }: Seeding): void {
  const chance = random('contributors');
  const children = [...state.accounts.values()].filter(({ parentAccountId }) => parentAccountId === agencyId);
  const siteRoles = [...state.roles.values()].filter(
    ({ accountId, restrictFromLevel }) => accountId === agencyId && restrictFromLevel !== 'Site',
  );
  let position = 0;
  for (const site of state.sites.values()) {
    position += 1;
    if (position % 3 !== 0) continue;
    const contributors = Array.from(
      { length: 1 + (position % 2) + (position % 9 === 0 ? 1 : 0) },
      (_, index): SandboxContributor => {
        const child = index === 0 && site.accountId === agencyId ? children[position % children.length] : undefined;
        const email = `${slugOf(chance.pick(firstNames))}.${slugOf(chance.pick(lastNames))}@guest.example`;
        const customRole =
          site.accountId === agencyId && chance.chance(0.5) ? siteRoles[position % siteRoles.length] : undefined;
        const roles = customRole === undefined || index === 1 ? [roleIds.siteAdmin] : [customRole.id];
        return {
          accountId: child?.id ?? chance.guid(),
          accountOwnerId: child?.ownerUserId ?? chance.guid(),
          email,
          joinedDate: chance.date(new Date(site.createdDate), daysAgo(now, 1)),
          roles: roles.map((roleId) => ({ roleId, assignmentId: chance.decimalId() })),
        };
      },
    );
    state.sites.set(site.id, { ...site, contributors });
  }
}
