import { describe, expect, it } from 'vitest';
import { seededApps } from '../../src/sandbox/seed/installed-apps.ts';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';

describe('facts that Wix published beyond its reference', () => {
  const graph = useGraph();

  it.each([
    ['an invalid API key', 428, 48876, 'UPSTREAM_UNAUTHENTICATED'],
    ['an invalid API key, as text', 428, '48876', 'UPSTREAM_UNAUTHENTICATED'],
    ['a deleted account', 404, 48886, 'FORBIDDEN'],
    ['a code nobody knows', 428, -7, 'FAILED_PRECONDITION'],
    ['another code nobody knows', 404, 90210, null],
  ] as const)('a numeric code is understood and shown: %s', async (_name, status, code, shown) => {
    const body = { message: '', details: { applicationError: { code } } };
    graph.sandbox.faults.inject({ operation: 'Get Connected Domain', kind: 'status', status, body });
    const { data, errors } = await graph.ask('{ domain(name: "example.com") { name } }');
    expect(data).toEqual({ domain: null });
    expect(errors?.map(({ extensions }) => [extensions.code, extensions['upstreamCode']]) ?? null).toEqual(
      shown === null ? null : [[shown, String(code)]],
    );
  });

  it('an account invite names its inviter', async () => {
    const input = mutationExamples(graph.sandbox)['inviteTeamMembers'];
    const { data, errors } = await graph.ask(
      'mutation ($input: InviteTeamMembersInput!) { inviteTeamMembers(input: $input) { results { invite { inviterAccount { id } } } } }',
      { input },
    );
    expect(errors).toBeUndefined();
    const inviter = { invite: { inviterAccount: { id: graph.sandbox.accountId } } };
    expect(data.inviteTeamMembers.results).toEqual([inviter, inviter]);
  });

  it('the billing of a package is read under both of its names', async () => {
    const read = async () =>
      (await graph.ask('{ account { packages(first: 5) { nodes { productInstances { billing { typeRaw } } } } } }'))
        .data;
    const before = await read();
    expect(JSON.stringify(before)).toContain('"typeRaw":"');
    graph.sandbox.setQuirks({ packageBillingField: 'paymentInfo' });
    expect(await read()).toEqual(before);
    graph.sandbox.setQuirks(null);
  });

  it('a site is created with Wix Vibe', async () => {
    const { data, errors } = await graph.ask(
      'mutation { createSite(input: { kind: VIBE, name: "Vibes" }) { site { displayName } userErrors { code } } }',
    );
    expect([data, errors]).toEqual([{ createSite: { site: { displayName: 'Vibes' }, userErrors: [] } }, undefined]);
  });

  it('editor addresses take a branch', async () => {
    const [site] = [...graph.sandbox.state.sites.values()].filter(({ editorType }) => editorType === 'EDITOR');
    const ask = (branch: string) =>
      graph.ask(`{ site(id: "${site?.id}") { editorUrls(branchId: "${branch}") { editor } } }`);
    const { errors } = await ask('0a0b0c0d-0000-4000-8000-000000000000');
    expect(errors).toBeUndefined();
    const sent = graph.sandbox.calls.entries().find(({ operation }) => operation === 'Get Editor Urls');
    expect(JSON.stringify(sent)).toContain('0a0b0c0d-0000-4000-8000-000000000000');
    expect((await ask('main')).errors?.map(({ extensions }) => extensions['field'])).toEqual(['branchId']);
  });

  it('contributors are filtered by location', async () => {
    const { state } = graph.sandbox;
    const site = [...state.sites.values()].find(
      ({ accountId, contributors }) => accountId === graph.sandbox.accountId && contributors.length > 0,
    );
    if (site === undefined) throw new Error('no site with contributors');
    const [first, ...others] = site.contributors;
    const location = '0a0b0c0d-0000-4000-8000-000000000001';
    state.sites.set(site.id, {
      ...site,
      contributors: [{ ...first, locationIds: [location] } as typeof first & object, ...others],
    });
    const ask = async (id: string) =>
      (await graph.ask(`{ site(id: "${site.id}") { contributors(locationIds: ["${id}"]) { accountId } } }`)).data.site;
    expect(await ask(location)).toEqual({ contributors: [{ accountId: first?.accountId }] });
    expect(await ask('0a0b0c0d-0000-4000-8000-000000000002')).toEqual({ contributors: [] });
    state.sites.set(site.id, site);
  });
});

