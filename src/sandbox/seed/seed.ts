import { emptyState } from '../state/state.ts';
import { seedAccounts } from './accounts.ts';
import { seedAssignmentTimes } from './assignment-times.ts';
import { seedCertificates } from './certificates.ts';
import { seedContributors } from './contributors.ts';
import { seedDnsZones } from './dns-zones.ts';
import { seedDomains } from './domains.ts';
import { seedFolders } from './folders.ts';
import { seedInstalledApps } from './installed-apps.ts';
import { seedInvites } from './invites.ts';
import { seedPackages } from './packages.ts';
import { createRandom } from './random.ts';
import { seedRegisteredDomains } from './registered-domains.ts';
import { seedRegistrations } from './registrations.ts';
import { seedRoles } from './roles.ts';
import type { Seeding } from './seeding.ts';
import { seedSites } from './sites.ts';
import { type SandboxSize, sizePlans } from './sizes.ts';
import { seedTeams } from './team.ts';
import { seedTemplates } from './templates.ts';

/** In order: a piece can read what the pieces before it have made. */
const pieces: readonly ((seeding: Seeding) => void)[] = [
  seedRoles,
  seedAccounts,
  seedFolders,
  seedSites,
  seedDomains,
  seedRegisteredDomains,
  seedDnsZones,
  seedCertificates,
  seedRegistrations,
  seedAssignmentTimes,
  seedTeams,
  seedContributors,
  seedInvites,
  seedPackages,
  seedInstalledApps,
  seedTemplates,
];

/** Builds a world. The same size, seed and start give the same world, byte for byte. */
export function seedWorld({ size, seed, now }: { size: SandboxSize; seed: number; now: Date }): Seeding {
  const random = (label: string) => createRandom(seed, label);
  const ids = random('account-ids');
  const seeding: Seeding = {
    state: emptyState(),
    plan: sizePlans[size],
    now,
    agencyId: ids.guid(),
    strangerId: ids.guid(),
    random,
  };
  for (const piece of pieces) piece(seeding);
  return seeding;
}
