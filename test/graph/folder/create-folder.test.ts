import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { folderNamed, nobody, reconcileAtOnce } from './support.ts';

const document = `mutation ($input: CreateFolderInput!) { createFolder(input: $input) {
  folder { id name siteCount createdAt parent { name } }
  userErrors { code message path upstreamCode }
} }`;

describe('createFolder', () => {
  const graph = useGraph(reconcileAtOnce);
  const create = (input: object) => graph.ask(document, { input });
  const bodies = () =>
    graph.sandbox.calls
      .entries()
      .filter(({ operation }) => operation === 'Create Folder')
      .map(({ body }) => body);
  const count = (name: string) =>
    [...graph.sandbox.state.folders.values()].filter((folder) => folder.name === name).length;

  it('creates a folder in another and answers it', async () => {
    const parent = folderNamed(graph, 'Retail');
    const { data, errors, calls } = await create({ name: 'Toys', parentId: parent.id.toUpperCase() });
    expect(errors).toBeUndefined();
    const made = folderNamed(graph, 'Toys');
    expect(made).toMatchObject({ parentId: parent.id, accountId: graph.sandbox.accountId });
    expect(data.createFolder).toEqual({
      folder: { id: made.id, name: 'Toys', siteCount: 0, createdAt: made.createdDate, parent: { name: 'Retail' } },
      userErrors: [],
    });
    expect(bodies()).toEqual([{ folder: { name: 'Toys', parentId: parent.id } }]);
    // Before it, and for the parent of the answer.
    expect(calls).toEqual({ 'Query Folders': 2, 'Create Folder': 1 });
  });

  it('creates at the root without a parent', async () => {
    const { data } = await create({ name: 'Events', parentId: null });
    expect(data.createFolder.folder).toMatchObject({ name: 'Events', parent: null });
    expect(bodies()).toEqual([{ folder: { name: 'Events', parentId: 'root' } }]);
    expect(folderNamed(graph, 'Events').parentId).toBe('');
  });

  it.each([
    ['a taken name', () => ({ name: 'Fashion', parentId: folderNamed(graph, 'Retail').id }), 'CONFLICT', []],
    ['a parent that is not there', () => ({ name: 'Lost', parentId: nobody }), 'NOT_FOUND', ['parentId']],
  ])('answers the refusal of %s', async (_name, input, code, field) => {
    const { data, errors } = await create(input());
    expect(errors).toBeUndefined();
    expect(data.createFolder.folder).toBeNull();
    expect(data.createFolder.userErrors).toMatchObject([{ code, path: ['input', ...field], upstreamCode: null }]);
  });

  it.each([
    ['a blank name', { name: ' \n' }, ['input', 'name']],
    ['a malformed parent', { name: 'A', parentId: '../x' }, ['input', 'parentId']],
    ['a malformed key', { name: 'A', idempotencyKey: 'ä' }, ['input', 'idempotencyKey']],
  ])('refuses %s before any call', async (_name, input, path) => {
    const { data, calls } = await create(input);
    expect(data.createFolder).toMatchObject({ folder: null, userErrors: [{ code: 'BAD_USER_INPUT', path }] });
    expect(calls).toEqual({});
  });

  it('finds the folder when the answer is lost, and does not send it again', async () => {
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Create Folder' });
    const { data, errors, calls } = await create({ name: 'Weddings' });
    expect(errors).toBeUndefined();
    expect(data.createFolder.folder).toMatchObject({ id: folderNamed(graph, 'Weddings').id, name: 'Weddings' });
    expect(calls['Create Folder']).toBe(1);
  });

  it('does not take an older folder of the same name for the new one', async () => {
    const other = folderNamed(graph, 'Internal');
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Create Folder' });
    const { errors, calls } = await create({ name: other.name });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'unknown' });
    expect(calls['Create Folder']).toBe(1);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.errors).toBeUndefined();
    expect(verified.data.account.folders).toContainEqual({
      id: other.id,
      name: other.name,
      createdAt: other.createdDate,
    });
  });

  it('says that it does not know when the key may not list folders', async () => {
    graph.sandbox.faults.inject({ kind: 'empty403', operation: 'Query Folders', times: 9 });
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Create Folder' });
    const { errors } = await create({ name: 'Unlisted', parentId: folderNamed(graph, 'Archive').id });
    expect(errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    graph.sandbox.faults.clear();
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.data.account.folders).toMatchObject([{ name: 'Unlisted' }]);
  });

  it('creates one folder for three tries with one key', async () => {
    const input = { name: 'Once', idempotencyKey: 'once-1' };
    const answers = await Promise.all([create(input), create(input), create(input)]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.createFolder.folder.name).toBe('Once');
    expect(count('Once')).toBe(1);
    const reused = await create({ ...input, name: 'Twice' });
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(count('Twice')).toBe(0);
  });
});

describe('createFolder without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const { errors } = await graph.ask(document, { input: { name: 'A' } });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['createFolder'], 'FORBIDDEN']]);
  });
});

describe('a folder just created, while Wix does not list it', () => {
  const graph = useGraph({ quirks: { folderLagMs: 60_000 } });

  it('is in the list of folders all the same', async () => {
    const { data } = await graph.ask(document, {
      input: { name: 'Fresh', parentId: folderNamed(graph, 'Clients').id },
    });
    const { id } = data.createFolder.folder;
    expect(data.createFolder.folder.parent).toEqual({ name: 'Clients' });
    const query = `{ account {
      folder(id: "${id}") { name path { name } }
      folders(filter: { nameContains: "fresh" }) { id }
    } }`;
    const lagging = await graph.ask(query);
    expect(lagging.data.account).toEqual({
      folder: { name: 'Fresh', path: [{ name: 'Clients' }, { name: 'Fresh' }] },
      folders: [{ id }],
    });
    graph.sandbox.clock.advance(60_001);
    const listed = await graph.ask(query);
    expect(listed.data).toEqual(lagging.data);
  });
});
