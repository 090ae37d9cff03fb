import { list, object, text } from '../../lib/read.ts';

/** The part of an account that a role applies to. */
export type AssignmentScope =
  | { readonly type: 'AccountScope'; readonly accountId: string }
  | {
      readonly type: 'SiteScope';
      readonly accountId: string;
      readonly siteId: string;
      readonly siteName: string | null;
    }
  | {
      readonly type: 'FolderScope';
      readonly accountId: string;
      readonly folderIds: readonly string[];
      readonly folderPaths: readonly string[];
    }
  | { readonly type: 'UnknownScope'; readonly raw: string };

/** A role assigned to a person. */
export interface RoleAssignment {
  /** Null on an invite: the assignment is created when the invite is accepted. */
  readonly id: string | null;
  readonly accountId: string;
  readonly roleId: string;
  readonly scope: AssignmentScope;
}

/** An assignment with the part of its identity that Wix doesn't send with it. */
export interface HeldAssignment extends RoleAssignment {
  /** The member, invite or contributor that has the role, unique inside the account. */
  readonly holder: string;
}

/** Adds the holder to its assignments. */
export function heldBy(holder: string, assignments: readonly RoleAssignment[]): HeldAssignment[] {
  return assignments.map((assignment) => ({ ...assignment, holder }));
}

/** Maps the assignments of a member or an invite of the account's team. Entries without a role id are left out. */
export function toAssignments(raw: unknown, accountId: string): RoleAssignment[] {
  return list(raw).flatMap((item) => {
    const assignment = object(item);
    const roleId = text(assignment['policyId']);
    if (roleId === null) return [];
    const scope = toScope(object(assignment['restrictions']), accountId);
    return [{ id: text(assignment['assignmentId']), accountId, roleId, scope }];
  });
}

/**
 * Maps the restrictions; no restriction means the whole account. An unknown form of restriction must not count as none,
 * because that would overstate a person's permissions.
 */
function toScope(restrictions: Readonly<Record<string, unknown>>, accountId: string): AssignmentScope {
  const site = object(restrictions['site'] ?? siteOf(object(restrictions['resource'])));
  const siteId = text(site['id']);
  if (siteId !== null) return { type: 'SiteScope', accountId, siteId, siteName: text(site['value']) };
  const conditions = list(object(restrictions['conditions'])['conditions']).map(object);
  const folders = conditions.filter((condition) => condition['conditionType'] === 'FOLDER');
  if (folders.length > 0 && folders.length === conditions.length) {
    return {
      type: 'FolderScope',
      accountId,
      folderIds: folders.flatMap((folder) => text(folder['id']) ?? []),
      folderPaths: folders.flatMap((folder) => text(folder['value']) ?? []),
    };
  }
  const isUnrestricted = Object.values(restrictions).every((value) => value === null || value === undefined);
  return isUnrestricted
    ? { type: 'AccountScope', accountId }
    : { type: 'UnknownScope', raw: JSON.stringify(restrictions).slice(0, 1_000) };
}

/** Reads the older form of a site restriction. */
function siteOf(resource: Readonly<Record<string, unknown>>): unknown {
  return resource['resourceType'] === 'SITE' ? resource : undefined;
}
