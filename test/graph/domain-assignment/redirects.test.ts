import { describe, expect, it } from 'vitest';
import { agencyDomains } from '../../support/domains.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';

const document = '{ account { sites(first: 100) { nodes { id redirects { name assignment { role } } } } } }';
const switchedOn = { domainAssignments: true };

/** What the sandbox says the answer must be. */
function expectedRedirects({ sandbox }: TestGraph, siteId: string) {
  return agencyDomains(sandbox)
    .filter(({ assignment }) => assignment?.siteId === siteId && assignment.type === 'REDIRECT')
    .map(({ domain }) => ({ name: domain, assignment: { role: 'REDIRECT' } }));
}

async function expectRedirects(graph: TestGraph) {
  const { data, errors, calls } = await graph.ask(document);
  expect(errors).toBeUndefined();
  const nodes: { id: string; redirects: unknown[] }[] = data.account.sites.nodes;
  for (const { id, redirects } of nodes) expect(redirects).toEqual(expectedRedirects(graph, id));
  expect(nodes.filter(({ redirects }) => redirects.length > 0).length).toBeGreaterThan(2);
  return { calls, siteCount: nodes.length };
}

describe('the redirects of a site', () => {
  const off = useGraph();
  const on = useGraph({ features: switchedOn });

  it('come from the connected domains, and no other call, by default', async () => {
    const { calls } = await expectRedirects(off);
    expect(calls).toEqual({ 'Query Sites': 1, 'List Connected Domains': 1 });
  });

  it('are the same from the assignments when that is switched on: one list for all sites', async () => {
    const { calls, siteCount } = await expectRedirects(on);
    expect(calls).toEqual({
      'Query Sites': 1,
      'List Connected Domains': 1,
      'List Domain Assignments': 1,
    });
    const [list] = on.sandbox.calls.entries().filter(({ operation }) => operation === 'List Domain Assignments');
    expect(list?.query['siteIds']).toHaveLength(siteCount);
  });

  it('are null with an error, and the rest stands, when the assignments cannot be read', async () => {
    on.sandbox.faults.inject({ kind: 'status', status: 500, operation: 'List Domain Assignments' });
    const { data, errors } = await on.ask('{ account { sites(first: 1) { nodes { id redirects { name } } } } }');
    expect(data.account.sites.nodes).toEqual([{ id: expect.any(String), redirects: null }]);
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  });
});

describe('the redirects of a site read from assignments that come in pages', () => {
  const graph = useGraph({ features: switchedOn, quirks: { assignmentsDefaultLimit: 4 } });

  it('are whole, with the site ids repeated on every page', async () => {
    const assigned = agencyDomains(graph.sandbox).filter(({ assignment }) => assignment !== undefined).length;
    const { calls, siteCount } = await expectRedirects(graph);
    expect(calls['List Domain Assignments']).toBe(Math.ceil(assigned / 4));
    const lists = graph.sandbox.calls.entries().filter(({ operation }) => operation === 'List Domain Assignments');
    expect(new Set(lists.map(({ query }) => query['siteIds']?.length))).toEqual(new Set([siteCount]));
  });
});

describe('the redirects of a site read from assignments under other readings of the contract', () => {
  const otherField = useGraph({ features: switchedOn, quirks: { assignmentSiteField: 'siteId' } });
  const otherParameter = useGraph({
    features: switchedOn,
    quirks: { assignmentsSiteParameter: 'siteIds.values', unknownParameters: 'ignore' },
  });
  const unknownField = useGraph({ features: switchedOn, quirks: { assignmentSiteField: 'metaSiteId' } });

  it('are found when the site id has the other likely name', async () => {
    const { calls } = await expectRedirects(otherField);
    expect(calls).toMatchObject({ 'List Domain Assignments': 1 });
  });

  it.each([
    ['the parameter', otherParameter],
    ['the field', unknownField],
  ])('are an error, and never an empty list, when %s was guessed wrong', async (_what, graph) => {
    const domain = agencyDomains(graph.sandbox).find(({ assignment }) => assignment?.type === 'REDIRECT');
    const { data, errors } = await graph.ask(`{ site(id: "${domain?.assignment?.siteId}") { id redirects { name } } }`);
    expect(data.site).toEqual({ id: domain?.assignment?.siteId, redirects: null });
    expect(errors).toMatchObject([{ path: ['site', 'redirects'], extensions: { code: 'UPSTREAM_INVALID_RESPONSE' } }]);
  });

  it('are an empty list for a site without domains', async () => {
    const { sandbox } = otherParameter;
    const taken = new Set(agencyDomains(sandbox).map(({ assignment }) => assignment?.siteId));
    const site = [...sandbox.state.sites.values()].find(
      ({ id, accountId }) => accountId === sandbox.accountId && !taken.has(id),
    );
    const { data, errors } = await otherParameter.ask(`{ site(id: "${site?.id}") { redirects { name } } }`);
    expect(errors).toBeUndefined();
    expect(data.site.redirects).toEqual([]);
  });
});
