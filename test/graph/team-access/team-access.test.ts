import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { folderPath } from '../../../src/sandbox/state/folder.ts';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import type { SandboxAssignment, SandboxTeamMember } from '../../../src/sandbox/state/team.ts';
import { useGraph } from '../../support/graph.ts';

/** What the sandbox's own data says: whether an assignment reaches a site, roles on folders holding below them. */
function reaches({ state }: Sandbox, { scope }: SandboxAssignment, site: SandboxSite): boolean {
  if (scope.kind === 'account') return true;
  if (scope.kind === 'site') return scope.siteId === site.id;
  const folder = state.folders.get(site.folderId ?? '');
  return folder !== undefined && folderPath(state.folders, folder).some(({ id }) => id === scope.folderId);
}

function teamOf({ state, accountId }: Sandbox): SandboxTeamMember[] {
  return [...state.teamMembers.values()].filter((member) => member.accountId === accountId);
}

function listedSites({ state, accountId }: Sandbox): SandboxSite[] {
  return [...state.sites.values()].filter(
    (site) =>
      site.accountId === accountId && ['WIX', 'HEADLESS'].includes(site.namespace) && site.trashedDate === undefined,
  );
}

/** The ids of the sites that a member reaches by the sandbox's data, newest first. */
function reachedBy(sandbox: Sandbox, member: SandboxTeamMember): string[] {
  const assigned = new Set(member.assignments.flatMap(({ scope }) => (scope.kind === 'site' ? [scope.siteId] : [])));
  const others = [...sandbox.state.sites.values()].filter(
    ({ id, trashedDate }) => assigned.has(id) && trashedDate === undefined,
  );
  const sites = new Set([
    ...listedSites(sandbox).filter((site) => member.assignments.some((given) => reaches(sandbox, given, site))),
    ...others,
  ]);
  return [...sites].sort((a, b) => (a.createdDate < b.createdDate ? 1 : -1)).map(({ id }) => id);
}

interface Listed {
  readonly userId: string;
  readonly sites: { readonly totalCount: number; readonly nodes: readonly { readonly id: string }[] };
}

