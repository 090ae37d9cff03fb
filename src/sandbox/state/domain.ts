/** The status of the DNS change of a connection, in the words of the API. */
export type SandboxPropagation = 'UNKNOWN_DNS_PROPAGATION_STATUS' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

/** The site that a domain is assigned to, and how. */
export interface SandboxDomainAssignment {
  readonly siteId: string;
  readonly type: 'PRIMARY' | 'REDIRECT';
}

/** A domain in an account: connected to it, or registered through Wix. Its id is its name. */
export interface SandboxDomain {
  readonly domain: string;
  readonly accountId: string;
  /**
   * Subdomains always read `UNKNOWN_CONNECTION_TYPE`. `WIX_REGISTERED` is not a value of the API: such domains are registered through
   * Wix, and only assignments, zones and propagations show them.
   */
  readonly connectionType: 'UNKNOWN_CONNECTION_TYPE' | 'POINTING' | 'NAMESERVERS' | 'HIDDEN' | 'WIX_REGISTERED';
  /** Absent if the domain is in the account but serves no site. */
  assignment?: SandboxDomainAssignment;
  readonly suppressNotifications: boolean;
  /** Propagation over time: the last entry that has begun holds. */
  readonly propagation: readonly { readonly from: string; readonly status: SandboxPropagation }[];
  readonly createdDate: string;
  readonly updatedDate: string;
}

/** Whether the domain is an external one that was connected, as opposed to registered through Wix. */
export function isConnected({ connectionType }: SandboxDomain): boolean {
  return connectionType !== 'WIX_REGISTERED';
}

/** Whether Wix hosts the DNS records of the domain. */
export function isHosted({ connectionType }: SandboxDomain): boolean {
  return connectionType === 'NAMESERVERS' || connectionType === 'WIX_REGISTERED';
}

/** The propagation status at a moment; the unknown status before the first entry. */
export function propagationAt(domain: SandboxDomain, now: Date): SandboxPropagation {
  const moment = now.toISOString();
  const reached = domain.propagation.filter(({ from }) => from <= moment);
  return reached.at(-1)?.status ?? 'UNKNOWN_DNS_PROPAGATION_STATUS';
}

/** The primary domain of every site that has one, by site id. */
export function primaryDomains(domains: Iterable<SandboxDomain>): ReadonlyMap<string, SandboxDomain> {
  const primary = new Map<string, SandboxDomain>();
  for (const domain of domains) {
    if (domain.assignment?.type === 'PRIMARY') primary.set(domain.assignment.siteId, domain);
  }
  return primary;
}

/** Returns the address of a domain. Subdomains have no `www` form of their own. */
export function domainUrl({ domain, connectionType }: SandboxDomain): string {
  return connectionType === 'UNKNOWN_CONNECTION_TYPE' ? `https://${domain}` : `https://www.${domain}`;
}
