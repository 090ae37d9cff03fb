/** The statuses of Wix: Deleted means revoked, Used means accepted. */
export type SandboxInviteStatus = 'Pending' | 'Used' | 'Deleted' | 'Declined' | 'Expired';

interface InviteFacts {
  readonly id: string;
  readonly email: string;
  readonly acceptLink: string;
  readonly inviterAccountId: string;
  readonly dateCreated: string;
  /** The last decision. `inviteStatus` says whether a pending invite has expired. */
  readonly status: Exclude<SandboxInviteStatus, 'Expired'>;
  readonly expirationDate: string;
  readonly acceptedByAccountId?: string;
}

/** One role of an account invite with the sites it is limited to; no sites: the whole account. */
export interface SandboxInviteAssignment {
  readonly roleId: string;
  readonly siteIds: readonly string[];
}

/** An invitation into the team of an account. */
export interface SandboxAccountInvite extends InviteFacts {
  readonly kind: 'account';
  readonly accountId: string;
  readonly assignments: readonly SandboxInviteAssignment[];
  readonly dateUpdated: string;
}

/** An invitation to contribute to one site. */
export interface SandboxSiteInvite extends InviteFacts {
  readonly kind: 'site';
  readonly siteId: string;
  readonly roleIds: readonly string[];
}

/** The status at a moment: pending invites past their time are Expired. */
export function inviteStatus(invite: InviteFacts, now: Date): SandboxInviteStatus {
  return invite.status === 'Pending' && invite.expirationDate <= now.toISOString() ? 'Expired' : invite.status;
}

/** The moment a number of days later, as an ISO date. */
export function daysAfter(moment: Date, days: number): string {
  return new Date(moment.getTime() + days * 86_400_000).toISOString();
}
