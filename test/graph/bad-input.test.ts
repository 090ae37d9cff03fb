import { describe, expect, it } from 'vitest';
import { forwardedCaller } from '../../src/http/identity.ts';
import type { TestError } from '../support/graph.ts';
import { useGraph } from '../support/graph.ts';

/** What a caller decides by: code and path of each error. */
function outcome(errors: readonly TestError[] | undefined) {
  return (errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions.code]);
}

describe('a value that the graph refuses', () => {
  const graph = useGraph();
  const nobody = '00000000-0000-4000-8000-000000000000';

  it.each([
    ['a malformed site id', '{ site(id: "..") { id } }', ['site', 'BAD_USER_INPUT']],
    ['a malformed id among ids', `{ sites(ids: ["${nobody}", "x"]) { id } }`, ['sites', 'BAD_USER_INPUT']],
    ['a malformed account id', '{ account(id: "%2e%2e") { id } }', ['account', 'BAD_USER_INPUT']],
    ['a malformed owner', `{ site(id: "${nobody}", accountId: "1") { id } }`, ['site', 'BAD_USER_INPUT']],
    [
      'a malformed user id',
      '{ account { teamMember(userId: "a\\r\\nb") { email } } }',
      ['account.teamMember', 'BAD_USER_INPUT'],
    ],
    [
      'a malformed role id',
      '{ account { teamMembers(roleIds: ["owner"]) { totalCount } } }',
      ['account.teamMembers', 'BAD_USER_INPUT'],
    ],
    ['a page of nothing', '{ account { sites(first: 0) { totalCount } } }', ['account.sites', 'BAD_USER_INPUT']],
    ['a page of too much', '{ account { domains(first: 101) { totalCount } } }', ['account.domains', 'BAD_USER_INPUT']],
    ['a negative page', '{ account { invites(first: -1) { totalCount } } }', ['account.invites', 'BAD_USER_INPUT']],
    [
      'a made-up cursor',
      '{ account { children(after: "bm90aGluZw") { totalCount } } }',
      ['account.children', 'BAD_USER_INPUT'],
    ],
    [
      'an unknown kind as a filter',
      '{ account { sites(filter: { kinds: [UNKNOWN] }) { totalCount } } }',
      ['account.sites', 'BAD_USER_INPUT'],
    ],
    [
      'an empty list as a filter',
      '{ account { sites(filter: { kinds: [] }) { totalCount } } }',
      ['account.sites', 'BAD_USER_INPUT'],
    ],
    [
      'a count by what is not counted',
      '{ account { sites(filter: { isPremium: true }) { totalCount } } }',
      ['account.sites.totalCount', 'BAD_USER_INPUT'],
    ],
  ])('is answered with a code at its field and no REST call: %s', async (_name, document, expected) => {
    const { status, errors, calls } = await graph.ask(document);
    expect(status).toBe(200);
    expect(outcome(errors)).toEqual([expected]);
    expect(calls).toEqual({});
  });

  it.each([
    ['a host name with a path', '{ domain(name: "evil.com/..") { name } }'],
    ['an IP address', '{ domain(name: "169.254.169.254") { name } }'],
    ['a name of one label', '{ domain(name: "localhost") { name } }'],
    ['a page size that is no whole number', '{ account { sites(first: 1.5) { totalCount } } }'],
    ['an unknown field', '{ account { sits { totalCount } } }'],
    ['no query', '{'],
  ])('is refused before execution when its type already forbids it: %s', async (_name, document) => {
    const { status, data, errors, calls } = await graph.ask(document);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(
      errors?.every(({ extensions }) => /^(BAD_USER_INPUT|GRAPHQL_(PARSE|VALIDATION)_FAILED)$/.test(extensions.code)),
    ).toBe(true);
    expect(calls).toEqual({});
  });

  it('leaves the rest of the answer standing', async () => {
    const { data, errors } = await graph.ask('{ account { id name sites(first: 500) { totalCount } } }');
    expect(data.account).toEqual({ id: graph.sandbox.accountId, name: 'Northwind Studio', sites: null });
    expect(outcome(errors)).toEqual([['account.sites', 'BAD_USER_INPUT']]);
  });

  it('is refused when a cursor was made for another list, filter or account', async () => {
    const { data } = await graph.ask(
      '{ account { sites(first: 2) { pageInfo { endCursor } } children { nodes { id } } } }',
    );
    const after = data.account.sites.pageInfo.endCursor;
    const child = data.account.children.nodes[0].id;
    for (const document of [
      'query ($after: String) { account { sites(after: $after, filter: { isPublished: true }) { nodes { id } } } }',
      'query ($after: String) { account { sites(after: $after, orderBy: { field: DISPLAY_NAME }) { nodes { id } } } }',
      'query ($after: String) { account { domains(after: $after) { nodes { name } } } }',
      `query ($after: String) { account(id: "${child}") { sites(after: $after) { nodes { id } } } }`,
    ]) {
      const { errors, calls } = await graph.ask(document, { after });
      expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
      expect(calls).toEqual({});
    }
  });
});

