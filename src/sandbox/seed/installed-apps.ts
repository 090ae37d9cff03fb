import { frozen } from '../state/frozen.ts';
import type { Seeding } from './seeding.ts';

/** Apps of Wix with the ids that its own recipes name: Stores, Bookings, Blog. */
export const seededApps = frozen({
  stores: '215238eb-22a5-4c36-9e7b-e7c08025e04e',
  bookings: '13d21c63-b5ec-5912-8397-c3a5ddb27a97',
  blog: '14bcded7-0066-7c35-14d7-466cb3f09103',
});

/** Installs up to two apps on each site. */
export function seedInstalledApps({ state, random }: Seeding): void {
  const chance = random('installed-apps');
  for (const site of state.sites.values()) {
    const appIds = Object.values(seededApps).filter(() => chance.chance(0.3));
    state.sites.set(site.id, { ...site, appIds: appIds.slice(0, 2) });
  }
}
