import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { folderNamed, nobody, reconcileAtOnce, sitesIn } from './support.ts';

const document = `mutation ($input: MoveSitesToFolderInput!) { moveSitesToFolder(input: $input) {
  folder { name }
  results { siteId site { id folder { name } } error { code path upstreamCode } }
  dryRun { isPossible changes { id: objectId field before after } problems { code path } calls { operation count } }
  userErrors { code path }
} }`;

describe('moveSitesToFolder', () => {
  const graph = useGraph(reconcileAtOnce);
  const id = (name: string) => folderNamed(graph, name).id;
  const move = (siteIds: readonly string[], targetFolderId: string | null, dryRun = false) =>
    graph.ask(document, { input: { siteIds, targetFolderId, dryRun } });
  const folderOf = (siteId: string) => graph.sandbox.state.sites.get(siteId)?.folderId;
  const some = (folderId: string | undefined, count: number) =>
    sitesIn(graph, folderId)
      .slice(0, count)
      .map((site) => site.id);

  it('shows in a dry run what would move and what stands in the way', async () => {
    const [siteId = ''] = some(id('Retail'), 1);
    const [there = ''] = some(id('Archive'), 1);
    const { data, calls } = await move([siteId, nobody, there], id('Archive'), true);
    expect(data.moveSitesToFolder).toEqual({
      folder: null,
      results: null,
      dryRun: {
        isPossible: false,
        changes: [{ id: siteId, field: 'folder', before: id('Retail'), after: id('Archive') }],
        problems: [{ code: 'NOT_FOUND', path: ['input', 'siteIds', '1'] }],
        calls: [{ operation: 'Move Sites To Folder', count: 1 }],
      },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Query Folders': 1, 'Query Sites': 1 });
    expect(folderOf(siteId)).toBe(id('Retail'));
    const lost = await move([siteId], nobody, true);
    expect(lost.data.moveSitesToFolder.dryRun).toMatchObject({
      isPossible: false,
      changes: [],
      problems: [{ path: ['input', 'targetFolderId'] }],
    });
  });

  it('moves sites into a folder and out of it again', async () => {
    const siteIds = some(undefined, 3);
    const moved = await move(siteIds, id('Services'));
    expect(moved.errors).toBeUndefined();
    expect(moved.data.moveSitesToFolder).toEqual({
      folder: { name: 'Services' },
      results: siteIds.map((siteId) => ({ siteId, site: { id: siteId, folder: { name: 'Services' } }, error: null })),
      dryRun: null,
      userErrors: [],
    });
    expect(siteIds.map(folderOf)).toEqual(siteIds.map(() => id('Services')));
    expect(graph.sandbox.calls.entries().find(({ operation }) => operation === 'Move Sites To Folder')?.body).toEqual({
      targetFolderId: id('Services'),
      sites: { id: { $in: siteIds } },
    });
    expect(moved.calls).toEqual({ 'Move Sites To Folder': 1, 'Query Folders': 2, 'Query Sites': 2 });

    const back = await move(siteIds, null);
    expect(back.data.moveSitesToFolder).toMatchObject({ folder: null, results: siteIds.map(() => ({ error: null })) });
    expect(siteIds.map(folderOf)).toEqual(siteIds.map(() => undefined));
  });

  it('keeps the count of the folders right', async () => {
    const countOf = async () =>
      (await graph.ask(`{ account { folder(id: "${id('Services')}") { siteCount } } }`)).data.account.folder.siteCount;
    const before = await countOf();
    const live = sitesIn(graph, undefined).filter(({ trashedDate }) => trashedDate === undefined);
    await move([live[0]?.id ?? ''], id('Services'));
    expect(await countOf()).toBe(before + 1);
  });

  it.each([
    [
      'a target that is not there',
      (siteId: string) => move([siteId], nobody),
      'NOT_FOUND',
      ['input', 'targetFolderId'],
    ],
    ['a site of nobody', (siteId: string) => move([siteId, nobody], null), 'NOT_FOUND', ['input', 'siteIds', '1']],
  ])('answers the refusal of %s', async (_name, attempt, code, path) => {
    const [siteId = ''] = some(id('Retail'), 1);
    const { data, errors } = await attempt(siteId);
    expect(errors).toBeUndefined();
    expect(data.moveSitesToFolder).toMatchObject({ results: null, userErrors: [{ code, path }] });
    expect(folderOf(siteId)).toBe(id('Retail'));
  });

  it.each([
    ['no site', []],
    ['more than 1,000 sites', Array.from({ length: 1001 }, (_, index) => nobody.slice(0, -4) + String(1000 + index))],
    ['a site twice, in any case', [nobody.replace('8', 'a'), nobody.replace('8', 'A')]],
  ])('refuses %s before any call', async (_name, siteIds) => {
    const { data, calls } = await move(siteIds, null);
    expect(data.moveSitesToFolder.userErrors).toEqual([{ code: 'BAD_USER_INPUT', path: ['input', 'siteIds'] }]);
    expect(calls).toEqual({});
  });

  it('finds the sites when the answer is lost', async () => {
    const siteIds = some(id('Retail'), 2);
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Move Sites To Folder' });
    const { data, calls } = await move(siteIds, id('Archive'));
    expect(data.moveSitesToFolder.results).toMatchObject(siteIds.map((siteId) => ({ siteId, error: null })));
    expect(calls['Move Sites To Folder']).toBe(1);
  });

  it('sends them once more when the answer is lost and they are not seen there', async () => {
    const siteIds = some(id('Archive'), 2);
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Move Sites To Folder' });
    const { data, calls } = await move(siteIds, id('Retail'));
    expect(data.moveSitesToFolder.results).toMatchObject(siteIds.map((siteId) => ({ siteId, error: null })));
    expect(calls['Move Sites To Folder']).toBe(2);
    expect(siteIds.map(folderOf)).toEqual([id('Retail'), id('Retail')]);
    await move(siteIds, id('Archive'));
  });

  it('says of each site that it does not know when the answer is lost and they are not seen there', async () => {
    const siteIds = some(id('Archive'), 2);
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Move Sites To Folder', times: 2 });
    const { data, errors, calls } = await move(siteIds, null);
    expect(errors).toBeUndefined();
    expect(data.moveSitesToFolder.results).toMatchObject(
      siteIds.map((siteId, index) => ({
        siteId,
        error: { code: 'OUTCOME_UNKNOWN', path: ['input', 'siteIds', String(index)] },
      })),
    );
    expect(calls['Move Sites To Folder']).toBe(2);
  });
});

describe('moveSitesToFolder with more sites than one call takes', () => {
  const graph = useGraph({ size: 'large', ...reconcileAtOnce });

  it('splits them, and fails only the sites of a call that fails', async () => {
    const siteIds = [...graph.sandbox.state.sites.values()]
      .filter(({ accountId }) => accountId === graph.sandbox.accountId)
      .slice(0, 600)
      .map(({ id }) => id);
    const target = folderNamed(graph, 'Archive').id;
    graph.sandbox.faults.inject({
      kind: 'status',
      status: 404,
      operation: 'Move Sites To Folder',
      match: ({ body }) => JSON.stringify(body).includes(siteIds[599] ?? ''),
    });
    const { data, errors, calls } = await graph.ask(
      `mutation ($input: MoveSitesToFolderInput!) { moveSitesToFolder(input: $input) {
        results { siteId error { code path } } userErrors { code }
      } }`,
      { input: { siteIds, targetFolderId: target } },
    );
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Move Sites To Folder': 2, 'Query Folders': 1, 'Query Sites': 6 });
    const { results } = data.moveSitesToFolder;
    expect(results.map(({ siteId }: { siteId: string }) => siteId)).toEqual(siteIds);
    expect(results.slice(0, 500).every(({ error }: { error: unknown }) => error === null)).toBe(true);
    expect(results[500].error).toEqual({ code: 'NOT_FOUND', path: ['input', 'siteIds', '500'] });
    expect(graph.sandbox.state.sites.get(siteIds[499] ?? '')?.folderId).toBe(target);
  });
});

describe('moved sites, while Wix lists them where they were', () => {
  const graph = useGraph({ quirks: { indexLagMs: 60_000, folderLagMs: 60_000 } });

  it('are read in their new folder', async () => {
    const [site] = sitesIn(graph, folderNamed(graph, 'Retail').id);
    await graph.ask(document, {
      input: { siteIds: [site?.id], targetFolderId: folderNamed(graph, 'Archive').id },
    });
    const { data } = await graph.ask(`{ site(id: "${site?.id}") { folder { name } } }`);
    expect(data.site.folder).toEqual({ name: 'Archive' });
  });
});

describe('moveSitesToFolder without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const { errors } = await graph.ask(document, { input: { siteIds: [nobody] } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
