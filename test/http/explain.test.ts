import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CallTrace } from '../../src/wix/call-trace.ts';
import { useGraph } from '../support/graph.ts';

interface Explained {
  readonly calls: number;
  readonly fields: number;
  readonly timeMs: number;
  readonly operations: readonly { operation: string; calls: number; fields: number; timeMs: number }[];
}

describe('extensions.upstream', () => {
  const graph = useGraph();
  const run = async (query: string, headers: Record<string, string> = { 'x-graph-explain': 'trace' }) => {
    graph.sandbox.calls.clear();
    const response = await graph.fetch(
      new Request('http://graph/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      }),
    );
    return (await response.json()) as { data?: unknown; errors?: unknown; extensions?: { upstream?: Explained } };
  };
  /** The numbers without the times, which differ from run to run. */
  const counted = ({ calls, fields, operations }: Explained) => ({
    calls,
    fields,
    operations: operations.map(({ operation, calls, fields }) => [operation, calls, fields]),
  });

  it('tells the calls and how many fields shared them', async () => {
    const { data, errors, extensions } = await run(`{
      account { sites(first: 20) { nodes { displayName account { name status } primaryDomain { name } } } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toBeDefined();
    const upstream = extensions?.upstream as Explained;
    expect(counted(upstream)).toEqual({
      calls: 3,
      fields: 41,
      operations: [
        ['Query Sites', 1, 1],
        ['List Connected Domains', 1, 20],
        ['Get Account', 1, 20],
      ],
    });
    expect(graph.sandbox.calls.counts()).toEqual({ 'Query Sites': 1, 'Get Account': 1, 'List Connected Domains': 1 });
    expect(upstream.timeMs).toBeGreaterThan(0);
  });

  it('counts a field for each representation of an entity', async () => {
    const sites = [...graph.sandbox.state.sites.values()].filter(
      ({ accountId }) => accountId === graph.sandbox.accountId,
    );
    const list = sites.slice(0, 5).map(({ id }) => `{ __typename: "Site", id: "${id}" }`);
    const { extensions } = await run(
      `{ _entities(representations: [${list.join(', ')}]) { ... on Site { displayName } } }`,
    );
    expect(counted(extensions?.upstream as Explained)).toEqual({
      calls: 1,
      fields: 5,
      operations: [['Query Sites', 1, 5]],
    });
  });

  it('is an estimate with plan: nothing runs, and each field that makes calls is listed', async () => {
    const plan = { 'x-graph-explain': 'plan' };
    const answer = await run(
      '{ account { sites(first: 100) { nodes { id } } children(first: 3) { nodes { name } } } }',
      plan,
    );
    expect(answer).toEqual({
      data: null,
      extensions: {
        plan: {
          calls: 5,
          maximum: 500,
          isAllowed: true,
          fields: [
            { field: 'Account.sites', path: ['account', 'sites'], calls: 1 },
            { field: 'Account.children', path: ['account', 'children'], calls: 1 },
            { field: 'Account.name', path: ['account', 'children', 'nodes', 'name'], calls: 3 },
          ],
        },
      },
    });
    const dear = await run(
      '{ account { children(first: 100) { nodes { children(first: 100) { nodes { name } } } } } }',
      plan,
    );
    expect(dear).toMatchObject({ data: null, extensions: { plan: { isAllowed: false } } });
    const write = await run('mutation { moveSitesToTrash(input: { siteIds: ["x"] }) { userErrors { code } } }', plan);
    expect(write).toMatchObject({ data: null, extensions: { plan: { calls: 1 } } });
    expect(graph.sandbox.calls.counts()).toEqual({});
    expect(await run('{ accuont }', plan)).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  it.each(['Trace', 'true', '1', '', 'trace, plan'])('is refused for the value %j', async (value) => {
    expect(await run('{ account { id } }', { 'x-graph-explain': value })).toEqual({
      errors: [{ message: 'The header x-graph-explain must be trace or plan.', extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it('has its numbers explained', async () => {
    const { extensions } = await run('{ account { name } }');
    const chapter = readFileSync('docs/operating.md', 'utf8').split('## What an operation cost')[1]?.split('\n## ')[0];
    const explained = [...String(chapter).matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect([...explained, 'operations', 'list']).toEqual(Object.keys(extensions?.upstream ?? {}));
  });

  it('is what the README shows', async () => {
    const section = readFileSync('README.md', 'utf8').match(
      /<!-- explained -->\n```graphql\n(.*)\n```\n\n([\s\S]*?)<!--/,
    );
    const { extensions } = await run(String(section?.[1]));
    const upstream = extensions?.upstream as Explained;
    const { calls, fields, operations } = upstream;
    expect(section?.[2]).toBe(
      [
        '| operation | fields that need it | calls made |',
        '|---|---|---|',
        ...operations.map((one) => `| ${one.operation} | ${one.fields} | ${one.calls} |`),
        `| together | ${fields} | ${calls} |`,
        '',
      ].join('\n'),
    );
  });

  it('is there when nothing was called, and when a call failed', async () => {
    expect((await run('{ account { id } }')).extensions?.upstream).toEqual({
      calls: 0,
      retries: 0,
      cached: 0,
      shared: 0,
      alsoAnswered: 0,
      fields: 0,
      timeMs: 0,
      operations: [],
      list: [],
    });
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 403 });
    const failed = await run('{ account { name } }');
    expect(failed.errors).toHaveLength(1);
    expect(counted(failed.extensions?.upstream as Explained).operations).toEqual([['Get Account', 1, 1]]);
  });

  it('lists each call with what a waterfall needs', async () => {
    const { extensions } = await run(
      '{ account { sites(first: 3) { nodes { id folder { name } } } children(first: 2) { nodes { name } } } }',
    );
    const upstream = extensions?.upstream as Explained & { list: readonly Record<string, unknown>[] };
    const calls = upstream.list.filter(({ from }) => from === 'wix');
    expect(calls).toHaveLength(upstream.calls);
    expect(calls.length).toBeGreaterThan(2);
    for (const call of calls) {
      expect(call).toEqual({
        operation: expect.any(String),
        from: 'wix',
        startMs: expect.any(Number),
        durationMs: expect.any(Number),
        retries: 0,
        batchSize: null,
        status: 200,
        requestId: expect.stringMatching(/./),
      });
    }
    const ids = [...graph.sandbox.state.sites.values()].filter((site) => site.accountId === graph.sandbox.accountId);
    const [one, other] = ids;
    const merged = await run(
      `{ a: site(id: "${one?.id}") { displayName } b: site(id: "${other?.id}") { displayName } }`,
    );
    expect(merged.extensions?.upstream).toMatchObject({ list: [{ operation: 'Query Sites', batchSize: 2 }] });
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 403 });
    const failed = await run('{ account { name } }');
    expect(failed.extensions?.upstream).toMatchObject({ list: [{ operation: 'Get Account', status: 403 }] });
  });

  it('is left out unless the header asks for it in its own word', async () => {
    expect(await run('{ account { id } }', {})).toEqual({ data: { account: { id: graph.sandbox.accountId } } });
    expect((await run('{ account { name } }', { 'x-graph-explain': '1' })).extensions).toBeUndefined();
  });

  it('is left out of an answer that was refused before it ran', async () => {
    expect((await run('{ nonsense }')).extensions).toBeUndefined();
  });
});

describe('a call trace', () => {
  it('counts fields of one object once, and objects apart', () => {
    const trace = new CallTrace();
    const [one, other] = [{}, {}];
    for (const parent of [one, one, other]) trace.needed('Get Account', parent);
    trace.needed('Query Sites');
    trace.needed('Query Sites');
    trace.needed('Search Team', one);
    expect(trace.summary().operations.map(({ operation, fields }) => [operation, fields])).toEqual([
      ['Get Account', 2],
      ['Query Sites', 2],
      ['Search Team', 1],
    ]);
  });
});
