import type { SandboxAccount } from '../state/account.ts';
import { daysAgo, type Seeding } from './seeding.ts';
import { brandWords, cityWords, slugOf, tradeWords } from './words.ts';

/** Position of the child account that Wix has blocked. */
const blockedChild = 2;

function childName(taken: Set<string>, pick: () => string): string {
  let name = pick();
  while (taken.has(name)) name = `${name} ${taken.size}`;
  taken.add(name);
  return name;
}

/** The agency, its child accounts, and an unrelated account. */
export function seedAccounts({ state, plan, now, agencyId, strangerId, random }: Seeding): void {
  const chance = random('accounts');
  const add = (account: Omit<SandboxAccount, 'ownerUserId' | 'dateCreated' | 'dateUpdated'>, oldestDays: number) => {
    const dateCreated = chance.date(daysAgo(now, oldestDays), daysAgo(now, 200));
    state.accounts.set(account.id, {
      ...account,
      ownerUserId: chance.guid(),
      dateCreated,
      dateUpdated: chance.date(new Date(dateCreated), daysAgo(now, 1)),
    });
  };

  const plain = { status: 'ACTIVE', isTeam: true } as const;
  const agency = {
    id: agencyId,
    slug: 'northwindstudio',
    name: 'Northwind Studio',
    websiteUrl: 'https://www.northwind.studio',
  };
  add({ ...plain, ...agency, coBranding: 'CoBranded' }, 2600);

  const taken = new Set<string>();
  for (let index = 0; index < plan.childAccounts; index += 1) {
    const name = childName(
      taken,
      () => `${chance.pick(brandWords)} ${chance.pick(tradeWords)} ${chance.pick(cityWords)}`,
    );
    add(
      {
        ...plain,
        id: chance.guid(),
        slug: slugOf(name).replaceAll('-', ''),
        name,
        status: index === blockedChild ? 'BLOCKED' : 'ACTIVE',
        isTeam: chance.chance(0.5),
        coBranding: chance.chance(0.7) ? 'CoBranded_Customer_New' : 'CoBranded_Customer_Existing',
        parentAccountId: agencyId,
      },
      1500,
    );
  }
  add({ ...plain, id: strangerId, slug: 'fabrikam', name: 'Fabrikam', coBranding: 'None' }, 1500);
}