describe('what does not exist', () => {
  const graph = useGraph();
  const nobody = '00000000-0000-4000-8000-000000000000';

  it('is null without an error', async () => {
    const { data, errors } = await graph.ask(`{
      site(id: "${nobody}") { id }
      sites(ids: ["${nobody}"]) { id }
      domain(name: "nobody-has-this.com") { name }
      account { site(id: "${nobody}") { id } teamMember(userId: "${nobody}") { email } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ site: null, sites: [null], domain: null, account: { site: null, teamMember: null } });
  });

  it('is null for a site and a domain of somebody else', async () => {
    const { state, accountId } = graph.sandbox;
    const related = new Set(
      [...state.accounts.values()]
        .filter((account) => account.parentAccountId === accountId)
        .map((account) => account.id),
    );
    const foreign = (owner: string) => owner !== accountId && !related.has(owner);
    const site = [...state.sites.values()].find((candidate) => foreign(candidate.accountId));
    const domain = [...state.domains.values()].find((candidate) => foreign(candidate.accountId));
    const { data, errors } = await graph.ask(
      `{ site(id: "${site?.id}", inChildAccounts: true) { id } domain(name: "${domain?.domain}") { name } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ site: null, domain: null });
  });

  it('is found in a child account when the caller asks for it', async () => {
    const { state, accountId } = graph.sandbox;
    const children = [...state.accounts.values()].filter((account) => account.parentAccountId === accountId);
    const site = [...state.sites.values()].find((candidate) =>
      children.some((child) => child.id === candidate.accountId),
    );
    const { data, calls } = await graph.ask(
      `{ own: site(id: "${site?.id}") { id } any: site(id: "${site?.id}", inChildAccounts: true) { account { id } } }`,
    );
    expect(data).toEqual({ own: null, any: { account: { id: site?.accountId } } });
    expect(calls).toEqual({ 'Query Sites': 1 + children.length, 'List Child Accounts': 1 });
  });

  it('is FORBIDDEN for an account that the key may not act on', async () => {
    const { data, errors } = await graph.ask(`{ account(id: "${nobody}") { id name sites { nodes { id } } } }`);
    expect(data).toEqual({ account: { id: nobody, name: null, sites: null } });
    expect(outcome(errors)).toEqual([
      ['account.name', 'FORBIDDEN'],
      ['account.sites.nodes', 'FORBIDDEN'],
    ]);
  });
});

describe('a key without the permission for domains', () => {
  const graph = useGraph({ key: 'noDomains' });

  it('leaves everything but the domains in the answer, and names the permission', async () => {
    const { data, errors } = await graph.ask(
      '{ account { name sites(first: 1) { nodes { displayName domains { name } } } } }',
    );
    expect(data.account.name).toBe('Northwind Studio');
    expect(data.account.sites.nodes).toEqual([{ displayName: expect.any(String), domains: null }]);
    expect(outcome(errors)).toEqual([['account.sites.nodes.0.domains', 'FORBIDDEN']]);
    expect(errors?.[0]?.message).toContain('DOMAINS.READ_CONNECTED_DOMAINS');
    expect(errors?.[0]?.extensions).toMatchObject({ upstreamCode: 'DOMAINS_PERMISSION_DENIED' });
  });
});

