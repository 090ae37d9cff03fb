import { type Answer, ok } from '../answer.ts';
import { checkEnum, enumAt, integerAt, objectAt, objectsAt, stringAt, stringsAt } from '../input.ts';
import { compileFilter, type FilterFields } from '../query/filter.ts';
import { pageLimit, pageOffset } from '../query/limit.ts';
import { orderBy, type SortTerm } from '../query/order.ts';
import type { AccountCall, Route } from '../route.ts';
import type { SandboxState } from '../state/state.ts';
import { type TeamEntry, teamEntries } from './team-entry.ts';
import { teamEntryJson } from './team-json.ts';

const operators = ['$eq', '$in', '$hasSome'] as const;

/** The only two fields Search Team filters. Others are left out in silence. */
const filterFields: FilterFields<TeamEntry> = {
  inviteType: { operators, read: (entry) => entry.inviteStatus },
  roleId: { operators, read: (entry) => entry.roleIds },
};

function readOrder(call: AccountCall): readonly SortTerm<TeamEntry>[] {
  return (objectsAt(call.body, 'orderBy') ?? []).map((entry) => {
    const field = enumAt(entry, 'fieldName', ['Name', 'JoinedAt']) ?? 'Name';
    return {
      read: field === 'Name' ? (item: TeamEntry) => item.nameKey : (item: TeamEntry) => item.joinedKey,
      direction: enumAt(entry, 'direction', ['ASC', 'DESC']) ?? 'ASC',
    };
  });
}

function tally(values: readonly string[]): readonly { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

const facetTypes = ['Roles', 'InviteStatus', 'Users'] as const;

/**
 * UNKNOWN: the texts of facet values. Here role ids (or titles, by a quirk), invite statuses, and the one value `Users`. Zero
 * counts are left out.
 */
const facetValues: Record<(typeof facetTypes)[number], (entries: readonly TeamEntry[]) => readonly string[]> = {
  Roles: (entries) => entries.flatMap(({ roleIds }) => [...new Set(roleIds)]),
  InviteStatus: (entries) => entries.flatMap(({ inviteStatus }) => inviteStatus ?? []),
  Users: (entries) => entries.flatMap(({ item }) => (item.kind === 'user' ? 'Users' : [])),
};

function searchTeam(state: SandboxState, call: AccountCall): Answer {
  const { body, quirks } = call;
  const paging = objectAt(body, 'paging') ?? {};
  const limit = pageLimit(integerAt(paging, 'limit'), {
    field: 'paging.limit',
    fallback: Math.min(quirks.searchTeamDefaultLimit, quirks.searchTeamMaxLimit),
    maximum: quirks.searchTeamMaxLimit,
    aboveMaximum: 'clamp',
  });
  const offset = pageOffset(integerAt(paging, 'offset'), 'paging.offset');
  const facets = (stringsAt(body, 'facets') ?? []).flatMap((name) => checkEnum(name, 'facets', facetTypes) ?? []);
  const wanted = compileFilter(objectAt(body, 'filter'), filterFields, quirks.strictFilters ? 'reject' : 'ignore');
  const phrase = (stringAt(body, 'query') ?? '').trim().toLowerCase();

  const all = teamEntries(state, call.accountId, call.now);
  const found = all.filter((entry) => entry.searchText.includes(phrase) && wanted.matches(entry));
  const order = orderBy(readOrder(call), (entry) => entry.naturalKey);
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
    teamMembers: sorted.slice(offset, offset + limit).map(({ item }) => teamEntryJson(state, item, call.now)),
  });
}

/** dev.wix.com/docs/api-reference/account-level/user-management/accounts/users */
export const teamRoutes: readonly Route[] = [
  {
    operation: 'Search Team',
    method: 'POST',
    path: '/roles-management/v3/team/search',
    level: 'account',
    permission: (quirks) => quirks.searchTeamPermission,
    handle: searchTeam,
  },
];
