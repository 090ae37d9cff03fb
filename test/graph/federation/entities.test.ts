import { describe, expect, it } from 'vitest';
import { profiles } from '../../../src/graph/federation/profile.ts';
import { printSdl } from '../../../src/graph/federation/sdl.ts';
import { objectId } from '../../../src/graph/object-id.ts';
import { buildSchema } from '../../../src/graph/schema.ts';
import { type TestAnswer, type TestGraph, useGraph } from '../../support/graph.ts';

const unknownId = '00000000-0000-4000-8000-000000000042';

function site(id: unknown) {
  return { __typename: 'Site', id };
}

function askSites(graph: TestGraph, representations: readonly unknown[]): Promise<TestAnswer> {
  const document = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Site { id displayName } }
  }`;
  return graph.ask(document, { representations });
}

/** Where the errors of an answer are, and of which kind. */
function faults({ errors = [] }: TestAnswer) {
  return errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]);
}

/** The ids that each Query Sites asked for. */
function idsAskedFor(graph: TestGraph): string[][] {
  return graph.sandbox.calls
    .entries()
    .map(({ body }) => (body as { query: { filter: { id: { $in: string[] } } } }).query.filter.id.$in);
}

describe('_entities', () => {
  const graph = useGraph();
  const { accountId, state } = graph.sandbox;
  const ownSites = [...state.sites.values()].filter((candidate) => candidate.accountId === accountId);
  const [first, second] = ownSites.map(({ id, displayName }) => ({ id, displayName }));
  const childSite = [...state.sites.values()].find(
    (candidate) => state.accounts.get(candidate.accountId)?.parentAccountId === accountId,
  );
  const strangersSite = [...state.sites.values()].find(
    (candidate) =>
      candidate.accountId !== accountId && state.accounts.get(candidate.accountId)?.parentAccountId === undefined,
  );

  it('finds an entity of every type by each of its keys', async () => {
    const find = <T>(values: Iterable<T>, matches: (value: T) => boolean) => [...values].find(matches);
    const account = { id: accountId };
    const domain = find(state.domains.values(), (candidate) => candidate.accountId === accountId);
    const folder = find(state.folders.values(), (candidate) => candidate.accountId === accountId);
    const role = find(state.roles.values(), (candidate) => candidate.accountId === undefined);
    const member = find(state.teamMembers.values(), (candidate) => candidate.accountId === accountId);
    const representations = [
      { __typename: 'Account', id: accountId },
      { __typename: 'Site', id: first?.id },
      { __typename: 'Site', id: childSite?.id, account: { id: childSite?.accountId } },
      { __typename: 'Domain', name: domain?.domain.toUpperCase() },
      { __typename: 'Domain', name: domain?.domain, account },
      { __typename: 'Folder', id: folder?.id },
      { __typename: 'Folder', id: folder?.id, account },
      { __typename: 'Role', id: objectId('Role', accountId, role?.id ?? '') },
      { __typename: 'TeamMember', accountId, userId: member?.userId },
    ];
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        __typename
        ... on Account { key: id }
        ... on Site { key: id }
        ... on Domain { domain: name }
        ... on Folder { key: id }
        ... on Role { role: roleId }
        ... on TeamMember { key: userId }
      }
    }`;
    const { data, errors, calls } = await graph.ask(document, { representations });
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([
      { __typename: 'Account', key: accountId },
      { __typename: 'Site', key: first?.id },
      { __typename: 'Site', key: childSite?.id },
      { __typename: 'Domain', domain: domain?.domain },
      { __typename: 'Domain', domain: domain?.domain },
      { __typename: 'Folder', key: folder?.id },
      { __typename: 'Folder', key: folder?.id },
      { __typename: 'Role', role: role?.id },
      { __typename: 'TeamMember', key: member?.userId },
    ]);
    // One call for each kind and account; an account known by its id costs none.
    expect(calls).toEqual({
      'Query Sites': 2,
      'Get Connected Domain': 1,
      'Query Folders': 1,
      'Get Roles Info': 1,
      'Search Team': 1,
    });
  });

  it('has an entity in every type that it claims to resolve', () => {
    const union = buildSchema().getType('_Entity');
    expect(String((union as { getTypes?: () => readonly unknown[] }).getTypes?.())).toBe(
      'Account,Domain,Folder,Package,RegisteredDomain,Role,Site,SiteTemplate,TeamMember',
    );
  });

  it('lets what is wrong with one representation touch no other', async () => {
    const answer = await askSites(graph, [
      site(first?.id),
      { __typename: 'Nope', id: first?.id },
      { __typename: '__proto__', id: first?.id },
      site('..'),
      site(second?.id),
      'text',
      7,
    ]);
    expect(answer.data._entities).toEqual([first, null, null, null, second, null, null]);
    expect(faults(answer)).toEqual([1, 2, 3, 5, 6].map((index) => [`_entities.${index}`, 'BAD_USER_INPUT']));
    expect(answer.calls).toEqual({ 'Query Sites': 1 });
  });

  it('refuses a list with null in it before anything runs', async () => {
    const answer = await askSites(graph, [site(first?.id), null]);
    expect(answer).toMatchObject({ status: 400, data: undefined, calls: {} });
    expect(faults(answer)).toEqual([[undefined, 'BAD_USER_INPUT']]);
  });

  it.each([
    ['no type name', { id: first?.id }],
    ['a type that is no entity', { __typename: 'Query' }],
    ['a scalar', { __typename: 'String' }],
    ['a union', { __typename: 'AssignmentScope' }],
    ['a type name that is no text', { __typename: 7 }],
    ['no key', { __typename: 'Site' }],
    ['an operator for a key', site({ $ne: null })],
    ['a list for a key', site([])],
    ['a number for a key', site(1)],
    ['a flag for a key', site(true)],
    ['an empty key', site('')],
    ['a key of 10 KB', site('x'.repeat(10_000))],
    ['an account that is no object', { ...site(first?.id), account: 'text' }],
    ['an account without an id', { ...site(first?.id), account: {} }],
    ['a host name that is a path', { __typename: 'Domain', name: '../site/v1' }],
  ])('refuses %s in its own slot, without a REST call', async (_what, representation) => {
    const answer = await askSites(graph, [representation]);
    expect(answer.status).toBe(200);
    expect(answer.data._entities).toEqual([null]);
    expect(faults(answer)).toEqual([['_entities.0', 'BAD_USER_INPUT']]);
    expect(answer.calls).toEqual({});
  });

  it('asks for an id once, however often it is named', async () => {
    const answer = await askSites(graph, Array(500).fill(site(first?.id)));
    expect(answer.errors).toBeUndefined();
    expect(answer.data._entities).toEqual(Array(500).fill(first));
    expect(idsAskedFor(graph)).toEqual([[first?.id]]);
  });

  it('does not tell what another account has from what nobody has', async () => {
    const answer = await askSites(graph, [site(strangersSite?.id), site(unknownId), site(childSite?.id)]);
    expect(strangersSite?.id).toEqual(expect.any(String));
    expect(answer.errors).toBeUndefined();
    expect(answer.data._entities).toEqual([null, null, null]);
    expect(answer.calls).toEqual({ 'Query Sites': 1 });
  });

  it('does not tell what a forbidden account has from what it has not', async () => {
    const account = { id: strangersSite?.accountId };
    const answer = await askSites(graph, [
      { ...site(strangersSite?.id), account },
      { ...site(unknownId), account },
      site(first?.id),
    ]);
    expect(answer.data._entities).toEqual([null, null, first]);
    expect(faults(answer)).toEqual([
      ['_entities.0', 'FORBIDDEN'],
      ['_entities.1', 'FORBIDDEN'],
    ]);
  });

  it('reads the key of a representation and believes nothing else in it', async () => {
    const lies = { displayName: 'Lie', accountId: strangersSite?.accountId, isPremium: true, unheardOf: {} };
    const answer = await askSites(graph, [{ ...site(first?.id), ...lies }]);
    expect(answer.errors).toBeUndefined();
    expect(answer.data._entities).toEqual([first]);
    expect(graph.sandbox.calls.entries().map((call) => call.accountId)).toEqual([accountId]);
  });

  it('answers the same while it is traced', async () => {
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Site { id displayName } }
    }`;
    const representations = [site(first?.id), { __typename: 'Nope' }, site(second?.id)];
    const headers = { 'apollo-federation-include-trace': 'ftv1' };
    const answer = await graph.ask(document, { representations }, headers);
    expect(answer.data._entities).toEqual([first, null, second]);
    expect(faults(answer)).toEqual([['_entities.1', 'BAD_USER_INPUT']]);
  });

  it('takes more representations than a batch in as many calls, and repeated ones for nothing', async () => {
    const ids = Array.from({ length: 1_001 }, (_, index) =>
      unknownId.replace(/.{4}$/, String(1_000 + index).slice(-4)),
    );
    const taken = await askSites(graph, ids.map(site));
    expect(taken.errors).toBeUndefined();
    expect(taken.data._entities).toEqual(Array(1_001).fill(null));
    expect(taken.calls).toEqual({ 'Query Sites': 11 });

    const repeated = await askSites(
      graph,
      Array.from({ length: 5_000 }, (_, index) => site(ownSites[index % 3]?.id)),
    );
    expect(repeated.errors).toBeUndefined();
    expect(repeated.data._entities.map(({ id }: { id: string }) => id)).toEqual(
      Array.from({ length: 5_000 }, (_, index) => ownSites[index % 3]?.id),
    );
    expect(repeated.calls).toEqual({ 'Query Sites': 1 });
  });

  it('refuses more than 10,000 different ones, and more calls than an operation may make', async () => {
    const many = await askSites(
      graph,
      Array.from({ length: 10_001 }, (_, index) => site(String(index))),
    );
    expect(many).toMatchObject({ data: null, calls: {} });
    expect(many.errors?.[0]?.extensions).toEqual({
      code: 'TOO_MANY_ENTITIES',
      limit: 'representations',
      maximum: 10_000,
      estimate: 10_001,
    });
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Domain { name } }
    }`;
    const representations = Array.from({ length: 501 }, (_, n) => ({ __typename: 'Domain', name: `a${n}.example` }));
    const dear = await graph.ask(document, { representations });
    expect([dear.errors?.[0]?.extensions.code, dear.calls]).toEqual(['QUERY_TOO_COMPLEX', {}]);
  });
});

