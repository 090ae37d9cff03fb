import { describe, expect, it } from 'vitest';
import { rootDomain } from '../../../src/sandbox/state/domain-name.ts';
import { agencyDomain, agencyDomains, connectedBy } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

const setupFields = ['NameserverSetup', 'PointingSetup', 'SubdomainSetup']
  .map((type) => `... on ${type} { records { type hostName ttlSeconds values } registrarName currentNameservers }`)
  .join(' ');

const alias = (hostName: string) => {
  return { type: 'CNAME', hostName, ttlSeconds: 3600, values: ['pointing.wixdns.net'] };
};

describe('the setup of a domain', () => {
  const graph = useGraph();
  const setupOf = async (domain: string) => {
    const { data, errors, calls } = await graph.ask(
      `{ domain(name: "${domain}") { setup { __typename ${setupFields} } } }`,
    );
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Get Connected Domain': 1, 'Get Connected Domain Setup Info': 1 });
    return data.domain.setup;
  };
  const registrarOf = (domain: string) => {
    const registration = graph.sandbox.state.registrations.get(rootDomain(domain));
    return { registrarName: registration?.registrarName, currentNameservers: registration?.nameServers };
  };

  it('is the name servers for a domain connected by name servers', async () => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('NAMESERVERS'));
    const zone = graph.sandbox.state.dnsZones.get(domain);
    const values = zone?.records.find(({ type }) => type === 'NS')?.values;
    expect(await setupOf(domain)).toEqual({
      __typename: 'NameserverSetup',
      records: [{ type: 'NS', hostName: domain, ttlSeconds: 86400, values }],
      ...registrarOf(domain),
    });
  });

  it('is an address and a name for a domain connected by pointing', async () => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('POINTING'));
    expect(await setupOf(domain)).toEqual({
      __typename: 'PointingSetup',
      records: [{ type: 'A', hostName: domain, ttlSeconds: 3600, values: ['185.230.63.107'] }, alias(`www.${domain}`)],
      ...registrarOf(domain),
    });
  });

  it.each(['UNKNOWN_CONNECTION_TYPE', 'HIDDEN'] as const)('is names for a subdomain (%s)', async (connectionType) => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy(connectionType));
    expect(rootDomain(domain)).not.toBe(domain);
    expect(await setupOf(domain)).toEqual({
      __typename: 'SubdomainSetup',
      records: [alias(domain), alias(`www.${domain}`)],
      ...registrarOf(domain),
    });
  });

  it('is null without an error when Wix sends no form that is known, or has disconnected the domain', async () => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('POINTING'));
    const document = `{ domain(name: "${domain}") { name setup { __typename } } }`;
    graph.sandbox.faults.inject({
      kind: 'body',
      operation: 'Get Connected Domain Setup Info',
      body: { connectedDomainSetupInfo: { connectedDomainId: domain, somethingNew: {} } },
    });
    expect(await graph.ask(document)).toMatchObject({ data: { domain: { name: domain, setup: null } } });
    graph.sandbox.faults.inject({ kind: 'status', operation: 'Get Connected Domain Setup Info', status: 404 });
    const gone = await graph.ask(document);
    expect(gone.data).toEqual({ domain: { name: domain, setup: null } });
    expect(gone.errors).toBeUndefined();
  });

  it('is null alone, with its error, where one of many cannot be read', async () => {
    const [first, second] = agencyDomains(graph.sandbox);
    const isFirst = ({ path }: { path: string }) => path.endsWith(`/${first?.domain}`);
    const operation = 'Get Connected Domain Setup Info';
    graph.sandbox.faults.inject({ kind: 'status', operation, match: isFirst, status: 500 });
    const { data, errors } = await graph.ask(
      '{ account { domains(first: 2) { nodes { name setup { __typename } } } } }',
    );
    expect(data.account.domains.nodes).toEqual([
      { name: first?.domain, setup: null },
      { name: second?.domain, setup: { __typename: expect.any(String) } },
    ]);
    expect(errors).toMatchObject([
      { path: ['account', 'domains', 'nodes', 0, 'setup'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } },
    ]);
  });

  it('is FORBIDDEN, with the permission named, for a key without it', async () => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('POINTING'));
    const details = { applicationError: { code: 'DOMAINS_PERMISSION_DENIED' } };
    const operation = 'Get Connected Domain Setup Info';
    graph.sandbox.faults.inject({ kind: 'status', operation, status: 403, body: { message: '', details } });
    const { data, errors } = await graph.ask(`{ domain(name: "${domain}") { name setup { __typename } } }`);
    expect(data.domain).toEqual({ name: domain, setup: null });
    expect(errors).toMatchObject([{ path: ['domain', 'setup'], extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toContain('DOMAINS.READ_CONNECTED_DOMAINS');
  });
});

describe('the setup of a domain, where Wix names the registrar as it used to', () => {
  const graph = useGraph({ quirks: { setupRegistrar: 'nameOnly' } });

  it('still names it', async () => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('POINTING'));
    const { data } = await graph.ask(
      `{ domain(name: "${domain}") { setup { ... on PointingSetup { registrarName currentNameservers } } } }`,
    );
    const registrarName = graph.sandbox.state.registrations.get(rootDomain(domain))?.registrarName;
    expect(data.domain.setup).toEqual({ registrarName, currentNameservers: [] });
  });
});
