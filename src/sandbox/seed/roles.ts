import { frozen } from '../state/frozen.ts';
import { roleIds, type SandboxRole } from '../state/role.ts';
import type { Seeding } from './seeding.ts';

/** The three roles whose ids Wix documents, with their documented titles and descriptions. Others are not invented. */
const predefined: readonly SandboxRole[] = frozen<SandboxRole[]>([
  {
    id: roleIds.owner,
    title: 'Owner',
    description:
      'Can manage and access all aspects of sites, including billing and domains, plus invite other people and set their permissions.',
    restrictFromLevel: 'NoRestriction',
  },
  {
    id: roleIds.accountAdmin,
    title: 'Account Admin (Co-Owner)',
    description:
      'Can manage and edit all sites and apps in the account, including billing, domains and inviting people, but cannot close account.',
    restrictFromLevel: 'Site',
  },
  {
    id: roleIds.siteAdmin,
    title: 'Admin (Co-Owner)',
    description:
      "Has access to edit, publish and manage site, including billing, payment & financial info, domains and inviting people, but can't delete or transfer the site.",
    restrictFromLevel: 'Account',
  },
]);

const custom: readonly Omit<SandboxRole, 'id' | 'accountId'>[] = [
  {
    title: 'Client Designer',
    description: 'Edits pages and media of client sites.',
    restrictFromLevel: 'NoRestriction',
  },
  {
    title: 'Content Editor',
    description: 'Writes and updates texts, posts and products.',
    restrictFromLevel: 'Account',
  },
  {
    title: 'SEO Specialist',
    description: 'Manages search settings and redirects.',
    restrictFromLevel: 'NoRestriction',
  },
  {
    title: 'Billing Desk',
    description: 'Sees invoices and payment methods of the account.',
    restrictFromLevel: 'Site',
  },
];

/** Predefined roles, four custom roles of the agency, one of the unrelated account. */
export function seedRoles({ state, agencyId, strangerId, random }: Seeding): void {
  const chance = random('roles');
  for (const role of predefined) state.roles.set(role.id, role);
  const add = (accountId: string, role: Omit<SandboxRole, 'id' | 'accountId'>) => {
    const id = chance.decimalId();
    state.roles.set(id, { ...role, id, accountId });
  };
  for (const role of custom) add(agencyId, role);
  add(strangerId, {
    title: 'Showroom Keeper',
    description: 'Updates showroom pages.',
    restrictFromLevel: 'NoRestriction',
  });
}
