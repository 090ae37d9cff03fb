import { describe, expect, it } from 'vitest';
import { folderPath, type SandboxFolder } from '../../../src/sandbox/state/folder.ts';
import { useGraph } from '../../support/graph.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

interface GraphFolder {
  readonly id: string;
  readonly name: string;
}

describe('the folders of an account', () => {
  const graph = useGraph();
  const folders = () =>
    [...graph.sandbox.state.folders.values()]
      .filter(({ accountId }) => accountId === graph.sandbox.accountId)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const named = (name: string) => folders().find((folder) => folder.name === name) as SandboxFolder;

  it('are listed flat and by name, as the account has them', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { id folders { id name siteCount createdAt updatedAt account { id } } } }',
    );
    expect(errors).toBeUndefined();
    const sites = [...graph.sandbox.state.sites.values()].filter(({ trashedDate }) => trashedDate === undefined);
    expect(data.account.folders).toEqual(
      folders().map(({ id, name, createdDate, updatedDate }) => ({
        id,
        name,
        siteCount: sites.filter(({ folderId }) => folderId === id).length,
        createdAt: createdDate,
        updatedAt: updatedDate,
        account: { id: graph.sandbox.accountId },
      })),
    );
    expect(calls).toEqual({ 'Query Folders': 1 });
  });

  it('know their paths, parents and children', async () => {
    const { data } = await graph.ask(
      '{ account { folders { id path { id } parent { id } children { id parent { id } } } } }',
    );
    expect(data.account.folders).toEqual(
      folders().map((folder) => ({
        id: folder.id,
        path: folderPath(graph.sandbox.state.folders, folder).map(({ id }) => ({ id })),
        parent: folder.parentId === '' ? null : { id: folder.parentId },
        children: folders()
          .filter(({ parentId }) => parentId === folder.id)
          .map(({ id }) => ({ id, parent: { id: folder.id } })),
      })),
    );
  });

  it.each([
    ['at the root', { isAtRoot: true }, ['Archive', 'Clients', 'Internal']],
    ['below another', { isAtRoot: false, nameStartsWith: 'f' }, ['Fashion', 'Food & Drink']],
    ['by the beginning of their names', { nameStartsWith: 'RE' }, ['Retail']],
    ['by a part of their names', { nameContains: 'WARE' }, ['Homeware']],
    ['by nothing', {}, null],
    ['by texts that say nothing', { nameStartsWith: '', nameContains: null, isAtRoot: null, parentId: null }, null],
    ['by what none has', { nameContains: 'nowhere' }, []],
    ['below a folder that is not there', { parentId: nobody }, []],
  ])('are narrowed to those %s at the cost of one call', async (_name, filter, expected) => {
    const { data, calls } = await graph.ask(
      'query ($filter: FolderFilter) { account { all: folders { name } some: folders(filter: $filter) { name } } }',
      { filter },
    );
    const names = (list: GraphFolder[]) => list.map(({ name }) => name);
    expect(names(data.account.some)).toEqual(expected ?? names(data.account.all));
    expect(calls).toEqual({ 'Query Folders': 1 });
  });

  it('are narrowed to those in a folder, its id in any case', async () => {
    const filter = { parentId: named('Retail').id.toUpperCase() };
    const { data } = await graph.ask(
      'query ($filter: FolderFilter) { account { folders(filter: $filter) { name } } }',
      { filter },
    );
    expect(data.account.folders).toEqual([{ name: 'Fashion' }, { name: 'Homeware' }]);
  });

  it.each([
    ['a malformed parent', { parentId: '..' }, 'filter.parentId'],
    ['an empty parent', { parentId: '' }, 'filter.parentId'],
    ['a parent at the root', { parentId: nobody, isAtRoot: true }, 'filter.isAtRoot'],
  ])('refuse %s without a call', async (_name, filter, field) => {
    const { data, errors, calls } = await graph.ask(
      'query ($filter: FolderFilter) { account { id folders(filter: $filter) { id } } }',
      { filter },
    );
    expect(data.account).toEqual({ id: graph.sandbox.accountId, folders: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['account', 'folders'], { code: 'BAD_USER_INPUT', field }],
    ]);
    expect(calls).toEqual({});
  });

  it('are found by id, and only in their own account', async () => {
    const foreign = [...graph.sandbox.state.folders.values()].find(
      ({ accountId }) => accountId !== graph.sandbox.accountId,
    );
    const { data, errors, calls } = await graph.ask(
      `{ account {
        own: folder(id: "${named('Clients').id}") { name }
        none: folder(id: "${nobody}") { name }
        foreign: folder(id: "${foreign?.id}") { name }
      } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.account).toEqual({ own: { name: 'Clients' }, none: null, foreign: null });
    expect(calls).toEqual({ 'Query Folders': 1 });
  });

  it('are entities, by id alone and with their account', async () => {
    const { id } = named('Fashion');
    const account = { id: graph.sandbox.accountId };
    const representations = [
      { __typename: 'Folder', id },
      { __typename: 'Folder', id, account },
      { __typename: 'Folder', id: nobody },
      { __typename: 'Folder', id, account: { id: nobody } },
      { __typename: 'Folder', id: 'x' },
    ];
    const { data, errors } = await graph.ask(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Folder { path { name } } } }',
      { representations },
    );
    const found = { path: [{ name: 'Clients' }, { name: 'Retail' }, { name: 'Fashion' }] };
    expect(data._entities).toEqual([found, found, null, null, null]);
    expect(errors?.map(({ path, extensions }) => [path?.[1], extensions.code])).toEqual([
      [4, 'BAD_USER_INPUT'],
      [3, 'FORBIDDEN'],
    ]);
  });

  it('list the sites that lie directly in them', async () => {
    const { data, errors, calls } = await graph.ask(`{
      account { folder(id: "${named('Retail').id}") { sites(first: 100) { totalCount nodes { id folder { name } } } } }
    }`);
    expect(errors).toBeUndefined();
    const expected = [...graph.sandbox.state.sites.values()].filter(
      ({ folderId, namespace, trashedDate }) =>
        folderId === named('Retail').id && ['WIX', 'HEADLESS'].includes(namespace) && trashedDate === undefined,
    );
    const { totalCount, nodes } = data.account.folder.sites;
    expect(expected.length).toBeGreaterThan(1);
    expect(totalCount).toBe(expected.length);
    expect(nodes.map(({ id }: { id: string }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(nodes[0].folder).toEqual({ name: 'Retail' });
    expect(calls).toEqual({ 'Query Folders': 1, 'Query Sites': 2 });
  });

  it('page, filter and order their sites', async () => {
    const sitesIn = (id: string, isPublished: boolean) =>
      [...graph.sandbox.state.sites.values()].filter(
        ({ folderId, published, namespace }) =>
          folderId === id && published === isPublished && ['WIX', 'HEADLESS'].includes(namespace),
      );
    const mixed = folders().find(({ id }) => sitesIn(id, true).length > 1 && sitesIn(id, false).length > 0);
    const id = mixed?.id ?? '';
    const ask = (args: string) =>
      graph.ask(`{ account { folder(id: "${id}") { sites(${args}) {
        nodes { id displayName } pageInfo { hasNextPage endCursor }
      } } } }`);
    const args = 'orderBy: { field: DISPLAY_NAME, direction: ASC }, filter: { isPublished: true }';
    const whole = (await ask(`first: 100, ${args}`)).data.account.folder.sites;
    const first = (await ask(`first: 1, ${args}`)).data.account.folder.sites;
    const rest = (await ask(`first: 100, ${args}, after: "${first.pageInfo.endCursor}"`)).data.account.folder.sites;
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect([...first.nodes, ...rest.nodes]).toEqual(whole.nodes);
    const names = whole.nodes.map(({ displayName }: { displayName: string }) => displayName);
    expect(names).toEqual(
      sitesIn(id, true)
        .map(({ displayName }) => displayName)
        .sort(),
    );
  });

  it.each(['folderId', 'isInFolder'])('refuse to narrow their sites by %s', async (field) => {
    const value = field === 'folderId' ? `"${nobody}"` : 'true';
    const { data, errors } = await graph.ask(
      `{ account { folder(id: "${named('Retail').id}") { name sites(filter: { ${field}: ${value} }) { totalCount } } } }`,
    );
    expect(data.account.folder).toEqual({ name: 'Retail', sites: null });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: `filter.${field}` });
  });
});

describe('many folders', () => {
  const large = useGraph({ size: 'large', quirks: { folderTotals: 'omitted', folderPath: 'omitted' } });

  it('cost one call with their paths and parents, also when Wix sends neither paths nor totals', async () => {
    const { data, errors, calls } = await large.ask(
      '{ account { folders { id name path { name } parent { name children { name } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.account.folders.length).toBeGreaterThanOrEqual(50);
    const deepest = data.account.folders.find(({ path }: { path: GraphFolder[] }) => path.length === 3);
    expect(deepest.path[1].name).toBe(deepest.parent.name);
    expect(calls).toEqual({ 'Query Folders': 1 });
  });

  it('are read page by page when they are more than one page holds', async () => {
    const page = (offset: number, count: number, total?: number) => ({
      kind: 'body' as const,
      operation: 'Query Folders',
      match: ({ body }: { body?: unknown }) =>
        (body as { query: { paging: { offset: number } } }).query.paging.offset === offset,
      body: {
        folders: Array.from({ length: count }, (_, index) => ({ id: `f${offset + index}`, name: 'n' })),
        metadata: { count, ...(total === undefined ? {} : { total }) },
      },
    });
    large.sandbox.faults.inject(page(0, 1_000));
    // Each page overlaps the one before by one folder.
    large.sandbox.faults.inject(page(999, 4));
    const untold = await large.ask('{ account { folders { id } } }');
    expect(untold.data.account.folders).toHaveLength(1_003);
    expect(untold.calls).toEqual({ 'Query Folders': 2 });

    large.sandbox.faults.inject(page(0, 700, 1_400));
    large.sandbox.faults.inject(page(699, 701, 1_400));
    const told = await large.ask('{ account { folders { id } } }');
    expect(new Set(told.data.account.folders.map(({ id }: GraphFolder) => id)).size).toBe(1_400);
    expect(told.calls).toEqual({ 'Query Folders': 2 });
  });
});

describe('a key that may not read folders', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('gets everything else, and is told which call was refused', async () => {
    const { data, errors } = await graph.ask(
      '{ account { folders { id } sites(first: 3, filter: { isInFolder: true }) { nodes { displayName folder { id } } } } }',
    );
    expect(data.account.folders).toBeNull();
    expect(data.account.sites.nodes).toEqual(
      Array.from({ length: 3 }, () => ({ displayName: expect.any(String), folder: null })),
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(Array.from({ length: 4 }, () => 'FORBIDDEN'));
    expect(errors?.[0]?.message).toContain('Query Folders');
  });
});