describe('the sites that a member reaches', () => {
  const graph = useGraph();
  const withScope = (kind: SandboxAssignment['scope']['kind'], only: boolean) => {
    const found = teamOf(graph.sandbox).find(
      ({ assignments }) =>
        assignments.some(({ scope }) => scope.kind === kind) &&
        assignments.every(({ scope }) => (only ? scope.kind === kind : scope.kind !== 'account' || kind === 'account')),
    );
    if (found === undefined) throw new Error(`no member with a role on ${kind}`);
    return found;
  };
  const ask = (userId: string, args = 'first: 100') =>
    graph.ask(`{ account { teamMember(userId: "${userId}") { sites(${args}) {
      totalCount nodes { id } pageInfo { hasNextPage endCursor }
    } } } }`);

  it('are right for every member of the team, and cost no call for each', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { teamMembers(first: 100) { nodes { userId sites(first: 100) { nodes { id } } } } } }',
    );
    expect(errors).toBeUndefined();
    const members: Listed[] = data.account.teamMembers.nodes;
    const found = Object.fromEntries(members.map(({ userId, sites }) => [userId, sites.nodes.map(({ id }) => id)]));
    const expected = teamOf(graph.sandbox).map((member) => [member.userId, reachedBy(graph.sandbox, member)]);
    expect(found).toEqual(Object.fromEntries(expected));
    // One for members with a role on the account, one for assigned sites, one for folders: each below a hundred sites.
    expect(calls).toEqual({ 'Search Team': 1, 'Query Folders': 1, 'Query Sites': 3 });
  });

  it('are all sites of the account, page by page, for a role on the account', async () => {
    const { userId } = withScope('account', false);
    const { data, calls } = await ask(userId, 'first: 2');
    expect(data.account.teamMember.sites.totalCount).toBe(listedSites(graph.sandbox).length);
    expect(data.account.teamMember.sites.nodes).toHaveLength(2);
    expect(calls).toEqual({ 'Search Team': 1, 'Query Sites': 2 });
  });

  it('are the assigned ones, without a look at folders, for roles on sites', async () => {
    const member = withScope('site', true);
    const { data, errors, calls } = await ask(member.userId);
    expect(errors).toBeUndefined();
    const expected = reachedBy(graph.sandbox, member);
    expect(data.account.teamMember.sites.nodes.map(({ id }: { id: string }) => id)).toEqual(expected);
    expect(data.account.teamMember.sites.totalCount).toBe(expected.length);
    expect(calls).toEqual({ 'Search Team': 1, 'Query Sites': 1 });
  });

  it('go on behind a cursor, which is good for this member only', async () => {
    const member = withScope('site', true);
    const other = teamOf(graph.sandbox).find(
      ({ userId, assignments }) =>
        userId !== member.userId && assignments.length > 0 && assignments.every(({ scope }) => scope.kind === 'site'),
    );
    const first = (await ask(member.userId, 'first: 2')).data.account.teamMember.sites;
    expect(first.pageInfo.hasNextPage).toBe(true);
    const after = `first: 100, after: "${first.pageInfo.endCursor}"`;
    const rest = (await ask(member.userId, after)).data.account.teamMember.sites;
    expect(rest.pageInfo.hasNextPage).toBe(false);
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(reachedBy(graph.sandbox, member));
    const refused = await ask(other?.userId ?? '', after);
    expect(refused.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
  });

  it('leave out a site that the account no longer has', async () => {
    const member = withScope('site', true);
    const [gone, ...left] = reachedBy(graph.sandbox, member);
    const site = graph.sandbox.state.sites.get(gone ?? '') as SandboxSite;
    graph.sandbox.state.sites.delete(site.id);
    const { data, errors } = await ask(member.userId);
    graph.sandbox.state.sites.set(site.id, site);
    expect(errors).toBeUndefined();
    expect(data.account.teamMember.sites.nodes.map(({ id }: { id: string }) => id)).toEqual(left);
  });

  it('are none for a restriction that nobody knows, and cost nothing', async () => {
    const [known] = teamOf(graph.sandbox);
    graph.sandbox.faults.inject({
      operation: 'Search Team',
      kind: 'body',
      body: {
        facets: [
          { facetType: 'Users', values: [{ value: 'Users', count: 1 }] },
          { facetType: 'InviteStatus', values: [] },
        ],
        teamMembers: [
          { user: { id: known?.userId, assignments: [{ policyId: '1', restrictions: { planet: { id: 'mars' } } }] } },
        ],
      },
    });
    const { data, errors, calls } = await ask(known?.userId ?? '');
    expect(errors).toBeUndefined();
    expect(data.account.teamMember.sites).toEqual({
      totalCount: 0,
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
    expect(calls).toEqual({ 'Search Team': 1 });
  });

  it('fail alone when folders cannot be read, and only where folders matter', async () => {
    graph.sandbox.faults.inject({ operation: 'Query Folders', kind: 'malformed', times: Number.POSITIVE_INFINITY });
    const { data, errors } = await graph.ask(
      '{ account { teamMembers(first: 100) { nodes { userId sites { nodes { id } } } } } }',
    );
    const members: { userId: string; sites: unknown }[] = data.account.teamMembers.nodes;
    const failed = members.filter(({ sites }) => sites === null).map(({ userId }) => userId);
    const needFolders = teamOf(graph.sandbox).filter(
      ({ assignments }) =>
        assignments.some(({ scope }) => scope.kind === 'folder') &&
        assignments.every(({ scope }) => scope.kind !== 'account'),
    );
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.sort()).toEqual(needFolders.map(({ userId }) => userId).sort());
    expect(errors?.every(({ extensions }) => extensions.code === 'UPSTREAM_INVALID_RESPONSE')).toBe(true);
  });

  it('fail loudly when Wix ignores the filter by folder', async () => {
    const member = withScope('folder', false);
    graph.sandbox.faults.inject({
      operation: 'Query Sites',
      match: ({ body }) => JSON.stringify(body).includes('"folderId"'),
      kind: 'body',
      body: { sites: [{ id: 'elsewhere', namespace: 'WIX' }], metadata: { hasNext: false } },
    });
    const { errors } = await ask(member.userId);
    expect(errors?.[0]?.extensions.code).toBe('UPSTREAM_INVALID_RESPONSE');
  });
});

