import { describe, expect, it } from 'vitest';
import { agencyDomain, agencyDomains, connectedBy } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

const quickly = { writes: { reconcileDelaysMs: [5, 5, 5] } };
const connect = `mutation ($input: ConnectDomainInput!) {
  connectDomain(input: $input) {
    domain { name connectionMethod propagationStatus suppressesNotifications assignment { siteId role } }
    dryRun { isPossible changes { type id: objectId field before after } problems { code path } calls { operation count } }
    userErrors { code message path upstreamCode }
  }
}`;

describe('connecting a domain', () => {
  const graph = useGraph({ server: quickly });
  const { state, accountId, faults, calls } = graph.sandbox;
  const premiumSites = [...state.sites.values()].filter(
    (site) => site.accountId === accountId && site.premium && site.trashedDate === undefined,
  );
  const primaryOf = (siteId: string) =>
    agencyDomains(graph.sandbox).find(
      ({ assignment }) => assignment?.siteId === siteId && assignment.type === 'PRIMARY',
    );
  const siteWithPrimary = premiumSites.find(({ id }) => primaryOf(id) !== undefined);
  const freeSite = [...state.sites.values()].find((site) => site.accountId === accountId && !site.premium);

  it('answers it as Wix does, with the site in its header and everything else in the body', async () => {
    const siteId = siteWithPrimary?.id ?? '';
    const before = primaryOf(siteId)?.domain ?? '';
    const input = {
      name: 'Bakery.com',
      connectionMethod: 'NAMESERVERS',
      siteId,
      assignAs: 'PRIMARY',
      suppressNotifications: true,
    };
    const { data, errors } = await graph.ask(connect, { input });
    expect(errors).toBeUndefined();
    expect(data.connectDomain).toMatchObject({
      domain: {
        name: 'bakery.com',
        connectionMethod: 'NAMESERVERS',
        propagationStatus: 'UNKNOWN',
        suppressesNotifications: true,
        assignment: { siteId, role: 'PRIMARY' },
      },
      userErrors: [],
    });
    expect(
      calls
        .entries()
        .filter(({ method }) => method === 'POST')
        .slice(-1),
    ).toMatchObject([
      {
        operation: 'Create Connected Domain',
        accountId,
        siteId,
        body: {
          connectedDomain: {
            domain: 'bakery.com',
            connectionType: 'NAMESERVERS',
            siteInfo: { assignmentType: 'PRIMARY' },
            suppressNotifications: true,
          },
        },
      },
    ]);
    expect(state.domains.get(before)?.assignment).toBeUndefined();
    expect(state.dnsZones.has('bakery.com')).toBe(true);
  });

  it('sends no site and no method for a subdomain that serves none', async () => {
    const { data } = await graph.ask(connect, { input: { name: 'www2.bakery.com' } });
    expect(data.connectDomain).toMatchObject({
      domain: { name: 'www2.bakery.com', connectionMethod: 'SUBDOMAIN', assignment: null },
      userErrors: [],
    });
    const call = calls.entries().find(({ operation }) => operation === 'Create Connected Domain');
    expect(call?.body).toEqual({ connectedDomain: { domain: 'www2.bakery.com' } });
    expect(call?.siteId).toBeUndefined();
  });

  it('is announced by a list that Wix has not put it into yet', async () => {
    await graph.ask(connect, { input: { name: 'yoga.studio', connectionMethod: 'POINTING' } });
    const { data } = await graph.ask('{ domain(name: "yoga.studio") { name } }');
    expect(data.domain).toEqual({ name: 'yoga.studio' });
    faults.inject({
      kind: 'patch',
      operation: 'List Connected Domains',
      patch: (body) => {
        const { connectedDomains, ...rest } = body as { connectedDomains: { id: string }[] };
        return { ...rest, connectedDomains: connectedDomains.filter(({ id }) => id !== 'yoga.studio') };
      },
    });
    const response = await graph.fetch(
      new Request('http://graph/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ account { domains(first: 100) { nodes { name } } } }' }),
      }),
    );
    const { extensions } = (await response.json()) as { extensions: unknown };
    expect(extensions).toMatchObject({
      consistency: { pending: expect.arrayContaining([{ type: 'Domain', id: 'yoga.studio' }]) },
    });
  });

  it.each([
    ['a root domain without a method', { name: 'a.co.uk' }, ['input', 'connectionMethod']],
    ['a root domain as a subdomain', { name: 'a.com', connectionMethod: 'SUBDOMAIN' }, ['input', 'connectionMethod']],
    ['a subdomain with a method', { name: 'b.a.co.uk', connectionMethod: 'POINTING' }, ['input', 'connectionMethod']],
    ['an ending', { name: 'co.uk', connectionMethod: 'POINTING' }, ['input', 'name']],
    ['a role without a site', { name: 'b.a.com', assignAs: 'PRIMARY' }, ['input', 'assignAs']],
    [
      'a site without a role',
      { name: 'b.a.com', siteId: '00000000-0000-4000-8000-000000000000' },
      ['input', 'assignAs'],
    ],
    [
      'an unknown role',
      { name: 'b.a.com', siteId: '00000000-0000-4000-8000-000000000000', assignAs: 'UNKNOWN' },
      ['input', 'assignAs'],
    ],
    ['a malformed site', { name: 'b.a.com', siteId: 'x', assignAs: 'PRIMARY' }, ['input', 'siteId']],
    ['a malformed account', { name: 'b.a.com', accountId: 'x' }, ['input', 'accountId']],
    ['a malformed key', { name: 'b.a.com', idempotencyKey: 'two words' }, ['input', 'idempotencyKey']],
  ])('refuses %s without a call', async (_name, input, path) => {
    const { data, errors, calls: made } = await graph.ask(connect, { input });
    expect(errors).toBeUndefined();
    expect(data.connectDomain.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path, upstreamCode: null }]);
    expect(made).toEqual({});
  });

  it('says in a dry run which domain it takes the place of, and writes nothing', async () => {
    const site = premiumSites.find(({ id }) => primaryOf(id) !== undefined);
    const before = primaryOf(site?.id ?? '');
    const input = {
      name: 'example.com',
      connectionMethod: 'POINTING',
      siteId: site?.id,
      assignAs: 'PRIMARY',
      dryRun: true,
    };
    const { data, calls: made } = await graph.ask(connect, { input });
    expect(made).toEqual({
      'Check Domain Availability': 1,
      'Get Connected Domain': 1,
      'List Connected Domains': 1,
      'Query Sites': 1,
    });
    expect(data.connectDomain).toEqual({
      domain: null,
      dryRun: {
        isPossible: true,
        changes: [
          { type: 'Domain', id: null, field: null, before: null, after: 'example.com' },
          { type: 'Domain', id: before?.domain, field: 'assignment', before: `PRIMARY of ${site?.id}`, after: null },
        ],
        problems: [],
        calls: [{ operation: 'Create Connected Domain', count: 1 }],
      },
      userErrors: [],
    });
    expect(state.domains.has('example.com')).toBe(false);
  });

  it('says in a dry run what stands in the way', async () => {
    const connected = agencyDomain(graph.sandbox, connectedBy('POINTING'));
    const problems = async (input: object) => {
      const { data } = await graph.ask(connect, { input: { ...input, dryRun: true } });
      return data.connectDomain.dryRun.problems;
    };
    const other = { name: connected.domain, connectionMethod: 'NAMESERVERS' };
    expect(await problems(other)).toEqual([{ code: 'CONFLICT', path: ['input', 'name'] }]);
    const name = { name: 'example.com', connectionMethod: 'POINTING', assignAs: 'PRIMARY' };
    expect(await problems({ ...name, siteId: freeSite?.id })).toEqual([
      { code: 'FAILED_PRECONDITION', path: ['input', 'siteId'] },
    ]);
    expect(await problems({ ...name, siteId: '00000000-0000-4000-8000-000000000000' })).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'siteId'] },
    ]);
  });

  it('says in a dry run that the site has as many redirects as it can have', async () => {
    const siteId = siteWithPrimary?.id ?? '';
    const model = agencyDomain(graph.sandbox, connectedBy('POINTING'));
    for (let number = 1; number <= 300; number += 1) {
      const domain = `redirect-${number}.com`;
      state.domains.set(domain, { ...model, domain, assignment: { siteId, type: 'REDIRECT' } });
    }
    const desired = { name: 'example.com', connectionMethod: 'POINTING', siteId, assignAs: 'REDIRECT', dryRun: true };
    const ask = async () =>
      (await graph.ask(connect.replace('{ code path }', '{ code message path }'), { input: desired })).data;
    expect((await ask()).connectDomain.dryRun).toMatchObject({
      isPossible: false,
      problems: [
        {
          code: 'FAILED_PRECONDITION',
          message: 'The site already has 300 redirects, the maximum.',
          path: ['input', 'siteId'],
        },
      ],
    });
    for (const name of [...state.domains.keys()].filter((key) => key.startsWith('redirect-')))
      state.domains.delete(name);
    expect((await ask()).connectDomain.dryRun).toMatchObject({ isPossible: true, problems: [] });
  });

  it.each([
    ['a name that nobody has registered', 'nobody-has-this.com', 'BAD_USER_INPUT', 'name'],
    ['a name of Wix', 'wix.com', 'BAD_USER_INPUT', 'name'],
  ])('is refused for %s, dry or not', async (_name, name, code, field) => {
    const dry = await graph.ask(connect, { input: { name, connectionMethod: 'POINTING', dryRun: true } });
    expect(dry.data.connectDomain.dryRun.problems).toMatchObject([{ code, path: ['input', field] }]);
    const { data, errors } = await graph.ask(connect, { input: { name, connectionMethod: 'POINTING' } });
    expect(errors).toBeUndefined();
    expect(data.connectDomain).toMatchObject({
      domain: null,
      userErrors: [{ code, path: ['input', field], upstreamCode: null }],
    });
  });

  it('is refused for a site without a plan, a connected domain and one of somebody else', async () => {
    const refusal = async (input: object) => {
      const { data } = await graph.ask(connect, { input });
      return data.connectDomain.userErrors;
    };
    const free = { name: 'example.com', connectionMethod: 'POINTING', siteId: freeSite?.id, assignAs: 'REDIRECT' };
    expect(await refusal(free)).toMatchObject([{ code: 'FAILED_PRECONDITION', path: ['input', 'siteId'] }]);
    const { domain } = agencyDomain(graph.sandbox, connectedBy('POINTING'));
    expect(await refusal({ name: domain, connectionMethod: 'NAMESERVERS' })).toMatchObject([
      { code: 'CONFLICT', path: ['input', 'name'] },
    ]);
    const isOurs = (id: string) => id === accountId || state.accounts.get(id)?.parentAccountId === accountId;
    const foreign = [...state.domains.values()].find(
      (one) => !isOurs(one.accountId) && one.connectionType === 'POINTING',
    );
    expect(await refusal({ name: foreign?.domain, connectionMethod: 'POINTING' })).toMatchObject([
      { code: 'NOT_ALLOWED', path: ['input', 'name'] },
    ]);
    const foreignSite = [...state.sites.values()].find((one) => !isOurs(one.accountId));
    expect(await refusal({ ...free, siteId: foreignSite?.id })).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'siteId'] },
    ]);
  });

  it.each([
    [400, 'Invalid connection type', 'BAD_USER_INPUT', ['input', 'connectionMethod']],
    [400, 'DOMAINS_GUID_NOT_VALID', 'BAD_USER_INPUT', ['input']],
    [400, 'DOMAINS_UNSUPPORTED_TLD', 'BAD_USER_INPUT', ['input', 'name']],
    [403, 'INVALID_DOMAINS_PREVIEW_RECORDS', 'FAILED_PRECONDITION', ['input', 'name']],
  ])('says what %i %s means', async (status, upstreamCode, code, path) => {
    const body = { message: 'No', details: { applicationError: { code: upstreamCode } } };
    faults.inject({ kind: 'status', operation: 'Create Connected Domain', status, body });
    const { data } = await graph.ask(connect, { input: { name: 'example.com', connectionMethod: 'POINTING' } });
    expect(data.connectDomain.userErrors).toMatchObject([{ code, path, upstreamCode }]);
  });

  it.each(['DOMAINS_PERMISSION_DENIED', 'DOMAINS_GUID_NOT_FOUND'])('is FORBIDDEN for %s', async (upstreamCode) => {
    const body = { message: 'No', details: { applicationError: { code: upstreamCode } } };
    faults.inject({ kind: 'status', operation: 'Create Connected Domain', status: 403, body });
    const { errors } = await graph.ask(connect, { input: { name: 'example.com', connectionMethod: 'POINTING' } });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', upstreamCode } }]);
    expect(errors?.[0]?.message).toContain('DOMAINS.MANAGE_CONNECTED_DOMAINS');
  });

  it('is found after a lost answer, and not sent again', async () => {
    faults.inject({ kind: 'truncated', operation: 'Create Connected Domain' });
    const {
      data,
      errors,
      calls: made,
    } = await graph.ask(connect, {
      input: { name: 'pottery.shop', connectionMethod: 'POINTING' },
    });
    expect(errors).toBeUndefined();
    expect(data.connectDomain.domain).toMatchObject({ name: 'pottery.shop', connectionMethod: 'POINTING' });
    expect(made).toEqual({ 'Check Domain Availability': 1, 'Create Connected Domain': 1, 'Get Connected Domain': 2 });
  });

  it('is an error, and not sent again, when it had no effect', async () => {
    faults.inject({ kind: 'reset', operation: 'Create Connected Domain' });
    const { errors, calls: made } = await graph.ask(connect, {
      input: { name: 'example.net', connectionMethod: 'POINTING' },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(made).toEqual({ 'Check Domain Availability': 1, 'Create Connected Domain': 1, 'Get Connected Domain': 2 });
  });

  it('is OUTCOME_UNKNOWN with the query that tells when it is there in another way', async () => {
    const domain = 'example.shop';
    // Somebody else connects it at the same time.
    const match = () => {
      const other = agencyDomain(graph.sandbox, connectedBy('POINTING'));
      const { assignment: _assignment, ...free } = other;
      state.domains.set(domain, { ...free, domain });
      return true;
    };
    state.registrations.set(domain, { domain, registrarName: 'OTHER', nameServers: [] });
    faults.inject({ kind: 'reset', operation: 'Create Connected Domain', match });
    const { errors } = await graph.ask(connect, { input: { name: domain, connectionMethod: 'NAMESERVERS' } });
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN', outcome: 'unknown' } }]);
    const told = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(told.data.domain).toMatchObject({ connectionMethod: 'POINTING' });
  });

  it('happens once for one idempotency key, and answers the same to all', async () => {
    const input = { name: 'example.org', connectionMethod: 'POINTING', idempotencyKey: 'once' };
    const answers = await Promise.all([1, 2, 3].map(() => graph.ask(connect, { input })));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.connectDomain.domain).toMatchObject({ name: 'example.org' });
    expect(calls.counts()).toEqual({
      'Check Domain Availability': 1,
      'Create Connected Domain': 1,
      'Get Connected Domain': 1,
    });
    const other = await graph.ask(connect, { input: { ...input, connectionMethod: 'NAMESERVERS' } });
    expect(other.errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });
});

describe('connecting a domain without the permission', () => {
  const graph = useGraph({ key: 'noDomains' });

  it('is FORBIDDEN', async () => {
    const { errors } = await graph.ask(connect, { input: { name: 'example.com', connectionMethod: 'POINTING' } });
    expect(errors).toMatchObject([{ path: ['connectDomain'], extensions: { code: 'FORBIDDEN' } }]);
  });
});
