import { describe, expect, it } from 'vitest';
import { propagationAt } from '../../../src/sandbox/state/domain.ts';
import { rootDomain } from '../../../src/sandbox/state/domain-name.ts';
import { agencyDomain, agencyDomains, connectedBy, propagated } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

const fields =
  '{ status statusRaw usesWixNameservers failures { recordType recordTypeRaw expected actual } revision createdAt updatedAt }';
const list = `{ account { domains(first: 100) { nodes { name propagation ${fields} } } } }`;

const words = { IN_PROGRESS: 'IN_PROGRESS', COMPLETED: 'SUCCEEDED', FAILED: 'FAILED' } as const;

describe('the propagation of a domain', () => {
  const graph = useGraph();

  it('is as far as Wix has come, and null for what Wix does not track', async () => {
    const now = graph.sandbox.clock.now();
    const { data, errors } = await graph.ask(list);
    expect(errors).toBeUndefined();
    const domains = agencyDomains(graph.sandbox);
    const expected = domains.map((domain) => {
      const status = propagationAt(domain, now);
      if (status === 'UNKNOWN_DNS_PROPAGATION_STATUS') return { name: domain.domain, propagation: null };
      const reached = domain.propagation.filter(({ from }) => from <= now.toISOString());
      return {
        name: domain.domain,
        propagation: {
          status: words[status],
          statusRaw: words[status],
          usesWixNameservers: domain.connectionType === 'NAMESERVERS' && status === 'COMPLETED',
          failures: status === 'FAILED' ? expect.arrayContaining([expect.any(Object)]) : [],
          revision: String(reached.length),
          createdAt: domain.createdDate,
          updatedAt: reached.at(-1)?.from,
        },
      };
    });
    expect(data.account.domains.nodes).toEqual(expected);
    expect(new Set(domains.map((domain) => propagationAt(domain, now))).size).toBe(4);
  });

  it('names what must be corrected when it has failed', async () => {
    const { sandbox } = graph;
    const failed = agencyDomains(sandbox).filter(propagated(sandbox, 'FAILED'));
    for (const { domain, connectionType } of failed) {
      const { data } = await graph.ask(
        `{ domain(name: "${domain}") { propagation { failures ${'{ recordType expected actual }'} } } }`,
      );
      const { failures } = data.domain.propagation;
      if (connectionType === 'NAMESERVERS') {
        const expected = sandbox.state.dnsZones.get(domain)?.records.find(({ type }) => type === 'NS')?.values;
        const actual = sandbox.state.registrations.get(rootDomain(domain))?.nameServers;
        expect(failures).toEqual([{ recordType: 'NS', expected, actual }]);
      } else {
        expect(failures[0]).toMatchObject({ recordType: 'A', expected: ['185.230.63.107'] });
        expect(failures[1]).toEqual({ recordType: 'CNAME', expected: ['pointing.wixdns.net'], actual: [] });
      }
    }
    expect(new Set(failed.map(({ connectionType }) => connectionType)).size).toBeGreaterThan(1);
  });

  it('is sent the account, and no site', async () => {
    const { domain } = agencyDomain(graph.sandbox, propagated(graph.sandbox, 'COMPLETED'));
    await graph.ask(`{ domain(name: "${domain}") { propagation { status } } }`);
    const [call] = graph.sandbox.calls.entries().filter(({ operation }) => operation === 'Get DNS Propagation');
    expect([call?.accountId, call?.siteId]).toEqual([graph.sandbox.accountId, undefined]);
  });

  it.each([
    [{ kind: 'status', status: 500 } as const, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'malformed' } as const, 'UPSTREAM_INVALID_RESPONSE'],
    [{ kind: 'body', body: { dnsPropagation: { id: 'other.com' } } } as const, 'UPSTREAM_INVALID_RESPONSE'],
    [{ kind: 'empty403' } as const, 'FORBIDDEN'],
  ])('is null alone when Wix answers %j', async (fault, code) => {
    const { domain } = agencyDomain(graph.sandbox, propagated(graph.sandbox, 'COMPLETED'));
    graph.sandbox.faults.inject({ ...fault, operation: 'Get DNS Propagation' });
    const { data, errors } = await graph.ask(
      `{ domain(name: "${domain}") { propagationStatus propagation { status } } }`,
    );
    expect(data.domain).toEqual({ propagationStatus: 'SUCCEEDED', propagation: null });
    expect(errors).toMatchObject([{ path: ['domain', 'propagation'], extensions: { code } }]);
  });
});

describe('the propagation of a domain under the other readings of the contract', () => {
  const objects = useGraph({ quirks: { propagationRecords: 'objects' } });
  const tracked = useGraph({ quirks: { untrackedPropagation: 'unknownStatus' } });
  const site = useGraph({ quirks: { propagationHeader: 'site' } });

  it('is the same when records come as objects', async () => {
    const failed = propagated(objects.sandbox, 'FAILED');
    const { domain } = agencyDomain(objects.sandbox, (one) => failed(one) && connectedBy('POINTING')(one));
    const { data } = await objects.ask(
      `{ domain(name: "${domain}") { propagation { failures { recordType expected actual } } } }`,
    );
    expect(data.domain.propagation.failures).toEqual([
      { recordType: 'A', expected: ['185.230.63.107'], actual: ['203.0.113.7', '203.0.113.8'] },
      { recordType: 'CNAME', expected: ['pointing.wixdns.net'], actual: [] },
    ]);
  });

  it('is UNKNOWN when a domain is tracked before its first check', async () => {
    const isNew = propagated(tracked.sandbox, 'UNKNOWN_DNS_PROPAGATION_STATUS');
    const { domain } = agencyDomain(tracked.sandbox, isNew);
    const { data } = await tracked.ask(
      `{ domain(name: "${domain}") { propagation { status statusRaw failures { actual } } } }`,
    );
    expect(data.domain.propagation).toEqual({ status: 'UNKNOWN', statusRaw: 'UNKNOWN_STATUS', failures: [] });
  });

  it('is an error, and not a null without one, when Wix wants the site in its place', async () => {
    const { domain } = agencyDomain(site.sandbox, propagated(site.sandbox, 'COMPLETED'));
    const { data, errors } = await site.ask(`{ domain(name: "${domain}") { name propagation { status } } }`);
    expect(data.domain).toEqual({ name: domain, propagation: null });
    expect(errors).toMatchObject([
      {
        path: ['domain', 'propagation'],
        extensions: { code: 'FAILED_PRECONDITION', upstreamCode: 'MISSING_METASITE_ID' },
      },
    ]);
  });
});
