import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountSupergraph, startAccountSupergraph } from './supergraph/account-supergraph.ts';
import { composers } from './supergraph/composers.ts';
import { listen, type Running } from './supergraph/listen.ts';

describe('@defer through hive', () => {
  let supergraph: AccountSupergraph;
  let runtime: ReturnType<typeof createGatewayRuntime>;
  let gateway: Running;

  beforeAll(async () => {
    supergraph = await startAccountSupergraph({ profile: 'portable', authDirectives: false });
    const { supergraphSdl = '' } = composers.guild(supergraph.subgraphs);
    runtime = createGatewayRuntime({
      supergraph: supergraphSdl,
      deferStream: true,
      propagateHeaders: { fromClientToSubgraphs: () => ({ 'x-router-secret': supergraph.routerSecret }) },
      logging: false,
    });
    gateway = await listen(runtime);
  });

  afterAll(async () => {
    await gateway.close();
    await runtime.dispose();
    await supergraph.close();
  });

  /** The parts of an answer, in the order in which they come. */
  const parts = async (query: string) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'multipart/mixed' },
      body: JSON.stringify({ query }),
    });
    return [...(await response.text()).matchAll(/^\{.*\}$/gm)].map(([part]) => JSON.parse(part));
  };

  it('answers our fields of a neighbour’s object later, by an ordinary request for entities', async () => {
    supergraph.hosted.account.requests.length = 0;
    expect(await parts('{ tickets(ids: ["T-1"]) { subject ... @defer { site { displayName } } } }')).toEqual([
      { data: { tickets: [{ subject: 'Question 1' }] }, hasNext: true },
      {
        incremental: [{ data: { site: { displayName: expect.any(String) } }, path: ['tickets', 0] }],
        hasNext: false,
      },
    ]);
    expect(supergraph.hosted.account.requests).toMatchObject([{ representations: [{ __typename: 'Site' }] }]);
  });

  // docs/federation.md warns of it. When this fails, the gateway has learnt it, and the warning can go.
  it('loses what is deferred inside one subgraph', async () => {
    const [first, second] = await parts('{ account { name ... @defer { sites(first: 1) { nodes { id } } } } }');
    expect(first).toEqual({ data: { account: { name: 'Northwind Studio' } }, hasNext: true });
    expect(second.incremental).toEqual([{ data: { sites: null }, path: ['account'] }]);
  });
});
