import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { agencySites, isOffline, noId, siteNow, soon } from '../../support/sites.ts';

const document = `mutation ($input: PublishSiteInput!) { publishSite(input: $input) {
  site { id isPublished url }
  dryRun { isPossible changes { type id: objectId field before after } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }
} }`;

describe('publishSite', () => {
  const graph = useGraph({ server: soon });
  const { sandbox } = graph;
  const offline = agencySites(sandbox, isOffline);
  const publish = (input: object) => graph.ask(document, { input });

  it('publishes a site with one call, and one more to read it', async () => {
    const [{ id }] = offline;
    const { data, errors, calls } = await publish({ siteId: id.toUpperCase() });
    expect(errors).toBeUndefined();
    expect(data.publishSite).toEqual({
      site: { id, isPublished: true, url: expect.stringMatching(/^https:/) },
      dryRun: null,
      userErrors: [],
    });
    expect(siteNow(sandbox, id).published).toBe(true);
    expect(calls).toEqual({ 'Publish Site': 1, 'Query Sites': 2 });
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Publish Site')).toMatchObject({
      method: 'POST',
      siteId: id,
      body: {},
    });
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Publish Site')).not.toHaveProperty(
      'accountId',
    );
  });

  it('publishes a published site again', async () => {
    const [{ id }] = agencySites(sandbox, (site) => site.published);
    const { data } = await publish({ siteId: id });
    expect(data.publishSite).toMatchObject({ site: { isPublished: true }, userErrors: [] });
  });

  it('refuses a site in the trash', async () => {
    const [{ id }] = agencySites(sandbox, (site) => site.trashedDate !== undefined);
    const { data, errors } = await publish({ siteId: id });
    expect(errors).toBeUndefined();
    expect(data.publishSite).toMatchObject({
      site: null,
      userErrors: [{ code: 'FAILED_PRECONDITION', path: ['input', 'siteId'], upstreamCode: null }],
    });
  });

  it('tells in a dry run what would change, and writes nothing', async () => {
    const id = offline[1]?.id ?? '';
    const { data, calls } = await publish({ siteId: id, dryRun: true });
    expect(data.publishSite).toEqual({
      site: null,
      dryRun: {
        isPossible: true,
        changes: [{ type: 'Site', id, field: 'isPublished', before: 'false', after: 'true' }],
        problems: [],
        calls: [{ operation: 'Publish Site', count: 1, permission: null }],
      },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Query Sites': 1 });
    expect(siteNow(sandbox, id).published).toBe(false);
  });

  it.each([
    ['a site in the trash', () => agencySites(sandbox, (site) => site.trashedDate !== undefined)[0].id],
    ['a site of nobody', () => noId],
  ])('tells in a dry run what stands in the way: %s', async (_name, id) => {
    const { data } = await publish({ siteId: id(), dryRun: true });
    expect(data.publishSite.dryRun).toMatchObject({ isPossible: false, problems: [{ path: ['input', 'siteId'] }] });
  });

  it.each([
    ['siteId', { siteId: 'mine' }],
    ['accountId', { siteId: noId, accountId: 'mine' }],
  ])('refuses an id of another form without a call: %s', async (field, input) => {
    const { data, errors, calls } = await publish(input);
    expect(errors).toBeUndefined();
    expect(data.publishSite.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it.each([
    ['truncated', true],
    ['reset', false],
  ] as const)('publishes once more after a lost answer, which is harmless: %s', async (kind, hadEffect) => {
    const id = offline[hadEffect ? 2 : 3]?.id ?? '';
    sandbox.faults.inject({ kind, operation: 'Publish Site' });
    const { data, errors, calls } = await publish({ siteId: id });
    expect(errors).toBeUndefined();
    expect(data.publishSite).toMatchObject({ site: { isPublished: true }, userErrors: [] });
    expect(calls['Publish Site']).toBe(2);
    expect(siteNow(sandbox, id).published).toBe(true);
  });

  it('does not know what became of it when the second try fails too', async () => {
    sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Publish Site', times: 2 });
    const { errors, calls } = await publish({ siteId: offline[4]?.id });
    expect(errors).toMatchObject([{ path: ['publishSite'], extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(calls).toEqual({ 'Publish Site': 2, 'Query Sites': 1 });
  });
});

describe('publishSite without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly', server: soon });

  it('is forbidden', async () => {
    const [{ id }] = agencySites(graph.sandbox, (site) => !site.published);
    const { errors } = await graph.ask(document, { input: { siteId: id } });
    expect(errors).toMatchObject([{ path: ['publishSite'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('a site that was just published, while Wix lists it as it was', () => {
  const graph = useGraph({ quirks: { indexLagMs: 10_000 }, server: soon });
  const { sandbox } = graph;

  it('is read as published, with a word that Wix does not show it yet', async () => {
    const [{ id }] = agencySites(sandbox, isOffline);
    const { data, extensions } = await graph.ask(document, { input: { siteId: id } });
    expect(data.publishSite.site).toEqual({ id, isPublished: true, url: null });
    expect(extensions).toEqual({ consistency: { pending: [{ type: 'Site', id }] } });

    const later = await graph.ask(`{ site(id: "${id}") { isPublished url } }`);
    expect(later.data.site).toEqual({ isPublished: true, url: null });
    sandbox.clock.advance(10_000);
    const shown = await graph.ask(`{ site(id: "${id}") { isPublished url } }`);
    expect(shown.data.site).toEqual({ isPublished: true, url: expect.stringMatching(/^https:/) });
    expect(shown.extensions).toBeUndefined();
  });
});
