import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { folderNamed, nobody, reconcileAtOnce, sitesIn } from './support.ts';

const document = `mutation ($input: DeleteFolderInput!) { deleteFolder(input: $input) {
  removedFolderId parent { name } movedFolders { name parent { name } }
  dryRun {
    isPossible
    changes { type id: objectId field before after summary }
    problems { code path }
    calls { operation count permission }
  }
  userErrors { code path }
} }`;

describe('deleteFolder', () => {
  const graph = useGraph(reconcileAtOnce);
  const remove = (folderId: string, dryRun = false) => graph.ask(document, { input: { folderId, dryRun } });

  it('lists in a dry run what would move, and writes nothing', async () => {
    const retail = folderNamed(graph, 'Retail');
    const clients = folderNamed(graph, 'Clients');
    const before = structuredClone([...graph.sandbox.state.folders]);
    const { data, errors, calls } = await remove(retail.id, true);
    expect(errors).toBeUndefined();
    const { dryRun, ...rest } = data.deleteFolder;
    expect(rest).toEqual({ removedFolderId: null, parent: null, movedFolders: null, userErrors: [] });
    expect(dryRun).toMatchObject({
      isPossible: true,
      problems: [],
      calls: [{ operation: 'Delete Folder', count: 1, permission: null }],
    });
    const sites = sitesIn(graph, retail.id);
    expect(sites.length).toBeGreaterThan(1);
    expect(dryRun.changes[0]).toEqual({
      type: 'Folder',
      id: retail.id,
      field: null,
      before: 'Retail',
      after: null,
      summary: `The folder Retail is deleted; 2 folders and ${sites.length} sites move to the folder Clients.`,
    });
    const moves = dryRun.changes
      .slice(1)
      .map(({ type, id, before: from, after }: Record<string, string>) => [type, id, from, after]);
    expect(moves.sort()).toEqual(
      [
        ...['Fashion', 'Homeware'].map((name) => ['Folder', folderNamed(graph, name).id, retail.id, clients.id]),
        ...sites.map(({ id }) => ['Site', id, retail.id, clients.id]),
      ].sort(),
    );
    expect(calls).toEqual({ 'Query Folders': 1, 'Query Sites': 1 });
    expect([...graph.sandbox.state.folders]).toEqual(before);
  });

  it('says in a dry run that there is no such folder', async () => {
    const { data } = await remove(nobody, true);
    expect(data.deleteFolder.dryRun).toMatchObject({
      isPossible: false,
      changes: [],
      problems: [{ code: 'NOT_FOUND', path: ['input', 'folderId'] }],
    });
  });

  it('moves folders and sites to the folder above', async () => {
    const retail = folderNamed(graph, 'Retail');
    const clients = folderNamed(graph, 'Clients');
    const sites = sitesIn(graph, retail.id).map(({ id }) => id);
    const { data, errors, calls } = await remove(retail.id);
    expect(errors).toBeUndefined();
    expect(data.deleteFolder).toEqual({
      removedFolderId: retail.id,
      parent: { name: 'Clients' },
      movedFolders: [
        { name: 'Fashion', parent: { name: 'Clients' } },
        { name: 'Homeware', parent: { name: 'Clients' } },
      ],
      dryRun: null,
      userErrors: [],
    });
    expect(graph.sandbox.state.folders.has(retail.id)).toBe(false);
    expect(sites.map((id) => graph.sandbox.state.sites.get(id)?.folderId)).toEqual(sites.map(() => clients.id));
    expect(calls).toEqual({ 'Query Folders': 2, 'Delete Folder': 1 });
  });

  it('moves the contents of a folder at the root to the root', async () => {
    const internal = folderNamed(graph, 'Internal');
    const sites = sitesIn(graph, internal.id).map(({ id }) => id);
    const { data } = await remove(internal.id);
    expect(data.deleteFolder).toMatchObject({ parent: null, movedFolders: [{ name: 'Prototypes', parent: null }] });
    expect(sites.map((id) => graph.sandbox.state.sites.get(id)?.folderId)).toEqual(sites.map(() => undefined));
  });

  it('answers the refusal of a folder that is not there', async () => {
    const { data, errors } = await remove(nobody);
    expect(errors).toBeUndefined();
    expect(data.deleteFolder).toMatchObject({
      removedFolderId: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'folderId'] }],
    });
  });

  it.each([
    ['after it was deleted', 'truncated', 'Fashion', 1],
    ['before it was deleted', 'reset', 'Homeware', 2],
  ] as const)('asks once more when the answer is lost %s, if it is still there', async (_name, kind, name, times) => {
    const { id } = folderNamed(graph, name);
    graph.sandbox.faults.inject({ kind, operation: 'Delete Folder' });
    const { data, errors, calls } = await remove(id);
    expect(errors).toBeUndefined();
    expect(data.deleteFolder).toMatchObject({ removedFolderId: id, userErrors: [] });
    expect(calls['Delete Folder']).toBe(times);
    expect(graph.sandbox.state.folders.has(id)).toBe(false);
  });

  it('deletes nothing when the folders cannot be listed', async () => {
    const { id } = folderNamed(graph, 'Archive');
    graph.sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Query Folders', times: 9 });
    const { errors, calls } = await remove(id);
    expect(errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(calls['Delete Folder']).toBeUndefined();
    expect(graph.sandbox.state.folders.has(id)).toBe(true);
  });
});

describe('deleteFolder without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const { errors, calls } = await graph.ask(document, { input: { folderId: nobody } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(calls['Delete Folder']).toBeUndefined();
  });
});

describe('a deleted folder, while Wix still lists it', () => {
  const graph = useGraph({ quirks: { folderLagMs: 60_000, indexLagMs: 60_000 } });

  it('is gone, and what lay in it is read where it lies now', async () => {
    const retail = folderNamed(graph, 'Retail');
    const [site] = sitesIn(graph, retail.id).filter(({ namespace }) => namespace === 'WIX');
    await graph.ask(document, { input: { folderId: retail.id } });
    const { data } = await graph.ask(`{
      account { folder(id: "${retail.id}") { name } folders(filter: { nameContains: "fashion" }) { parent { name } } }
      site(id: "${site?.id}") { folder { name } }
    }`);
    expect(data).toEqual({
      account: { folder: null, folders: [{ parent: { name: 'Clients' } }] },
      site: { folder: { name: 'Clients' } },
    });
  });
});