describe('a key that Wix does not accept', () => {
  const configured = useGraph({ key: 'revoked' });
  const forwarding = useGraph({ identify: forwardedCaller(), callersKey: true });

  it("is the operator's fault where the operator configured it", async () => {
    const { data, errors } = await configured.ask('{ account { id name } }');
    expect(data.account.name).toBeNull();
    expect(outcome(errors)).toEqual([['account.name', 'UPSTREAM_UNAUTHENTICATED']]);
  });

  it("is the caller's fault where the caller brought it", async () => {
    const { errors } = await forwarding.ask(
      '{ account { name } }',
      {},
      {
        authorization: forwarding.sandbox.keys.revoked,
        'wix-account-id': forwarding.sandbox.accountId,
      },
    );
    expect(outcome(errors)).toEqual([['account.name', 'UNAUTHENTICATED']]);
  });

  it('is asked for before anything is executed', async () => {
    const missing = await forwarding.ask('{ account { name } }');
    expect([missing.status, missing.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    const noAccount = await forwarding.ask(
      '{ account { name } }',
      {},
      { authorization: forwarding.sandbox.keys.owner },
    );
    expect([noAccount.status, noAccount.errors?.[0]]).toMatchObject([
      400,
      {
        message: 'The header wix-account-id is missing. Send the GUID of the account.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(missing.calls).toEqual({});
  });

  it('opens nothing of an account that it does not belong to', async () => {
    const { data, errors } = await forwarding.ask(
      '{ account { name sites { nodes { id } } } }',
      {},
      {
        authorization: forwarding.sandbox.keys.stranger,
        'wix-account-id': forwarding.sandbox.accountId,
      },
    );
    expect(data.account).toEqual({ name: null, sites: null });
    expect(errors?.every(({ extensions }) => extensions.code === 'FORBIDDEN')).toBe(true);
  });
});

describe('an answer of Wix that is no answer', () => {
  const graph = useGraph({ client: { callTimeoutMs: 150 } });

  it.each([
    [
      '400',
      { kind: 'status', status: 400, body: { message: 'no', details: { applicationError: { code: 'SOME_RULE' } } } },
      'BAD_USER_INPUT',
    ],
    ['401', { kind: 'status', status: 401 }, 'UPSTREAM_UNAUTHENTICATED'],
    ['403 with an empty body', { kind: 'empty403' }, 'FORBIDDEN'],
    ['404', { kind: 'status', status: 404 }, 'NOT_FOUND'],
    ['409', { kind: 'status', status: 409 }, 'CONFLICT'],
    ['428', { kind: 'status', status: 428 }, 'FAILED_PRECONDITION'],
    ['429', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, 'RATE_LIMITED'],
    ['500', { kind: 'status', status: 500 }, 'UPSTREAM_UNAVAILABLE'],
    ['503 in HTML', { kind: 'html', status: 503 }, 'UPSTREAM_UNAVAILABLE'],
    ['200 in HTML', { kind: 'html', status: 200 }, 'UPSTREAM_INVALID_RESPONSE'],
    ['302', { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'UPSTREAM_INVALID_RESPONSE'],
    ['broken JSON', { kind: 'malformed' }, 'UPSTREAM_INVALID_RESPONSE'],
    ['a list for an object', { kind: 'body', body: [] }, 'UPSTREAM_INVALID_RESPONSE'],
    ['a site without an id', { kind: 'body', body: { sites: [{}], metadata: {} } }, 'UPSTREAM_INVALID_RESPONSE'],
    ['a body that ends early', { kind: 'truncated' }, 'UPSTREAM_UNAVAILABLE'],
    ['a reset', { kind: 'reset' }, 'UPSTREAM_UNAVAILABLE'],
    ['silence', { kind: 'hang' }, 'UPSTREAM_TIMEOUT'],
  ] as const)('fails its field alone, with a code: %s', async (_name, fault, code) => {
    graph.sandbox.faults.inject({ operation: 'Query Sites', ...fault });
    const { status, data, errors } = await graph.ask(
      '{ account { name sites { nodes { id } } domains { nodes { name } } } }',
    );
    expect(status).toBe(200);
    expect(data.account).toMatchObject({
      name: 'Northwind Studio',
      sites: null,
      domains: { nodes: expect.any(Array) },
    });
    expect(outcome(errors)).toEqual([['account.sites.nodes', code]]);
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|\bIST\.|<html|stack/i);
  });

  it('tells how long to wait where Wix says so', async () => {
    graph.sandbox.faults.inject({
      operation: 'Get Account',
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '7' },
    });
    const { errors } = await graph.ask('{ account { name } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 7_000 });
  });

  it('fails loudly when Wix ignores a filter and lists every site', async () => {
    const { data } = await graph.ask('{ account { sites(first: 100) { nodes { id isPublished } } } }');
    expect(data.account.sites.nodes.some((site: { isPublished: boolean }) => !site.isPublished)).toBe(true);
    graph.sandbox.faults.inject({
      operation: 'Query Sites',
      kind: 'patch',
      patch: (body) => ({
        ...(body as object),
        sites: (body as { sites: object[] }).sites.map((site) => ({ ...site, published: false })),
      }),
    });
    const { errors } = await graph.ask('{ account { sites(filter: { isPublished: true }) { nodes { id } } } }');
    expect(outcome(errors)).toEqual([['account.sites.nodes', 'UPSTREAM_INVALID_RESPONSE']]);
  });
});

describe('an operation that takes too long', () => {
  const graph = useGraph({ operationTimeoutMs: 200 });

  it('ends at its deadline with what it has', async () => {
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'hang' });
    const { data, errors } = await graph.ask('{ account { name sites { nodes { id } } } }');
    expect(data.account).toEqual({ name: 'Northwind Studio', sites: null });
    expect(outcome(errors)).toEqual([['account.sites.nodes', 'DEADLINE_EXCEEDED']]);
  });
});
