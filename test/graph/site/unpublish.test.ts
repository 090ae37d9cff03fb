import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { agencySites, childAccountIds, isFree, isOffline, noId, siteNow, soon } from '../../support/sites.ts';

const document = `mutation ($input: UnpublishSiteInput!) { unpublishSite(input: $input) {
  site { id isPublished url }
  dryRun { isPossible changes { field before after summary } problems { code path } calls { operation permission } }
  userErrors { code path upstreamCode }
} }`;

describe.each(['sitePublishState', ''])(
  'unpublishSite, whatever holds the state in the answer: "%s"',
  (publishStateField) => {
    const graph = useGraph({ quirks: { publishStateField }, server: soon });
    const { sandbox } = graph;

    it('takes a site offline', async () => {
      const [{ id }] = agencySites(sandbox, (site) => isFree(site) && site.published);
      const { data, errors, calls } = await graph.ask(document, { input: { siteId: id } });
      expect(errors).toBeUndefined();
      expect(data.unpublishSite).toEqual({ site: { id, isPublished: false, url: null }, dryRun: null, userErrors: [] });
      expect(siteNow(sandbox, id).published).toBe(false);
      expect(calls).toEqual({ 'Query Sites': 2, 'Unpublish Site': 1 });
      expect(sandbox.calls.entries().find(({ operation }) => operation === 'Unpublish Site')).toMatchObject({
        accountId: sandbox.accountId,
        body: { metaSiteId: id },
      });
    });
  },
);

describe('unpublishSite', () => {
  const graph = useGraph({ server: soon });
  const { sandbox } = graph;
  const published = agencySites(sandbox, (site) => isFree(site) && site.published);
  const unpublish = (input: object) => graph.ask(document, { input });

  it("calls Wix for the account that owns the key, also for a child account's site", async () => {
    const children = childAccountIds(sandbox);
    const site = [...sandbox.state.sites.values()].find((it) => it.published && children.includes(it.accountId));
    const { data } = await unpublish({ siteId: site?.id, accountId: site?.accountId });
    expect(data.unpublishSite).toMatchObject({ site: { id: site?.id, isPublished: false }, userErrors: [] });
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Unpublish Site')?.accountId).toBe(
      sandbox.accountId,
    );
  });

  it('answers the refusal of a site that is offline', async () => {
    const [{ id }] = agencySites(sandbox, isOffline);
    const { data, errors } = await unpublish({ siteId: id });
    expect(errors).toBeUndefined();
    expect(data.unpublishSite).toMatchObject({ site: null, userErrors: [{ code: 'FAILED_PRECONDITION' }] });
  });

  it('tells in a dry run what would change, and writes nothing', async () => {
    const { data, calls } = await unpublish({ siteId: published[0].id, dryRun: true });
    expect(data.unpublishSite.dryRun).toEqual({
      isPossible: true,
      changes: [
        {
          field: 'isPublished',
          before: 'true',
          after: 'false',
          summary: expect.stringContaining('goes offline: https'),
        },
      ],
      problems: [],
      calls: [{ operation: 'Unpublish Site', permission: 'SCOPE.ENTERPRISE.MANAGE-SITE-PROXY' }],
    });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it.each([
    ['a site that is offline', () => agencySites(sandbox, isOffline)[0].id, 'FAILED_PRECONDITION'],
    ['a site of nobody', () => noId, 'NOT_FOUND'],
  ])('tells in a dry run what stands in the way: %s', async (_name, id, code) => {
    const { data } = await unpublish({ siteId: id(), dryRun: true });
    expect(data.unpublishSite.dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code, path: ['input', 'siteId'] }],
    });
  });

  it('finds the site offline when the answer is lost', async () => {
    const id = published[1]?.id;
    sandbox.faults.inject({ kind: 'truncated', operation: 'Unpublish Site' });
    const { data, calls } = await unpublish({ siteId: id });
    expect(data.unpublishSite).toMatchObject({ site: { id, isPublished: false }, userErrors: [] });
    expect(calls['Unpublish Site']).toBe(1);
  });

  it('says that it does not know when the answer is lost and the site is seen online', async () => {
    const id = published[2]?.id;
    sandbox.faults.inject({ kind: 'reset', operation: 'Unpublish Site' });
    const { errors, calls } = await unpublish({ siteId: id });
    expect(errors).toMatchObject([{ path: ['unpublishSite'], extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(calls['Unpublish Site']).toBe(1);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.data.site.isPublished).toBe(true);
  });

  it('has one effect under one idempotency key, which a second call would refuse', async () => {
    const input = { siteId: published[3]?.id, idempotencyKey: 'unpublish-1' };
    const answers = await Promise.all([unpublish(input), unpublish(input), unpublish(input)]);
    for (const { data } of answers)
      expect(data.unpublishSite).toMatchObject({ site: { isPublished: false }, userErrors: [] });
  });

  it('refuses an id of another form without a call', async () => {
    const { data, calls } = await unpublish({ siteId: 'mine' });
    expect(data.unpublishSite.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', 'siteId'] }]);
    expect(calls).toEqual({});
  });
});

describe('unpublishSite without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const [{ id }] = agencySites(graph.sandbox, (site) => isFree(site) && site.published);
    const { errors } = await graph.ask(document, { input: { siteId: id } });
    expect(errors).toMatchObject([{ path: ['unpublishSite'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('a site that was taken offline and published again, while Wix lists it as it was', () => {
  const graph = useGraph({ quirks: { indexLagMs: 10_000 }, server: soon });
  const { sandbox } = graph;

  it('is read as the latest write left it', async () => {
    const [{ id }] = agencySites(sandbox, (site) => isFree(site) && site.published);
    const read = async () => (await graph.ask(`{ site(id: "${id}") { isPublished } }`)).data.site.isPublished;
    await graph.ask(document, { input: { siteId: id } });
    expect(await read()).toBe(false);
    await graph.ask('mutation ($id: ID!) { publishSite(input: { siteId: $id }) { userErrors { code } } }', { id });
    expect(await read()).toBe(true);
    await graph.ask(document, { input: { siteId: id } });
    expect(await read()).toBe(false);
    sandbox.clock.advance(10_000);
    expect(await read()).toBe(false);
  });
});
