import { describe, expect, it } from 'vitest';
import { agencyDomain, agencyDomains, connectedBy } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

const zoneFields =
  '{ domainName records { type typeRaw hostName ttlSeconds values } dnssecEnabled dnssec { keyTag digest } }';

describe('the DNS zone of a domain', () => {
  const graph = useGraph();

  it('is the one that Wix hosts, for domains connected by name servers only', async () => {
    const { state } = graph.sandbox;
    const { data, errors } = await graph.ask(
      `{ account { domains(first: 100) { nodes { name dnsZone ${zoneFields} } } } }`,
    );
    expect(errors).toBeUndefined();
    const expected = agencyDomains(graph.sandbox).map(({ domain, connectionType }) => {
      const zone = state.dnsZones.get(domain);
      expect(zone !== undefined).toBe(connectionType === 'NAMESERVERS');
      if (zone === undefined) return { name: domain, dnsZone: null };
      const records = zone.records.map(({ type, hostName, ttl, values }) => {
        return { type, typeRaw: type, hostName, ttlSeconds: ttl, values };
      });
      const { dnssecEnabled, dnssecInfo = null } = zone;
      return { name: domain, dnsZone: { domainName: domain, records, dnssecEnabled, dnssec: dnssecInfo } };
    });
    expect(data.account.domains.nodes).toEqual(expected);
    expect(expected.some(({ dnsZone }) => dnsZone?.dnssecEnabled)).toBe(true);
    expect(expected.some(({ dnsZone }) => dnsZone !== null && !dnsZone.dnssecEnabled)).toBe(true);
  });

  it('is asked for once, whatever asks for it', async () => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('NAMESERVERS'));
    const { data, calls } = await graph.ask(`{
      a: domain(name: "${domain}") { dnsZone { domainName } again: dnsZone { dnssecEnabled } }
      b: domain(name: "${domain}") { dnsZone { records { type } } }
    }`);
    expect(data.b.dnsZone.records.length).toBeGreaterThan(3);
    expect(calls).toEqual({ 'Get Connected Domain': 1, 'Get DNS Zone': 1 });
  });

  it('is asked for in the account that the domain belongs to', async () => {
    const { state, accountId, calls } = graph.sandbox;
    const child = [...state.domains.values()].find(
      (domain) => state.accounts.get(domain.accountId)?.parentAccountId === accountId,
    );
    const { errors } = await graph.ask(
      `{ domain(name: "${child?.domain}", accountId: "${child?.accountId}") { dnsZone { domainName } } }`,
    );
    expect(errors).toBeUndefined();
    expect(calls.entries().map((call) => call.accountId)).toEqual([child?.accountId, child?.accountId]);
  });

  it.each([
    ['Get DNS Zone', 403, 'DOMAINS_PERMISSION_DENIED', 'FORBIDDEN'],
    ['Get DNS Zone', 404, 'TARGET_ACCOUNT_NOT_FOUND', 'NOT_FOUND'],
    ['Get DNS Zone', 404, 'USER_ID_NOT_FOUND', 'NOT_FOUND'],
    ['Get DNS Zone', 428, 'DOMAIN_NOT_PERMITTED', 'FAILED_PRECONDITION'],
    ['Preview DNS Zone', 403, 'DOMAINS_PERMISSION_DENIED', 'FORBIDDEN'],
    ['Preview DNS Zone', 404, 'USER_ID_NOT_FOUND', 'NOT_FOUND'],
  ])('is an error at its field alone when %s answers %i %s', async (operation, status, upstreamCode, code) => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('NAMESERVERS'));
    graph.sandbox.faults.inject({
      kind: 'status',
      operation,
      status,
      body: { message: 'No', details: { applicationError: { code: upstreamCode } } },
    });
    const field = operation === 'Get DNS Zone' ? 'dnsZone' : 'dnsPreview';
    const other = operation === 'Get DNS Zone' ? 'dnsPreview' : 'dnsZone';
    const { data, errors } = await graph.ask(
      `{ domain(name: "${domain}") { name dnsZone { domainName } dnsPreview { domainName } } }`,
    );
    expect(data.domain).toEqual({ name: domain, [field]: null, [other]: { domainName: domain } });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['domain', field], extensions: { code, upstreamCode } });
    if (code === 'FORBIDDEN') expect(errors?.[0]?.message).toContain('DOMAINS.READ_DNS_ZONES');
  });

  it('is null alone when one answer of a list is malformed or another domain’s', async () => {
    const names = agencyDomains(graph.sandbox)
      .filter(connectedBy('NAMESERVERS'))
      .slice(0, 3)
      .map(({ domain }) => domain);
    const [first, second] = names;
    const of = (name: string | undefined) => (call: { path: string }) => call.path.endsWith(`/${name}`);
    graph.sandbox.faults.inject({ kind: 'malformed', operation: 'Get DNS Zone', match: of(first) });
    graph.sandbox.faults.inject({
      kind: 'body',
      operation: 'Get DNS Zone',
      match: of(second),
      body: { dnsZone: { domainName: 'somebody-else.com', records: [] } },
    });
    const { data, errors } = await graph.ask(
      `{ ${names.map((name, index) => `d${index}: domain(name: "${name}") { dnsZone { domainName } }`).join(' ')} }`,
    );
    expect(data).toEqual({ d0: { dnsZone: null }, d1: { dnsZone: null }, d2: { dnsZone: { domainName: names[2] } } });
    expect(errors?.map(({ path, extensions }) => [path?.[0], extensions.code]).sort()).toEqual([
      ['d0', 'UPSTREAM_INVALID_RESPONSE'],
      ['d1', 'UPSTREAM_INVALID_RESPONSE'],
    ]);
  });
});

describe('the preview of a DNS zone', () => {
  const graph = useGraph();

  it.each(['NAMESERVERS', 'POINTING', 'UNKNOWN_CONNECTION_TYPE'] as const)(
    'holds the records that Wix computes for a domain connected as %s',
    async (connectionType) => {
      const { domain } = agencyDomain(graph.sandbox, connectedBy(connectionType));
      const { data, errors, calls } = await graph.ask(`{ domain(name: "${domain}") { dnsPreview ${zoneFields} } }`);
      expect(errors).toBeUndefined();
      const { records, ...zone } = data.domain.dnsPreview;
      expect(zone).toEqual({ domainName: domain, dnssecEnabled: false, dnssec: null });
      expect(records.map(({ type, hostName }: { type: string; hostName: string }) => [type, hostName])).toEqual([
        ['A', domain],
        ['CNAME', `www.${domain}`],
        ['NS', domain],
        ['SOA', domain],
      ]);
      expect(calls).toEqual({ 'Get Connected Domain': 1, 'Preview DNS Zone': 1 });
    },
  );

  it('agrees with the zone that Wix hosts', async () => {
    const { domain } = agencyDomain(graph.sandbox, connectedBy('NAMESERVERS'));
    const { data } = await graph.ask(
      `{ domain(name: "${domain}") { dnsZone { records { type hostName values } } dnsPreview { records { type hostName values } } } }`,
    );
    expect(data.domain.dnsZone.records).toEqual(expect.arrayContaining(data.domain.dnsPreview.records));
  });
});
