import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConnected } from '../../src/sandbox/state/domain.ts';
import { type TestGraph, useGraph } from '../support/graph.ts';

interface Walk {
  readonly ids: string[];
  readonly edgeCursors: string[];
}

/** A connection: the field with room for its page arguments, what identifies an item, and where it lies in the answer. */
interface List {
  readonly name: string;
  readonly document: (page: string) => string;
  readonly at: readonly string[];
}

const lists: readonly List[] = [
  list('Account.sites', 'account', 'sites', 'id'),
  list('Account.sites, with the trash', 'account', 'sites', 'id', 'filter: { includeTrashed: true }'),
  list('Account.sites, filtered', 'account', 'sites', 'id', 'filter: { isPublished: true, kinds: [WIX] }'),
  list(
    'Account.sites, sifted',
    'account',
    'sites',
    'id',
    'filter: { isTrashed: true }, orderBy: { field: DISPLAY_NAME, direction: ASC }',
  ),
  list('Account.domains', 'account', 'domains', 'id: name'),
  list('Account.children', 'account', 'children', 'id'),
  list('Account.teamMembers', 'account', 'teamMembers', 'id: userId'),
  list(
    'Account.teamMembers, searched',
    'account',
    'teamMembers',
    'id: userId',
    'search: "a", orderBy: { field: NAME }',
  ),
  list('Account.invites', 'account', 'invites', 'id'),
  list('Account.packages', 'account', 'packages', 'id'),
  list('Account.packages, filtered', 'account', 'packages', 'id', 'filter: { hasExternalId: true }'),
  list(
    'Account.packages, sifted',
    'account',
    'packages',
    'id',
    'filter: { statuses: [ENABLED] }, orderBy: { field: UPDATED_AT, direction: ASC }',
  ),
  list('Account.invites, sifted', 'account', 'invites', 'id', 'statuses: [PENDING, ACCEPTED]'),
];

function list(name: string, root: string, field: string, id: string, args = ''): List {
  return {
    name,
    at: [root, field],
    document: (page) =>
      `query ($first: Int!, $after: String) { ${root} { ${field}(${page}${args === '' ? '' : `, ${args}`}) { edges { cursor node { ${id} } } nodes { ${id} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
  };
}

/** Reads a list page by page from a cursor on, with these page sizes over and over. */
async function walk(
  graph: TestGraph,
  { document, at }: List,
  sizes: readonly number[],
  start: string | null = null,
): Promise<Walk> {
  const ids: string[] = [];
  const edgeCursors: string[] = [];
  for (let after = start, page = 0; ; page += 1) {
    const first = sizes[page % sizes.length] ?? 100;
    const { data, errors } = await graph.ask(document('first: $first, after: $after'), { first, after });
    expect(errors).toBeUndefined();
    const connection = at.reduce((value, key) => value[key], data);
    const pageIds = connection.edges.map((edge: { node: { id: string } }) => edge.node.id);
    expect(connection.nodes.map((node: { id: string }) => node.id)).toEqual(pageIds);
    expect(connection.pageInfo.hasPreviousPage).toBe(after !== null);
    expect(connection.pageInfo.endCursor).toBe(connection.edges.at(-1)?.cursor ?? null);
    // A page is short only at the end of its list.
    if (connection.pageInfo.hasNextPage) expect(pageIds).toHaveLength(first);
    ids.push(...pageIds);
    edgeCursors.push(...connection.edges.map((edge: { cursor: string }) => edge.cursor));
    if (!connection.pageInfo.hasNextPage) return { ids, edgeCursors };
    after = connection.pageInfo.endCursor;
  }
}

const pageSizes = fc.array(fc.integer({ min: 7, max: 100 }), { minLength: 1, maxLength: 4 });

describe.each([
  { name: 'as the sandbox answers by default', quirks: {} },
  { name: 'where pages are capped at 10 rows', quirks: { searchTeamMaxLimit: 10 } },
])('every list of a large account, $name,', ({ quirks }) => {
  const graph = useGraph({ size: 'large', quirks });

  it.each(lists)('is whole, in order and without doubles for any page sizes: $name', async (list) => {
    const whole = await walk(graph, list, [100]);
    expect(whole.ids.length).toBeGreaterThan(list.name.includes('children') ? 50 : 20);
    expect(new Set(whole.ids).size).toBe(whole.ids.length);
    await fc.assert(
      fc.asyncProperty(pageSizes, fc.nat(), async (sizes, pick) => {
        const index = pick % whole.ids.length;
        const rest = await walk(graph, list, sizes, whole.edgeCursors[index] ?? null);
        expect(rest.ids).toEqual(whole.ids.slice(index + 1));
      }),
      { numRuns: 4 },
    );
  });
});

describe('the items of a list', () => {
  const graph = useGraph({ size: 'large' });
  const own = <T extends { accountId: string }>(items: Iterable<T>) =>
    [...items].filter((item) => item.accountId === graph.sandbox.accountId);
  const find = (name: string) => lists.find((candidate) => candidate.name === name) as List;

  it('are exactly those that the account has', async () => {
    const { state, accountId } = graph.sandbox;
    const sites = own(state.sites.values()).filter(({ namespace }) => ['WIX', 'HEADLESS'].includes(namespace));
    const live = sites.filter(({ trashedDate }) => trashedDate === undefined).map(({ id }) => id);
    expect((await walk(graph, find('Account.sites'), [100])).ids.sort()).toEqual(live.sort());
    const all = (await walk(graph, find('Account.sites, with the trash'), [100])).ids;
    expect(all.sort()).toEqual(sites.map(({ id }) => id).sort());
    const domains = own(state.domains.values())
      .filter(isConnected)
      .map(({ domain }) => domain);
    expect((await walk(graph, find('Account.domains'), [100])).ids.sort()).toEqual(domains.sort());
    const members = own(state.teamMembers.values()).map(({ userId }) => userId);
    expect((await walk(graph, find('Account.teamMembers'), [100])).ids.sort()).toEqual(members.sort());
    const invites = own(state.accountInvites.values()).map(({ id }) => id);
    expect((await walk(graph, find('Account.invites'), [100])).ids.sort()).toEqual(invites.sort());
    const children = [...state.accounts.values()]
      .filter((account) => account.parentAccountId === accountId)
      .map(({ id }) => id);
    expect((await walk(graph, find('Account.children'), [100])).ids.sort()).toEqual(children.sort());
  });

  it('are counted by totalCount', async () => {
    const { data, errors } = await graph.ask(`{ account {
      sites { totalCount } children { totalCount } domains { totalCount } teamMembers { totalCount } invites { totalCount }
      searched: teamMembers(search: "a") { totalCount } pending: invites(statuses: [PENDING]) { totalCount }
    } }`);
    expect(errors).toBeUndefined();
    const count = async (name: string) => (await walk(graph, find(name), [100])).ids.length;
    expect(data.account.sites.totalCount).toBe(await count('Account.sites'));
    expect(data.account.children.totalCount).toBe(await count('Account.children'));
    expect(data.account.domains.totalCount).toBe(await count('Account.domains'));
    expect(data.account.teamMembers.totalCount).toBe(await count('Account.teamMembers'));
    expect(data.account.searched.totalCount).toBe(await count('Account.teamMembers, searched'));
    expect(data.account.invites.totalCount).toBe(await count('Account.invites'));
    expect(data.account.pending.totalCount).toBeGreaterThan(0);
  });
});
