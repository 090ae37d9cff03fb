import type { RoleAssignment } from '../assignment/model.ts';
import type { TeamMember } from '../team/model.ts';

/** The sites of an account that a member's assignments reach. */
export interface Reach {
  /** True for a role on the whole account, which makes the ids below irrelevant. */
  readonly isAccountWide: boolean;
  readonly siteIds: ReadonlySet<string>;
  /** The assigned folders, without those below them. */
  readonly folderIds: ReadonlySet<string>;
}

/**
 * Returns the reach of assignments. Ignores scopes that this graph doesn't know, so that a person is not shown as
 * reaching more than they do.
 */
export function reachOf(assignments: readonly RoleAssignment[]): Reach {
  const siteIds = new Set<string>();
  const folderIds = new Set<string>();
  let isAccountWide = false;
  for (const { scope } of assignments) {
    if (scope.type === 'AccountScope') isAccountWide = true;
    else if (scope.type === 'SiteScope') siteIds.add(scope.siteId);
    else if (scope.type === 'FolderScope') for (const id of scope.folderIds) folderIds.add(id);
  }
  return { isAccountWide, siteIds, folderIds };
}

/** A member who can reach a site, and the assignments that give access. */
export interface SiteAccess {
  readonly member: TeamMember;
  readonly assignments: readonly RoleAssignment[];
}

/** The assignments of a whole team by what they reach, each list in the order of the team. */
export interface TeamAssignments {
  readonly accountWide: readonly Grant[];
  readonly bySite: ReadonlyMap<string, readonly Grant[]>;
  readonly byFolder: ReadonlyMap<string, readonly Grant[]>;
}

interface Grant {
  readonly member: TeamMember;
  readonly assignment: RoleAssignment;
}

export function toTeamAssignments(members: Iterable<TeamMember>): TeamAssignments {
  const accountWide: Grant[] = [];
  const bySite = new Map<string, Grant[]>();
  const byFolder = new Map<string, Grant[]>();
  for (const member of members) {
    for (const assignment of member.assignments) {
      const { isAccountWide, siteIds, folderIds } = reachOf([assignment]);
      const grant = { member, assignment };
      if (isAccountWide) accountWide.push(grant);
      for (const id of siteIds) append(bySite, id, grant);
      for (const id of folderIds) append(byFolder, id, grant);
    }
  }
  return { accountWide, bySite, byFolder };
}

function append(grants: Map<string, Grant[]>, id: string, grant: Grant): void {
  const known = grants.get(id);
  if (known === undefined) grants.set(id, [grant]);
  else known.push(grant);
}

/**
 * Returns the members who can reach a site, each once: first those with a role on the account, then on the site, then
 * on one of the folders that contain the site.
 * @param folderIds the site's folder and all above it; empty at the root
 */
export function membersWithAccess(
  { accountWide, bySite, byFolder }: TeamAssignments,
  siteId: string,
  folderIds: readonly string[],
): SiteAccess[] {
  const grants = [
    ...accountWide,
    ...(bySite.get(siteId) ?? []),
    ...folderIds.flatMap((folderId) => byFolder.get(folderId) ?? []),
  ];
  const byMember = new Map<string, { member: TeamMember; assignments: RoleAssignment[] }>();
  for (const { member, assignment } of grants) {
    const access = byMember.get(member.userId) ?? { member, assignments: [] };
    // An assignment can contain several folders on the path to the site.
    if (!access.assignments.includes(assignment)) access.assignments.push(assignment);
    byMember.set(member.userId, access);
  }
  return [...byMember.values()];
}
