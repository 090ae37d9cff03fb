import { perOperation } from '../../lib/memo.ts';
import { answeredList } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { mapped, offsetSource, readAll, type Source } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { tellPending, withRecentWrites } from '../write/overlay.ts';
import { facetSum, isTeamRow, type TeamFacets, type TeamMember, toTeamFacets, toTeamMember } from './model.ts';
import { searchTeam, type TeamSearch } from './rest.ts';

const pageSize = searchTeam.maxItems;

/** One page of an account's team: members and invites mixed, as Wix lists them. */
async function readTeamPage(context: GraphContext, accountId: string, search: TeamSearch, offset: number) {
  const answer = await context.wix.call(searchTeam, {
    accountId,
    // All facets every time: they cost nothing, and equal bodies share one call.
    body: { ...search, facets: ['Users', 'InviteStatus', 'Roles'], paging: { limit: pageSize, offset } },
  });
  const isNarrowed = search.query !== undefined || search.filter !== undefined;
  tellPending(context, 'TeamMember', isNarrowed);
  tellPending(context, 'AccountInvite', isNarrowed);
  const rows = answeredList(answer.teamMembers, searchTeam);
  // Passed over, it would be missing without a word.
  if (!rows.every(isTeamRow)) {
    throw new WixError('invalidResponse', 'a row of neither a member nor an invite', { endpoint: searchTeam.name });
  }
  return { rows, facets: toTeamFacets(answer.facets) };
}

/** Names a member over all teams, for what is remembered of writes: a user can be in several. */
export function memberKey({ accountId, userId }: { readonly accountId: string; readonly userId: string }): string {
  return `${accountId}/${userId}`;
}

/** The member in a team row, recent writes included; null for a row without one, and for a member who was just removed. */
function memberIn(context: GraphContext, accountId: string, row: unknown): TeamMember | null {
  const member = toTeamMember(row, accountId);
  return member === null ? null : (withRecentWrites(context, 'TeamMember', memberKey, [member])[0] ?? null);
}

/** The facets of an account's team under a search: they come with its first page. */
export async function teamFacets(context: GraphContext, accountId: string, search: TeamSearch): Promise<TeamFacets> {
  return (await readTeamPage(context, accountId, search, 0)).facets;
}

/**
 * An account's team, rows as Wix sends them. Search Team has no paging metadata, and whether its facets count under the
 * filter is UNKNOWN: the end is an empty page, or a page shorter than asked once as many rows as the facets count have come.
 */
export function teamRows(context: GraphContext, accountId: string, search: TeamSearch): Source<unknown> {
  const source = offsetSource(pageSize, async (offset, limit) => {
    const { rows, facets } = await readTeamPage(context, accountId, search, offset);
    const users = facetSum(facets, 'Users');
    const invites = facetSum(facets, 'InviteStatus');
    const isShort = rows.length < limit;
    return { items: rows, ...(isShort && users !== null && invites !== null ? { total: users + invites } : {}) };
  });
  return (at) => source(at, pageSize);
}

/** Every row of an account's team under a search, read whole. */
export function allTeamRows(context: GraphContext, accountId: string, search: TeamSearch): Promise<unknown[]> {
  return readAll(searchTeam.name, teamRows(context, accountId, search));
}

/** All members of an account's team by user id: one Search Team for each 50 rows, once for each operation. */
export const membersById = perOperation(async (context: GraphContext, accountId: string) => {
  const rows = await allTeamRows(context, accountId, {});
  const members = rows.flatMap((row) => memberIn(context, accountId, row) ?? []);
  return new Map(members.map((member) => [member.userId, member]));
});

export interface TeamListArgs extends PageArgs {
  readonly search?: string | null | undefined;
  readonly roleIds?: readonly string[] | null | undefined;
  readonly orderBy?: { readonly field: 'NAME' | 'JOINED_AT'; readonly direction: 'ASC' | 'DESC' } | null | undefined;
}

/** The members of an account's team as a connection; invites are passed over. */
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
    // Whether several values can be filtered by is UNKNOWN: then the rows are sifted here alone.
    ...(roleId !== undefined && others.length === 0 ? { filter: { roleId: { $eq: roleId } } } : {}),
    ...(orderBy === null || orderBy === undefined
      ? {}
      : { orderBy: [{ fieldName: orderBy.field === 'NAME' ? 'Name' : 'JoinedAt', direction: orderBy.direction }] }),
  };
}