describe('_entities of a large account', () => {
  const graph = useGraph({ size: 'large' });
  const expected = [...graph.sandbox.state.sites.values()]
    .filter(({ accountId }) => accountId === graph.sandbox.accountId)
    .map(({ id, displayName }) => ({ id, displayName }));
  const representations = expected.slice(0, 250).map(({ id }) => site(id));

  it('finds 250 sites with three REST calls, in the order of the representations', async () => {
    const answer = await askSites(graph, representations);
    expect(answer.errors).toBeUndefined();
    expect(answer.data._entities).toEqual(expected.slice(0, 250));
    expect(answer.calls).toEqual({ 'Query Sites': 3 });
  });

  it('goes by the ids of an answer, not by its order or length', async () => {
    graph.sandbox.faults.inject({
      kind: 'patch',
      operation: 'Query Sites',
      times: Infinity,
      patch: (body) => {
        const { sites, ...rest } = body as { sites: unknown[] };
        return { ...rest, sites: [sites[5], ...sites.slice(1).reverse(), sites[6]] };
      },
    });
    const answer = await askSites(graph, representations);
    const found = (answer.data._entities as readonly (object | null)[]).filter((entity) => entity !== null);
    expect(answer.errors).toBeUndefined();
    expect(found).toHaveLength(247);
    for (const [index, entity] of answer.data._entities.entries()) {
      if (entity !== null) expect(entity).toEqual(expected[index]);
    }
  });

  it('answers the entities of one batch while another fails', async () => {
    const failing = new Set(expected.slice(100, 200).map(({ id }) => id));
    graph.sandbox.faults.inject({
      kind: 'status',
      status: 503,
      operation: 'Query Sites',
      times: Infinity,
      match: ({ body }) =>
        (body as { query: { filter: { id: { $in: string[] } } } }).query.filter.id.$in.some((id) => failing.has(id)),
    });
    const answer = await askSites(graph, representations);
    expect(answer.data._entities).toEqual([
      ...expected.slice(0, 100),
      ...Array(100).fill(null),
      ...expected.slice(200, 250),
    ]);
    expect(faults(answer)).toEqual(
      Array.from({ length: 100 }, (_, index) => [`_entities.${100 + index}`, 'UPSTREAM_UNAVAILABLE']),
    );
  });

  it('keeps concurrent requests apart, with one REST call for each', async () => {
    const batches = Array.from({ length: 10 }, (_, index) => expected.slice(index * 100, index * 100 + 100));
    const answers = await Promise.all(
      batches.map((batch) =>
        askSites(
          graph,
          batch.map(({ id }) => site(id)),
        ),
      ),
    );
    for (const [index, answer] of answers.entries()) expect(answer.data._entities).toEqual(batches[index]);
    expect(graph.sandbox.calls.counts()).toEqual({ 'Query Sites': 10 });
  });
});

describe('_service', () => {
  for (const profile of profiles) {
    const schema = buildSchema({ profile, authDirectives: true });

    describe(`of the ${profile} profile`, () => {
      const graph = useGraph({ server: { schema } });

      it('answers the SDL that a composer takes', async () => {
        const { data, errors } = await graph.ask('{ _service { sdl } }');
        expect(errors).toBeUndefined();
        expect(data._service.sdl).toBe(printSdl(schema));
        expect(data._service.sdl).toContain(profile === 'apollo' ? 'federation/v2.12' : 'federation/v2.9');
        expect(data._service.sdl.includes('@cacheTag')).toBe(profile === 'apollo');
      });
    });
  }
});
