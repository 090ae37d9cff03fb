import { daysAgo, type Seeding } from './seeding.ts';
import { regionWords, sectorWords } from './words.ts';

/** Every folder is its path of names; a parent stands before its children. */
const demoTree: readonly string[] = [
  'Clients',
  'Clients/Retail',
  'Clients/Retail/Fashion',
  'Clients/Retail/Homeware',
  'Clients/Food & Drink',
  'Clients/Services',
  'Internal',
  'Internal/Prototypes',
  'Archive',
];

function treeOf(count: number): readonly string[] {
  const paths = [...demoTree];
  for (let region = 0; paths.length < count; region += 1) {
    const round = Math.floor(region / regionWords.length);
    const parent = `Clients/${regionWords[region % regionWords.length]}${round === 0 ? '' : ` ${round + 1}`}`;
    paths.push(parent, ...sectorWords.map((sector) => `${parent}/${sector}`));
  }
  return paths.slice(0, count);
}

/** The agency's folder tree, three levels deep, and one folder of the unrelated account. */
export function seedFolders({ state, plan, now, agencyId, strangerId, random }: Seeding): void {
  const chance = random('folders');
  const add = (accountId: string, name: string, parentId: string) => {
    const id = chance.guid();
    const createdDate = chance.date(daysAgo(now, 1400), daysAgo(now, 30));
    const updatedDate = chance.date(new Date(createdDate), daysAgo(now, 2));
    state.folders.set(id, { id, accountId, name, parentId, createdDate, updatedDate });
    return id;
  };
  const idOfPath = new Map<string, string>();
  for (const path of treeOf(plan.folders)) {
    const cut = path.lastIndexOf('/');
    const parentId = cut < 0 ? '' : (idOfPath.get(path.slice(0, cut)) ?? '');
    idOfPath.set(path, add(agencyId, path.slice(cut + 1), parentId));
  }
  add(strangerId, 'Showrooms', '');
}
