import { daysAgo, type Seeding } from './seeding.ts';

/** The names of the agency's templates: 4 to 20 characters. */
const names = ['Restaurant, one page', 'Shop with bookings'] as const;

/** Two custom templates of the agency, each made of a Studio site; one site was created from the first. */
export function seedTemplates({ state, now, agencyId, random }: Seeding): void {
  const chance = random('templates');
  const sites = [...state.sites.values()].filter(
    ({ accountId, editorType, trashedDate }) =>
      accountId === agencyId && editorType === 'STUDIO' && trashedDate === undefined,
  );
  const createdBy = state.accounts.get(agencyId)?.ownerUserId ?? '';
  for (const [index, name] of names.entries()) {
    const site = sites[index];
    if (site === undefined) return;
    const id = chance.guid();
    const createdDate = chance.date(daysAgo(now, 300), daysAgo(now, 100));
    const made = index === 0 ? sites.at(-1) : undefined;
    state.templates.set(id, {
      id,
      accountId: agencyId,
      name,
      createdBy,
      createdDate,
      updatedDate: createdDate,
      hidden: false,
      siteId: site.id,
      siteIds: made === undefined ? [] : [made.id],
    });
  }
}
