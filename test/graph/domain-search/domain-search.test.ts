import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';

const availability = '{ name isAvailable isPremium premiumTypeRaw }';

describe('the availability of a name', () => {
  const graph = useGraph();

  it('is what the registry of the sandbox says, in one call without a key', async () => {
    const { registrations } = graph.sandbox.state;
    const taken = [...registrations.keys()][0] ?? '';
    expect(registrations.has('cozy-cuts-salon.com')).toBe(false);
    const { data, errors, calls } = await graph.ask(`{
      taken: domainAvailability(name: "${taken}") ${availability}
      free: domainAvailability(name: "Cozy-Cuts-Salon.com") ${availability}
      short: domainAvailability(name: "q7.net") ${availability}
    }`);
    expect(errors).toBeUndefined();
    const premiumTypeRaw = 'UNKNOWN_PREMIUM_TYPE';
    expect(data).toEqual({
      taken: { name: taken, isAvailable: false, isPremium: false, premiumTypeRaw },
      free: { name: 'cozy-cuts-salon.com', isAvailable: true, isPremium: false, premiumTypeRaw },
      short: { name: 'q7.net', isAvailable: true, isPremium: true, premiumTypeRaw },
    });
    expect(calls).toEqual({ 'Check Domain Availability': 3 });
    for (const call of graph.sandbox.calls.entries()) {
      expect([call.keyName, call.accountId, call.siteId]).toEqual([undefined, undefined, undefined]);
    }
  });

  it.each([
    ['an ending that Wix does not sell', 'myshop.ws', 'DOMAINS_UNSUPPORTED_TLD'],
    ['a name without a root domain', 'co.uk', 'INVALID_DOMAIN'],
  ])('is BAD_USER_INPUT for %s', async (_what, name, upstreamCode) => {
    const { data, errors } = await graph.ask(`{ domainAvailability(name: "${name}") ${availability} }`);
    expect(data).toEqual({ domainAvailability: null });
    expect(errors).toMatchObject([
      { path: ['domainAvailability'], extensions: { code: 'BAD_USER_INPUT', upstreamCode } },
    ]);
  });

  it.each([
    ['an underscore', '_dmarc.example.com'],
    ['too many characters', `${'a'.repeat(60)}.com`],
  ])('is refused before anything is sent for a name with %s', async (_what, name) => {
    const { data, errors, calls } = await graph.ask(`{ domainAvailability(name: "${name}") ${availability} }`);
    expect(data).toEqual({ domainAvailability: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'name' } }]);
    expect(calls).toEqual({});
  });

  it('is null alone when Wix fails or answers another name', async () => {
    graph.sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Check Domain Availability' });
    const failed = await graph.ask(`{ domainAvailability(name: "some-shop.com") ${availability} account { id } }`);
    expect(failed.data).toEqual({ domainAvailability: null, account: { id: graph.sandbox.accountId } });
    expect(failed.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    const body = { availability: { domain: 'other.com', available: true } };
    graph.sandbox.faults.inject({ kind: 'body', body, operation: 'Check Domain Availability' });
    const other = await graph.ask(`{ domainAvailability(name: "some-shop.com") ${availability} }`);
    expect(other.data).toEqual({ domainAvailability: null });
    expect(other.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_INVALID_RESPONSE' } }]);
  });
});

