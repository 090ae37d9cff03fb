import { integer, list, object, text, time } from '../../lib/read.ts';
import { type RoleAssignment, toAssignments } from '../assignment/model.ts';

/** A person in an account's team. Null fields were not sent by Wix. */
export interface TeamMember {
  readonly accountId: string;
  readonly userId: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly avatarUrl: string | null;
  readonly joinedAt: string | null;
  readonly assignments: readonly RoleAssignment[];
}

/** Returns whether a row of a team has a member or an invite. */
export function isTeamRow(row: unknown): boolean {
  const { user, invite } = object(row);
  return text(object(user)['id']) !== null || text(object(invite)['id']) !== null;
}

/**
 * Identifies a row among those of its team, with what it is ordered by if that can change.
 * @param isByName whether the rows are ordered by name
 */
export function rowKey(row: unknown, isByName: boolean): string {
  const { user, invite } = object(row);
  const member = object(user);
  const sent = object(invite);
  const id = text(member['id']) ?? text(sent['id']) ?? '';
  return isByName ? JSON.stringify([id, member['name'], member['email'], sent['email']]) : id;
}

/** Maps the `user` of a team row to ours; null for a row without one (an invite). */
export function toTeamMember(row: unknown, accountId: string): TeamMember | null {
  const user = object(object(row)['user']);
  const userId = text(user['id']);
  if (userId === null) return null;
  const name = object(user['name']);
  return {
    accountId,
    userId,
    email: text(user['email']),
    firstName: text(name['firstName']),
    lastName: text(name['lastName']),
    avatarUrl: text(user['profileImage']),
    joinedAt: time(user['joinedTeamAt']),
    assignments: toAssignments(user['assignments'], accountId),
  };
}

/** Returns a member's name and e-mail address, as far as they are known, or else the user id. */
export function memberText({ firstName, lastName, email, userId }: TeamMember): string {
  const name = [firstName, lastName].filter((part) => part !== null).join(' ');
  return name === '' ? (email ?? userId) : `${name}${email === null ? '' : ` (${email})`}`;
}

/** The number of team rows per value, by facet. Facets that Wix did not send are absent. */
export type TeamFacets = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function toTeamFacets(raw: unknown): TeamFacets {
  return new Map(
    list(raw)
      .map(object)
      .map((facet) => [
        text(facet['facetType']) ?? '',
        new Map(
          list(facet['values'])
            .map(object)
            .map((entry) => [text(entry['value']) ?? '', integer(entry['count']) ?? 0]),
        ),
      ]),
  );
}

/** Returns the sum of a facet's counts; null if Wix did not send the facet. */
export function facetSum(facets: TeamFacets, facet: string): number | null {
  const counts = facets.get(facet);
  return counts === undefined ? null : [...counts.values()].reduce((sum, count) => sum + count, 0);
}
