/** A Wix account: it owns sites and domains, and can have a parent that manages it. */
export interface SandboxAccount {
  readonly id: string;
  /** Prefix of the free address of the account's sites: `https://<slug>.wixsite.com/<site name>`. */
  readonly slug: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'BLOCKED' | 'DELETED';
  /** The user that owns the account, a member of its team. */
  readonly ownerUserId: string;
  readonly isTeam: boolean;
  readonly coBranding: 'None' | 'CoBranded' | 'CoBranded_Customer_New' | 'CoBranded_Customer_Existing';
  readonly websiteUrl?: string;
  readonly parentAccountId?: string;
  readonly dateCreated: string;
  readonly dateUpdated: string;
}

/** Whether the account is the given one, or a child, grandchild and so on of it. */
export function isWithin(accounts: ReadonlyMap<string, SandboxAccount>, accountId: string, topId: string): boolean {
  let current: string | undefined = accountId;
  while (current !== undefined && accounts.has(current)) {
    if (current === topId) return true;
    current = accounts.get(current)?.parentAccountId;
  }
  return false;
}
