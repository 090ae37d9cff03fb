import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { accountCall, agencySites, first } from './support.ts';

interface Folder {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly siteCount: number;
  readonly path?: readonly { readonly id: string; readonly name: string }[];
}
interface FoldersPage {
  readonly folders: readonly Folder[];
  readonly metadata: unknown;
}

function query(sandbox: Sandbox, request: unknown) {
  return accountCall<FoldersPage>(sandbox, '/site-folders/v2/folders/query', { query: request });
}

function bySite(sandbox: Sandbox, siteId: string) {
  return accountCall<{ folder?: Folder }>(sandbox, `/site-folders/v2/folders/sites/${siteId}`);
}

const names = (page: { body: FoldersPage }) => page.body.folders.map(({ name }) => name);

describe('Query Folders', () => {
  const sandbox = createSandbox();

  it('lists the folders of the account by name, with the sites that lie in each', async () => {
    const { body } = await query(sandbox, {});
    expect(body.folders).toHaveLength(9);
    expect(body.metadata).toEqual({ count: 9, offset: 0, total: 9, tooManyToCount: false });
    expect(names({ body })).toEqual(names({ body }).toSorted());
    for (const { id, siteCount } of body.folders) {
      const inside = agencySites(sandbox).filter((site) => site.folderId === id && site.trashedDate === undefined);
      expect(siteCount).toBe(inside.length);
    }
    expect(body.folders.reduce((sum, { siteCount }) => sum + siteCount, 0)).toBeGreaterThan(20);
  });

  it('prints an empty parentId at the root and the path from there', async () => {
    const { body } = await query(sandbox, {});
    const fashion = body.folders.find(({ name }) => name === 'Fashion');
    expect(fashion?.path?.map(({ name }) => name)).toEqual(['Clients', 'Retail', 'Fashion']);
    expect(fashion?.path?.at(-2)?.id).toBe(fashion?.parentId);
    expect(body.folders.find(({ name }) => name === 'Clients')).toMatchObject({ parentId: '' });
  });

  it('filters by name, id and parent', async () => {
    const { body } = await query(sandbox, {});
    const clients = body.folders.find(({ name }) => name === 'Clients');
    expect(names(await query(sandbox, { filter: { parentId: { $exists: false } } }))).toEqual([
      'Archive',
      'Clients',
      'Internal',
    ]);
    expect(names(await query(sandbox, { filter: { parentId: clients?.id } }))).toEqual([
      'Food & Drink',
      'Retail',
      'Services',
    ]);
    expect(names(await query(sandbox, { filter: { name: { $startsWith: 're' } } }))).toEqual(['Retail']);
    expect(names(await query(sandbox, { filter: { name: { $contains: 'o' } } }))).toEqual([
      'Fashion',
      'Food & Drink',
      'Homeware',
      'Prototypes',
    ]);
    expect(names(await query(sandbox, { filter: { id: { $in: [clients?.id] } } }))).toEqual(['Clients']);
  });

  it('sorts by name and pages by offset', async () => {
    const sort = [{ fieldName: 'name', order: 'DESC' }];
    const all = names(await query(sandbox, { sort }));
    const page = await query(sandbox, { sort, paging: { limit: 4, offset: 3 } });
    expect(all).toEqual(all.toSorted().toReversed());
    expect(names(page)).toEqual(all.slice(3, 7));
    expect(page.body.metadata).toEqual({ count: 4, offset: 3, total: 9, tooManyToCount: false });
    expect(await query(sandbox, { paging: { limit: 1001 } })).toMatchObject({ status: 400 });
  });

  it('leaves out path and totals by quirk', async () => {
    const bare = createSandbox({ quirks: { folderPath: 'omitted', folderTotals: 'omitted' } });
    const { body } = await query(bare, {});
    expect(body.metadata).toEqual({ count: 9 });
    expect(body.folders.filter((folder) => 'path' in folder)).toEqual([]);
  });
});

describe('Get Folder By Site', () => {
  it('prints the folder of a site, and an empty one at the root', async () => {
    const sandbox = createSandbox();
    const inFolder = first(agencySites(sandbox).filter(({ folderId }) => folderId !== undefined));
    const atRoot = first(agencySites(sandbox).filter(({ folderId }) => folderId === undefined));
    expect((await bySite(sandbox, inFolder.id)).body.folder?.id).toBe(inFolder.folderId);
    expect((await bySite(sandbox, atRoot.id)).body).toEqual({ folder: {} });
    const bare = createSandbox({ quirks: { rootSiteFolder: 'emptyBody' } });
    expect((await bySite(bare, atRoot.id)).body).toEqual({});
  });

  it('answers 404 for a site that is not in the account', async () => {
    const sandbox = createSandbox();
    const foreign = first([...sandbox.state.sites.values()].filter(({ accountId }) => accountId !== sandbox.accountId));
    expect(await bySite(sandbox, foreign.id)).toMatchObject({ status: 404 });
  });
});
