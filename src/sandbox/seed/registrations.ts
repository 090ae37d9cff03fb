import { rootDomain } from '../state/domain-name.ts';
import { frozen } from '../state/frozen.ts';
import type { SandboxRegistration } from '../state/registration.ts';
import type { Seeding } from './seeding.ts';

/** Names and spellings as they were seen: the field is free text. */
const registrars = frozen([
  { registrarName: 'GoDaddy', nameServers: ['ns01.domaincontrol.com', 'ns02.domaincontrol.com'] },
  { registrarName: 'GO_DADDY', nameServers: ['ns35.domaincontrol.com', 'ns36.domaincontrol.com'] },
  { registrarName: 'OTHER', nameServers: ['ns1.registrar.example', 'ns2.registrar.example'] },
] as const satisfies readonly Omit<SandboxRegistration, 'domain'>[]);

/** Names that are registered by someone outside the sandbox. */
const takenNames = [
  'wix.com',
  'example.com',
  'example.net',
  'example.org',
  'bakery.com',
  'yoga.studio',
  'pottery.shop',
];

/** Registers every connected domain somewhere, and some other names. All other names are free. */
export function seedRegistrations({ state, random }: Seeding): void {
  for (const name of [...takenNames, ...state.domains.keys()]) {
    const domain = rootDomain(name);
    if (state.registrations.has(domain)) continue;
    state.registrations.set(domain, { domain, ...random(`registrar/${domain}`).pick(registrars) });
  }
}
