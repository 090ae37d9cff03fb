import { accountById } from '../account/loader.ts';
import { scopeText } from '../assignment/places.ts';
import type { GraphContext } from '../context.ts';
import { ownerRoleId, titleOf } from '../role/assignable.ts';
import type { Role } from '../role/model.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import type { UserError } from '../write/user-error.ts';
import { noMember } from './assignment-change.ts';
import { memberText, type TeamMember } from './model.ts';

/**
 * Returns the owner's user id; null if the key has no permission to read it. Wix then rejects the removal of the owner.
 */
export async function ownerIfKnown(context: GraphContext, accountId: string): Promise<string | null> {
  return accountById(context, accountId).then(
    ({ ownerUserId }) => ownerUserId,
    () => null,
  );
}

/** Returns the reason why a person cannot be removed from a team; null if they can. `path` leads to the user id. */
export function removalProblem(
  member: TeamMember | undefined,
  owner: string | null,
  path: readonly string[],
): UserError | null {
  if (member === undefined) return { ...noMember, path };
  const holdsOwnership = owner === member.userId || member.assignments.some(({ roleId }) => roleId === ownerRoleId);
  return holdsOwnership ? { ...isOwner, path } : null;
}

const isOwner: UserError = {
  code: 'NOT_ALLOWED',
  message: "The owner of the account can't be removed.",
  path: ['input', 'userId'],
  upstreamCode: null,
};

/** Returns what a person loses who leaves a team: the membership, and every role. */
export function leavingChanges(member: TeamMember, roles: ReadonlyMap<string, Role>): PlannedChange[] {
  const person = memberText(member);
  const losses = member.assignments.map(({ id, roleId, scope }) => {
    const right = `${titleOf(roles, roleId)} ${scopeText(scope)}`;
    const summary = `${person} loses ${right}.`;
    return { type: 'RoleAssignment', id, field: null, before: right, after: null, summary };
  });
  const leaving = { type: 'TeamMember', id: member.userId, field: null };
  return [{ ...leaving, before: person, after: null, summary: `${person} leaves the team.` }, ...losses];
}
