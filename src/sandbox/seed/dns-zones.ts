import type { SandboxDnsRecord, SandboxDnsZone } from '../state/dns-zone.ts';
import { isHosted } from '../state/domain.ts';
import { hostedRecords } from '../state/wix-records.ts';
import type { Random } from './random.ts';
import type { Seeding } from './seeding.ts';

/** Records that owners add: mail, and other services on subdomains. */
function ownRecords(chance: Random, domain: string): readonly SandboxDnsRecord[] {
  const ttl = chance.pick([300, 900, 3_600]);
  const mail: readonly SandboxDnsRecord[] = [
    { type: 'MX', hostName: domain, ttl, values: ['10 mx1.mail.example', '20 mx2.mail.example'] },
    { type: 'TXT', hostName: domain, ttl, values: ['v=spf1 include:mail.example ~all'] },
    { type: 'TXT', hostName: `_dmarc.${domain}`, ttl, values: ['v=DMARC1; p=none'] },
  ];
  const desk: SandboxDnsRecord = { type: 'CNAME', hostName: `help.${domain}`, ttl, values: ['desk.example'] };
  return [...(chance.chance(0.6) ? mail : []), ...(chance.chance(0.3) ? [desk] : [])];
}

function zoneOf(chance: Random, domainName: string, accountId: string): SandboxDnsZone {
  const records = [...hostedRecords(domainName), ...ownRecords(chance, domainName)];
  const zone = { domainName, accountId, records };
  if (!chance.chance(0.25)) return { ...zone, dnssecEnabled: false };
  const digest = `${chance.guid()}${chance.guid()}`.replaceAll('-', '').toUpperCase();
  return { ...zone, dnssecEnabled: true, dnssecInfo: { keyTag: chance.integer(1, 65_535), digest } };
}

/** A zone for every domain that uses Wix's name servers. */
export function seedDnsZones({ state, random }: Seeding): void {
  for (const connected of state.domains.values()) {
    if (!isHosted(connected)) continue;
    const { domain, accountId } = connected;
    state.dnsZones.set(domain, zoneOf(random(`dns-zone/${domain}`), domain, accountId));
  }
}
