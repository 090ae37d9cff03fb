import { describe, expect, it } from 'vitest';
import { agencyDomain, agencyDomains } from '../../support/domains.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';

const server = { writes: { reconcileDelaysMs: [5, 5, 5] } };
const answer = `{
  domain { name assignment { siteId role redirectsTo site { domains { name assignment { role redirectsTo } } } } }
  dryRun { isPossible changes { type id: objectId field before after } problems { code path } calls { operation count permission } }
  userErrors { code path upstreamCode }
}`;
const setPrimary = `mutation ($input: SetPrimaryDomainInput!) { setPrimaryDomain(input: $input) ${answer} }`;
const unassign = `mutation ($input: UnassignDomainInput!) { unassignDomain(input: $input) ${answer} }`;

/** The n-th site that has a primary domain and a redirect, with all its domains. */
function siteWithRedirect({ sandbox }: TestGraph, index: number) {
  const domains = agencyDomains(sandbox);
  const redirect = domains.filter(({ assignment }) => assignment?.type === 'REDIRECT')[index];
  const siteId = redirect?.assignment?.siteId;
  const primary = domains.find(({ assignment }) => assignment?.siteId === siteId && assignment?.type === 'PRIMARY');
  if (redirect === undefined || primary === undefined) throw new Error('The sandbox has no such site');
  return { siteId, redirect: redirect.domain, primary: primary.domain };
}

