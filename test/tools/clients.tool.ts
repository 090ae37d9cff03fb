import { initGraphQLTada } from 'gql.tada';
import { type DocumentNode, print } from 'graphql';
import { expect, expectTypeOf, it } from 'vitest';
import { useGraph } from '../support/graph.ts';
import { SitesDocument } from './generated/client-preset/graphql.ts';
import { SitesDocument as SubgraphSitesDocument } from './generated/client-preset-subgraph/graphql.ts';
import { createClient } from './generated/genql/index.ts';
import type { introspection } from './generated/tada-plain.d.ts';
import type { introspection as subgraphIntrospection } from './generated/tada-subgraph.d.ts';

/** A document with the types of its result and variables, as gql.tada and the client preset write it. */
interface TypedDocument<Result, Variables> extends DocumentNode {
  __apiType?: (variables: Variables) => Result;
}

interface Scalars {
  DateTime: string;
}

const graph = useGraph();
const text = `query Sites($first: Int!) {
  account { id sites(first: $first) { nodes { id displayName createdAt folder { id name } } } }
}` as const;

async function run<Result, Variables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const { data, errors } = await graph.ask(print(document), variables as Record<string, unknown>);
  expect(errors).toBeUndefined();
  return data;
}

/** The first three sites as the graph shows them without a client. */
async function truth(): Promise<unknown> {
  const { nodes } = (await graph.ask(text, { first: 3 })).data.account.sites;
  expect(nodes).toHaveLength(3);
  return nodes;
}

it("genql's client is typed and shows the truth", async () => {
  const client = createClient({
    url: 'http://graph/graphql',
    fetch: (url: string, init: RequestInit) => graph.fetch(new Request(url, init)),
  });
  const { account } = await client.query({
    account: {
      id: true,
      sites: {
        __args: { first: 3 },
        nodes: { id: true, displayName: true, createdAt: true, folder: { id: true, name: true } },
      },
    },
  });
  const site = account?.sites?.nodes[0];
  expectTypeOf(site?.id).toEqualTypeOf<string | undefined>();
  expectTypeOf(site?.displayName).toEqualTypeOf<string | null | undefined>();
  expect(account?.sites?.nodes).toEqual(await truth());
  // @ts-expect-error: sites are not called by number.
  await expect(client.query({ account: { site: { __args: { id: 7 }, nope: true } } })).rejects.toThrow();
});

it('gql.tada types a document that nothing was generated for', async () => {
  const document = initGraphQLTada<{ introspection: introspection; scalars: Scalars }>()(text);
  // @ts-expect-error: the variable is required.
  const incomplete: Parameters<typeof run<unknown, { first: number }>>[1] = {};
  expect((await graph.ask(print(document), incomplete)).errors).toHaveLength(1);
  const { account } = await run(document, { first: 3 });
  const site = account?.sites?.nodes[0];
  expectTypeOf(site?.displayName).toEqualTypeOf<string | null | undefined>();
  expectTypeOf(site?.createdAt).toEqualTypeOf<string | null | undefined>();
  expect(account?.sites?.nodes).toEqual(await truth());
});

it('gql.tada reads the SDL of the subgraph alike', async () => {
  const document = initGraphQLTada<{ introspection: subgraphIntrospection; scalars: Scalars }>()(text);
  const { account } = await run(document, { first: 3 });
  expectTypeOf(account?.sites?.nodes[0]?.displayName).toEqualTypeOf<string | null | undefined>();
  expect(account?.sites?.nodes).toEqual(await truth());
});

it('the client preset types what is null only with an error as non-null, for clients that say that they fail on it', async () => {
  const { account } = await run(SitesDocument, { first: 3 });
  const site = account?.sites?.nodes[0];
  expectTypeOf(site?.displayName).toEqualTypeOf<string | undefined>();
  expectTypeOf(site?.folder?.name).toEqualTypeOf<string | undefined>();
  expect(account?.sites?.nodes).toEqual(await truth());
});

it('the client preset reads the SDL of the subgraph', async () => {
  const { account } = await run(SubgraphSitesDocument, { first: 3 });
  expectTypeOf(account?.sites?.nodes[0]?.displayName).toEqualTypeOf<string | null | undefined>();
  expect(account?.sites?.nodes).toEqual(await truth());
});
