import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { createClient, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import {
  type ConcreteRequest,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  Network,
  RecordSource,
  Store,
  type Variables,
} from 'relay-runtime';
import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';
import { documents } from './documents.ts';
import { compileForRelay } from './relay-project.ts';

const graph = useGraph();
const names = Object.keys(documents) as (keyof typeof documents)[];
const post: typeof fetch = (_url, init) => graph.fetch(new Request('http://graph/graphql', init ?? {}));

/** The response without what clients add to their requests. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, item) => (key === '__typename' ? undefined : item));
}

async function truth(name: keyof typeof documents): Promise<unknown> {
  const { data, errors } = await graph.ask(documents[name]);
  expect(errors).toBeUndefined();
  return data;
}

describe.each(names)('%s, with default settings, is shown as it is by', (name) => {
  it('Apollo Client', async () => {
    const client = new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: '/', fetch: post }) });
    await client.query({ query: gql(documents[name]) });
    expect(plain(client.readQuery({ query: gql(documents[name]) }))).toEqual(await truth(name));
  });

  it('urql with Graphcache', async () => {
    const client = createClient({
      url: 'http://graph/graphql',
      fetch: post,
      preferGetMethod: false,
      exchanges: [cacheExchange({ logger: () => {} }), fetchExchange],
    });
    await client.query(documents[name], {}).toPromise();
    const { data } = await client.query(documents[name], {}, { requestPolicy: 'cache-only' }).toPromise();
    expect(plain(data)).toEqual(await truth(name));
  });

  it('Relay', async () => {
    const request = (await compileForRelay(documents)).get(name) as ConcreteRequest;
    const network = Network.create(async ({ text }, variables: Variables) => {
      const body = JSON.stringify({ query: text, variables });
      const response = await post('', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return (await response.json()) as never;
    });
    const environment = new Environment({ network, store: new Store(new RecordSource()) });
    await fetchQuery(environment, request, {}).toPromise();
    const { data } = environment.lookup(createOperationDescriptor(request, {}).fragment);
    expect(plain(data)).toEqual(await truth(name));
  });
});
