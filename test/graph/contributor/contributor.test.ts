import { describe, expect, it } from 'vitest';
import { toSiteContributor } from '../../../src/graph/contributor/model.ts';
import { toSite } from '../../../src/graph/site/model.ts';
import { WixError } from '../../../src/wix/error.ts';
import type { TestGraph } from '../../support/graph.ts';
import { useGraph } from '../../support/graph.ts';

describe('toSiteContributor', () => {
  const site = toSite({ id: 's1' }, 'a1');

  it.each([
    ['an owner', 'u1', 'u1'],
    ['no owner', undefined, null],
    ['a null owner', null, null],
    ['an empty owner', '', null],
    ['an owner that is no text', 7, null],
  ])('reads a contributor with %s', (_name, accountOwnerId, ownerUserId) => {
    expect(toSiteContributor({ accountId: 'c1', accountOwnerId }, site)).toEqual({
      site,
      accountId: 'c1',
      ownerUserId,
    });
  });

  it.each([[{}], [{ accountId: null }], [{ accountId: '' }], [{ accountOwnerId: 'u1' }]])(
    'refuses %j: it is nobody',
    (raw) => {
      expect(() => toSiteContributor(raw, site)).toThrow(WixError);
    },
  );
});

/** A site of the agency with at least two contributors. */
function siteWithGuests({ sandbox }: TestGraph) {
  const found = [...sandbox.state.sites.values()].find(
    ({ accountId, contributors }) => accountId === sandbox.accountId && contributors.length > 1,
  );
  if (found === undefined) throw new Error('no site with contributors');
  return found;
}

