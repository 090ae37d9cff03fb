import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConcreteRequest, createOperationDescriptor, fetchQuery } from 'relay-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGraphClient } from '../../examples/frontend/graph-client.ts';
import { SitesByIdDocument } from '../../schema/typed/graphql.ts';
import * as nodes from '../../schema/typed/nodes/graphql.ts';
import { readPersistedDocuments } from '../../src/program/persisted-documents.ts';
import { useGraph } from '../support/graph.ts';
import { agencySites, isFree } from '../support/sites.ts';
import { documents } from './documents.ts';
import { createApolloClient } from './examples/apollo-client.ts';
import { createGraphcacheClient } from './examples/graphcache.ts';
import { createRelayEnvironment } from './examples/relay.ts';
import { compileForRelay } from './relay-project.ts';

const url = 'http://graph/graphql';
const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
const relayFile = join(folder, 'relay.json');
const artifacts = await compileForRelay(documents, { persistTo: relayFile });
const codegenFile = new URL('../../schema/typed/persisted-documents.json', import.meta.url).pathname;
const trusted = readPersistedDocuments([codegenFile, relayFile], true);

describe.each([
  ['trusted documents alone', true],
  ['texts', false],
])('with %s', (_, byId) => {
  const graph = useGraph(byId ? { server: { persistedDocuments: trusted } } : {});
  const requests: unknown[] = [];
  const post: typeof fetch = async (input, init) => {
    requests.push(JSON.parse(String(init?.body)));
    return graph.fetch(new Request(input, init));
  };
  let ids: string[];
  let names: (string | undefined)[];

  beforeAll(() => {
    const sites = agencySites(graph.sandbox, isFree).slice(0, 2);
    ids = sites.map(({ id }) => id);
    names = sites.map(({ displayName }) => displayName);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    // Each request held a text or an id, and never the other.
    expect(requests.map((body) => typeof (body as { query?: string }).query)).toEqual(
      requests.map(() => (byId ? 'undefined' : 'string')),
    );
  });

  it('fetch shows the sites', async () => {
    const { data, errors } = await createGraphClient({ url, fetch: post, byId }).run(SitesByIdDocument, { ids });
    expect(errors).toEqual([]);
    expect(data?.sites?.map((site) => site?.displayName)).toEqual(names);
  });

  it('Apollo Client shows the sites, each under its identity', async () => {
    const client = createApolloClient({ uri: url, fetch: post, byId });
    const { data } = await client.query({ query: nodes.SitesByIdDocument, variables: { ids } });
    expect(data?.sites?.map((site) => site?.displayName)).toEqual(names);
    const keys = Object.keys(client.extract() as object);
    expect(keys).toEqual(expect.arrayContaining(ids.map((id) => `Site:${id}`)));
  });

  it('urql with Graphcache shows the sites, and finds one by its identity', async () => {
    const client = createGraphcacheClient({ url, fetch: post, byId });
    const { data, error } = await client.query(nodes.SitesByIdDocument, { ids }).toPromise();
    expect(error).toBeUndefined();
    expect(data?.sites?.map((site) => site?.displayName)).toEqual(names);
    const cached = client.readQuery(nodes.SitesByIdDocument, { ids });
    expect(cached?.data?.sites?.map((site) => site?.displayName)).toEqual(names);
  });

  it('Relay shows the sites', async () => {
    const compiled = byId ? artifacts : await compileForRelay({ Sites: documents.Sites });
    const request = compiled.get('Sites') as ConcreteRequest;
    expect(request.params.id === null).toBe(!byId);
    const environment = createRelayEnvironment(url, post);
    await fetchQuery(environment, request, {}).toPromise();
    const { data } = environment.lookup(createOperationDescriptor(request, {}).fragment);
    const { account } = data as { account?: { sites?: { nodes: { displayName: string }[] } } };
    expect(account?.sites?.nodes).toHaveLength(10);
  });
});
