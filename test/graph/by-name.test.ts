import { getNamedType, isNonNullType } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Upstream } from '../../src/graph/federation/upstream-plugin.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { allEndpoints } from '../support/coverage.ts';
import { useGraph } from '../support/graph.ts';
import { childAccountIds } from '../support/sites.ts';

describe('an endpoint that is keyed by the name of a domain', () => {
  it('is reachable by the name alone: each read by a query, each write by a mutation', async () => {
    const query = buildSchema().getQueryType();
    const reachable = new Set(
      Object.values(query?.getFields() ?? {}).flatMap(({ args, extensions }) => {
        const byName = args.some(({ type }) => isNonNullType(type) && getNamedType(type).name === 'DomainName');
        const upstream = extensions['upstream'] as Upstream | undefined;
        return byName && upstream !== undefined ? [upstream.endpoint.name] : [];
      }),
    );
    const keyed = (await allEndpoints()).filter(
      ({ retry, params = {}, texts = {} }) =>
        retry === 'read' &&
        (Object.values(params).includes('hostname') || Object.keys(texts).some((path) => /^query\.domain/.test(path))),
    );
    expect(keyed.length).toBeGreaterThan(7);
    expect(keyed.map(({ name }) => name).filter((name) => !reachable.has(name))).toEqual([]);
  });
});

describe('a domain that is registered through Wix', () => {
  const graph = useGraph();
  const registered = () => {
    const found = [...graph.sandbox.state.domains.values()].find((one) => one.connectionType === 'WIX_REGISTERED');
    if (found?.assignment === undefined) throw new Error('no registered domain');
    return { name: found.domain, siteId: found.assignment.siteId };
  };

  it('is read by its name', async () => {
    const { name, siteId } = registered();
    const { data, errors } = await graph.ask(`{
      domain(name: "${name}") { name connectionMethod assignment { siteId role } site { id } }
      domainAssignment(domainName: "${name}") { domainName siteId role roleRaw assignedAt site { id } }
      dnsPreview(domainName: "${name}") { domainName }
      dnsPropagation(domainName: "${name}") { status }
      siteCertificate(siteId: "${siteId}", domainName: "${name}") { commonName }
      domainSetup(domainName: "${name}") { __typename }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      domain: { name, connectionMethod: 'REGISTERED', assignment: { siteId, role: 'PRIMARY' }, site: { id: siteId } },
      domainAssignment: { domainName: name, siteId, role: 'PRIMARY', roleRaw: 'PRIMARY', site: { id: siteId } },
      dnsPreview: { domainName: name },
      siteCertificate: null,
      domainSetup: null,
    });
    expect(data.domainAssignment.assignedAt).not.toBeNull();
  });

  it('is the primary domain of its site, which costs a call more', async () => {
    const { name, siteId } = registered();
    const { data, errors, calls } = await graph.ask(
      `{ site(id: "${siteId}") { hasDomain primaryDomain { name connectionMethod assignment { siteId role } } } }`,
    );
    expect(errors).toBeUndefined();
    const assignment = { siteId, role: 'PRIMARY' };
    expect(data.site).toEqual({ hasDomain: true, primaryDomain: { name, connectionMethod: 'REGISTERED', assignment } });
    expect(calls).toEqual({ 'Query Sites': 1, 'List Connected Domains': 1, 'Get Domain Assignment': 1 });
  });

  it('is an entity, by the key that a gateway read from its site', async () => {
    const { name, siteId } = registered();
    const key = `__typename: "Domain", name: "${name}"`;
    const { data, errors, calls } = await graph.ask(
      `{ _entities(representations: [{ ${key} }, { ${key}, account: { id: "${graph.sandbox.accountId}" } }]) {
        ... on Domain { name connectionMethod assignment { siteId } } } }`,
    );
    expect(errors).toBeUndefined();
    const entity = { name, connectionMethod: 'REGISTERED', assignment: { siteId } };
    expect(data._entities).toEqual([entity, entity]);
    expect(calls).toEqual({ 'Get Connected Domain': 1, 'Get Domain Assignment': 1 });
  });

  it('is null in another account, and where it serves no site, also where Wix calls that a refusal', async () => {
    const { name } = registered();
    const [child] = childAccountIds(graph.sandbox);
    for (const foreignDomain of ['notFound', 'notPermitted'] as const) {
      graph.sandbox.setQuirks({ foreignDomain });
      const { data, errors } = await graph.ask(
        `{ account(id: "${child}") { domain(name: "${name}") { name } } none: domain(name: "nobody-has-this.com") { name } }`,
      );
      expect(errors).toBeUndefined();
      expect(data).toEqual({ account: { domain: null }, none: null });
    }
    graph.sandbox.setQuirks(null);
  });

  it('costs a call more for a root domain that is not connected, none for a subdomain', async () => {
    expect((await graph.ask('{ domain(name: "nobody-has-this.com") { name } }')).calls).toEqual({
      'Get Connected Domain': 1,
      'Get Domain Assignment': 1,
    });
    expect((await graph.ask('{ domain(name: "shop.nobody-has-this.com") { name } }')).calls).toEqual({
      'Get Connected Domain': 1,
    });
  });

  it('is never a silent null beside hasDomain', async () => {
    const { siteId } = registered();
    const { state } = graph.sandbox;
    const site = state.sites.get(siteId);
    if (site === undefined) throw new Error('no site');
    state.sites.set(siteId, { ...site, published: false });
    const { data, errors } = await graph.ask(`{ site(id: "${siteId}") { hasDomain primaryDomain { name } } }`);
    state.sites.set(siteId, site);
    expect(data.site).toEqual({ hasDomain: true, primaryDomain: null });
    expect(errors?.map(({ extensions, path }) => [extensions.code, path])).toEqual([
      ['NOT_FOUND', ['site', 'primaryDomain']],
    ]);
    expect(errors?.[0]?.message).toContain('domainAssignment(domainName:)');
  });

  it('can be verified after a lost unassignment', async () => {
    const { name, siteId } = registered();
    const fault = { kind: 'status', status: 503, times: Number.POSITIVE_INFINITY } as const;
    graph.sandbox.faults.inject({ ...fault, operation: 'Delete Domain Assignment' });
    // The plan may read it, the look for what became of the write may not.
    let reads = 0;
    const match = () => {
      reads += 1;
      return reads > 1;
    };
    graph.sandbox.faults.inject({ ...fault, operation: 'Get Domain Assignment', match });
    const { errors } = await graph.ask(
      `mutation { unassignDomain(input: { name: "${name}" }) { userErrors { code } } }`,
    );
    graph.sandbox.faults.clear();
    const verify = errors?.[0]?.extensions['verify'] as string;
    expect((await graph.ask(verify)).data.domainAssignment).toEqual({ siteId, role: 'PRIMARY' });
  });
});
