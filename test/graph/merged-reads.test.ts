import { describe, expect, it, vi } from 'vitest';
import { createQuota } from '../../src/wix/quota.ts';
import { useGraph } from '../support/graph.ts';

interface Answer {
  readonly data?: { readonly site?: { readonly id: string; readonly displayName: string } | null };
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly upstream?: Readonly<Record<string, number>> };
}

describe('operations that read single sites at the same time', () => {
  const graph = useGraph({ client: { maxConnections: 1 } });
  const few = useGraph({ client: { quota: createQuota(4) }, operationTimeoutMs: 5_000 });

  /** All of the account's own sites, each asked for in a request of its own. */
  async function askForEach(of: typeof graph, ids: readonly string[]): Promise<Answer[]> {
    of.sandbox.calls.clear();
    return Promise.all(
      ids.map(async (id) => {
        const response = await of.fetch(
          new Request('http://graph/graphql', {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-graph-explain': 'trace' },
            body: JSON.stringify({ query: 'query ($id: ID!) { site(id: $id) { id displayName } }', variables: { id } }),
          }),
        );
        return (await response.json()) as Answer;
      }),
    );
  }

  const sitesOf = ({ sandbox }: typeof graph) =>
    [...sandbox.state.sites.values()].filter(({ accountId }) => accountId === sandbox.accountId);

  it('share the calls that wait for a slot, each with its own site', async () => {
    const sites = sitesOf(graph);
    // All of them come while the only slot is taken.
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'delay', delayMs: 1_000 });
    const answers = await askForEach(
      graph,
      sites.map(({ id }) => id),
    );
    expect(answers.map(({ data }) => data?.site)).toEqual(sites.map(({ id, displayName }) => ({ id, displayName })));
    const calls = graph.sandbox.calls.counts()['Query Sites'] ?? 0;
    expect(calls).toBeLessThanOrEqual(4);
    const traced = answers.map(({ extensions }) => extensions?.upstream ?? {});
    const sum = (number: string) => traced.reduce((total, one) => total + (one[number] ?? 0), 0);
    // Each operation made a call or shared one, and the calls know for how many they were.
    expect([sum('calls'), sum('calls') + sum('shared'), sum('alsoAnswered')]).toEqual([
      calls,
      sites.length,
      sum('shared'),
    ]);
  });

  it('are all answered within a rate limit that is far below their number', async () => {
    const sites = sitesOf(few);
    const answers = await askForEach(
      few,
      sites.map(({ id }) => id),
    );
    expect(answers.filter(({ errors }) => errors !== undefined)).toEqual([]);
    expect(few.sandbox.calls.counts()['Query Sites']).toBeLessThanOrEqual(4);
  });

  it('get null for a site that is not there, and fail together with the call', async () => {
    const [first, second] = sitesOf(graph).map(({ id }) => id);
    const missing = '00000000-0000-4000-8000-000000000000';
    const found = await askForEach(graph, [String(first), missing, String(second)]);
    expect(found.map(({ data }) => data?.site?.id ?? null)).toEqual([first, null, second]);
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 503, times: 9 });
    const failed = await askForEach(graph, [String(first), String(second)]);
    expect(failed.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
      'UPSTREAM_UNAVAILABLE',
      'UPSTREAM_UNAVAILABLE',
    ]);
  });

  it('do not all fail with a refusal that may concern one of them', async () => {
    const ids = sitesOf(graph).map(({ id }) => id);
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 400 });
    const answers = await askForEach(graph, ids);
    // One refusal is nobody’s in particular: those that shared it are asked for again in smaller calls.
    expect(answers.filter(({ data }) => data?.site === null).length).toBeLessThanOrEqual(1);
  });
});

describe('operations that read the same list at the same time', () => {
  const graph = useGraph({ client: { maxConnections: 1 } });

  it('share the larger page, and go on from where each of them ended', async () => {
    const page = async (first: number, after: string | null = null) => {
      const response = await graph.fetch(
        new Request('http://graph/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            query: `query ($first: Int!, $after: String) {
              account { sites(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
            }`,
            variables: { first, after },
          }),
        }),
      );
      const { data } = (await response.json()) as {
        data: {
          account: {
            sites: {
              nodes: { id: string }[];
              pageInfo: { hasNextPage: boolean; endCursor: string };
            };
          };
        };
      };
      return { ids: data.account.sites.nodes.map(({ id }) => id), ...data.account.sites.pageInfo };
    };
    const whole = await page(20);
    graph.sandbox.calls.clear();
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'delay', delayMs: 500 });
    const asking = page(20);
    await vi.waitFor(() => expect(graph.sandbox.calls.counts()).toEqual({ 'Query Sites': 1 }));
    const [small, large] = await Promise.all([page(5), asking]);
    expect(graph.sandbox.calls.counts()).toEqual({ 'Query Sites': 1 });
    expect(large.ids).toEqual(whole.ids);
    expect([small.ids, small.hasNextPage]).toEqual([whole.ids.slice(0, 5), true]);
    expect((await page(5, small.endCursor)).ids).toEqual(whole.ids.slice(5, 10));
  });
});
