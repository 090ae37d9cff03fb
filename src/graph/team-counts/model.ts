import { oneOf } from '../../lib/read.ts';
import { type InviteStatus, inviteStatuses } from '../invite/model.ts';
import { facetSum, type TeamFacets } from '../team/model.ts';

/** The number of invites with one status. */
export interface InviteStatusCount {
  readonly status: InviteStatus;
  readonly statusRaw: string;
  readonly count: number;
}

/** The number of people in a team with one role. */
export interface RoleCount {
  readonly accountId: string;
  /** The role as Wix sends it. UNKNOWN: whether that is its id or its title. */
  readonly roleRaw: string;
  readonly count: number;
}

/** The size of an account's team. Null counts were not sent by Wix. */
export interface TeamCounts {
  readonly members: number | null;
  readonly invites: number | null;
  readonly invitesByStatus: readonly InviteStatusCount[] | null;
  readonly byRole: readonly RoleCount[] | null;
}

/** Maps the facets of a team to counts. Leaves out zero counts, as Wix does. */
export function toTeamCounts(facets: TeamFacets, accountId: string): TeamCounts {
  return {
    members: facetSum(facets, 'Users'),
    invites: facetSum(facets, 'InviteStatus'),
    invitesByStatus: entriesOf(facets, 'InviteStatus', (statusRaw, count) => {
      return { status: oneOf(inviteStatuses, statusRaw), statusRaw, count };
    }),
    byRole: entriesOf(facets, 'Roles', (roleRaw, count) => ({ accountId, roleRaw, count })),
  };
}

function entriesOf<T>(facets: TeamFacets, facet: string, toEntry: (value: string, count: number) => T): T[] | null {
  const counts = facets.get(facet);
  if (counts === undefined) return null;
  return [...counts].filter(([, count]) => count > 0).map(([value, count]) => toEntry(value, count));
}
