import { z } from 'zod';
import { type Answer, ok } from '../answer.ts';
import { compileFilter, type FilterFields } from '../query/filter.ts';
import { filterSchema } from '../query/filter-schema.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy, type SortTerm } from '../query/order.ts';
import { offset, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxState } from '../state/state.ts';
import { type TeamEntry, teamEntries } from './team-entry.ts';
import { teamEntryJson } from './team-json.ts';

const operators = ['$eq', '$in', '$hasSome'] as const;

/** The only two fields that Search Team filters by. */
const filterFields: FilterFields<TeamEntry> = {
  inviteType: {
    operators,
    type: ['Pending', 'Used', 'Deleted', 'Declined', 'Expired'],
    read: (entry) => entry.inviteStatus,
  },
  roleId: { operators, read: (entry) => entry.roleIds },
};

const facetTypes = ['Roles', 'InviteStatus', 'Users'] as const;

const searchTeamBody = z.strictObject({
  query: optional(z.string()),
  orderBy: optional(
    z.array(z.strictObject({ fieldName: z.enum(['Name', 'JoinedAt']), direction: optional(z.enum(['ASC', 'DESC'])) })),
  ),
  filter: optional(filterSchema(filterFields, 'filter')),
  facets: optional(z.array(z.enum(facetTypes))),
  paging: optional(z.strictObject({ limit: optional(z.int().min(0)), offset: optional(offset) })),
});

type SearchTeam = Call<z.output<typeof searchTeamBody>>;

function readOrder({ body: { orderBy: sent = [] } }: SearchTeam): readonly SortTerm<TeamEntry>[] {
  return sent.map(({ fieldName, direction = 'ASC' }) => ({
    read: fieldName === 'Name' ? (item: TeamEntry) => item.nameKey : (item: TeamEntry) => item.joinedKey,
    direction,
  }));
}

function tally(values: readonly string[]): readonly { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

/**
 * Returns what the values of a facet are counted from. UNKNOWN: their texts; here role ids (titles by a quirk), invite
 * statuses, and the one value `Users`. Zero counts are left out.
 */
const facetValues: Record<(typeof facetTypes)[number], (entries: readonly TeamEntry[]) => readonly string[]> = {
  Roles: (entries) => entries.flatMap(({ roleIds }) => [...new Set(roleIds)]),
  InviteStatus: (entries) => entries.flatMap(({ inviteStatus }) => inviteStatus ?? []),
  Users: (entries) => entries.flatMap(({ item }) => (item.kind === 'user' ? 'Users' : [])),
};

function searchTeam(state: SandboxState, call: SearchTeam): Answer {
  const { body, quirks } = call;
  const { facets = [], paging, query = '' } = body;
  const limit = Math.min(pageLimit(paging?.limit, quirks.searchTeamDefaultLimit), quirks.searchTeamMaxLimit);
  const start = paging?.offset ?? 0;
  const wanted = compileFilter(body.filter, filterFields);
  const phrase = query.trim().toLowerCase();

  const all = teamEntries(state, call.accountId, call.now);
  const found = all.filter((entry) => entry.searchText.includes(phrase) && wanted.matches(entry));
  const idOf = (entry: TeamEntry) => (quirks.teamDefaultOrder === 'joined' ? entry.naturalKey : entry.nameKey);
  const order = orderBy(readOrder(call), idOf);
  const sorted = found
    .map((entry) => ({ entry, key: order.keyOf(entry) }))
    .sort((a, b) => order.compare(a.key, b.key))
    .map(({ entry }) => entry);
  const counted = quirks.teamFacets === 'account' ? all : found;
  const roleName = (id: string) => (quirks.roleFacetValues === 'titles' ? (state.roles.get(id)?.title ?? id) : id);
  return ok({
    facets: facets.map((facetType) => {
      const values = facetValues[facetType](counted);
      return { facetType, values: tally(facetType === 'Roles' ? values.map(roleName) : values) };
    }),
    teamMembers: sorted.slice(start, start + limit).map(({ item }) => teamEntryJson({ state, quirks }, item, call.now)),
  });
}

/** dev.wix.com/docs/api-reference/account-level/user-management/accounts/users */
export const teamRoutes: readonly Route[] = [
  route({
    operation: 'Search Team',
    method: 'POST',
    path: '/roles-management/v3/team/search',
    level: 'account',
    permission: (quirks) => quirks.searchTeamPermission,
    body: searchTeamBody,
    handle: searchTeam,
  }),
];
