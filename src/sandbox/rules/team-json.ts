import { folderPath } from '../state/folder.ts';
import { inviteStatus, type SandboxAccountInvite } from '../state/invite.ts';
import type { SandboxState } from '../state/state.ts';
import type { SandboxAssignment, SandboxScope, SandboxTeamMember } from '../state/team.ts';
import type { TeamItem } from './team-entry.ts';

/** The `restrictions` of an assignment; left out when it reaches the whole account. */
function restrictionsJson(state: SandboxState, scope: SandboxScope): { restrictions?: unknown } {
  switch (scope.kind) {
    case 'account':
      return {};
    case 'site': {
      const value = state.sites.get(scope.siteId)?.displayName;
      return { restrictions: { site: { id: scope.siteId, ...(value === undefined ? {} : { value }) } } };
    }
    case 'folder': {
      const folder = state.folders.get(scope.folderId);
      // UNKNOWN: how Wix writes a folder path.
      const path = folder && folderPath(state.folders, folder).map(({ name }) => name);
      const value = path?.join('/');
      const condition = { conditionType: 'FOLDER', id: scope.folderId, ...(value === undefined ? {} : { value }) };
      return { restrictions: { conditions: { conditions: [condition] } } };
    }
  }
}

/** A role of a member with its place, as Search Team and Update Team Member Assignments print it. */
export function assignmentJson(
  state: SandboxState,
  userId: string,
  { roleId, assignmentId, scope }: SandboxAssignment,
): unknown {
  return {
    policyId: roleId,
    assignmentId,
    ...restrictionsJson(state, scope),
    subject: { id: userId, subjectType: 'USER' },
  };
}

function userJson(state: SandboxState, member: SandboxTeamMember): unknown {
  return {
    id: member.userId,
    email: member.email,
    name: { firstName: member.firstName, lastName: member.lastName },
    ...(member.profileImage === undefined ? {} : { profileImage: member.profileImage }),
    joinedTeamAt: member.joinedTeamAt,
    assignments: member.assignments.map((assignment) => assignmentJson(state, member.userId, assignment)),
  };
}

/** One entry per role and site, as team assignments are; a role without sites reaches the whole account. */
function inviteAssignmentsJson(state: SandboxState, invite: SandboxAccountInvite): readonly unknown[] {
  return invite.assignments.flatMap(({ roleId, siteIds }) => {
    const scopes: readonly SandboxScope[] =
      siteIds.length === 0 ? [{ kind: 'account' }] : siteIds.map((siteId) => ({ kind: 'site', siteId }));
    return scopes.map((scope) => ({ policyId: roleId, ...restrictionsJson(state, scope) }));
  });
}

/** One element of `teamMembers`: exactly one of `user` and `invite`. */
export function teamEntryJson(state: SandboxState, item: TeamItem, now: Date): unknown {
  if (item.kind === 'user') return { user: userJson(state, item.member) };
  const { invite } = item;
  return {
    invite: {
      id: invite.id,
      email: invite.email,
      status: inviteStatus(invite, now),
      acceptLink: invite.acceptLink,
      dateCreated: invite.dateCreated,
      dateUpdated: invite.dateUpdated,
      expirationDate: invite.expirationDate,
      assignments: inviteAssignmentsJson(state, invite),
    },
  };
}
