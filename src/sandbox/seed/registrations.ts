import { rootDomain } from '../state/domain-name.ts';
import type { SandboxRegistration } from '../state/registration.ts';
import type { Seeding } from './seeding.ts';

/** Names and spellings as they were seen: the field is free text. */
const registrars = [
  { registrarName: 'GoDaddy', nameServers: ['ns01.domaincontrol.com', 'ns02.domaincontrol.com'] },
  { registrarName: 'GO_DADDY', nameServers: ['ns35.domaincontrol.com', 'ns36.domaincontrol.com'] },
  { registrarName: 'OTHER', nameServers: ['ns1.registrar.example', 'ns2.registrar.example'] },
] as const satisfies readonly Omit<SandboxRegistration, 'domain'>[];

/** Taken names that belong to nobody in the sandbox. */
const takenNames = [
  'wix.com',
  'example.com',
  'example.net',
  'example.org',
  'bakery.com',
  'yoga.studio',
  'pottery.shop',
];

/** Where every connected domain was registered, and some names that are taken. All other names are free. */
export function seedRegistrations({ state, random }: Seeding): void {
  for (const name of [...takenNames, ...state.domains.keys()]) {
    const domain = rootDomain(name);
    if (state.registrations.has(domain)) continue;
    state.registrations.set(domain, { domain, ...random(`registrar/${domain}`).pick(registrars) });
  }
}
