import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';

describe('REST calls of an operation on the demo account', () => {
  const graph = useGraph();
  const agencySites = () =>
    [...graph.sandbox.state.sites.values()].filter((site) => site.accountId === graph.sandbox.accountId);

  it('are three for 20 sites with the account name and their domains', async () => {
    const { data, errors, calls } = await graph.ask(`{
      account { sites(first: 20) { nodes { displayName account { name } domains { name } } } }
    }`);
    expect(errors).toBeUndefined();
    expect(data.account.sites.nodes).toHaveLength(20);
    expect(calls).toEqual({ 'Query Sites': 1, 'Get Account': 1, 'List Connected Domains': 1 });
  });

  it('are one count, and no page, for totalCount with the trash alone', async () => {
    const { data, calls } = await graph.ask('{ account { sites(filter: { includeTrashed: true }) { totalCount } } }');
    expect(data.account.sites.totalCount).toBeGreaterThan(0);
    expect(calls).toEqual({ 'Count Sites': 1 });
  });

  it('are one page, and no count, for nodes alone', async () => {
    const { calls } = await graph.ask('{ account { sites(first: 20) { nodes { id } } } }');
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('are one for five aliases of one site', async () => {
    const [site] = agencySites();
    const aliases = [1, 2, 3, 4, 5].map((n) => `a${n}: site(id: "${site?.id}") { id displayName }`).join(' ');
    const { data, calls } = await graph.ask(`{ ${aliases} }`);
    expect(data.a5).toEqual({ id: site?.id, displayName: site?.displayName });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('are two for team members with the titles of their roles', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { teamMembers(first: 20) { nodes { assignments { role { title } } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.account.teamMembers.nodes[0].assignments[0].role.title).toEqual(expect.any(String));
    expect(calls).toEqual({ 'Search Team': 1, 'Get Roles Info': 1 });
  });

  it('are one Query Sites for all sites that the assignments of a team point at', async () => {
    const { data, errors, calls } = await graph.ask(`{
      account { teamMembers(first: 100) { nodes { assignments { scope { ... on SiteScope { siteId site { id displayName } } } } } } }
    }`);
    expect(errors).toBeUndefined();
    const scopes = data.account.teamMembers.nodes
      .flatMap((member: { assignments: { scope: { siteId?: string; site?: { id: string } } }[] }) => member.assignments)
      .map((assignment: { scope: { siteId?: string; site?: { id: string } } }) => assignment.scope)
      .filter((scope: { siteId?: string }) => scope.siteId !== undefined);
    expect(new Set(scopes.map((scope: { siteId: string }) => scope.siteId)).size).toBeGreaterThanOrEqual(50);
    for (const scope of scopes) expect(scope.site?.id).toBe(scope.siteId);
    expect(calls).toEqual({ 'Search Team': 1, 'Query Sites': 1 });
  });

  it('are one Search Team for members, invites and their counts together', async () => {
    const { data, calls } = await graph.ask(
      '{ account { teamMembers { totalCount nodes { userId } } invites { totalCount nodes { id } } } }',
    );
    expect(data.account.teamMembers.totalCount).toBe(data.account.teamMembers.nodes.length);
    expect(data.account.invites.totalCount).toBe(data.account.invites.nodes.length);
    expect(calls).toEqual({ 'Search Team': 1 });
  });

  it('are none for an account known by its id', async () => {
    const { data, calls } = await graph.ask('{ account { id sites { __typename } } }');
    expect(data.account.id).toBe(graph.sandbox.accountId);
    expect(calls).toEqual({});
  });
});

describe('REST calls of an operation on a large account', () => {
  const graph = useGraph({ size: 'large' });

  it('are three for 250 sites by id', async () => {
    const ids = [...graph.sandbox.state.sites.values()]
      .filter((site) => site.accountId === graph.sandbox.accountId)
      .slice(0, 250)
      .map((site) => site.id);
    const { data, calls } = await graph.ask('query ($ids: [ID!]!) { sites(ids: $ids) { id } }', { ids });
    expect(data.sites.map((site: { id: string }) => site.id)).toEqual(ids);
    expect(calls).toEqual({ 'Query Sites': 3 });
  });

  it('are one List Connected Domains for each 100 domains of the account', async () => {
    const domains = [...graph.sandbox.state.domains.values()].filter(
      (domain) => domain.accountId === graph.sandbox.accountId,
    );
    const { calls } = await graph.ask('{ account { sites(first: 90) { nodes { domains { name } } } } }');
    expect(calls).toEqual({ 'Query Sites': 1, 'List Connected Domains': Math.ceil(domains.length / 100) });
  });
});
