import type { SandboxQuirks } from '../quirks.ts';
import { folderPath } from '../state/folder.ts';
import { inviteStatus, type SandboxAccountInvite } from '../state/invite.ts';
import type { SandboxState } from '../state/state.ts';
import type { SandboxAssignment, SandboxScope, SandboxTeamMember } from '../state/team.ts';
import type { TeamItem } from './team-entry.ts';

/** The world that assignments are printed from, and the quirks that say how. */
interface View {
  readonly state: SandboxState;
  readonly quirks: SandboxQuirks;
}

/** The `restrictions` of an assignment; left out when it reaches the whole account. */
function restrictionsJson({ state, quirks }: View, scope: SandboxScope): { restrictions?: unknown } {
  switch (scope.kind) {
    case 'account':
      return {};
    case 'site': {
      const value = state.sites.get(scope.siteId)?.displayName;
      return { restrictions: { site: { id: scope.siteId, ...(value === undefined ? {} : { value }) } } };
    }
    case 'folder': {
      const folder = state.folders.get(scope.folderId);
      const path = folder && folderPath(state.folders, folder).map(({ name }) => name);
      const value = quirks.folderConditionText === 'path' ? path?.join('/') : folder?.name;
      const condition = { conditionType: 'FOLDER', id: scope.folderId, ...(value === undefined ? {} : { value }) };
      return { restrictions: { conditions: { conditions: [condition] } } };
    }
  }
}

/** A role of a member with its place, as Search Team and Update Team Member Assignments print it. */
export function assignmentJson(
  view: View,
  userId: string,
  { roleId, assignmentId, scope }: SandboxAssignment,
): unknown {
  return {
    policyId: roleId,
    assignmentId,
    ...restrictionsJson(view, scope),
    subject: { id: userId, subjectType: 'USER' },
  };
}

function userJson(view: View, member: SandboxTeamMember): unknown {
  return {
    id: member.userId,
    email: member.email,
    name: { firstName: member.firstName, lastName: member.lastName },
    ...(member.profileImage === undefined ? {} : { profileImage: member.profileImage }),
    joinedTeamAt: member.joinedTeamAt,
    assignments: member.assignments.map((assignment) => assignmentJson(view, member.userId, assignment)),
  };
}

/** One entry per role and site, as team assignments are; a role without sites reaches the whole account. */
function inviteAssignmentsJson(view: View, invite: SandboxAccountInvite): readonly unknown[] {
  return invite.assignments.flatMap(({ roleId, siteIds }) => {
    const scopes: readonly SandboxScope[] =
      siteIds.length === 0 ? [{ kind: 'account' }] : siteIds.map((siteId) => ({ kind: 'site', siteId }));
    return scopes.map((scope) => ({ policyId: roleId, ...restrictionsJson(view, scope) }));
  });
}

/** One element of `teamMembers`: exactly one of `user` and `invite`. */
export function teamEntryJson(view: View, item: TeamItem, now: Date): unknown {
  if (item.kind === 'user') return { user: userJson(view, item.member) };
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
      assignments: inviteAssignmentsJson(view, invite),
    },
  };
}
