import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { folderNamed, nobody, reconcileAtOnce } from './support.ts';

const document = `mutation ($input: RenameFolderInput!) { renameFolder(input: $input) {
  folder { id name siteCount createdAt parent { name } }
  userErrors { code path }
} }`;

describe.each(['omitted', 'included'] as const)('renameFolder, with the dates of the answer %s', (dates) => {
  const graph = useGraph({ ...reconcileAtOnce, quirks: { writtenFolderDates: dates } });
  const rename = (folderId: string, name: string) => graph.ask(document, { input: { folderId, name } });

  it('renames and answers the whole folder', async () => {
    const before = folderNamed(graph, 'Homeware');
    const { data, errors, calls } = await rename(before.id, 'Home');
    expect(errors).toBeUndefined();
    expect(data.renameFolder).toEqual({
      folder: {
        id: before.id,
        name: 'Home',
        siteCount: expect.any(Number),
        createdAt: before.createdDate,
        parent: { name: 'Retail' },
      },
      userErrors: [],
    });
    expect(folderNamed(graph, 'Home').id).toBe(before.id);
    // The list serves the parent, and the dates where they are missing.
    expect(calls['Update Folder']).toBe(1);
    expect(calls['Query Folders']).toBe(2);
    expect(graph.sandbox.calls.entries().find(({ operation }) => operation === 'Update Folder')).toMatchObject({
      method: 'PATCH',
      path: `/site-folders/v2/folders/${before.id}`,
      body: { folder: { id: before.id, name: 'Home' }, fieldMask: 'name' },
    });
  });

  it('answers the refusal of a name that its neighbour has', async () => {
    const { data, errors } = await rename(folderNamed(graph, 'Fashion').id, 'Home');
    expect(errors).toBeUndefined();
    expect(data.renameFolder).toEqual({ folder: null, userErrors: [{ code: 'CONFLICT', path: ['input'] }] });
  });

  it('answers the refusal of a folder that is not there', async () => {
    const { data } = await rename(nobody, 'Anything');
    expect(data.renameFolder.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'folderId'] }]);
  });

  it('refuses a blank name before any call', async () => {
    const { data, calls } = await rename(nobody, '');
    expect(data.renameFolder.userErrors).toEqual([{ code: 'BAD_USER_INPUT', path: ['input', 'name'] }]);
    expect(calls).toEqual({});
  });

  it.each(['truncated', 'reset'] as const)('gives the name once more when the answer is lost: %s', async (kind) => {
    const { id } = folderNamed(graph, 'Archive');
    graph.sandbox.faults.inject({ kind, operation: 'Update Folder' });
    const { data, calls } = await rename(id, 'Archive');
    expect(data.renameFolder.folder).toMatchObject({ id, name: 'Archive' });
    expect(calls['Update Folder']).toBe(2);
  });

  it('does not believe an answer about another folder', async () => {
    const { id } = folderNamed(graph, 'Archive');
    graph.sandbox.faults.inject({
      kind: 'body',
      operation: 'Update Folder',
      body: { folder: { id: nobody } },
      times: 2,
    });
    const { errors } = await rename(id, 'Attic');
    expect(errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
  });
});

describe('renameFolder', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden without the permission', async () => {
    const { errors } = await graph.ask(document, { input: { folderId: nobody, name: 'A' } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a renamed folder, while Wix lists its old name', () => {
  const graph = useGraph({ quirks: { folderLagMs: 60_000 } });

  it('is read with its new name', async () => {
    const { id } = folderNamed(graph, 'Internal');
    const { data } = await graph.ask(document, { input: { folderId: id, name: 'Lab' } });
    expect(data.renameFolder.folder.name).toBe('Lab');
    const read = await graph.ask(`{ account { folder(id: "${id}") { name } } }`);
    expect(read.data.account.folder.name).toBe('Lab');
  });
});
