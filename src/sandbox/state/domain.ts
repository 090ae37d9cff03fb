/** How far the DNS change of a connection has spread, in the words of the API. */
export type SandboxPropagation = 'UNKNOWN_DNS_PROPAGATION_STATUS' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

/** The site a domain is assigned to, and how. */
export interface SandboxDomainAssignment {
  readonly siteId: string;
  readonly type: 'PRIMARY' | 'REDIRECT';
}

/** An external domain that is connected to an account. Its id is its name. */
export interface SandboxDomain {
  readonly domain: string;
  readonly accountId: string;
  /** Subdomains always read `UNKNOWN_CONNECTION_TYPE`. */
  connectionType: 'UNKNOWN_CONNECTION_TYPE' | 'POINTING' | 'NAMESERVERS' | 'HIDDEN';
  /** Absent when the domain is in the account but serves no site. */
  assignment?: SandboxDomainAssignment;
  suppressNotifications: boolean;
  /** Propagation over time: the last entry whose moment has come holds. */
  propagation: readonly { readonly from: string; readonly status: SandboxPropagation }[];
  createdDate: string;
  updatedDate: string;
}

/** The propagation status at a moment; the unknown status before the first entry. */
export function propagationAt(domain: SandboxDomain, now: Date): SandboxPropagation {
  const moment = now.toISOString();
  const reached = domain.propagation.filter(({ from }) => from <= moment);
  return reached.at(-1)?.status ?? 'UNKNOWN_DNS_PROPAGATION_STATUS';
}

/** The primary domain of every site that has one, by site id. */
export function primaryDomains(domains: ReadonlyMap<string, SandboxDomain>): ReadonlyMap<string, SandboxDomain> {
  const primary = new Map<string, SandboxDomain>();
  for (const domain of domains.values()) {
    if (domain.assignment?.type === 'PRIMARY') primary.set(domain.assignment.siteId, domain);
  }
  return primary;
}

/** Where visitors find a domain. Subdomains have no `www` form of their own. */
export function domainUrl({ domain, connectionType }: SandboxDomain): string {
  return connectionType === 'UNKNOWN_CONNECTION_TYPE' ? `https://${domain}` : `https://www.${domain}`;
}
