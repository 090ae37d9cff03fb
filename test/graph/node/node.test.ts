import { isInterfaceType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { noFeatures } from '../../../src/graph/context.ts';
import { printSdl } from '../../../src/graph/federation/sdl.ts';
import { objectId } from '../../../src/graph/object-id.ts';
import { buildSchema, defaultSchemaOptions } from '../../../src/graph/schema.ts';
import { useGraph } from '../../support/graph.ts';
import { childAccountIds, noId } from '../../support/sites.ts';

const schema = buildSchema({ ...defaultSchemaOptions, relayNode: true });
const node = schema.getType('Node');
const nodeTypes = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];

/** The field that shows that an object was read, and not only named. */
const proofs: Readonly<Record<string, string>> = {
  Account: 'name',
  Domain: 'name',
  Folder: 'name',
  Package: 'externalId',
  RegisteredDomain: 'name',
  Role: 'title',
  Site: 'displayName',
  SiteTemplate: 'name',
  TeamMember: 'email',
};

describe('Query.node', () => {
  const graph = useGraph({ server: { schema }, features: { ...noFeatures, registeredDomains: true } });
  const { accountId: own, state } = graph.sandbox;
  const children = childAccountIds(graph.sandbox);

  /** An object of each type of an account, as the account's own fields show it. */
  async function objectsOf(accountId: string): Promise<ReadonlyMap<string, { readonly id: string }>> {
    const { data } = await graph.ask(
      `query ($id: ID!) {
        account(id: $id) {
          Account: id
          name
          sites(first: 1) { nodes { Site: __typename id displayName } }
          domains(first: 1) { nodes { Domain: __typename id name } }
          folders(first: 1) { Folder: __typename id name }
          packages(first: 1) { nodes { Package: __typename id externalId } }
          registeredDomains(first: 1) { nodes { RegisteredDomain: __typename id name } }
          roles { Role: __typename id title }
          teamMembers(first: 1) { nodes { TeamMember: __typename id email } }
        }
      }`.replace('folders(first: 1)', 'folders'),
      { id: accountId },
    );
    const template = [...state.templates.values()].find((one) => one.accountId === accountId);
    const made = await graph.ask(
      'query ($id: ID!, $accountId: ID) { siteTemplate(id: $id, accountId: $accountId) { id name } }',
      {
        id: template?.id ?? noId,
        accountId,
      },
    );
    const { name, sites, domains, folders, packages, registeredDomains, roles, teamMembers } = data.account;
    const lists = [
      sites?.nodes,
      domains?.nodes,
      folders,
      packages?.nodes,
      registeredDomains?.nodes,
      roles,
      teamMembers?.nodes,
    ];
    const found = lists.flatMap((list) => list?.slice(0, 1) ?? []);
    const named = found.map((object: Record<string, string>) => {
      const type = Object.keys(object).find((key) => key === object[key]) ?? '';
      const { [type]: _, ...fields } = object;
      return [type, fields] as [string, { id: string }];
    });
    const ofTemplate = made.data.siteTemplate;
    return new Map([
      ['Account', { id: accountId, name } as { id: string }],
      ...named,
      ...(ofTemplate === null ? [] : [['SiteTemplate', ofTemplate] as const]),
    ]);
  }

  const ask = (id: unknown, selection: string) =>
    graph.ask(`query ($id: ID!) { node(id: $id) { __typename ${selection} } }`, { id });
  const proofOf = (type: string) => `... on ${type} { id ${proofs[type]} }`;

  it('is implemented by every type that is proved here', () => {
    expect([...nodeTypes].sort()).toEqual(Object.keys(proofs));
  });

  it('reads an object of each type by its id, with no call beside those of the type', async () => {
    const found: Record<string, object> = {};
    for (const [type, fields] of await objectsOf(own)) {
      const { data, errors, calls } = await ask(fields.id, proofOf(type));
      expect(errors).toBeUndefined();
      expect(data.node).toEqual({ __typename: type, ...fields });
      found[type] = calls;
    }
    expect(found).toEqual({
      Account: { 'Get Account': 1 },
      Site: { 'Query Sites': 1 },
      Domain: { 'Get Connected Domain': 1 },
      Folder: { 'Query Folders': 1 },
      Package: { 'Get Package': 1 },
      RegisteredDomain: { 'Get Registered Domain': 1 },
      Role: { 'Get Roles Info': 1 },
      SiteTemplate: { 'Get Template': 1 },
      TeamMember: { 'Search Team': 1 },
    });
  });

  it('finds an object of a child account: an opaque id names it, a GUID is searched in each child', async () => {
    const each = children.length;
    const objects = new Map((await Promise.all(children.map(objectsOf))).flatMap((found) => [...found]));
    const calls: Record<string, object> = {};
    for (const [type, fields] of objects) {
      const answer = await ask(fields.id, proofOf(type));
      expect(answer.errors).toBeUndefined();
      expect(answer.data.node).toEqual({ __typename: type, ...fields });
      calls[type] = answer.calls;
    }
    expect(calls).toMatchObject({
      Account: { 'Get Account': 1 },
      Site: { 'List Child Accounts': 1, 'Query Sites': 1 + each },
      Domain: { 'Get Connected Domain': 1 },
      Role: { 'Get Roles Info': 1 },
      TeamMember: { 'Search Team': 1 },
    });
  });

  it('finds a GUID without a fragment, type by type', async () => {
    const objects = await objectsOf(own);
    const calls: Record<string, object> = {};
    for (const type of ['Account', 'Site', 'Folder', 'Package']) {
      const id = objects.get(type)?.id;
      const answer = await ask(id, 'id');
      expect([answer.errors, answer.data.node]).toEqual([undefined, { __typename: type, id }]);
      calls[type] = answer.calls;
    }
    expect(calls).toEqual({
      Account: {},
      Site: { 'Query Sites': 1 },
      Folder: { 'Query Sites': 1, 'Query Folders': 1 },
      Package: { 'Query Sites': 1, 'Query Folders': 1, 'Get Package': 1 },
    });
    const last = await ask(children[0], 'id');
    expect([last.data.node.__typename, Object.keys(last.calls)]).toEqual([
      'Account',
      expect.arrayContaining(['Get Account']),
    ]);
  });

  it('searches only the types that fragments name, also below a fragment on Node', async () => {
    const site = [...state.sites.values()].find(({ accountId }) => accountId === own)?.id;
    const document = `query ($id: ID!) { node(id: $id) { __typename ... on Node { ... on Folder { id } ...F } } }
      fragment F on Site { ...G } fragment G on Site { id }`;
    const two = await graph.ask(document, { id: site });
    expect([two.data.node.__typename, two.calls]).toEqual(['Site', { 'Query Sites': 1 }]);
    const none = await graph.ask(document, { id: noId });
    expect([none.data.node, none.calls]).toEqual([null, { 'Query Sites': 1, 'Query Folders': 1 }]);
    const other = await ask(site, '... on Role { title }');
    expect([other.errors, other.data.node, other.calls]).toEqual([undefined, null, {}]);
  });

  it('costs nothing for an account whose fields make their own calls, and one call to tell that one exists', async () => {
    const page = await ask(children[0], '... on Account { sites(first: 1) { nodes { id } } }');
    expect([page.errors, page.calls]).toEqual([undefined, { 'Query Sites': 1 }]);
    const child = await ask(children[0], '... on Account { id }');
    expect([child.data.node.id, child.calls]).toEqual([children[0], { 'Get Account': 1 }]);
    const nobody = await ask(noId, '... on Account { id }');
    expect([nobody.errors, nobody.data.node, nobody.calls]).toEqual([undefined, null, { 'Get Account': 1 }]);
  });

  it('is null for an object that does not exist, and fails for one that could not be read', async () => {
    for (const type of ['Account', 'Site', 'Folder', 'Package']) {
      const { data, errors } = await ask(noId, proofOf(type));
      expect([type, data.node, errors]).toEqual([type, null, undefined]);
    }
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 500, times: 2 });
    for (const selection of [proofOf('Site'), 'id']) {
      const { data, errors } = await ask(noId, selection);
      expect([data.node, errors?.map(({ path }) => path)]).toEqual([null, [['node']]]);
    }
  });

  it.each([
    ['no id', 'x'],
    ['an id of a type that is not a Node', objectId('DnsZone', own, 'x.com', 'hosted')],
    ['an id with a part too many', objectId('Role', own, '1', '2')],
    ['an id in no account', objectId('Role', '../x', '1')],
    ['an id of a domain that is no host name', objectId('Domain', own, '../x')],
    ['an id of a type with GUIDs', objectId('Site', own, noId)],
  ])('refuses %s with its place, and sends nothing', async (_, id) => {
    const { data, errors, calls } = await ask(id, 'id');
    const [error] = errors ?? [];
    expect([data.node, error?.extensions.code, error?.extensions['field'], calls]).toEqual([
      null,
      'BAD_USER_INPUT',
      'id',
      {},
    ]);
  });

  it('estimates no fewer calls than it makes, and no more for one of several types', async () => {
    const estimates: Record<string, number | undefined> = {};
    for (const [type, { id }] of await objectsOf(own)) {
      const document = `query ($id: ID!) { node(id: $id) { __typename ${proofOf(type)} } }`;
      const { extensions } = await graph.ask(document, { id }, { 'x-graph-explain': 'plan' });
      estimates[type] = (extensions?.['plan'] as { calls: number } | undefined)?.calls;
    }
    // Reading a role counts twice: as the entity, and for its texts, which can be in another language.
    expect(estimates).toEqual({
      Account: 1,
      Site: 1,
      Domain: 1,
      Folder: 1,
      Package: 1,
      RegisteredDomain: 1,
      Role: 2,
      SiteTemplate: 1,
      TeamMember: 1,
    });
  });
});

