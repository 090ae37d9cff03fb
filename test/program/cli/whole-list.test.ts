import { describe, expect, it } from 'vitest';
import { type Answer, type ListPage, wholeList } from '../../../src/program/cli/whole-list.ts';
import { useGraph } from '../../support/graph.ts';

const document =
  'query ($after: String, $first: Int) { mine: account { sites(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }';

async function read(pages: AsyncIterable<ListPage>): Promise<ListPage[]> {
  const all: ListPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

describe('a whole list', () => {
  const graph = useGraph();
  const ask = async (variables: Readonly<Record<string, unknown>>): Promise<Answer> => {
    const { data, errors } = await graph.ask(document, variables);
    return { data, ...(errors === undefined ? {} : { errors }) };
  };

  it('has every item once, in the order of the list', async () => {
    const whole = await graph.ask(document, { first: 100 });
    const pages = await read(wholeList(document, { first: 7 }, ask));
    expect(whole.data.mine.sites.pageInfo.hasNextPage).toBe(false);
    expect(pages.flatMap(({ nodes }) => nodes)).toEqual(whole.data.mine.sites.nodes);
    expect(pages).toHaveLength(Math.ceil(whole.data.mine.sites.nodes.length / 7));
  });

  it('can begin behind a cursor', async () => {
    const [first, ...rest] = await read(wholeList(document, { first: 20 }, ask));
    const [second] = rest;
    expect(first?.after).toBeNull();
    expect(await read(wholeList(document, { first: 20, after: second?.after }, ask))).toEqual(rest);
  });

  it('ends at a page that cannot be read, with its errors and its cursor', async () => {
    const pages: ListPage[] = [];
    for await (const page of wholeList(document, { first: 20 }, ask)) {
      pages.push(page);
      graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 500 });
    }
    expect(pages.map(({ nodes, errors }) => [nodes?.length, errors.length])).toEqual([
      [20, 0],
      [undefined, 1],
    ]);
    expect(pages[1]?.after).toBeTypeOf('string');
    expect(pages[1]?.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  });

  it.each([
    ['no list', '{ account { name } }'],
    ['two lists', page(`a: ${sites()} b: ${sites()}`)],
    ['no nodes', page(sites('edges { cursor } pageInfo { hasNextPage endCursor }'))],
    ['no place to go on from', page(sites('nodes { id } pageInfo { hasNextPage }'))],
    ['other names', page(sites('items: nodes { id } pageInfo { hasNextPage endCursor }'))],
    ['a list in a list', `query ($after: String) { account { children { nodes { ${sites()} } } } }`],
  ])('is not read of a document with %s', async (_, text) => {
    await expect(read(wholeList(text, {}, ask))).rejects.toThrow(/^--all needs an operation with one list/);
  });
});

function sites(parts = 'nodes { id } pageInfo { hasNextPage endCursor }'): string {
  return `sites(after: $after) { ${parts} }`;
}

function page(parts: string): string {
  return `query ($after: String) { account { ${parts} } }`;
}