describe('suggested names', () => {
  const graph = useGraph();
  const ask = async (args: string, selection = 'nodes { name isPremium }') => {
    const answer = await graph.ask(`{ domainSuggestions(${args}) { ${selection} } }`);
    return { ...answer, found: answer.data?.domainSuggestions };
  };

  it('are ten by default, free, and asked for without a key', async () => {
    const { found, errors, calls } = await ask('query: "maple bakery"');
    expect(errors).toBeUndefined();
    expect(found.nodes).toHaveLength(10);
    expect(found.nodes[0]).toEqual({ name: 'maplebakery.com', isPremium: false });
    for (const { name } of found.nodes) expect(graph.sandbox.state.registrations.has(name)).toBe(false);
    expect(calls).toEqual({ 'Suggest Domains': 1 });
    const [call] = graph.sandbox.calls.entries();
    expect(call?.keyName).toBeUndefined();
    expect(call?.query).toEqual({ query: ['maple bakery'], 'paging.limit': ['10'] });
  });

  it('are not taken ones', async () => {
    const domain = 'maplebakery.com';
    graph.sandbox.state.registrations.set(domain, { domain, registrarName: 'OTHER', nameServers: [] });
    const { found } = await ask('query: "maple bakery"');
    graph.sandbox.state.registrations.delete(domain);
    expect(found.nodes[0].name).toBe('maplebakery.net');
  });

  it('keep to the endings and the length that were asked for', async () => {
    const { found } = await ask('query: "maple bakery", tlds: ["love", "NET"], maxLength: 12, first: 20');
    const names: string[] = found.nodes.map(({ name }: { name: string }) => name);
    expect(names.length).toBeGreaterThan(2);
    expect(names.every((name) => /^[a-z-]{3,12}\.(love|net)$/.test(name))).toBe(true);
    const [call] = graph.sandbox.calls.entries();
    expect(call?.query).toMatchObject({ tlds: ['love', 'net'], maxLength: ['12'], 'paging.limit': ['20'] });
  });

  it('cost one call for each twenty, with every parameter repeated beside the cursor', async () => {
    const { found, errors, calls } = await ask(
      'query: "maple bakery", tlds: ["com", "net", "org"], maxLength: 30, first: 45',
    );
    expect(errors).toBeUndefined();
    expect(new Set(found.nodes.map(({ name }: { name: string }) => name)).size).toBe(45);
    expect(calls).toEqual({ 'Suggest Domains': 3 });
    const queries = graph.sandbox.calls.entries().map(({ query }) => query);
    expect(queries.map((query) => query['paging.limit'])).toEqual([['20'], ['20'], ['5']]);
    for (const query of queries) {
      expect(query).toMatchObject({ query: ['maple bakery'], tlds: ['com', 'net', 'org'], maxLength: ['30'] });
    }
    expect(queries.filter((query) => query['paging.cursor'] !== undefined)).toHaveLength(2);
  });

  it('go on behind any of them, to the end', async () => {
    const search = 'query: "maple bakery", tlds: ["com", "net"]';
    const whole = await ask(`${search}, first: 100`, 'nodes { name } pageInfo { hasNextPage }');
    expect(whole.found.pageInfo.hasNextPage).toBe(false);
    const names: string[] = whole.found.nodes.map(({ name }: { name: string }) => name);
    const page = await ask(`${search}, first: 25`, 'edges { cursor } pageInfo { hasNextPage endCursor }');
    expect(page.found.pageInfo.hasNextPage).toBe(true);
    for (const at of [0, 7, 19, 20, 24]) {
      const after = page.found.edges[at].cursor;
      const next = await ask(`${search}, first: 3, after: "${after}"`, 'nodes { name }');
      expect(next.errors).toBeUndefined();
      expect(next.found.nodes.map(({ name }: { name: string }) => name)).toEqual(names.slice(at + 1, at + 4));
    }
    const other = await ask(`query: "maple cakes", after: "${page.found.pageInfo.endCursor}"`);
    expect(other.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'after' } }]);
    expect(other.calls).toEqual({});
  });

  it('are not counted', async () => {
    const { found, errors, calls } = await ask('query: "maple bakery"', 'totalCount');
    expect(errors).toBeUndefined();
    expect(found).toEqual({ totalCount: null });
    expect(calls).toEqual({});
  });

  it.each([
    ['query: "ab"', 'query'],
    ['query: "a;b;c"', 'query'],
    ['query: "shop", tlds: ["co.uk"]', 'tlds'],
    ['query: "shop", maxLength: 100', 'maxLength'],
    ['query: "shop", first: 0', 'first'],
    ['query: "shop", after: "x"', 'after'],
  ])('are refused before anything is sent: %s', async (args, field) => {
    const { data, errors, calls } = await ask(args);
    expect(data).toEqual({ domainSuggestions: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
    expect(calls).toEqual({});
  });

  it.each([
    ['query: "shop", tlds: ["ws"]', 'TLD_NOT_SUPPORTED'],
    ['query: "cafe\u0301"', 'INVALID_QUERY'],
  ])('are BAD_USER_INPUT when Wix rejects the criteria: %s', async (args, upstreamCode) => {
    const { data, errors } = await ask(args);
    expect(data).toEqual({ domainSuggestions: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', upstreamCode } }]);
  });

  it('are those that Wix names, also when it sends one without a name', async () => {
    const suggestions = [{ domain: 'first.com' }, { premium: true }, { domain: 'third.com', premium: true }];
    graph.sandbox.faults.inject({ kind: 'body', body: { suggestions }, operation: 'Suggest Domains' });
    const { found, errors } = await ask('query: "shop"');
    expect(errors).toBeUndefined();
    expect(found.nodes).toEqual([
      { name: 'first.com', isPremium: false },
      { name: 'third.com', isPremium: true },
    ]);
  });
});

describe('domain search with and without a key', () => {
  const forbids = { quirks: { publicWithAuth: 'forbid' } } as const;
  const requires = { quirks: { publicWithAuth: 'require' } } as const;
  const withKey = { client: { sendKeyToPublic: true } } as const;
  const plain = useGraph(forbids);
  const keyed = useGraph({ ...requires, ...withKey });
  const document = '{ domainAvailability(name: "some-shop.com") { isAvailable } }';
  const wrong = [useGraph({ ...forbids, ...withKey }), useGraph(requires)];

  it('works without a key where Wix forbids one', async () => {
    const { data, errors } = await plain.ask(document);
    expect(errors).toBeUndefined();
    expect(data.domainAvailability.isAvailable).toBe(true);
    expect(plain.sandbox.calls.entries()[0]?.keyName).toBeUndefined();
  });

  it('works with a key, and still without an id header, where Wix wants one and the setting says so', async () => {
    const { data, errors } = await keyed.ask(document);
    expect(errors).toBeUndefined();
    expect(data.domainAvailability.isAvailable).toBe(true);
    const [call] = keyed.sandbox.calls.entries();
    expect([call?.keyName, call?.accountId, call?.siteId]).toEqual(['owner', undefined, undefined]);
  });

  it('is FORBIDDEN the other way round', async () => {
    for (const graph of wrong) {
      const { data, errors } = await graph.ask(document);
      expect(data).toEqual({ domainAvailability: null });
      expect(errors).toMatchObject([{ path: ['domainAvailability'], extensions: { code: 'FORBIDDEN' } }]);
    }
  });
});