describe('making a domain the primary one', () => {
  const graph = useGraph({ server, tickMs: 0 });
  const { state, faults, clock } = graph.sandbox;

  it('turns the old primary domain into a redirect, and all redirects to the new one', async () => {
    const { siteId, redirect, primary } = siteWithRedirect(graph, 0);
    const { data, errors, calls } = await graph.ask(setPrimary, { input: { name: redirect } });
    expect(errors).toBeUndefined();
    expect(calls).toEqual({
      'Get Connected Domain': 1,
      'Get Domain Assignment': 1,
      'List Connected Domains': 2,
      'Query Sites': 1,
      'Set Domain As Primary': 1,
    });
    const { assignment } = data.setPrimaryDomain.domain;
    expect(assignment).toMatchObject({ siteId, role: 'PRIMARY', redirectsTo: null });
    expect(assignment.site.domains[0]).toEqual({ name: redirect, assignment: { role: 'PRIMARY', redirectsTo: null } });
    expect(assignment.site.domains).toContainEqual({
      name: primary,
      assignment: { role: 'REDIRECT', redirectsTo: redirect },
    });
    expect(state.assignmentTimes.get(redirect)?.updatedDate).toBe(clock.now().toISOString());
  });

  it('leaves the primary domain as it is', async () => {
    const { primary } = siteWithRedirect(graph, 1);
    const { data } = await graph.ask(setPrimary, { input: { name: primary } });
    expect(data.setPrimaryDomain).toMatchObject({ domain: { assignment: { role: 'PRIMARY' } }, userErrors: [] });
    const dry = await graph.ask(setPrimary, { input: { name: primary, dryRun: true } });
    expect(dry.data.setPrimaryDomain.dryRun).toMatchObject({ isPossible: true, changes: [], problems: [] });
  });

  it('says in a dry run what becomes of the other domains, and writes nothing', async () => {
    const { siteId, redirect, primary } = siteWithRedirect(graph, 1);
    const { data, calls } = await graph.ask(setPrimary, { input: { name: redirect, dryRun: true } });
    expect(calls).toEqual({ 'Get Domain Assignment': 1, 'List Connected Domains': 1 });
    expect(data.setPrimaryDomain).toEqual({
      domain: null,
      dryRun: {
        isPossible: true,
        changes: [
          {
            type: 'Domain',
            id: redirect,
            field: 'assignment',
            before: `REDIRECT of ${siteId}`,
            after: `PRIMARY of ${siteId}`,
          },
          {
            type: 'Domain',
            id: primary,
            field: 'assignment',
            before: `PRIMARY of ${siteId}`,
            after: `REDIRECT of ${siteId}`,
          },
        ],
        problems: [],
        calls: [{ operation: 'Set Domain As Primary', count: 1, permission: 'SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS' }],
      },
      userErrors: [],
    });
    expect(state.domains.get(redirect)?.assignment?.type).toBe('REDIRECT');
  });

  it('lists the other redirects in a dry run', async () => {
    const { siteId, redirect, primary } = siteWithRedirect(graph, 1);
    const floating = agencyDomain(graph.sandbox, ({ assignment }) => assignment === undefined);
    floating.assignment = { siteId: siteId ?? '', type: 'REDIRECT' };
    const { data } = await graph.ask(setPrimary, { input: { name: redirect, dryRun: true } });
    expect(data.setPrimaryDomain.dryRun.changes).toContainEqual({
      type: 'Domain',
      id: floating.domain,
      field: 'assignment.redirectsTo',
      before: primary,
      after: redirect,
    });
    delete floating.assignment;
  });

  it('is refused for a domain without a site', async () => {
    const { domain } = agencyDomain(graph.sandbox, ({ assignment }) => assignment === undefined);
    const { data } = await graph.ask(setPrimary, { input: { name: domain } });
    expect(data.setPrimaryDomain.userErrors).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'name'], upstreamCode: null },
    ]);
    const dry = await graph.ask(setPrimary, { input: { name: domain, dryRun: true } });
    expect(dry.data.setPrimaryDomain.dryRun.problems).toEqual([{ code: 'NOT_FOUND', path: ['input', 'name'] }]);
  });

  it.each([
    ['truncated', 2, 1],
    ['reset', 3, 2],
  ] as const)('is done after a lost answer: %s', async (kind, index, sent) => {
    const { redirect } = siteWithRedirect(graph, index);
    faults.inject({ kind, operation: 'Set Domain As Primary' });
    const { data, errors, calls } = await graph.ask(setPrimary, { input: { name: redirect } });
    expect(errors).toBeUndefined();
    expect(data.setPrimaryDomain.domain.assignment.role).toBe('PRIMARY');
    expect(calls).toMatchObject({ 'Set Domain As Primary': sent, 'Get Domain Assignment': 2 });
  });

  it('is OUTCOME_UNKNOWN with the query that tells when it cannot be looked for', async () => {
    const { redirect } = siteWithRedirect(graph, 1);
    faults.inject({ kind: 'truncated', operation: 'Set Domain As Primary' });
    let looks = 0;
    const match = () => {
      looks += 1;
      return looks > 1;
    };
    faults.inject({ kind: 'status', status: 500, operation: 'Get Domain Assignment', times: 3, match });
    const { errors } = await graph.ask(setPrimary, { input: { name: redirect } });
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    const told = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(told.data.domainAssignment.role).toBe('PRIMARY');
  });
});

