import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';

describe('reading ahead', () => {
  const graph = useGraph();
  const both = { 'Query Sites': 1, 'List Connected Domains': 1 };

  /** Whether the domains were asked for while the sites were still under way. */
  async function isAhead(
    selection: string,
    variables: Record<string, unknown> = {},
    definitions = '',
  ): Promise<boolean> {
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'hang' });
    const asked = graph.ask(
      `query ($first: Int = 3${definitions}) { account { sites(first: $first) ${selection} } }`,
      variables,
      {
        'x-request-timeout-ms': '250',
      },
    );
    const { calls, errors } = await asked;
    expect(errors?.map(({ extensions }) => extensions.code)).toContain('DEADLINE_EXCEEDED');
    graph.sandbox.faults.clear();
    return calls['List Connected Domains'] !== undefined;
  }

  it('starts the list of domains together with that of the sites, by every way to their nodes', async () => {
    expect(await isAhead('{ nodes { primaryDomain { name } } }')).toBe(true);
    expect(await isAhead('{ edges { node { ... on Site { domains { name } } } } }')).toBe(true);
  });

  it('starts nothing that is not asked for, or left out by a condition', async () => {
    expect(await isAhead('{ nodes { displayName } }')).toBe(false);
    expect(await isAhead('{ nodes { primaryDomain @skip(if: true) { name } displayName } }')).toBe(false);
    expect(
      await isAhead(
        '{ nodes @include(if: $with) { primaryDomain { name } } pageInfo { hasNextPage } }',
        { with: false },
        ', $with: Boolean!',
      ),
    ).toBe(false);
    expect(
      await isAhead('{ nodes @include(if: $with) { primaryDomain { name } } }', { with: true }, ', $with: Boolean!'),
    ).toBe(true);
  });

  it('makes no call more, and nulls only the fields that need what failed', async () => {
    const query = '{ account { sites(first: 3) { nodes { id primaryDomain { name } } } } }';
    expect((await graph.ask(query)).calls).toEqual(both);
    graph.sandbox.faults.inject({ operation: 'List Connected Domains', kind: 'status', status: 403 });
    const { data, errors, calls } = await graph.ask(query);
    expect(calls).toEqual(both);
    expect(data.account.sites.nodes.map(({ primaryDomain }: { primaryDomain: unknown }) => primaryDomain)).toEqual([
      null,
      null,
      null,
    ]);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  });

  it('makes no call for a page that is refused', async () => {
    const { calls } = await graph.ask('{ account { sites(first: 0) { nodes { primaryDomain { name } } } } }');
    expect(calls).toEqual({});
  });

  it('lets a failure go that nobody asks for', async () => {
    graph.sandbox.faults.inject({ operation: 'List Connected Domains', kind: 'status', status: 403 });
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 403 });
    const { errors } = await graph.ask('{ account { sites { nodes { primaryDomain { name } } } } }');
    expect(errors?.map(({ path }) => path)).toEqual([['account', 'sites', 'nodes']]);
  });
});
