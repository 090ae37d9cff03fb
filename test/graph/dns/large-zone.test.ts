import { describe, expect, it } from 'vitest';
import type { SandboxDnsRecord } from '../../../src/sandbox/state/dns-zone.ts';
import { useGraph } from '../../support/graph.ts';
import { freshZone } from './support.ts';

/** A zone as other providers have it: hundreds of record sets, with much that Wix's rules for writes would refuse. */
function foreignRecords(domain: string): readonly SandboxDnsRecord[] {
  const one = (
    type: SandboxDnsRecord['type'],
    host: string,
    ttl: number,
    ...values: readonly string[]
  ): SandboxDnsRecord => ({
    type,
    hostName: host === '' ? domain : `${host}.${domain}`,
    ttl,
    values,
  });
  const hosts = Array.from({ length: 400 }, (_host, index) => [
    one('A', `host-${index}`, index % 7 === 0 ? 0 : 300, `192.0.2.${index % 256}`, `198.51.100.${index % 256}`),
    one('TXT', `_verify-${index}`, 60, `token=${index}`, `a\tb ${index}`),
  ]).flat();
  return [
    one('NS', '', 86_400, 'ns1.elsewhere.example.', 'ns2.elsewhere.example.'),
    one('SOA', '', 3_600, 'ns1.elsewhere.example. hostmaster.elsewhere.example. 1 7200 900 1209600 300'),
    one('MX', '', 3_600, '10 MX1.elsewhere.example.', '020 mx2.elsewhere.example'),
    one('SRV', '_sip+d2t._tcp', 3_600, '10 5 5060 sip.elsewhere.example.'),
    one('PTR', '0/25', 3_600, 'host.elsewhere.example.'),
    one('TXT', 'long', 3_600, 'x'.repeat(2_000)),
    one('AAAA', 'six', 3_600, '2001:0DB8:0:0:0:0:0:1'),
    ...hosts,
  ];
}

describe('a large zone of another provider', () => {
  const graph = useGraph();
  const { domainName, accountId } = freshZone(graph.sandbox, 0);
  const records = foreignRecords(domainName);
  graph.sandbox.state.dnsZones.set(domainName, { domainName, accountId, records, dnssecEnabled: false });

  const read = async () => {
    const { data, errors } = await graph.ask(
      `{ dnsZone(domainName: "${domainName}") { dnssecEnabled records { type hostName ttlSeconds values } } }`,
    );
    expect(errors).toBeUndefined();
    return data.dnsZone;
  };

  it.each(['replaceDnsZone', 'applyDnsRecords'])('is read whole, and written back by %s as it was', async (name) => {
    const before = await read();
    expect(before.records).toHaveLength(records.length);
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const write = async (dryRun: boolean) => {
      const { data, errors, calls } = await graph.ask(
        `mutation ($input: ${type}!) { ${name}(input: $input) {
          dryRun { isPossible changes { summary } problems { code message path } } userErrors { code message path } } }`,
        { input: { domainName, records: before.records, dryRun } },
      );
      expect(errors).toBeUndefined();
      return { ...data[name], calls };
    };
    expect(await write(true)).toEqual({
      dryRun: { isPossible: true, changes: [], problems: [] },
      userErrors: [],
      calls: { 'Get DNS Zone': 1 },
    });
    expect(await write(false)).toMatchObject({ dryRun: null, userErrors: [], calls: { 'Get DNS Zone': 1 } });
    expect(await read()).toEqual(before);
    expect(graph.sandbox.state.dnsZones.get(domainName)?.records).toEqual(records);
  });
});