describe('the members who reach a site', () => {
  const graph = useGraph();

  it('are right for every site with the team and the folders read once', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { sites(first: 100) { nodes { id members { member { userId } assignments { id: assignmentId } } } } } }',
    );
    expect(errors).toBeUndefined();
    for (const { id, members } of data.account.sites.nodes) {
      const site = graph.sandbox.state.sites.get(id) as SandboxSite;
      const found = members.map(
        ({ member, assignments }: { member: { userId: string }; assignments: { id: string }[] }) => [
          member.userId,
          assignments.map((assignment) => assignment.id).sort(),
        ],
      );
      const expected = teamOf(graph.sandbox).flatMap(({ userId, assignments }) => {
        const given = assignments.filter((assignment) => reaches(graph.sandbox, assignment, site));
        return given.length === 0 ? [] : [[userId, given.map(({ assignmentId }) => assignmentId).sort()]];
      });
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      expect(found).toHaveLength(expected.length);
    }
    expect(calls).toEqual({ 'Query Sites': 1, 'Search Team': 1, 'Query Folders': 1 });
  });

  it('are those of the account that owns the site', async () => {
    const { state, accountId } = graph.sandbox;
    const site = [...state.sites.values()].find(
      (candidate) => state.accounts.get(candidate.accountId)?.parentAccountId === accountId,
    ) as SandboxSite;
    const { data } = await graph.ask(
      `{ site(id: "${site.id}", accountId: "${site.accountId}") { members { member { accountId } } } }`,
    );
    expect(data.site.members.length).toBeGreaterThan(0);
    for (const { member } of data.site.members) expect(member.accountId).toBe(site.accountId);
  });

  it('cost no look at folders where nobody has a role on one', async () => {
    const site = listedSites(graph.sandbox).find(({ folderId }) => folderId !== undefined);
    graph.sandbox.faults.inject({
      operation: 'Search Team',
      kind: 'patch',
      patch: (body) => {
        const { teamMembers } = body as { teamMembers: { user?: { assignments: object[] } }[] };
        const withoutFolders = teamMembers.filter(({ user }) => !JSON.stringify(user ?? {}).includes('"FOLDER"'));
        const facets = [
          { facetType: 'Users', values: [{ value: 'Users', count: withoutFolders.length }] },
          { facetType: 'InviteStatus', values: [] },
        ];
        return { ...(body as object), facets, teamMembers: withoutFolders };
      },
    });
    const { data, calls } = await graph.ask(`{ site(id: "${site?.id}") { members { member { userId } } } }`);
    expect(data.site.members.length).toBeGreaterThan(0);
    expect(calls).toEqual({ 'Query Sites': 1, 'Search Team': 1 });
  });

  it('fail alone when the team cannot be read', async () => {
    graph.sandbox.faults.inject({ operation: 'Search Team', kind: 'empty403', times: Number.POSITIVE_INFINITY });
    const { data, errors } = await graph.ask(
      '{ account { sites(first: 1) { nodes { displayName members { member { userId } } } } } }',
    );
    expect(data.account.sites.nodes).toEqual([{ displayName: expect.any(String), members: null }]);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a large team', () => {
  const graph = useGraph({ size: 'large' });

  it('has its sites in reach read once over all members', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { teamMembers(first: 100) { nodes { userId sites(first: 5) { totalCount } } } } }',
    );
    expect(errors).toBeUndefined();
    const members: Listed[] = data.account.teamMembers.nodes;
    const shown = teamOf(graph.sandbox).filter(({ userId }) => members.some((member) => member.userId === userId));
    for (const { userId, sites } of members) {
      const member = shown.find((candidate) => candidate.userId === userId) as SandboxTeamMember;
      expect(sites.totalCount).toBe(reachedBy(graph.sandbox, member).length);
    }
    const narrow = shown.filter(({ assignments }) => assignments.every(({ scope }) => scope.kind !== 'account'));
    const scopes = narrow.flatMap(({ assignments }) => assignments.map(({ scope }) => scope));
    const assigned = new Set(scopes.flatMap((scope) => (scope.kind === 'site' ? [scope.siteId] : []))).size;
    const inFolders = listedSites(graph.sandbox).filter((site) =>
      narrow.some(({ assignments }) =>
        assignments.some((given) => given.scope.kind === 'folder' && reaches(graph.sandbox, given, site)),
      ),
    ).length;
    expect(calls).toEqual({
      // Two pages hold a hundred members, a third tells that more follow.
      'Search Team': 3,
      'Query Folders': 1,
      // One of them shows the trash of the account, for the number of its sites.
      'Query Sites': Math.ceil(assigned / 100) + Math.ceil(inFolders / 100) + 1,
      'Count Sites': 1,
    });
  });
});
