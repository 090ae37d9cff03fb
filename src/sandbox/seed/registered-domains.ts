import type { SandboxSite } from '../state/site.ts';
import { daysAgo, type Seeding } from './seeding.ts';
import { slugOf } from './words.ts';

/**
 * One domain that the agency has registered through Wix, the primary one of a site that no connected domain serves. Lists of
 * connected domains do not show it.
 */
export function seedRegisteredDomains({ state, now, agencyId, random }: Seeding): void {
  const served = new Set([...state.domains.values()].map(({ assignment }) => assignment?.siteId));
  const isFitting = ({ id, accountId, premium, trashedDate }: SandboxSite) =>
    accountId === agencyId && premium && trashedDate === undefined && !served.has(id);
  const site = [...state.sites.values()].findLast(isFitting);
  if (site === undefined) return;
  const chance = random('registered-domains');
  const domain = `${slugOf(site.displayName)}-online.com`;
  const createdDate = chance.date(daysAgo(now, 700), daysAgo(now, 30));
  state.domains.set(domain, {
    domain,
    accountId: agencyId,
    connectionType: 'WIX_REGISTERED',
    assignment: { siteId: site.id, type: 'PRIMARY' },
    suppressNotifications: false,
    propagation: [{ from: createdDate, status: 'COMPLETED' }],
    createdDate,
    updatedDate: createdDate,
  });
  state.registrations.set(domain, { domain, registrarName: 'WIX', nameServers: [], productInstanceId: chance.guid() });
}
