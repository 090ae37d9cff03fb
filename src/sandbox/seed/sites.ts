import type { SandboxSite } from '../state/site.ts';
import type { Random } from './random.ts';
import { daysAgo, type Seeding } from './seeding.ts';
import { brandWords, cityWords, slugOf, tradeWords } from './words.ts';

/** One round of ten sites; every tenth is headless. */
const editorTypes = [
  'EDITOR',
  'STUDIO',
  'EDITOR',
  'STUDIO',
  'ADI',
  'EDITORX',
  'EDITOR',
  'EDITORLESS',
  'ODEDITOR',
  'STUDIO',
] as const;

/** Sites of an account that is not the agency, so that the demo has 14 among its four child accounts. */
const smallAccountSites = [3, 4, 2, 5, 6] as const;

interface Names {
  readonly name: string;
  readonly displayName: string;
}

/** Site names are unique in the sandbox and at most 20 characters, as Wix builds them. */
function uniqueName(taken: Set<string>, displayName: string): string {
  const base = slugOf(displayName);
  let name = base.slice(0, 20).replace(/-$/, '');
  for (let copy = 2; taken.has(name); copy += 1) name = `${base.slice(0, 19 - String(copy).length)}-${copy}`;
  taken.add(name);
  return name;
}

function namespaceOf(index: number): string {
  if (index % 10 === 7) return 'HEADLESS';
  if (index % 40 === 21) return 'DASHBOARD_FIRST';
  return index % 40 === 33 ? 'DEV_SITE' : 'WIX';
}

/** Traits that follow from the position of a site alone, so that every size has every kind. */
function traits(index: number) {
  const namespace = namespaceOf(index);
  return {
    namespace,
    editorType: editorTypes[index % editorTypes.length] ?? 'EDITOR',
    premium: index % 2 === 0 || index % 10 === 1,
    published: index % 6 !== 4,
    blocked: index % 53 === 44,
  };
}

function siteOf(chance: Random, now: Date, accountId: string, names: Names, index: number): SandboxSite {
  const createdDate = chance.date(daysAgo(now, 1800), daysAgo(now, 75));
  return {
    id: chance.guid(),
    accountId,
    htmlAppId: chance.guid(),
    editorSessionId: chance.guid(),
    ...names,
    createdDate,
    updatedDate: chance.date(new Date(createdDate), daysAgo(now, 0.1)),
    ...traits(index),
    contributors: [],
    appIds: [],
  };
}

function trash(chance: Random, now: Date, site: SandboxSite): SandboxSite {
  const trashedDate = chance.date(daysAgo(now, 60), daysAgo(now, 1));
  return { ...site, published: false, premium: false, trashedDate, updatedDate: trashedDate };
}

/** The sites of all accounts. The agency's are spread over its folders, about a third of them at the root. */
export function seedSites({ state, plan, now, agencyId, random }: Seeding): void {
  const chance = random('sites');
  const taken = new Set<string>();
  let small = 0;
  for (const account of state.accounts.values()) {
    const isAgency = account.id === agencyId;
    const count = isAgency ? plan.sites : (smallAccountSites[small % smallAccountSites.length] ?? 2);
    if (!isAgency) small += 1;
    const folderIds = [...state.folders.values()]
      .filter(({ accountId }) => accountId === account.id)
      .map(({ id }) => id);
    for (let index = 0; index < count; index += 1) {
      const brand = `${chance.pick(brandWords)} ${chance.pick(tradeWords)}`;
      const displayName = chance.chance(0.25) ? `${brand} ${chance.pick(cityWords)}` : brand;
      const headless = namespaceOf(index) === 'HEADLESS';
      const name = uniqueName(taken, headless ? `headless-${chance.guid().slice(0, 8)}` : displayName);
      const site = siteOf(chance, now, account.id, { name, displayName }, index);
      const folderId = chance.chance(0.66) ? folderIds[index % Math.max(1, folderIds.length)] : undefined;
      const placed = folderId === undefined ? site : { ...site, folderId };
      const trashed = isAgency && index >= count - plan.trashedSites;
      state.sites.set(site.id, trashed ? trash(chance, now, placed) : placed);
    }
  }
}
