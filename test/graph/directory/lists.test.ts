import { describe, expect, it } from 'vitest';
import { isConnected } from '../../../src/sandbox/state/domain.ts';
import { useDirectory } from '../../support/directory.ts';

/** Whether lists show a site by default. */
function isListed({ namespace, trashedDate }: { readonly namespace: string; readonly trashedDate?: string }): boolean {
  return ['WIX', 'HEADLESS'].includes(namespace) && trashedDate === undefined;
}

describe('the lists of all accounts', () => {
  const graph = useDirectory();
  const { state, accountId } = graph.sandbox;
  const tree = new Set([
    accountId,
    ...[...state.accounts.values()].filter(({ parentAccountId }) => parentAccountId === accountId).map(({ id }) => id),
  ]);
  const inTree = <T extends { readonly accountId: string }>(items: Iterable<T>) =>
    [...items].filter((item) => tree.has(item.accountId));

  async function walk(field: string, args: string, selection: string): Promise<Record<string, unknown>[]> {
    const nodes: Record<string, unknown>[] = [];
    let after: string | null = null;
    do {
      const answer = await graph.ask(
        `query ($after: String) { account { list: ${field}(first: 9, after: $after${args}) { totalCount nodes { ${selection} } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      );
      expect([answer.errors, answer.calls]).toEqual([undefined, {}]);
      nodes.push(...answer.data.account.list.nodes);
      after = answer.data.account.list.pageInfo.hasNextPage ? answer.data.account.list.pageInfo.endCursor : null;
      if (after === null) expect(nodes).toHaveLength(answer.data.account.list.totalCount);
    } while (after !== null);
    return nodes;
  }

  it('have every object of the tree once, in order', async () => {
    await graph.crawl();
    const sites = await walk(
      'allSites',
      ', orderBy: { field: CREATED_AT, direction: ASC }',
      'id createdAt account { id name }',
    );
    const listed = inTree(state.sites.values()).filter(isListed);
    expect(sites.map(({ id }) => id).sort()).toEqual(listed.map(({ id }) => id).sort());
    const times = sites.map(({ createdAt }) => Date.parse(String(createdAt)));
    expect(times).toEqual([...times].sort((one, other) => one - other));

    const domains = await walk('allDomains', '', 'name account { id } site { id displayName }');
    expect(domains.map(({ name }) => name)).toEqual(
      inTree(state.domains.values())
        .filter(isConnected)
        .map(({ domain }) => domain)
        .sort(),
    );

    const members = await walk('allTeamMembers', '', 'userId account { id }');
    expect(members.map(({ userId }) => userId).sort()).toEqual(
      inTree(state.teamMembers.values())
        .map(({ userId }) => userId)
        .sort(),
    );

    const invites = await walk('allInvites', '', 'id status');
    expect(invites.map(({ id }) => id).sort()).toEqual(
      inTree(state.accountInvites.values())
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('filter and count by value', async () => {
    await graph.crawl();
    const answer = await graph.ask(
      `{ account { all: allSites(first: 1) { totalCount facets { name value count } } premium: allSites(first: 1, filter: { isPremium: true }) { totalCount } } }`,
    );
    const { all, premium } = answer.data.account;
    const facet = (name: string, value: string) =>
      all.facets.find((one: { name: string; value: string }) => one.name === name && one.value === value)?.count;
    expect(facet('isPremium', 'true')).toBe(premium.totalCount);
    expect(facet('isPremium', 'true') + facet('isPremium', 'false')).toBe(all.totalCount);
    const failed = await walk('allDomains', ', filter: { propagationStatuses: [FAILED] }', 'name propagationStatus');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ propagationStatus }) => propagationStatus === 'FAILED')).toBe(true);
  });

  it('neither skip nor repeat what does not change while others come and go', async () => {
    await graph.crawl();
    const first = await graph.ask('{ account { allSites(first: 5) { nodes { id } pageInfo { endCursor } } } }');
    const { nodes, pageInfo } = first.data.account.allSites;
    // The site that the cursor names goes away.
    await graph.ask(`mutation { moveSitesToTrash(input: { siteIds: ["${nodes[4].id}"] }) { results { siteId } } }`);
    state.sites.delete(nodes[4].id);
    await graph.refresh();
    const rest = await graph.ask(
      `{ account { allSites(first: 100, after: "${pageInfo.endCursor}") { nodes { id } } } }`,
    );
    const ids = [...nodes.slice(0, 4), ...rest.data.account.allSites.nodes].map(({ id }) => id);
    const listed = inTree(state.sites.values()).filter(isListed);
    expect(ids.sort()).toEqual(listed.map(({ id }) => id).sort());
  });

  it('reject cursors of another list, order or account, and empty filters', async () => {
    await graph.crawl();
    const page = await graph.ask('{ account { allSites(first: 1) { pageInfo { endCursor } } } }');
    const { endCursor } = page.data.account.allSites.pageInfo;
    for (const other of [
      `{ account { allDomains(after: "${endCursor}") { totalCount nodes { name } } } }`,
      `{ account { allSites(after: "${endCursor}", orderBy: { field: DISPLAY_NAME }) { nodes { id } } } }`,
      `{ account { allSites(after: "${endCursor}x") { nodes { id } } } }`,
      `{ account(id: "${[...tree][1]}") { allSites(after: "${endCursor}") { nodes { id } } } }`,
    ]) {
      expect([other, (await graph.ask(other)).errors?.[0]?.extensions.code]).toEqual([other, 'BAD_USER_INPUT']);
    }
    const empty = await graph.ask('{ account { allSites(filter: { accountIds: [] }) { totalCount } } }');
    expect(empty.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const noGuid = await graph.ask('{ account { allSites(filter: { accountIds: ["x"] }) { totalCount } } }');
    expect(noGuid.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'filter.accountIds.0' });
  });
});
