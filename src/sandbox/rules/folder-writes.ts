import { z } from 'zod';
import { type Answer, ok, plainError, Refusal, refuseField, refuseViolations } from '../answer.ts';
import { distinct, filled, formatted, guid, isGuid, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { folderPath, type SandboxFolder } from '../state/folder.ts';
import { writeShadowed } from '../state/shadow.ts';
import { type SandboxSite, writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { folderJson, siteCounts } from './folders.ts';
import { refuseTrashed } from './trashed-site.ts';

// UNKNOWN: the codes of all refusals here. Only some statuses are documented, so there are messages and no codes.

/** The id of a folder, or a name of the root. */
const folderPlace = formatted(
  'GUID',
  'must be the id of a folder, or empty for the root',
  '',
  (text) => text === '' || text === 'root' || isGuid(text),
);

const createFolderBody = z.strictObject({
  folder: z.strictObject({ name: filled(), parentId: optional(folderPlace) }),
});
const updateFolderBody = z.strictObject({
  folder: z.strictObject({ id: optional(guid), name: optional(filled()) }),
  // Nothing but the name can be updated.
  fieldMask: z.enum(['name']),
});
const moveFoldersBody = z.strictObject({
  folderIds: distinct(z.array(guid).min(1).max(1_000), (id) => id),
  targetFolderId: optional(folderPlace),
});
const moveSitesBody = z.strictObject({
  targetFolderId: optional(folderPlace),
  sites: z.strictObject({ id: z.strictObject({ $in: z.array(guid).min(1).max(500) }) }),
});

function folderOf(state: SandboxState, call: Call, id: string): SandboxFolder {
  const folder = state.folders.get(id.toLowerCase());
  if (folder === undefined || folder.accountId !== call.accountId) {
    throw new Refusal(plainError(404, `Folder ${id} was not found`));
  }
  return folder;
}

/** Returns the id of a target folder, `''` for the root. */
function targetId(state: SandboxState, call: Call, id: string): string {
  if (id === '' || (id === 'root' && call.quirks.rootAsTarget === 'accept')) return '';
  return folderOf(state, call, id).id;
}

/** Refuses a name that another folder in the same place has. @param exceptIds folders that do not count */
function refuseTakenName(
  state: SandboxState,
  call: Call,
  { parentId, name }: { readonly parentId: string; readonly name: string },
  exceptIds: ReadonlySet<string>,
): void {
  const isTaken = [...state.folders.values()].some(
    (folder) =>
      folder.accountId === call.accountId &&
      folder.parentId === parentId &&
      folder.name === name &&
      !exceptIds.has(folder.id),
  );
  if (isTaken) throw new Refusal(plainError(409, `A folder with the name ${name} already exists`));
}

function createFolder(state: SandboxState, call: Call<z.output<typeof createFolderBody>>): Answer {
  const { name, parentId: parent = '' } = call.body.folder;
  const parentId = parent === 'root' ? '' : targetId(state, call, parent);
  if (call.quirks.duplicateFolderName === 'reject') refuseTakenName(state, call, { parentId, name }, new Set());
  const id = call.mint.guid();
  const moment = call.now.toISOString();
  const folder = { id, accountId: call.accountId, name, parentId, createdDate: moment, updatedDate: moment };
  write(state, call, folder.id, folder);
  return ok({ folder: folderJson(state, call, folder, siteCounts(state, call)) });
}

/** Returns a written folder; by the samples without its dates, which Update Folder leaves out and Move Folders nulls. */
function writtenJson(state: SandboxState, call: Call, folder: SandboxFolder, dates: Record<string, null>) {
  const { createdDate, updatedDate, ...rest } = folderJson(state, call, folder, siteCounts(state, call));
  return { ...rest, ...(call.quirks.writtenFolderDates === 'included' ? { createdDate, updatedDate } : dates) };
}

function updateFolder(state: SandboxState, call: Call<z.output<typeof updateFolderBody>>): Answer {
  const before = folderOf(state, call, call.params['folderId'] ?? '');
  const { id, name } = call.body.folder;
  if (id !== undefined && id !== before.id) {
    refuseField({ field: 'folder.id', description: 'must be the id in the path', violatedRule: 'CUSTOM' });
  }
  if (name === undefined) {
    return refuseField({ field: 'folder.name', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  }
  refuseTakenName(state, call, { parentId: before.parentId, name }, new Set([before.id]));
  const folder = { ...before, name, updatedDate: call.now.toISOString() };
  write(state, call, folder.id, folder);
  return ok({ folder: writtenJson(state, call, folder, {}) });
}

function deleteFolder(state: SandboxState, call: Call): Answer {
  const { id, parentId } = folderOf(state, call, call.params['folderId'] ?? '');
  const updatedDate = call.now.toISOString();
  for (const child of [...state.folders.values()].filter((folder) => folder.parentId === id)) {
    write(state, call, child.id, { ...child, parentId, updatedDate });
  }
  for (const site of [...state.sites.values()].filter(({ folderId }) => folderId === id)) {
    placeSite(state, call, site, parentId);
  }
  write(state, call, id, null);
  return ok({});
}

function moveFolders(state: SandboxState, call: Call<z.output<typeof moveFoldersBody>>): Answer {
  const { folderIds, targetFolderId = '' } = call.body;
  const parentId = targetId(state, call, targetFolderId);
  const folders = folderIds.map((id) => folderOf(state, call, id));
  const target = state.folders.get(parentId);
  const above = new Set(target === undefined ? [] : folderPath(state.folders, target).map(({ id }) => id));
  if (folders.some(({ id }) => above.has(id)) && call.quirks.folderIntoItself === 'reject') {
    refuseField({ field: 'targetFolderId', description: 'must not lie in a folder that is moved' });
  }
  if (call.quirks.duplicateNameByMove === 'reject') {
    for (const { name } of folders) refuseTakenName(state, call, { parentId, name }, new Set(folderIds));
  }
  const moved = folders.map((folder) => ({ ...folder, parentId, updatedDate: call.now.toISOString() }));
  for (const folder of moved) write(state, call, folder.id, folder);
  if (call.quirks.moveFoldersAnswer === 'emptyBody') return ok({});
  const noDates = { createdDate: null, updatedDate: null };
  return ok({ folders: moved.map((folder) => writtenJson(state, call, folder, noDates)) });
}

function moveSitesToFolder(state: SandboxState, call: Call<z.output<typeof moveSitesBody>>): Answer {
  const { targetFolderId = '', sites: wanted } = call.body;
  const folderId = targetId(state, call, targetFolderId);
  const found = wanted.id.$in.map((id) => {
    const site = state.sites.get(id);
    const isCovered = call.covers(id) || call.quirks.limitedKeyWrites === 'accept';
    return site?.accountId === call.accountId && isCovered ? site : undefined;
  });
  const missing = found.flatMap((site, index) => (site === undefined ? [index] : []));
  const description = 'is not a site of the account';
  refuseViolations(missing.map((index) => ({ field: `sites.id.$in[${index}]`, description })));
  const sites = found.filter((site) => site !== undefined);
  for (const site of sites) refuseTrashed(call, site);
  for (const site of sites) placeSite(state, call, site, folderId);
  return ok({});
}

function write(state: SandboxState, call: Call, id: string, folder: SandboxFolder | null): void {
  writeShadowed(state.folders, state.folderShadows, id, folder, { now: call.now, lagMs: call.quirks.folderLagMs });
}

function placeSite(state: SandboxState, call: Call, site: SandboxSite, folderId: string): void {
  const { folderId: _before, ...rest } = site;
  writeSite(state.sites, folderId === '' ? rest : { ...rest, folderId }, call);
}

const access = {
  level: 'account',
  // UNKNOWN: the permission id behind this scope name, and whether all five need this scope.
  permission: 'Manage Folders',
} as const;

/** dev.wix.com/docs/api-reference/account-level/sites/site-folders */
export const folderWriteRoutes: readonly Route[] = [
  route({
    operation: 'Create Folder',
    method: 'POST',
    path: '/site-folders/v2/folders',
    ...access,
    body: createFolderBody,
    handle: createFolder,
  }),
  route({
    operation: 'Update Folder',
    method: 'PATCH',
    path: '/site-folders/v2/folders/:folderId',
    ...access,
    body: updateFolderBody,
    handle: updateFolder,
  }),
  route({
    operation: 'Delete Folder',
    method: 'DELETE',
    path: '/site-folders/v2/folders/:folderId',
    ...access,
    handle: deleteFolder,
  }),
  route({
    operation: 'Move Folders',
    method: 'PATCH',
    path: '/site-folders/v2/folders/bulk/move',
    ...access,
    body: moveFoldersBody,
    handle: moveFolders,
  }),
  route({
    operation: 'Move Sites To Folder',
    method: 'POST',
    path: '/site-folders/v2/folders/bulk/sites/move',
    ...access,
    body: moveSitesBody,
    handle: moveSitesToFolder,
  }),
];
