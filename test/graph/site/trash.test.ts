import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { agencySites, isFree, noId, siteNow, soon } from '../../support/sites.ts';

const document = `mutation ($input: MoveSitesToTrashInput!) { moveSitesToTrash(input: $input) {
  results { siteId site { id isPublished trashedAt } error { code path upstreamCode } }
  dryRun { isPossible changes { id: objectId field summary } problems { code path } calls { operation count permission } }
  userErrors { code path }
} }`;

describe.each([{ bulkDeleteResults: 'recipe' }, { bulkDeleteResults: 'docs' }] as const)(
  'moveSitesToTrash, with results as in the $bulkDeleteResults',
  (quirks) => {
    const graph = useGraph({ quirks, server: soon });
    const { sandbox } = graph;

    it('answers for each site, in order, what became of it', async () => {
      const [free] = agencySites(sandbox, (site) => isFree(site) && site.published);
      const [premium] = agencySites(sandbox, (site) => site.premium);
      const siteIds = [premium.id, free.id];
      const { data, errors, calls } = await graph.ask(document, { input: { siteIds } });
      expect(errors).toBeUndefined();
      const rejected = (index: number, upstreamCode: string) => ({
        error: { code: 'REJECTED', path: ['input', 'siteIds', String(index)], upstreamCode },
      });
      expect(data.moveSitesToTrash).toMatchObject({
        results: [
          { siteId: premium.id, site: { id: premium.id, trashedAt: null }, ...rejected(0, 'PREMIUM_NOT_PERMITTED') },
          {
            siteId: free.id,
            site: { isPublished: false, trashedAt: siteNow(sandbox, free.id).trashedDate },
            error: null,
          },
        ],
        dryRun: null,
        userErrors: [],
      });
      expect(siteNow(sandbox, free.id)).toMatchObject({ published: false, trashedDate: expect.any(String) });
      expect(calls).toEqual({ 'Bulk Delete Site': 1, 'Query Sites': 2 });
      expect(sandbox.calls.entries().find(({ operation }) => operation === 'Bulk Delete Site')).toMatchObject({
        accountId: sandbox.accountId,
        body: { ids: siteIds },
      });
    });

    it('names each site that is not there or in the trash, dry or not, and moves none', async () => {
      const [, free] = agencySites(sandbox, (site) => isFree(site) && site.published);
      const [trashed] = agencySites(sandbox, (site) => site.trashedDate !== undefined);
      const siteIds = [free?.id, noId, trashed.id];
      const problems = [
        { code: 'NOT_FOUND', path: ['input', 'siteIds', '1'] },
        { code: 'FAILED_PRECONDITION', path: ['input', 'siteIds', '2'] },
      ];
      const { data, calls } = await graph.ask(document, { input: { siteIds } });
      expect(data.moveSitesToTrash).toMatchObject({ results: null, userErrors: problems });
      expect(calls).toEqual({ 'Query Sites': 1 });
      const dry = await graph.ask(document, { input: { siteIds, dryRun: true } });
      expect(dry.data.moveSitesToTrash.dryRun).toMatchObject({ isPossible: false, problems });
    });
  },
);

