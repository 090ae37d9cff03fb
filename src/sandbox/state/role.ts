/** A role. Predefined roles are the same everywhere; custom roles belong to one account. */
export interface SandboxRole {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The level at which the role cannot be given. */
  readonly restrictFromLevel: 'NoRestriction' | 'Site' | 'Account';
  /** Absent for predefined roles. */
  readonly accountId?: string;
}

/** The ids Wix documents (dev.wix.com/docs/api-reference/account-level/user-management/accounts/users/get-roles-info). */
export const roleIds = {
  owner: '6601492336091027458',
  accountAdmin: '6642345101181663232',
  siteAdmin: '6732588207941061632',
  unlisted: '6600344420111308827',
} as const;
