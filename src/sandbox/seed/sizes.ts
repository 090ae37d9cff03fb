/** Amount of data in a sandbox. */
export type SandboxSize = 'demo' | 'large' | 'huge' | 'partner';

/** Amounts of everything that the agency has. Child accounts and the unrelated account are small in every size. */
export interface SizePlan {
  readonly childAccounts: number;
  readonly sites: number;
  readonly trashedSites: number;
  readonly folders: number;
  readonly domains: number;
  readonly users: number;
  readonly invites: number;
  readonly siteInvites: number;
  /** Site-scoped role assignments of the team. */
  readonly siteAssignments: number;
  readonly packages: number;
}

/** The amounts of every size. */
export const sizePlans: Record<SandboxSize, SizePlan> = {
  demo: {
    childAccounts: 4,
    sites: 64,
    trashedSites: 3,
    folders: 9,
    domains: 26,
    users: 14,
    invites: 9,
    siteInvites: 6,
    siteAssignments: 66,
    packages: 24,
  },
  large: {
    childAccounts: 60,
    sites: 1300,
    trashedSites: 40,
    folders: 60,
    domains: 240,
    users: 300,
    invites: 120,
    siteInvites: 120,
    siteAssignments: 1500,
    packages: 230,
  },
  huge: {
    childAccounts: 500,
    sites: 10_000,
    trashedSites: 250,
    folders: 200,
    domains: 1200,
    users: 5000,
    invites: 600,
    siteInvites: 600,
    siteAssignments: 15_000,
    packages: 1500,
  },
  // A reseller: many small accounts of customers, and little of its own.
  partner: {
    childAccounts: 500,
    sites: 64,
    trashedSites: 3,
    folders: 9,
    domains: 26,
    users: 14,
    invites: 9,
    siteInvites: 6,
    siteAssignments: 66,
    packages: 24,
  },
};
