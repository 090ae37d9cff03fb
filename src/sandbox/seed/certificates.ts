import { daysAgo, type Seeding } from './seeding.ts';

/** Installs a certificate of its owner's own for every fourth connected root domain that is the address of a site. */
export function seedCertificates({ state, now, random }: Seeding): void {
  const chance = random('certificates');
  let roots = 0;
  for (const { domain, connectionType, assignment } of state.domains.values()) {
    if (assignment?.type !== 'PRIMARY' || connectionType === 'UNKNOWN_CONNECTION_TYPE') continue;
    if (connectionType === 'WIX_REGISTERED') continue;
    roots += 1;
    if (roots % 4 !== 1) continue;
    const dnsNames = [domain, `www.${domain}`];
    const certificate = {
      id: domain,
      siteId: assignment.siteId,
      commonName: domain,
      dnsNames,
      issuer: 'CN=Sandbox Issuing CA 1, O=Sandbox Trust',
      serialNumber: chance.guid().replaceAll('-', ''),
      notBefore: daysAgo(now, chance.integer(20, 200)).toISOString(),
      notAfter: daysAgo(now, -chance.integer(20, 180)).toISOString(),
    };
    for (const name of dnsNames) state.certificates.set(name, certificate);
  }
}
