import { describe, expect, it } from 'vitest';
import { folderPath, type SandboxFolder } from '../../../src/sandbox/state/folder.ts';
import { useGraph } from '../../support/graph.ts';

interface GraphFolder {
  readonly id: string;
  readonly name: string;
}

describe('the folder of a site', () => {
  const graph = useGraph();
  const site = (inFolder: boolean) => {
    const { state, accountId } = graph.sandbox;
    const found = [...state.sites.values()].find(
      (candidate) => candidate.accountId === accountId && (candidate.folderId !== undefined) === inFolder,
    );
    if (found === undefined) throw new Error('no such site');
    return found;
  };

  it('costs one call for 20 sites, beside their domains', async () => {
    const { data, errors, calls } = await graph.ask(`{
      account { sites(first: 20) { nodes { id folder { id path { name } } domains { name } primaryDomain { name } } } }
    }`);
    expect(errors).toBeUndefined();
    const { state } = graph.sandbox;
    const nodes: { id: string; folder: { id: string } | null }[] = data.account.sites.nodes;
    expect(nodes.map(({ folder }) => folder?.id)).toEqual(nodes.map(({ id }) => state.sites.get(id)?.folderId));
    expect(new Set(nodes.map(({ folder }) => folder?.id)).size).toBeGreaterThan(3);
    expect(calls).toEqual({ 'Query Sites': 1, 'Query Folders': 1, 'List Connected Domains': 1 });
  });

  it('is null at the root, and costs nothing then', async () => {
    const { data, errors, calls } = await graph.ask(`{ site(id: "${site(false).id}") { folder { id } } }`);
    expect(errors).toBeUndefined();
    expect(data.site.folder).toBeNull();
    expect(calls).toEqual({ 'Query Sites': 1 });
  });

  it('is asked for by the site when the list of folders does not have it', async () => {
    const { id, folderId } = site(true);
    graph.sandbox.faults.inject({
      operation: 'Query Folders',
      kind: 'patch',
      patch: (body) => {
        const { folders } = body as { folders: { id: string }[] };
        return { folders: folders.filter((folder) => folder.id !== folderId), metadata: { count: folders.length - 1 } };
      },
    });
    const { data, errors, calls } = await graph.ask(`{ site(id: "${id}") { folder { id path { id } } } }`);
    expect(errors).toBeUndefined();
    const folder = graph.sandbox.state.folders.get(folderId ?? '') as SandboxFolder;
    const path = folderPath(graph.sandbox.state.folders, folder).map((step) => ({ id: step.id }));
    expect(data.site.folder).toEqual({ id: folderId, path });
    expect(calls).toEqual({ 'Query Sites': 1, 'Query Folders': 1, 'Get Folder By Site': 1 });
  });

  it.each([
    ['an empty folder', { kind: 'body', body: { folder: {} } }],
    ['an empty body', { kind: 'body', body: {} }],
    ['404', { kind: 'status', status: 404 }],
  ] as const)('is null when the site turns out to be in none, told by %s', async (_name, fault) => {
    graph.sandbox.faults.inject({
      operation: 'Query Folders',
      kind: 'body',
      body: { folders: [], metadata: { count: 0 } },
    });
    graph.sandbox.faults.inject({ operation: 'Get Folder By Site', ...fault });
    const { data, errors } = await graph.ask(`{ site(id: "${site(true).id}") { folder { id } } }`);
    expect(errors).toBeUndefined();
    expect(data.site.folder).toBeNull();
  });

  it('fails alone when folders cannot be read', async () => {
    graph.sandbox.faults.inject({
      operation: 'Query Folders',
      kind: 'status',
      status: 500,
      times: Number.POSITIVE_INFINITY,
    });
    const { data, errors } = await graph.ask(`{ site(id: "${site(true).id}") { displayName folder { id } } }`);
    expect(data.site).toEqual({ displayName: site(true).displayName, folder: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['site', 'folder'], 'UPSTREAM_UNAVAILABLE'],
    ]);
  });

  it('fails alone when a folder has no id', async () => {
    graph.sandbox.faults.inject({ operation: 'Query Folders', kind: 'body', body: { folders: [{ name: 'x' }] } });
    const { data, errors } = await graph.ask('{ account { name folders { id } } }');
    expect(data.account).toEqual({ name: 'Northwind Studio', folders: null });
    expect(errors?.[0]?.extensions.code).toBe('UPSTREAM_INVALID_RESPONSE');
  });
});

describe('the folders of a role assignment', () => {
  const graph = useGraph();

  it('are those that the scope names, without another call than the one for all folders', async () => {
    const { data, errors, calls } = await graph.ask(`{
      account { teamMembers(first: 100) { nodes { assignments { scope {
        ... on FolderScope { folderIds folderPaths folders { id path { name } } }
      } } } } }
    }`);
    expect(errors).toBeUndefined();
    const scopes = data.account.teamMembers.nodes
      .flatMap(({ assignments }: { assignments: { scope: { folderIds?: string[] } }[] }) => assignments)
      .map(({ scope }: { scope: { folderIds?: string[] } }) => scope)
      .filter(({ folderIds }: { folderIds?: string[] }) => folderIds !== undefined);
    expect(scopes.length).toBeGreaterThan(0);
    for (const { folderIds, folderPaths, folders } of scopes) {
      expect(folders.map(({ id }: GraphFolder) => id)).toEqual(folderIds);
      expect(folders.map(({ path }: { path: GraphFolder[] }) => path.map(({ name }) => name).join('/'))).toEqual(
        folderPaths,
      );
    }
    expect(calls).toEqual({ 'Search Team': 1, 'Query Folders': 1 });
  });

  it('are null where the account no longer has them', async () => {
    graph.sandbox.faults.inject({ operation: 'Query Folders', kind: 'body', body: { folders: [] } });
    const { data, errors } = await graph.ask(
      '{ account { teamMembers(first: 100) { nodes { assignments { scope { ... on FolderScope { folders { id } } } } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).toContain('{"folders":[null]}');
  });
});
