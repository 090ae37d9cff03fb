import { describe, expect, it } from 'vitest';
import { agencyDomain, agencyDomains } from '../../support/domains.ts';
import { useGraph } from '../../support/graph.ts';

describe('the details of an assignment', () => {
  const graph = useGraph();

  it('tell since when a domain serves its site, and cost nothing for one that serves none', async () => {
    const { state } = graph.sandbox;
    const { data, errors, calls } = await graph.ask(
      '{ account { domains(first: 100) { nodes { name assignmentDetails { assignedAt updatedAt } } } } }',
    );
    expect(errors).toBeUndefined();
    const domains = agencyDomains(graph.sandbox);
    expect(data.account.domains.nodes).toEqual(
      domains.map(({ domain, assignment }) => {
        const times = state.assignmentTimes.get(domain);
        expect(times === undefined).toBe(assignment === undefined);
        const { createdDate: assignedAt, updatedDate: updatedAt } = times ?? {};
        return { name: domain, assignmentDetails: times === undefined ? null : { assignedAt, updatedAt } };
      }),
    );
    const assigned = domains.filter(({ assignment }) => assignment !== undefined).length;
    expect(assigned).toBeLessThan(domains.length);
    expect(calls).toEqual({ 'List Connected Domains': 1, 'Get Domain Assignment': assigned });
  });

  it.each([
    [{ kind: 'status', status: 403, body: { message: '' } } as const, 'FORBIDDEN'],
    [{ kind: 'status', status: 500 } as const, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'body', body: { domainAssignment: { id: 'other.com' } } } as const, 'UPSTREAM_INVALID_RESPONSE'],
    [{ kind: 'body', body: {} } as const, 'UPSTREAM_INVALID_RESPONSE'],
  ])('are null alone when Wix answers %j', async (fault, code) => {
    const { domain, assignment } = agencyDomain(graph.sandbox, (one) => one.assignment !== undefined);
    graph.sandbox.faults.inject({ ...fault, operation: 'Get Domain Assignment' });
    const { data, errors } = await graph.ask(
      `{ domain(name: "${domain}") { assignment { siteId } assignmentDetails { assignedAt } } }`,
    );
    expect(data.domain).toEqual({ assignment: { siteId: assignment?.siteId }, assignmentDetails: null });
    expect(errors).toMatchObject([{ path: ['domain', 'assignmentDetails'], extensions: { code } }]);
    if (code === 'FORBIDDEN') expect(errors?.[0]?.message).toContain('SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS');
  });

  it('are null without an error when the domain was unassigned meanwhile', async () => {
    const { domain } = agencyDomain(graph.sandbox, (one) => one.assignment !== undefined);
    graph.sandbox.faults.inject({ kind: 'status', status: 404, operation: 'Get Domain Assignment' });
    const { data, errors } = await graph.ask(`{ domain(name: "${domain}") { assignmentDetails { assignedAt } } }`);
    expect(data.domain.assignmentDetails).toBeNull();
    expect(errors).toBeUndefined();
  });
});
