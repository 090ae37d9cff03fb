import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { agencySites, call, first } from './support.ts';

/** The id of nothing. */
const nobody = '00000000-0000-4000-8000-000000000000';

const root = '/site-folders/v2/folders';

function write(sandbox: Sandbox, method: string, path: string, body?: unknown) {
  const headers = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId };
  // biome-ignore lint/suspicious/noExplicitAny: tests state the shape of each answer in their expectations.
  return call<any>(sandbox, `${root}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
}

function folder(sandbox: Sandbox, name: string) {
  return first([...sandbox.state.folders.values()].filter((it) => it.name === name));
}

async function listed(sandbox: Sandbox) {
  const { body } = await write(sandbox, 'POST', '/query', { query: {} });
  return new Map<string, { name: string; parentId: string; siteCount: number }>(
    body.folders.map((it: { id: string }) => [it.id, it]),
  );
}

describe('Create Folder', () => {
  it.each([[{ parentId: 'root' }], [{ parentId: '' }], [{}]])(
    'takes %o for the root and prints an empty parentId',
    async (parent) => {
      const sandbox = createSandbox();
      const { status, body } = await write(sandbox, 'POST', '', { folder: { name: 'New', ...parent } });
      expect(status).toBe(200);
      expect(body.folder).toEqual({
        id: expect.any(String),
        name: 'New',
        parentId: '',
        siteCount: 0,
        createdDate: '2026-11-23T12:00:00.000Z',
        updatedDate: '2026-11-23T12:00:00.000Z',
        path: [{ id: body.folder.id, name: 'New' }],
      });
    },
  );

  it('refuses a missing name, a strange parent, and the name of a neighbour unless told otherwise', async () => {
    const sandbox = createSandbox();
    const foreign = first(
      [...sandbox.state.folders.values()].filter(({ accountId }) => accountId !== sandbox.accountId),
    );
    expect((await write(sandbox, 'POST', '', { folder: {} })).status).toBe(400);
    expect((await write(sandbox, 'POST', '', { folder: { name: 'A', parentId: foreign.id } })).status).toBe(404);
    expect((await write(sandbox, 'POST', '', { folder: { name: 'Clients' } })).status).toBe(409);
    const parentId = folder(sandbox, 'Archive').id;
    expect((await write(sandbox, 'POST', '', { folder: { name: 'Clients', parentId } })).status).toBe(200);
    const lenient = createSandbox({ quirks: { duplicateFolderName: 'accept' } });
    expect((await write(lenient, 'POST', '', { folder: { name: 'Clients' } })).status).toBe(200);
  });

  it('does not enforce a number of folders', async () => {
    const sandbox = createSandbox();
    for (let index = 0; index < 500; index += 1) {
      expect((await write(sandbox, 'POST', '', { folder: { name: `F${index}` } })).status).toBe(200);
    }
    expect((await listed(sandbox)).size).toBe(509);
  });
});

describe('Update Folder', () => {
  it('renames where the mask says so, and answers without dates', async () => {
    const sandbox = createSandbox();
    const { id } = folder(sandbox, 'Archive');
    const masked = await write(sandbox, 'PATCH', `/${id}`, { folder: { id, name: 'Attic' }, fieldMask: 'name' });
    expect(masked.body.folder).toMatchObject({ id, name: 'Attic', parentId: '' });
    expect(masked.body.folder).not.toHaveProperty('createdDate');
    await write(sandbox, 'PATCH', `/${id}`, { folder: { id, name: 'Cellar' } });
    expect(folder(sandbox, 'Attic').id).toBe(id);
    const clash = await write(sandbox, 'PATCH', `/${id}`, { folder: { id, name: 'Clients' }, fieldMask: 'name' });
    expect(clash.status).toBe(409);
  });
});

describe('Delete Folder', () => {
  it('moves folders and sites up, and keeps the counts right', async () => {
    const sandbox = createSandbox();
    const retail = folder(sandbox, 'Retail');
    const clients = folder(sandbox, 'Clients');
    const before = await listed(sandbox);
    expect(await write(sandbox, 'DELETE', `/${retail.id}`)).toMatchObject({ status: 200, body: {} });
    const after = await listed(sandbox);
    expect(after.has(retail.id)).toBe(false);
    expect(after.get(folder(sandbox, 'Fashion').id)?.parentId).toBe(clients.id);
    expect(after.get(clients.id)?.siteCount).toBe(
      (before.get(clients.id)?.siteCount ?? 0) + (before.get(retail.id)?.siteCount ?? 0),
    );
    expect((await write(sandbox, 'DELETE', `/${retail.id}`)).status).toBe(404);
  });
});

describe('Move Folders', () => {
  const move = (sandbox: Sandbox, folderIds: readonly string[], targetFolderId?: string) =>
    write(sandbox, 'PATCH', '/bulk/move', { folderIds, ...(targetFolderId === undefined ? {} : { targetFolderId }) });

  it('prints the moved folders with null dates', async () => {
    const sandbox = createSandbox();
    const { id } = folder(sandbox, 'Fashion');
    const { body } = await move(sandbox, [id]);
    expect(body.folders).toMatchObject([{ id, parentId: '', createdDate: null, updatedDate: null }]);
  });

  it('takes 1 to 1,000 folders and a target that is there', async () => {
    const sandbox = createSandbox({ quirks: { repeatedItems: 'accept' } });
    const { id } = folder(sandbox, 'Fashion');
    expect((await move(sandbox, [])).status).toBe(400);
    expect(
      (
        await move(
          sandbox,
          Array.from({ length: 1001 }, () => id),
        )
      ).status,
    ).toBe(400);
    expect(
      (
        await move(
          sandbox,
          Array.from({ length: 1000 }, () => id),
        )
      ).status,
    ).toBe(200);
    expect((await move(sandbox, [id], nobody)).status).toBe(404);
    expect((await move(sandbox, [id], 'root')).status).toBe(404);
    expect((await move(createSandbox({ quirks: { rootAsTarget: 'accept' } }), [id], 'root')).status).toBe(200);
  });

  it('refuses to put a folder below itself, and moves nothing then', async () => {
    const sandbox = createSandbox();
    const clients = folder(sandbox, 'Clients');
    const ids = [folder(sandbox, 'Archive').id, clients.id];
    expect((await move(sandbox, ids, folder(sandbox, 'Fashion').id)).status).toBe(400);
    expect(folder(sandbox, 'Archive').parentId).toBe('');
  });
});

describe('Move Sites To Folder', () => {
  const move = (sandbox: Sandbox, siteIds: readonly string[], targetFolderId: string) =>
    write(sandbox, 'POST', '/bulk/sites/move', { targetFolderId, sites: { id: { $in: siteIds } } });

  it('takes 1 to 500 sites of the account, all or none', async () => {
    const sandbox = createSandbox();
    const [site, other] = agencySites(sandbox).map(({ id }) => id);
    const target = folder(sandbox, 'Archive').id;
    expect((await move(sandbox, [], target)).status).toBe(400);
    expect(
      (
        await move(
          sandbox,
          Array.from({ length: 501 }, () => site ?? ''),
          target,
        )
      ).status,
    ).toBe(400);
    expect((await move(sandbox, [site ?? ''], 'x'.repeat(37))).status).toBe(400);
    expect((await move(sandbox, [site ?? ''], nobody)).status).toBe(404);
    expect((await move(sandbox, [other ?? '', nobody], target)).status).toBe(400);
    expect(await move(sandbox, [site ?? ''], target)).toMatchObject({ status: 200, body: {} });
    expect(sandbox.state.sites.get(site ?? '')?.folderId).toBe(target);
    await move(sandbox, [site ?? ''], '');
    expect(sandbox.state.sites.get(site ?? '')).not.toHaveProperty('folderId');
  });
});

describe('the list of folders', () => {
  it('lags behind writes by the quirk, on the sandbox clock', async () => {
    const sandbox = createSandbox({ quirks: { folderLagMs: 1000 } });
    const archive = folder(sandbox, 'Archive');
    const rename = (name: string) =>
      write(sandbox, 'PATCH', `/${archive.id}`, { folder: { id: archive.id, name }, fieldMask: 'name' });
    const made = await write(sandbox, 'POST', '', { folder: { name: 'New' } });
    await write(sandbox, 'DELETE', `/${folder(sandbox, 'Internal').id}`);
    await rename('One');
    sandbox.clock.advance(600);
    await rename('Two');
    const lagging = await listed(sandbox);
    expect(lagging.has(made.body.folder.id)).toBe(false);
    expect([...lagging.values()].map(({ name }) => name)).toContain('Internal');
    expect(lagging.get(archive.id)?.name).toBe('Archive');
    sandbox.clock.advance(1001);
    const current = await listed(sandbox);
    expect(current.has(made.body.folder.id)).toBe(true);
    expect([...current.values()].map(({ name }) => name)).not.toContain('Internal');
    expect(current.get(archive.id)?.name).toBe('Two');
  });

  it('needs another permission to be written than to be read', async () => {
    const sandbox = createSandbox();
    const headers = { authorization: sandbox.keys.siteListOnly, 'wix-account-id': sandbox.accountId };
    const body = { folder: { name: 'A' } };
    expect((await call(sandbox, root, { method: 'POST', headers, body })).status).toBe(403);
  });
});