describe('Query.nodes', () => {
  const graph = useGraph({ server: { schema } });
  const { accountId: own, state } = graph.sandbox;
  const sites = [...state.sites.values()].filter(({ accountId }) => accountId === own).map(({ id }) => id);
  const ask = (ids: readonly string[], selection: string) =>
    graph.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ${selection} } }`, { ids });

  it('reads objects in batches and in the order of their ids, null for one that does not exist', async () => {
    const ids = [...sites.slice(0, 30).reverse(), noId];
    const { data, errors, calls } = await ask(ids, '... on Site { displayName } ... on Account { id }');
    expect(errors).toBeUndefined();
    expect(data.nodes.map((site: { id: string } | null) => site?.id ?? noId)).toEqual(ids);
    expect(calls).toMatchObject({ 'Query Sites': 1, 'Get Account': 1 });
    const alone = await ask(sites.slice(0, 30), '... on Site { displayName }');
    expect(alone.calls).toEqual({ 'Query Sites': 1 });
  });

  it('reports an invalid id at its position and returns the others', async () => {
    const { data, errors } = await ask([own, 'x', own], '');
    expect(data.nodes).toEqual([{ __typename: 'Account', id: own }, null, { __typename: 'Account', id: own }]);
    expect(errors?.map(({ path, extensions }) => [path, extensions['field']])).toEqual([[['nodes', 1], 'ids.1']]);
  });

  it.each([
    ['no ids', []],
    ['more than 1,000 ids', Array.from({ length: 1_001 }, () => noId)],
  ])('refuses %s', async (_, ids) => {
    const { data, errors, calls } = await ask(ids, '... on Site { displayName }');
    expect([data.nodes, errors?.[0]?.extensions.code, calls]).toEqual([null, 'BAD_USER_INPUT', {}]);
  });
});

describe('the schema', () => {
  it('has Node only on request, and never in the SDL of the subgraph', () => {
    expect(buildSchema().getType('Node')).toBeUndefined();
    const service = schema.getQueryType()?.getFields()['_service']?.resolve as () => { sdl: string };
    expect(service().sdl).toBe(printSdl(buildSchema()));
  });
});