describe('taking a domain away from its site', () => {
  const graph = useGraph({ server });
  const { state, faults } = graph.sandbox;

  it('leaves a redirect in the account without a site, and the rest of the site as it is', async () => {
    const { redirect, primary } = siteWithRedirect(graph, 0);
    const { data, errors, calls } = await graph.ask(unassign, { input: { name: redirect } });
    expect(errors).toBeUndefined();
    expect(data.unassignDomain).toEqual({ domain: { name: redirect, assignment: null }, dryRun: null, userErrors: [] });
    expect(calls).toEqual({
      'Delete Domain Assignment': 1,
      'Get Connected Domain': 1,
      'Get Domain Assignment': 1,
      'List Connected Domains': 1,
    });
    expect(state.domains.get(primary)?.assignment?.type).toBe('PRIMARY');
  });

  it('takes all domains of the site away with its primary one, and lists them in a dry run', async () => {
    const { siteId, redirect, primary } = siteWithRedirect(graph, 0);
    const dry = await graph.ask(unassign, { input: { name: primary, dryRun: true } });
    expect(dry.calls).toEqual({ 'Get Domain Assignment': 1, 'List Connected Domains': 1 });
    expect(dry.data.unassignDomain.dryRun).toEqual({
      isPossible: true,
      changes: [
        { type: 'Domain', id: primary, field: 'assignment', before: `PRIMARY of ${siteId}`, after: null },
        { type: 'Site', id: siteId, field: 'primaryDomain', before: primary, after: null },
        { type: 'Domain', id: redirect, field: 'assignment', before: `REDIRECT of ${siteId}`, after: null },
      ],
      problems: [],
      calls: [{ operation: 'Delete Domain Assignment', count: 1, permission: 'SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS' }],
    });
    expect(state.domains.get(primary)?.assignment).toBeDefined();
    const { data } = await graph.ask(unassign, { input: { name: primary } });
    expect(data.unassignDomain.userErrors).toEqual([]);
    const { data: after } = await graph.ask(`{ site(id: "${siteId}") { hasDomain domains { name } } }`);
    expect(after.site).toEqual({ hasDomain: false, domains: [] });
  });

  it('is shown by a list in which Wix still has the assignment', async () => {
    const { siteId, redirect } = siteWithRedirect(graph, 0);
    const stale = state.domains.get(redirect)?.assignment;
    await graph.ask(unassign, { input: { name: redirect } });
    const domain = state.domains.get(redirect);
    if (domain === undefined || stale === undefined) throw new Error('The domain must stay in the account');
    domain.assignment = stale;
    const { data } = await graph.ask(`{ site(id: "${siteId}") { redirects { name } } }`);
    expect(data.site.redirects).toEqual([]);
    delete domain.assignment;
  });

  it('is refused for a domain without a site', async () => {
    const { domain } = agencyDomain(graph.sandbox, ({ assignment }) => assignment === undefined);
    const { data } = await graph.ask(unassign, { input: { name: domain } });
    expect(data.unassignDomain.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'name'] }]);
  });

  it.each([
    ['truncated', 1],
    ['reset', 2],
  ] as const)('is done after a lost answer: %s', async (kind, sent) => {
    const { redirect } = siteWithRedirect(graph, 0);
    faults.inject({ kind, operation: 'Delete Domain Assignment' });
    const { data, errors, calls } = await graph.ask(unassign, { input: { name: redirect } });
    expect(errors).toBeUndefined();
    expect(data.unassignDomain.domain).toEqual({ name: redirect, assignment: null });
    expect(calls).toMatchObject({ 'Delete Domain Assignment': sent, 'Get Domain Assignment': 2 });
  });
});

describe('assigning domains under another reading of the contract', () => {
  const graph = useGraph({ server, quirks: { assignmentSiteField: 'metaSiteId' } });

  it('finds the site among the connected domains when the assignment does not tell it', async () => {
    const { siteId, redirect, primary } = siteWithRedirect(graph, 0);
    const { data } = await graph.ask(unassign, { input: { name: primary, dryRun: true } });
    expect(data.unassignDomain.dryRun.changes).toContainEqual({
      type: 'Domain',
      id: redirect,
      field: 'assignment',
      before: `REDIRECT of ${siteId}`,
      after: null,
    });
  });

  it('makes no plan when it cannot be found at all', async () => {
    const { primary } = siteWithRedirect(graph, 0);
    graph.sandbox.faults.inject({
      kind: 'patch',
      operation: 'List Connected Domains',
      patch: (body) => ({ ...(body as object), connectedDomains: [] }),
    });
    const { errors } = await graph.ask(unassign, { input: { name: primary, dryRun: true } });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_INVALID_RESPONSE' } }]);
  });
});

describe('assigning domains without the permission', () => {
  const graph = useGraph({ key: 'noDomains' });

  it.each([
    ['setPrimaryDomain', setPrimary],
    ['unassignDomain', unassign],
  ])('is FORBIDDEN: %s', async (field, document) => {
    const { redirect } = siteWithRedirect(graph, 0);
    const { errors } = await graph.ask(document, { input: { name: redirect } });
    expect(errors).toMatchObject([{ path: [field], extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toContain('SCOPE.ACC-DC-PREMIUM.MANAGE-DOMAINS');
  });
});
