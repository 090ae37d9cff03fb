import { perOperation } from '../../lib/memo.ts';
import { answeredList } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { offsetSource } from '../../wix/offset-source.ts';
import { mapped, readAll, type Source } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { reportPending, withRecentWrites } from '../write/overlay.ts';
import { facetSum, isTeamRow, rowKey, type TeamFacets, type TeamMember, toTeamFacets, toTeamMember } from './model.ts';
import { searchTeam, type TeamSearch } from './rest.ts';

const pageSize = searchTeam.maxItems;

/**
 * The order of a team unless the caller asks for another. It does not change while the team is read; Wix's own default is UNKNOWN, and
 * so is where invites stand in it.
 */
const firstJoined = [{ fieldName: 'JoinedAt', direction: 'ASC' }] as const;

/** Reads one page of an account's team. Members and invites are mixed, as in Wix's response. */
async function readTeamPage(context: GraphContext, accountId: string, search: TeamSearch, offset: number) {
  const answer = await context.wix.call(searchTeam, {
    accountId,
    // Always request all facets: they cost nothing, and equal bodies share one call.
    body: {
      orderBy: firstJoined,
      ...search,
      facets: ['Users', 'InviteStatus', 'Roles'],
      paging: { limit: pageSize, offset },
    },
  });
  const isNarrowed = search.query !== undefined || search.filter !== undefined;
  reportPending(context, 'TeamMember', isNarrowed);
  reportPending(context, 'AccountInvite', isNarrowed);
  const rows = answeredList(answer.teamMembers, searchTeam);
  // Skipping such a row would silently drop a member or an invite.
  if (!rows.every(isTeamRow)) {
    throw new WixError('invalidResponse', 'a row that is neither a member nor an invite', {
      endpoint: searchTeam.name,
    });
  }
  return { rows, facets: toTeamFacets(answer.facets) };
}

/** Returns the key of a member across all teams for recent writes. A user can be in several teams. */
export function memberKey({ accountId, userId }: { readonly accountId: string; readonly userId: string }): string {
  return `${accountId}/${userId}`;
}

/**
 * Returns the member in a team row, recent writes included; null for a row without a member, and for a member who was
 * just removed.
 */
function memberIn(context: GraphContext, accountId: string, row: unknown): TeamMember | null {
  const member = toTeamMember(row, accountId);
  return member === null ? null : (withRecentWrites(context, 'TeamMember', memberKey, [member])[0] ?? null);
}

/** Returns the facets of an account's team under a search, which come with its first page. */
export async function teamFacets(context: GraphContext, accountId: string, search: TeamSearch): Promise<TeamFacets> {
  return (await readTeamPage(context, accountId, search, 0)).facets;
}

/**
 * Lists an account's team as rows of Wix. Search Team has no paging metadata, and it is UNKNOWN whether its facets
 * count under the filter. The list ends with an empty page, or with a page that is not full once as many rows as the
 * facets count have been read.
 */
export function teamRows(context: GraphContext, accountId: string, search: TeamSearch): Source<unknown> {
  const readPage = async (offset: number, limit: number) => {
    const { rows, facets } = await readTeamPage(context, accountId, search, offset);
    const users = facetSum(facets, 'Users');
    const invites = facetSum(facets, 'InviteStatus');
    const isShort = rows.length < limit;
    return { items: rows, ...(isShort && users !== null && invites !== null ? { total: users + invites } : {}) };
  };
  const isByName = search.orderBy?.some(({ fieldName }) => fieldName === 'Name') === true;
  const keyOf = (row: unknown) => rowKey(row, isByName);
  const source = offsetSource({ endpoint: searchTeam.name, maxItems: pageSize, readPage, keyOf });
  return (at) => source(at, pageSize);
}

/** Returns all rows of an account's team under a search. */
export function allTeamRows(context: GraphContext, accountId: string, search: TeamSearch): Promise<unknown[]> {
  return readAll(searchTeam.name, teamRows(context, accountId, search));
}

/**
 * Returns all members of an account's team by user id, with one Search Team call per 50 rows. Cached for the operation.
 */
export const membersById = perOperation(async (context: GraphContext, accountId: string) => {
  const rows = await allTeamRows(context, accountId, {});
  const members = rows.flatMap((row) => memberIn(context, accountId, row) ?? []);
  return new Map(members.map((member) => [member.userId, member]));
});

export interface TeamMemberOrder {
  readonly field: 'NAME' | 'JOINED_AT';
  readonly direction?: 'ASC' | 'DESC' | null | undefined;
}

export interface TeamListArgs extends PageArgs {
  readonly search?: string | null | undefined;
  readonly roleIds?: readonly string[] | null | undefined;
  readonly orderBy?: TeamMemberOrder | null | undefined;
}

/** Returns the members of an account's team as a connection, without invites. */
export function teamMembersOfAccount(context: GraphContext, accountId: string, args: TeamListArgs) {
  const search = toSearch(args);
  const rows = teamRows(context, accountId, search);
  const roleIds = new Set(args.roleIds ?? []);
  const belongs = (member: TeamMember) =>
    roleIds.size === 0 || member.assignments.some((assignment) => roleIds.has(assignment.roleId));
  return new Connection<TeamMember | null>({
    endpoint: searchTeam.name,
    scope: ['Account.teamMembers', accountId, args.search ?? null, [...roleIds], args.orderBy ?? null],
    args,
    source: mapped(rows, (row) => memberIn(context, accountId, row)),
    keep: (member) => member !== null && belongs(member),
    total: async () => {
      const isWhole = search.query === undefined && roleIds.size === 0;
      const users = isWhole ? facetSum(await teamFacets(context, accountId, search), 'Users') : null;
      if (users !== null) return users;
      const all = await allTeamRows(context, accountId, search);
      return all.flatMap((row) => memberIn(context, accountId, row) ?? []).filter(belongs).length;
    },
  }) as Connection<TeamMember>;
}

function toSearch({ search, roleIds, orderBy }: TeamListArgs): TeamSearch {
  const [roleId, ...others] = roleIds ?? [];
  return {
    ...(search === null || search === undefined || search === '' ? {} : { query: search }),
    // UNKNOWN: whether Wix can filter by several values. If several are given, only the graph filters.
    ...(roleId !== undefined && others.length === 0 ? { filter: { roleId: { $eq: roleId } } } : {}),
    ...(orderBy === null || orderBy === undefined
      ? {}
      : {
          orderBy: [
            { fieldName: orderBy.field === 'NAME' ? 'Name' : 'JoinedAt', direction: orderBy.direction ?? 'ASC' },
          ],
        }),
  };
}
