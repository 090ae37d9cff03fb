import { describe, expect, it } from 'vitest';
import { printSdl } from '../../../src/graph/federation/sdl.ts';
import { buildSchema } from '../../../src/graph/schema.ts';
import { withoutHidden } from '../../../src/program/cli/document-edits.ts';
import { completeItem, entityKeysOf } from '../../../src/program/cli/nested-lists.ts';
import { chooseOperation, type Variables } from '../../../src/program/cli/operation.ts';
import { PacedAsking } from '../../../src/program/cli/paced-asking.ts';
import { type ListPage, planWholeList, readPages } from '../../../src/program/cli/whole-list.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';
import { listBackend, Minutes, pacedClient } from '../../support/list-backend.ts';

const schema = buildSchema();
const keys = entityKeysOf(printSdl(schema));

/** Reads a list as the command does; the first time that nothing is left, it stops. */
async function readAll(
  graph: TestGraph,
  text: string,
  variables: Variables = {},
  minutes = new Minutes(),
  onPage = () => {},
) {
  const operation = chooseOperation(text, undefined);
  const whole = planWholeList(operation, schema, keys);
  const backend = listBackend(graph);
  const asking = new PacedAsking(backend, minutes.wait);
  const from = typeof variables['after'] === 'string' ? variables['after'] : null;
  const pages: ListPage[] = [];
  const shortfalls: unknown[] = [];
  for await (const page of readPages(whole, variables, keys, from, asking)) {
    for (const item of page.items ?? []) {
      const reader = { operation, variables, keys, ask: asking.beside };
      for await (const shortfall of completeItem(item, whole.nested, reader)) shortfalls.push(shortfall);
    }
    pages.push(page);
    onPage();
  }
  const items = pages.flatMap(({ items: some }) => some ?? []).map(withoutHidden);
  return { pages, items, shortfalls, backend, waits: minutes.waits };
}

function sites(size: number | string, nodes = 'id'): string {
  const first = size === '$first' ? ', $first: Int! = 7' : '';
  return `query ($after: String${first}) { mine: account { name sites(first: ${size}, after: $after) { totalCount nodes { ${nodes} } } } }`;
}

/** Cursors hold the page that they were read with. */
function withoutCursors(items: unknown): unknown {
  return JSON.parse(JSON.stringify(items, (key, value) => (/cursor/i.test(key) ? null : value)));
}

describe('a whole list', () => {
  const graph = useGraph();

  it.each([['7'], ['$first'], ['100']])(
    'has every item once, in the order of the list, with first: %s',
    async (size) => {
      const whole = await graph.ask(sites(100));
      const { items, pages, backend } = await readAll(graph, sites(size));
      expect(items).toEqual(whole.data.mine.sites.nodes);
      // What stands beside the list is not read with each page.
      expect(backend.calls).toBe(pages.length);
    },
  );

  it('continues after a cursor, and returns the cursor of each item', async () => {
    const { items, pages } = await readAll(graph, sites(20));
    const cursors = pages.flatMap((page) => page.cursors);
    expect(cursors).toHaveLength(items.length);
    for (const at of [0, 19, 20, items.length - 2]) {
      expect((await readAll(graph, sites(9), { after: cursors[at] })).items).toEqual(items.slice(at + 1));
    }
  });

  it('is found by its connection, whatever its names and fragments', async () => {
    const { items } = await readAll(
      graph,
      'query Named { a: account { ...A } } fragment A on Account { s: sites(first: 30) { ...E } } fragment E on SiteConnection { e: edges { n: node { id } } }',
    );
    expect(items).toEqual((await readAll(graph, sites(100))).items);
  });

  it('ends at a page that cannot be read, with its errors', async () => {
    const { pages, waits } = await readAll(graph, sites(20), {}, new Minutes(), () =>
      graph.sandbox.faults.inject({
        operation: 'Query Sites',
        kind: 'status',
        status: 500,
        times: Number.POSITIVE_INFINITY,
      }),
    );
    expect(pages.map(({ items, errors }) => [items?.length, errors.length])).toEqual([
      [20, 0],
      [undefined, 1],
    ]);
    expect(pages[1]?.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(waits).toEqual([2_000, 4_000, 8_000]);
  });

  it('continues after a temporary failure of Wix', async () => {
    let pagesRead = 0;
    const { items } = await readAll(graph, sites(20), {}, new Minutes(), () => {
      pagesRead += 1;
      if (pagesRead === 1)
        graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 503, times: 2 });
    });
    expect(items).toEqual((await readAll(graph, sites(100))).items);
  });

  it.each([
    ['no list', '{ account { name } }'],
    ['a list that is not a connection', '{ account { folders { id } } }'],
    ['two lists', '{ account { a: sites { nodes { id } } b: sites { nodes { id } } } }'],
    [
      'a mutation',
      'mutation { createFolder(input: { name: "x", dryRun: true }) { folder { sites { nodes { id } } } } }',
    ],
    ['no items', '{ account { sites { totalCount } } }'],
  ])('is not read of a document with %s', (_, text) => {
    expect(() => planWholeList(chooseOperation(text, undefined), schema, keys)).toThrow(
      /^--all needs a query with one list/,
    );
  });
});