describe('a search for sites', () => {
  const graph = useGraph({ size: 'large' });
  const search = (text: string, more = 'nodes { displayName slug }') =>
    graph.ask(
      'query ($text: String) { account { sites(first: 100, filter: { search: $text }) { MORE } } }'.replace(
        'MORE',
        more,
      ),
      { text },
    );

  it('finds sites by their names, page by page', async () => {
    const [site] = [...graph.sandbox.state.sites.values()].filter(
      ({ accountId }) => accountId === graph.sandbox.accountId,
    );
    const word = site?.displayName.split(' ')[0] ?? '';
    const { data, errors } = await search(word);
    expect(errors).toBeUndefined();
    expect(data.account.sites.nodes.length).toBeGreaterThan(0);
    expect(data.account.sites.nodes.map(({ displayName }: { displayName: string }) => displayName)).toContain(
      site?.displayName,
    );
  });

  it('is an error where Wix ignores or rejects it, and where it is blank or counted', async () => {
    const codes = async (text: string, more?: string) =>
      (await search(text, more)).errors?.map(({ extensions }) => extensions.code);
    graph.sandbox.setQuirks({ searchPhrase: 'ignore' });
    expect(await codes('zzzzzz')).toEqual(['UPSTREAM_INVALID_RESPONSE']);
    graph.sandbox.setQuirks({ searchPhrase: 'reject' });
    expect(await codes('zzzzzz')).toEqual(['BAD_USER_INPUT']);
    graph.sandbox.setQuirks(null);
    expect(await codes('zzzzzz')).toBeUndefined();
    expect(await codes('  ')).toEqual(['BAD_USER_INPUT']);
    expect(await codes('a', 'totalCount')).toEqual(['BAD_USER_INPUT']);
  });
});

describe('sites by their installed apps', () => {
  const graph = useGraph();
  const ask = (appIds: readonly string[], more = 'nodes { id }') =>
    graph.ask(
      'query ($appIds: [ID!]) { account { sites(first: 100, filter: { appIds: $appIds }) { MORE } } }'.replace(
        'MORE',
        more,
      ),
      { appIds },
    );
  const codes = async (appIds: readonly string[], more?: string) =>
    (await ask(appIds, more)).errors?.map(({ extensions }) => [extensions.code, extensions['field']]);

  it('are those with at least one of the apps, and a call checks that Wix filters', async () => {
    const { stores, blog } = seededApps;
    const { data, errors, calls } = await ask([stores.toUpperCase(), blog]);
    expect(errors).toBeUndefined();
    const wanted = [...graph.sandbox.state.sites.values()].filter(
      ({ accountId, namespace, appIds }) =>
        accountId === graph.sandbox.accountId &&
        (namespace === 'WIX' || namespace === 'HEADLESS') &&
        (appIds.includes(stores) || appIds.includes(blog)),
    );
    expect(wanted.length).toBeGreaterThan(3);
    const ids = (sites: readonly { readonly id: string }[]) => sites.map(({ id }) => id).sort();
    expect(ids(data.account.sites.nodes)).toEqual(ids(wanted));
    expect(calls).toEqual({ 'Query Sites': 2 });
  });

  it('are none without the check, if Wix finds none', async () => {
    const { data, calls } = await ask(['0a0b0c0d-0000-4000-8000-000000000009']);
    expect(data.account.sites.nodes).toEqual([]);
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('are an error where Wix ignores or rejects the filter, and where they are malformed, none or counted', async () => {
    const { stores } = seededApps;
    graph.sandbox.setQuirks({ appIdsFilter: 'ignore' });
    expect(await codes([stores])).toEqual([['UPSTREAM_INVALID_RESPONSE', undefined]]);
    graph.sandbox.setQuirks({ appIdsFilter: 'reject' });
    expect(await codes([stores])).toMatchObject([['BAD_USER_INPUT', 'value']]);
    graph.sandbox.setQuirks(null);
    expect(await codes([])).toMatchObject([['BAD_USER_INPUT', 'filter.appIds']]);
    expect(await codes(['stores'])).toMatchObject([['BAD_USER_INPUT', 'filter.appIds.0']]);
    expect(await codes(Array.from({ length: 101 }, () => stores))).toMatchObject([['BAD_USER_INPUT', 'filter.appIds']]);
    expect(await codes([stores], 'totalCount')).toMatchObject([['BAD_USER_INPUT', 'filter.appIds']]);
  });
});