describe('the contributors of a site', () => {
  const graph = useGraph();

  it('are those that work on it, at one call', async () => {
    const { id, contributors } = siteWithGuests(graph);
    const { data, errors, calls } = await graph.ask(
      `{ site(id: "${id}") { contributors { accountId account { id } ownerUserId } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.site.contributors).toEqual(
      contributors.map(({ accountId, accountOwnerId }) => ({
        accountId,
        account: { id: accountId },
        ownerUserId: accountOwnerId,
      })),
    );
    expect(calls).toEqual({ 'Query Sites': 1, 'Query Site Contributors': 1 });
    expect(graph.sandbox.calls.entries().at(-1)).toMatchObject({ siteId: id, query: {} });
  });

  it('are none for a site without any', async () => {
    const site = [...graph.sandbox.state.sites.values()].find(
      ({ accountId, contributors }) => accountId === graph.sandbox.accountId && contributors.length === 0,
    );
    const { data, errors } = await graph.ask(`{ site(id: "${site?.id}") { contributors { accountId } } }`);
    expect(errors).toBeUndefined();
    expect(data.site.contributors).toEqual([]);
  });

  it('have their roles, at a call for each role that a site can give, shared by all of them', async () => {
    const { id, contributors } = siteWithGuests(graph);
    const { state, accountId } = graph.sandbox;
    const { data, errors, calls } = await graph.ask(
      `{ site(id: "${id}") { contributors { accountId roles { id: roleId title account { id } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.site.contributors).toEqual(
      contributors.map((contributor) => ({
        accountId: contributor.accountId,
        roles: contributor.roles.map(({ roleId }) => ({
          id: roleId,
          title: state.roles.get(roleId)?.title,
          account: { id: accountId },
        })),
      })),
    );
    const siteRoles = [...state.roles.values()].filter(
      (role) => role.restrictFromLevel !== 'Site' && (role.accountId ?? accountId) === accountId,
    );
    expect(calls).toEqual({
      'Query Sites': 1,
      'Query Site Contributors': 1 + siteRoles.length,
      'Get Roles Info': 1,
    });
  });

  it('are narrowed by roles, at one call for any number of them', async () => {
    const { id, contributors } = siteWithGuests(graph);
    const roleIds = contributors[0]?.roles.map(({ roleId }) => roleId) ?? [];
    const holders = contributors.filter(({ roles }) => roles.some(({ roleId }) => roleIds.includes(roleId)));
    const { data, errors, calls } = await graph.ask(
      `query ($id: ID!, $roleIds: [ID!]) { site(id: $id) {
        some: contributors(roleIds: $roleIds) { accountId }
        none: contributors(roleIds: ["1"]) { accountId }
        all: contributors { accountId }
      } }`,
      { id, roleIds: [...roleIds, '2'] },
    );
    expect(errors).toBeUndefined();
    expect(data.site.some).toEqual(holders.map(({ accountId }) => ({ accountId })));
    expect(data.site.none).toEqual([]);
    expect(data.site.all).toHaveLength(contributors.length);
    expect(calls).toEqual({ 'Query Sites': 1, 'Query Site Contributors': 3 });
  });

  it('refuse a role id that is none, without asking for them', async () => {
    const { id, displayName } = siteWithGuests(graph);
    const { data, errors, calls } = await graph.ask(
      `{ site(id: "${id}") { displayName contributors(roleIds: ["1", "a&b=c"]) { accountId } } }`,
    );
    expect(data.site).toEqual({ displayName, contributors: null });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'roleIds' });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('have roles that this graph cannot place too', async () => {
    const { id, contributors } = siteWithGuests(graph);
    graph.sandbox.faults.inject({
      operation: 'Get Roles Info',
      kind: 'body',
      body: {
        predefinedRoles: [{ id: contributors[0]?.roles[0]?.roleId, title: 'New', restrictFromLevel: 'Galaxy' }],
      },
    });
    const { data } = await graph.ask(`{ site(id: "${id}") { contributors { roles { title levels } } } }`);
    expect(data.site.contributors[0].roles).toEqual([{ title: 'New', levels: [] }]);
  });

  it('fail alone: the list of one site, or the roles', async () => {
    const { id } = siteWithGuests(graph);
    graph.sandbox.faults.inject({
      operation: 'Query Site Contributors',
      match: ({ siteId }) => siteId === id,
      kind: 'malformed',
      times: Number.POSITIVE_INFINITY,
    });
    const list = await graph.ask('{ account { sites(first: 100) { nodes { id contributors { accountId } } } } }');
    const failed = list.data.account.sites.nodes.filter(
      (site: { contributors: unknown }) => site.contributors === null,
    );
    expect(failed).toEqual([{ id, contributors: null }]);
    expect(list.errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_INVALID_RESPONSE']);

    graph.sandbox.faults.clear();
    graph.sandbox.faults.inject({
      operation: 'Query Site Contributors',
      match: ({ query }) => query['filter.policyIds'] !== undefined,
      kind: 'empty403',
      times: Number.POSITIVE_INFINITY,
    });
    const roles = await graph.ask(`{ site(id: "${id}") { contributors { accountId roles { id: roleId } } } }`);
    for (const contributor of roles.data.site.contributors) {
      expect(contributor).toEqual({ accountId: expect.any(String), roles: null });
    }
  });

  it('are refused as a whole when one of them is nobody', async () => {
    const { id } = siteWithGuests(graph);
    graph.sandbox.faults.inject({
      operation: 'Query Site Contributors',
      kind: 'body',
      body: { contributors: [{ accountOwnerId: 'u1' }] },
    });
    const { data, errors } = await graph.ask(`{ site(id: "${id}") { contributors { accountId } } }`);
    expect(data.site.contributors).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('UPSTREAM_INVALID_RESPONSE');
  });
});

describe('the contributors of a site whose owner Wix lists with them', () => {
  const graph = useGraph({ quirks: { contributorsListOwner: true } });

  it('include the owner with the role of an owner', async () => {
    const { id, contributors } = siteWithGuests(graph);
    const { data, errors } = await graph.ask(
      `{ site(id: "${id}") { contributors { accountId account { name } roles { title } } } }`,
    );
    // The accounts of strangers cannot be read; that of the owner can.
    expect(errors?.every(({ extensions }) => extensions.code === 'FORBIDDEN')).toBe(true);
    expect(data.site.contributors).toHaveLength(1 + contributors.length);
    expect(data.site.contributors[0]).toEqual({
      accountId: graph.sandbox.accountId,
      account: { name: 'Northwind Studio' },
      roles: [{ title: 'Owner' }],
    });
  });
});

describe('a key that may not read contributors', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('gets the site, and the name of what it lacks', async () => {
    const { id, displayName } = siteWithGuests(graph);
    const { data, errors } = await graph.ask(`{ site(id: "${id}") { displayName contributors { accountId } } }`);
    expect(data.site).toEqual({ displayName, contributors: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['site', 'contributors'], 'FORBIDDEN'],
    ]);
    expect(errors?.[0]?.message).toContain('site-users.view-users');
  });
});