describe('moveSitesToTrash', () => {
  const graph = useGraph({ server: soon });
  const { sandbox } = graph;
  const free = agencySites(sandbox, isFree).map(({ id }) => id);
  const move = (siteIds: readonly string[], more: object = {}) => graph.ask(document, { input: { siteIds, ...more } });
  const isTrashed = (id: string) => siteNow(sandbox, id).trashedDate !== undefined;

  it('tells in a dry run what would go and what stands in the way, and writes nothing', async () => {
    const [published] = agencySites(sandbox, (site) => site.premium && site.published && !site.blocked);
    const [trashed] = agencySites(sandbox, (site) => site.trashedDate !== undefined);
    const { data, calls } = await move([published.id, trashed.id, noId], { dryRun: true });
    expect(data.moveSitesToTrash).toMatchObject({
      results: null,
      dryRun: {
        isPossible: false,
        changes: [{ id: published.id, field: 'trashedAt', summary: expect.stringMatching(/ goes offline .*Premium/) }],
        problems: [
          { code: 'FAILED_PRECONDITION', path: ['input', 'siteIds', '1'] },
          { code: 'NOT_FOUND', path: ['input', 'siteIds', '2'] },
        ],
        calls: [{ operation: 'Bulk Delete Site', count: 1, permission: 'my-account.delete-site' }],
      },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it.each([
    ['no site', []],
    ['more than 200', Array.from({ length: 201 }, (_, index) => noId.slice(0, -3) + String(100 + index))],
    ['one twice, in any case', [noId.replace('8', 'a'), noId.replace('8', 'A')]],
    ['a malformed id', ['mine']],
  ])('refuses %s without a call', async (_name, siteIds) => {
    const { data, errors, calls } = await move(siteIds);
    expect(errors).toBeUndefined();
    expect(data.moveSitesToTrash).toMatchObject({ results: null, userErrors: [{ code: 'BAD_USER_INPUT' }] });
    expect(calls).toEqual({});
  });

  it('finds the sites in the trash when the answer is lost', async () => {
    const ids = free.slice(0, 2);
    sandbox.faults.inject({ kind: 'truncated', operation: 'Bulk Delete Site' });
    const { data, calls } = await move(ids);
    expect(data.moveSitesToTrash.results).toMatchObject(ids.map((siteId) => ({ siteId, error: null })));
    expect(calls['Bulk Delete Site']).toBe(1);
  });

  it('says of each site that it does not know, when the answer is lost and they are not seen in the trash', async () => {
    const ids = free.slice(2, 4);
    sandbox.faults.inject({ kind: 'reset', operation: 'Bulk Delete Site' });
    const { data, errors, calls } = await move(ids);
    expect(errors).toBeUndefined();
    expect(data.moveSitesToTrash.results).toMatchObject(
      ids.map((siteId, index) => ({
        siteId,
        site: { trashedAt: null },
        error: { code: 'OUTCOME_UNKNOWN', path: ['input', 'siteIds', String(index)] },
      })),
    );
    expect(calls['Bulk Delete Site']).toBe(1);
    expect(ids.some(isTrashed)).toBe(false);
  });

  it('has one effect and equal answers under one idempotency key', async () => {
    const ids = free.slice(4, 6);
    const input = { idempotencyKey: 'trash-1' };
    const answers = await Promise.all([move(ids, input), move(ids, input), move(ids, input)]);
    for (const { data } of answers) expect(data.moveSitesToTrash).toEqual(answers[0]?.data.moveSitesToTrash);
    expect(answers[0]?.data.moveSitesToTrash.results).toMatchObject(ids.map(() => ({ error: null })));
    expect(answers.filter(({ extensions }) => extensions?.['idempotentReplay'] === true)).toHaveLength(2);
    const other = await move(free.slice(6, 7), input);
    expect(other.errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
    expect(other.calls).toEqual({});
  });

  it('fails as a whole when the first call is refused', async () => {
    sandbox.faults.inject({ kind: 'empty403', operation: 'Bulk Delete Site' });
    const { errors } = await move(free.slice(7, 8));
    expect(errors).toMatchObject([{ path: ['moveSitesToTrash'], extensions: { code: 'FORBIDDEN' } }]);
  });

  it('waits for other writes to the same sites', async () => {
    const [id = ''] = free.slice(8);
    sandbox.faults.inject({ kind: 'delay', delayMs: 50, operation: 'Publish Site' });
    const [published] = await Promise.all([
      graph.ask('mutation ($id: ID!) { publishSite(input: { siteId: $id }) { userErrors { code } } }', { id }),
      move([id]),
    ]);
    // Wix would refuse to publish it in the trash.
    expect(published.data.publishSite.userErrors).toEqual([]);
    expect(siteNow(sandbox, id)).toMatchObject({ published: false, trashedDate: expect.any(String) });
  });
});

describe('moveSitesToTrash with more sites than one call takes', () => {
  const graph = useGraph({ size: 'large', server: soon });
  const { sandbox } = graph;

  it('fails the sites of a failed call only', async () => {
    const siteIds = agencySites(sandbox, isFree)
      .slice(0, 45)
      .map(({ id }) => id);
    sandbox.faults.inject({
      kind: 'status',
      status: 429,
      operation: 'Bulk Delete Site',
      match: ({ body }) => JSON.stringify(body).includes(siteIds[25] ?? ''),
    });
    const { data, errors, calls } = await graph.ask(
      'mutation ($input: MoveSitesToTrashInput!) { moveSitesToTrash(input: $input) { results { siteId error { code path } } } }',
      { input: { siteIds } },
    );
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Bulk Delete Site': 3, 'Query Sites': 1 });
    expect(data.moveSitesToTrash.results).toEqual(
      siteIds.map((siteId, index) => ({
        siteId,
        error: index >= 20 && index < 40 ? { code: 'RATE_LIMITED', path: ['input', 'siteIds', String(index)] } : null,
      })),
    );
  });
});

describe('moveSitesToTrash without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const [{ id }] = agencySites(graph.sandbox, isFree);
    const { errors } = await graph.ask(document, { input: { siteIds: [id] } });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toContain('my-account.delete-site');
  });
});

describe('a site that was just moved to the trash, while Wix lists it as it was', () => {
  const graph = useGraph({ quirks: { indexLagMs: 10_000 }, server: soon });
  const { sandbox } = graph;

  it('is read as trashed, and in no list of the others', async () => {
    const [{ id, displayName }] = agencySites(sandbox, (site) => isFree(site) && site.published);
    await graph.ask(document, { input: { siteIds: [id] } });
    const { data, extensions } = await graph.ask(`{
      site(id: "${id}") { isPublished url trashedAt }
      account { sites(first: 100, filter: { isTrashed: false }) { nodes { id displayName } } }
    }`);
    expect(data.site).toEqual({ isPublished: false, url: null, trashedAt: expect.any(String) });
    expect(data.account.sites.nodes).not.toContainEqual({ id, displayName });
    expect(extensions).toMatchObject({ consistency: { pending: [{ type: 'Site', id }] } });
  });
});
