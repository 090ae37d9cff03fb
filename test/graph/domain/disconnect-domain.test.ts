import { describe, expect, it } from 'vitest';
import type { SandboxDomain } from '../../../src/sandbox/state/domain.ts';
import { agencyDomain, agencyDomains, connectedBy } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

const quickly = { writes: { reconcileDelaysMs: [5, 5, 5] } };
const disconnect = `mutation ($input: DisconnectDomainInput!) {
  disconnectDomain(input: $input) {
    name
    dryRun { isPossible changes { type id: objectId field before after } problems { code path } calls { operation count permission } }
    userErrors { code path upstreamCode }
  }
}`;

describe('disconnecting a domain', () => {
  const graph = useGraph({ server: quickly });
  const { sandbox } = graph;
  const { state, faults, accountId } = sandbox;
  const domainOf = (isWanted: (domain: SandboxDomain) => boolean) => agencyDomain(sandbox, isWanted);
  const redirectsOf = (siteId: string | undefined) =>
    agencyDomains(sandbox).filter(({ assignment }) => assignment?.siteId === siteId && assignment?.type === 'REDIRECT');

  it('removes it with its records, and its site falls back to the free address', async () => {
    const { domain, assignment } = domainOf(
      (one) => one.connectionType === 'NAMESERVERS' && one.assignment?.type === 'PRIMARY',
    );
    const { data, errors, calls } = await graph.ask(disconnect, { input: { name: domain } });
    expect(errors).toBeUndefined();
    expect(data.disconnectDomain).toEqual({ name: domain, dryRun: null, userErrors: [] });
    expect(calls).toEqual({ 'Delete Connected Domain': 1, 'Get Connected Domain': 1, 'List Connected Domains': 1 });
    expect([state.domains.has(domain), state.dnsZones.has(domain)]).toEqual([false, false]);
    const after = await graph.ask(`{ site(id: "${assignment?.siteId}") { hasDomain url primaryDomain { name } } }`);
    expect(after.data.site).toMatchObject({ hasDomain: false, primaryDomain: null });
    expect(after.data.site.url ?? '').not.toContain(domain);
  });

  it('is not shown by a list in which Wix still has it', async () => {
    const kept = domainOf((one) => one.assignment === undefined);
    const stale = structuredClone(kept);
    await graph.ask(disconnect, { input: { name: kept.domain } });
    state.domains.set(stale.domain, stale);
    const { data } = await graph.ask('{ account { domains(first: 100) { nodes { name } } } }');
    const names = data.account.domains.nodes.map(({ name }: { name: string }) => name);
    expect(names).not.toContain(stale.domain);
    expect(names.length).toBe(agencyDomains(sandbox).length - 1);
    state.domains.delete(stale.domain);
  });

  it('says in a dry run what goes with it, and writes nothing', async () => {
    const { domain, assignment } = domainOf(
      (one) =>
        one.connectionType === 'NAMESERVERS' &&
        one.assignment?.type === 'PRIMARY' &&
        redirectsOf(one.assignment.siteId).length > 0,
    );
    const { data, calls } = await graph.ask(disconnect, { input: { name: domain, dryRun: true } });
    expect(calls).toEqual({ 'Get Connected Domain': 1, 'List Connected Domains': 1 });
    const siteId = assignment?.siteId;
    expect(data.disconnectDomain).toEqual({
      name: null,
      dryRun: {
        isPossible: true,
        changes: [
          { type: 'Domain', id: domain, field: null, before: domain, after: null },
          { type: 'DnsZone', id: domain, field: null, before: domain, after: null },
          { type: 'Site', id: siteId, field: 'primaryDomain', before: domain, after: null },
          ...redirectsOf(siteId).map((redirect) => ({
            type: 'Domain',
            id: redirect.domain,
            field: 'assignment',
            before: `REDIRECT of ${siteId}`,
            after: null,
          })),
        ],
        problems: [],
        calls: [{ operation: 'Delete Connected Domain', count: 1, permission: 'DOMAINS.MANAGE_CONNECTED_DOMAINS' }],
      },
      userErrors: [],
    });
    expect(state.domains.has(domain)).toBe(true);
  });

  it('has less to say of a subdomain and of a pointing redirect', async () => {
    const plan = async (name: string) => {
      const { data } = await graph.ask(disconnect, { input: { name, dryRun: true } });
      return data.disconnectDomain.dryRun.changes.map(({ type, id }: { type: string; id: string }) => `${type} ${id}`);
    };
    const sub = domainOf(connectedBy('UNKNOWN_CONNECTION_TYPE')).domain;
    expect(await plan(sub)).toContain(`DnsRecord CNAME ${sub}`);
    const redirect = domainOf((one) => one.connectionType === 'POINTING' && one.assignment?.type === 'REDIRECT').domain;
    expect(await plan(redirect)).toEqual([`Domain ${redirect}`]);
  });

  it('is refused for a domain that is not connected, or to somebody else', async () => {
    const { data } = await graph.ask(disconnect, { input: { name: 'nobody-has-this.com' } });
    expect(data.disconnectDomain.userErrors).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'name'], upstreamCode: null },
    ]);
    const dry = await graph.ask(disconnect, { input: { name: 'nobody-has-this.com', dryRun: true } });
    expect(dry.data.disconnectDomain.dryRun).toMatchObject({ isPossible: false, problems: [{ code: 'NOT_FOUND' }] });
    const isOurs = (id: string) => id === accountId || state.accounts.get(id)?.parentAccountId === accountId;
    const foreign = [...state.domains.values()].find((one) => !isOurs(one.accountId));
    const other = await graph.ask(disconnect, { input: { name: foreign?.domain } });
    expect(other.data.disconnectDomain.userErrors).toEqual([
      { code: 'NOT_ALLOWED', path: ['input', 'name'], upstreamCode: null },
    ]);
  });

  it.each([
    ['truncated', 1],
    ['reset', 2],
  ] as const)('is done once after a lost answer: %s', async (kind, sent) => {
    const { domain } = domainOf((one) => one.assignment?.type === 'REDIRECT');
    faults.inject({ kind, operation: 'Delete Connected Domain' });
    const { data, errors, calls } = await graph.ask(disconnect, { input: { name: domain } });
    expect(errors).toBeUndefined();
    expect(data.disconnectDomain).toMatchObject({ name: domain, userErrors: [] });
    expect(calls).toEqual({ 'Delete Connected Domain': sent, 'Get Connected Domain': 2 });
    expect(state.domains.has(domain)).toBe(false);
  });

  it('refuses a malformed account without a call', async () => {
    const { data, calls } = await graph.ask(disconnect, { input: { name: 'a.com', accountId: 'x' } });
    expect(data.disconnectDomain.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', 'accountId'] }]);
    expect(calls).toEqual({});
  });
});

describe('disconnecting a domain without the permission', () => {
  const graph = useGraph({ key: 'noDomains' });

  it('is FORBIDDEN and names the permission', async () => {
    const { domain } = agencyDomain(graph.sandbox, () => true);
    const { errors } = await graph.ask(disconnect, { input: { name: domain } });
    expect(errors).toMatchObject([{ path: ['disconnectDomain'], extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toContain('Get Connected Domain');
  });
});
