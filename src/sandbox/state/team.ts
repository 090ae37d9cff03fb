/** The scope of a role: the whole account, one site, or one folder. */
export type SandboxScope =
  | { readonly kind: 'account' }
  | { readonly kind: 'site'; readonly siteId: string }
  | { readonly kind: 'folder'; readonly folderId: string };

/** A role a team member holds. */
export interface SandboxAssignment {
  readonly assignmentId: string;
  readonly roleId: string;
  readonly scope: SandboxScope;
}

/** A user in the team of one account. The same user can be in the teams of several accounts. */
export interface SandboxTeamMember {
  readonly accountId: string;
  readonly userId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly profileImage?: string;
  readonly joinedTeamAt: string;
  assignments: readonly SandboxAssignment[];
}

/** The key of a team member in `SandboxState.teamMembers`. */
export function teamMemberKey(accountId: string, userId: string): string {
  return `${accountId}/${userId}`;
}