describe('the lists inside the items of a whole list', () => {
  const graph = useGraph();

  it.each([
    ['nodes', 'nodes { id } pageInfo { hasNextPage endCursor }'],
    ['edges', 'edges { node { id } }'],
    [
      'both, by other names',
      'n: nodes { id } e: edges { cursor node { id displayName } } p: pageInfo { hasNextPage endCursor }',
    ],
  ])('are read to their ends: %s', async (_, parts) => {
    const text = (first: number) =>
      `query ($after: String) { account { children(first: 50, after: $after) { nodes { id inner: sites(first: ${first}) { ${parts} } } } } }`;
    const whole = await graph.ask(text(100));
    expect(whole.errors).toBeUndefined();
    const { items, shortfalls } = await readAll(graph, text(2));
    expect(shortfalls).toEqual([]);
    expect(withoutCursors(items)).toEqual(withoutCursors(whole.data.account.children.nodes));
    expect(JSON.stringify(items)).not.toContain('"hasNextPage":true');
  });

  it('are read to any depth', async () => {
    const text = (first: number) => `query ($after: String) {
      account { teamMembers(first: 50, after: $after) { nodes { userId sites(first: ${first}) { nodes { id account { domains(first: ${first}) { nodes { name } } } } } } } }
    }`;
    const { items, shortfalls } = await readAll(graph, text(20));
    expect(shortfalls).toEqual([]);
    expect(items).toEqual((await readAll(graph, text(100))).items);
  });

  it('are reported where they cannot be read', async () => {
    const text =
      'query ($after: String) { account { children(first: 50, after: $after) { nodes { id sites(first: 2) { nodes { id } } } } } }';
    const children = await graph.ask('{ account { children(first: 50) { nodes { id } } } }');
    let calls = 0;
    graph.sandbox.faults.inject({
      operation: 'Query Sites',
      kind: 'status',
      status: 403,
      times: Number.POSITIVE_INFINITY,
      // The first pages come with the children.
      match: () => {
        calls += 1;
        return calls > children.data.account.children.nodes.length;
      },
    });
    const { items, shortfalls } = await readAll(graph, text);
    expect(shortfalls[0]).toMatchObject({ list: 'sites', errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(items).toHaveLength(children.data.account.children.nodes.length);
  });
});

describe('a whole list of expensive items', () => {
  const minutes = new Minutes();
  const callsPerMinute = 25;
  const graph = useGraph({ client: pacedClient(callsPerMinute, minutes) });
  const text = sites(100, 'id contributors { accountId }');

  it('uses the calls of each minute without a rejected call or a repeated read', async () => {
    const { items, backend, waits } = await readAll(graph, text, {}, minutes);
    expect(new Set(items.map((item) => (item as { id: string }).id)).size).toBe(items.length);
    expect(backend.asked.flatMap(({ errors = [] }) => errors)).toEqual([]);
    const calls = (name: string) => backend.asked.reduce((sum, answer) => sum + (answer.calls[name] ?? 0), 0);
    expect(calls('Query Site Contributors')).toBe(items.length);
    expect(waits).toHaveLength(Math.ceil(backend.calls / callsPerMinute) - 1);
    for (const ms of waits) expect(ms).toBeLessThan(61_000);
  });

  it('retries the calls that Wix rejected, and only those', async () => {
    graph.sandbox.faults.inject({
      operation: 'Query Site Contributors',
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '7' },
    });
    minutes.ms += 60_000;
    minutes.waits.length = 0;
    const { items, backend } = await readAll(graph, text.replace('accountId', 'accountId ownerUserId'), {}, minutes);
    expect(items).toEqual(
      (await readAll(graph, text.replace('accountId', 'accountId ownerUserId'), {}, minutes)).items,
    );
    // All but the refused one came from what was kept.
    expect(backend.calls).toBeLessThan(5);
  });
});

describe('a whole list that needs more calls than one operation can make', () => {
  const graph = useGraph({ server: { limits: { calls: 8 } } });

  it('is read in pages that are small enough, and the others cost no call', async () => {
    const { items, backend } = await readAll(graph, sites(100, 'id contributors { accountId }'));
    expect(items.length).toBeGreaterThan(20);
    for (const { errors, calls } of backend.asked) if (errors !== undefined) expect(calls).toEqual({});
    expect(backend.asked.some(({ errors }) => errors !== undefined)).toBe(true);
  });
});
