import { describe, expect, it } from 'vitest';
import { useDirectory } from '../../support/directory.ts';

interface Matter {
  readonly kind: string;
  readonly severity: string;
  readonly since: string | null;
  readonly evidence: string;
  readonly snoozeKey: string;
  readonly account: { readonly id: string };
  readonly subject: { readonly __typename: string; readonly id?: string; readonly name?: string } | null;
  readonly fix: { readonly mutation: string; readonly input: string } | null;
}

interface MatterPage {
  readonly nodes: readonly Matter[];
  readonly totalCount: number;
  readonly facets: readonly { readonly name: string; readonly value: string; readonly count: number }[];
  readonly directory: { readonly isComplete: boolean };
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const query = `query ($kinds: [AttentionKind!], $minSeverity: AttentionSeverity, $first: Int, $after: String) { account {
  attention(kinds: $kinds, minSeverity: $minSeverity, first: $first, after: $after) {
    totalCount facets { name value count } directory { isComplete } pageInfo { hasNextPage endCursor }
    nodes { kind severity since evidence snoozeKey account { id } fix { mutation input }
      subject { __typename ... on Site { id } ... on Domain { name } ... on AccountInvite { id } ... on TeamMember { userId } ... on Account { id } } } } } }`;

describe('what needs somebody', () => {
  const graph = useDirectory({ now: new Date() });
  const { state, accountId } = graph.sandbox;
  const tree = [
    accountId,
    ...[...state.accounts.values()].filter(({ parentAccountId }) => parentAccountId === accountId).map(({ id }) => id),
  ];
  const inTree = <T extends { readonly accountId: string }>(items: Iterable<T>) =>
    [...items].filter((item) => tree.includes(item.accountId));

  const ask = async (variables: object = {}): Promise<MatterPage> => {
    const answer = await graph.ask(query, { first: 100, ...variables });
    expect([answer.errors, answer.calls]).toEqual([undefined, {}]);
    const { nodes, ...rest } = answer.data.account.attention;
    return { nodes, ...rest };
  };
  const ids = (nodes: readonly Matter[], kind: string) =>
    nodes.flatMap((matter) => (matter.kind === kind ? [matter.subject?.id ?? matter.subject?.name] : [])).sort();

  it('is what the sandbox has', async () => {
    await graph.crawl();
    const { nodes, totalCount, directory } = await ask();
    expect([directory.isComplete, totalCount]).toEqual([true, nodes.length]);
    const live = inTree(state.sites.values()).filter(({ trashedDate }) => trashedDate === undefined);
    expect(ids(nodes, 'SITE_BLOCKED')).toEqual(live.flatMap(({ id, blocked }) => (blocked ? id : [])).sort());
    expect(ids(nodes, 'PLAN_UNPUBLISHED')).toEqual(
      live.flatMap(({ id, premium, published }) => (premium && !published ? id : [])).sort(),
    );
    expect(ids(nodes, 'PLAN_UNPUBLISHED').length).toBeGreaterThan(0);
    const failed = await graph.ask(
      '{ account { allDomains(first: 100, filter: { propagationStatuses: [FAILED] }) { nodes { name } } } }',
    );
    expect(ids(nodes, 'DOMAIN_FAILED')).toEqual(
      failed.data.account.allDomains.nodes.map(({ name }: { name: string }) => name).sort(),
    );
    expect(ids(nodes, 'DOMAIN_FAILED').length).toBeGreaterThan(0);
    expect(ids(nodes, 'ACCOUNT_UNUSABLE')).toEqual(
      tree.filter((id) => state.accounts.get(id)?.status === 'BLOCKED').sort(),
    );
    const ranks = nodes.map(({ severity }) => ['HIGH', 'MEDIUM', 'LOW'].indexOf(severity));
    expect(ranks).toEqual([...ranks].sort());
    expect(new Set(nodes.map(({ snoozeKey }) => snoozeKey)).size).toBe(nodes.length);
  });

  it('has fixes that run as dry runs', async () => {
    await graph.crawl();
    const [site] = inTree(state.sites.values()).filter(
      ({ premium, published, trashedDate, accountId: owner }) =>
        premium && published && trashedDate === undefined && owner === accountId,
    );
    const domain = [...state.domains.values()].find(({ assignment }) => assignment !== undefined);
    if (site === undefined || domain === undefined) throw new Error('The sandbox has no such site or domain.');
    const { nodes } = await ask();
    const fixes = nodes.flatMap(({ fix }) => fix ?? []);
    expect(fixes.length).toBeGreaterThan(0);
    for (const { mutation, input } of fixes) {
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
      const answer = await graph.ask(
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { dryRun { isPossible problems { code } } userErrors { code } } }`,
        { input: JSON.parse(input) },
      );
      expect([mutation, answer.errors, answer.data[mutation].userErrors]).toEqual([mutation, undefined, []]);
      expect([mutation, answer.data[mutation].dryRun.problems]).toEqual([mutation, []]);
    }
  });

  it('is filtered by kind and severity, counted, and read in pages', async () => {
    await graph.crawl();
    const all = await ask();
    const high = await ask({ minSeverity: 'HIGH' });
    expect(high.nodes).toEqual(all.nodes.filter(({ severity }) => severity === 'HIGH'));
    const one = await ask({ kinds: ['PLAN_UNPUBLISHED'] });
    expect(one.nodes).toEqual(all.nodes.filter(({ kind }) => kind === 'PLAN_UNPUBLISHED'));
    const counted = all.facets.find(({ value }) => value === 'PLAN_UNPUBLISHED');
    expect(counted).toEqual({ name: 'kind', value: 'PLAN_UNPUBLISHED', count: one.totalCount });
    const seen: Matter[] = [];
    for (let after: string | null = null, hasMore = true; hasMore; ) {
      const page: MatterPage = await ask({ first: 7, after });
      seen.push(...page.nodes);
      after = page.pageInfo.endCursor;
      hasMore = page.pageInfo.hasNextPage;
    }
    expect(seen).toEqual(all.nodes);
  });

  it('tells that a site is gone only if the list of sites was read to its end', async () => {
    await graph.crawl();
    const domain = [...state.domains.values()].find(
      ({ assignment, accountId: owner, connectionType }) =>
        owner === accountId && assignment?.type === 'PRIMARY' && connectionType !== 'WIX_REGISTERED',
    );
    state.sites.delete(domain?.assignment?.siteId ?? '');
    await graph.refresh();
    const gone = await ask({ kinds: ['DOMAIN_OF_GONE_SITE'] });
    expect(gone.nodes.map(({ subject }) => subject?.name)).toContain(domain?.domain);
    graph.sandbox.faults.inject({
      kind: 'status',
      status: 500,
      operation: 'Query Sites',
      times: Number.POSITIVE_INFINITY,
    });
    await graph.refresh();
    graph.sandbox.faults.clear();
    expect((await ask({ kinds: ['DOMAIN_OF_GONE_SITE', 'ROLE_ON_GONE_SITE'] })).nodes).toEqual([]);
  });
});
