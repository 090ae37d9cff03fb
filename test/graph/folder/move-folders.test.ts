import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { folderNamed, nobody, reconcileAtOnce } from './support.ts';

const document = `mutation ($input: MoveFoldersInput!) { moveFolders(input: $input) {
  results { folderId folder { name createdAt parent { name } } error { code path } }
  dryRun { isPossible changes { id: objectId field before after } problems { code path } calls { operation count } }
  userErrors { code message path }
} }`;

describe('moveFolders', () => {
  const graph = useGraph(reconcileAtOnce);
  const id = (name: string) => folderNamed(graph, name).id;
  const move = (folderIds: readonly string[], targetFolderId: string | null, dryRun = false) =>
    graph.ask(document, { input: { folderIds, targetFolderId, dryRun } });

  it('shows in a dry run what would move and what stands in the way', async () => {
    const { data, calls } = await move([id('Fashion'), nobody, id('Services')], id('Clients'), true);
    expect(data.moveFolders).toEqual({
      results: null,
      dryRun: {
        isPossible: false,
        // Services lies there already.
        changes: [{ id: id('Fashion'), field: 'parent', before: id('Retail'), after: id('Clients') }],
        problems: [{ code: 'NOT_FOUND', path: ['input', 'folderIds', '1'] }],
        calls: [{ operation: 'Move Folders', count: 1 }],
      },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Query Folders': 1 });
    const lost = await move([id('Fashion')], nobody, true);
    expect(lost.data.moveFolders.dryRun).toMatchObject({
      isPossible: false,
      changes: [],
      problems: [{ code: 'NOT_FOUND', path: ['input', 'targetFolderId'] }],
    });
  });

  it('moves folders in the order of the input', async () => {
    const { data, errors, calls } = await move([id('Prototypes'), id('Fashion')], id('Archive'));
    expect(errors).toBeUndefined();
    expect(data.moveFolders).toEqual({
      results: ['Prototypes', 'Fashion'].map((name) => ({
        folderId: id(name),
        folder: { name, createdAt: folderNamed(graph, name).createdDate, parent: { name: 'Archive' } },
        error: null,
      })),
      dryRun: null,
      userErrors: [],
    });
    expect(folderNamed(graph, 'Fashion').parentId).toBe(id('Archive'));
    expect(calls).toEqual({ 'Query Folders': 2, 'Move Folders': 1 });
    expect(graph.sandbox.calls.entries()[1]?.body).toEqual({
      folderIds: [id('Prototypes'), id('Fashion')],
      targetFolderId: id('Archive'),
    });
  });

  it('moves folders to the root', async () => {
    const { data } = await move([id('Prototypes')], null);
    expect(data.moveFolders.results).toMatchObject([{ folder: { parent: null }, error: null }]);
    expect(folderNamed(graph, 'Prototypes').parentId).toBe('');
  });

  it.each([
    [
      'itself',
      'Retail',
      'Retail',
      'A folder cannot be moved into itself. Choose another target, or remove this folder from folderIds.',
    ],
    [
      'a folder below it',
      'Clients',
      'Homeware',
      'A folder cannot be moved into one of its subfolders. Choose another target, or remove this folder from folderIds.',
    ],
  ])('refuses to move a folder into %s before sending', async (_name, moved, target, message) => {
    for (const dryRun of [false, true]) {
      const { data, calls } = await move([id('Services'), id(moved)], id(target), dryRun);
      const { userErrors, dryRun: plan } = data.moveFolders;
      expect(dryRun ? plan.problems : userErrors).toMatchObject([
        { code: 'BAD_USER_INPUT', path: ['input', 'folderIds', '1'] },
      ]);
      if (!dryRun) expect(userErrors[0].message).toBe(message);
      expect(calls).toEqual({ 'Query Folders': 1 });
    }
  });

  it.each([
    ['no folder', []],
    ['more than 1,000 folders', Array.from({ length: 1001 }, (_, index) => nobody.slice(0, -4) + String(1000 + index))],
    ['a folder twice', [nobody, nobody]],
  ])('refuses %s before any call', async (_name, folderIds) => {
    const { data, calls } = await move(folderIds, null);
    expect(data.moveFolders.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', 'folderIds'] }]);
    expect(calls).toEqual({});
  });

  it('answers the refusal of a target that is not there', async () => {
    const { data, errors } = await move([id('Fashion')], nobody);
    expect(errors).toBeUndefined();
    expect(data.moveFolders).toMatchObject({
      results: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'targetFolderId'] }],
    });
  });

  it.each([
    ['truncated', 'Services', 1],
    ['reset', 'Retail', 2],
  ] as const)('moves once more when the answer is lost and it is not there: %s', async (kind, place, times) => {
    graph.sandbox.faults.inject({ kind, operation: 'Move Folders' });
    const { data, calls } = await move([id('Fashion')], id(place));
    expect(data.moveFolders.results).toMatchObject([{ folder: { parent: { name: place } }, error: null }]);
    expect(calls['Move Folders']).toBe(times);
  });

  it('says which folder an answer leaves open', async () => {
    const patch = (body: unknown) => ({ folders: (body as { folders: unknown[] }).folders.slice(1) });
    graph.sandbox.faults.inject({ kind: 'patch', operation: 'Move Folders', patch });
    const { data } = await move([id('Fashion'), id('Homeware')], id('Services'));
    expect(data.moveFolders.results).toMatchObject([
      { error: { code: 'OUTCOME_UNKNOWN', path: ['input', 'folderIds', '0'] } },
      { error: null },
    ]);
  });
});

describe('moved folders, while Wix lists them where they were and answers an empty body', () => {
  const graph = useGraph({ quirks: { folderLagMs: 60_000, moveFoldersAnswer: 'emptyBody' } });

  it('are read where they lie now', async () => {
    const { id } = folderNamed(graph, 'Fashion');
    const { data } = await graph.ask(document, { input: { folderIds: [id], targetFolderId: null } });
    expect(data.moveFolders.results).toMatchObject([{ folder: { name: 'Fashion', parent: null }, error: null }]);
    const read = await graph.ask('{ account { folders(filter: { isAtRoot: true }) { name } } }');
    expect(read.data.account.folders).toContainEqual({ name: 'Fashion' });
  });
});

describe('moveFolders without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const { errors } = await graph.ask(document, { input: { folderIds: [nobody] } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
