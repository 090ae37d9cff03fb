import { describe, expect, it } from 'vitest';
import { agencyDomains } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

const details = 'setup { __typename } dnsZone { dnssecEnabled } propagation { status }';

describe('REST calls of a list of domains', () => {
  const demo = useGraph();

  it('are three for each domain with setup, zone and propagation, and one for the page', async () => {
    const domains = agencyDomains(demo.sandbox);
    const { data, errors, calls } = await demo.ask(`{ account { domains(first: 100) { nodes { name ${details} } } } }`);
    expect(errors).toBeUndefined();
    expect(data.account.domains.nodes).toHaveLength(domains.length);
    expect(calls).toEqual({
      'List Connected Domains': 1,
      'Get Connected Domain Setup Info': domains.length,
      'Get DNS Zone': domains.length,
      'Get DNS Propagation': domains.length,
    });
  });

  it.each([
    ['setup { __typename }', 'Get Connected Domain Setup Info'],
    ['dnsZone { domainName }', 'Get DNS Zone'],
    ['dnsPreview { domainName }', 'Get DNS Zone'.replace('Get', 'Preview')],
    ['propagation { status }', 'Get DNS Propagation'],
  ])('are those of %s alone when it alone is selected', async (field, operation) => {
    const { calls } = await demo.ask(`{ account { domains(first: 4) { nodes { name ${field} } } } }`);
    expect(calls).toEqual({ 'List Connected Domains': 1, [operation]: 4 });
  });

  it('are none for details that are skipped', async () => {
    const { calls } = await demo.ask(
      'query ($no: Boolean = false) { account { domains(first: 4) { nodes { name propagation @include(if: $no) { status } dnsZone @skip(if: true) { domainName } } } } }',
    );
    expect(calls).toEqual({ 'List Connected Domains': 1 });
  });
});

describe('REST calls of the domains of all sites', () => {
  const large = useGraph({ size: 'large' });

  it('are three for each domain, and one for each hundred of the list', async () => {
    const all = agencyDomains(large.sandbox);
    const { data, errors, calls } = await large.ask(
      `{ account { sites(first: 90) { nodes { primaryDomain { name ${details} } } } } }`,
    );
    expect(errors).toBeUndefined();
    const shown = data.account.sites.nodes.filter((site: { primaryDomain: unknown }) => site.primaryDomain !== null);
    expect(shown.length).toBeGreaterThan(5);
    expect(calls).toEqual({
      'Query Sites': 1,
      'List Connected Domains': Math.ceil(all.length / 100),
      'Get Connected Domain Setup Info': shown.length,
      'Get DNS Zone': shown.length,
      'Get DNS Propagation': shown.length,
    });
  });
});
