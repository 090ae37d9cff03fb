import { type Answer, ok, plainError, Refusal } from '../answer.ts';
import { type JsonObject, objectAt, refuseField, stringAt, stringsAt } from '../input.ts';
import type { AccountCall, Route } from '../route.ts';
import { folderPath, type SandboxFolder } from '../state/folder.ts';
import { writeShadowed } from '../state/shadow.ts';
import { type SandboxSite, writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { folderJson, siteCounts } from './folders.ts';

// UNKNOWN: the codes of all refusals here. Only some statuses are documented, so there are messages and no codes.

function ownFolder(state: SandboxState, call: AccountCall, id: string): SandboxFolder {
  const folder = state.folders.get(id);
  if (folder === undefined || folder.accountId !== call.accountId) {
    throw new Refusal(plainError(404, `Folder ${id} was not found`));
  }
  return folder;
}

/** The id of the folder that something is to go to, `''` for the root. */
function targetId(state: SandboxState, call: AccountCall, id: string): string {
  if (id === '' || (id === 'root' && call.quirks.rootAsTarget === 'accept')) return '';
  return ownFolder(state, call, id).id;
}

function nameOf(folder: JsonObject): string {
  const name = stringAt(folder, 'name') ?? '';
  if (name === '') refuseField({ field: 'folder.name', description: 'must not be empty' });
  return name;
}

function refuseTakenName(state: SandboxState, call: AccountCall, parentId: string, name: string, ownId?: string): void {
  const taken = [...state.folders.values()].some(
    (folder) =>
      folder.accountId === call.accountId &&
      folder.parentId === parentId &&
      folder.name === name &&
      folder.id !== ownId,
  );
  if (taken) throw new Refusal(plainError(409, `A folder with the name ${name} already exists`));
}

function createFolder(state: SandboxState, call: AccountCall): Answer {
  const sent = objectAt(call.body, 'folder') ?? {};
  const name = nameOf(sent);
  const parent = stringAt(sent, 'parentId') ?? '';
  const parentId = parent === 'root' ? '' : targetId(state, call, parent);
  if (call.quirks.duplicateFolderName === 'reject') refuseTakenName(state, call, parentId, name);
  const id = call.mint.guid();
  const moment = call.now.toISOString();
  const folder = { id, accountId: call.accountId, name, parentId, createdDate: moment, updatedDate: moment };
  write(state, call, folder.id, folder);
  return ok({ folder: folderJson(state, call, folder, siteCounts(state)) });
}

/** A written folder as it is answered: by the samples without its dates, which Update Folder leaves out and Move Folders nulls. */
function writtenJson(state: SandboxState, call: AccountCall, folder: SandboxFolder, dates: Record<string, null>) {
  const { createdDate, updatedDate, ...rest } = folderJson(state, call, folder, siteCounts(state));
  return { ...rest, ...(call.quirks.writtenFolderDates === 'included' ? { createdDate, updatedDate } : dates) };
}

function updateFolder(state: SandboxState, call: AccountCall): Answer {
  const before = ownFolder(state, call, call.params['folderId'] ?? '');
  const sent = objectAt(call.body, 'folder') ?? {};
  // Only masked fields are touched; nothing but the name can be.
  if (!(stringAt(call.body, 'fieldMask') ?? '').split(',').includes('name')) {
    return ok({ folder: writtenJson(state, call, before, {}) });
  }
  const name = nameOf(sent);
  refuseTakenName(state, call, before.parentId, name, before.id);
  const folder = { ...before, name, updatedDate: call.now.toISOString() };
  write(state, call, folder.id, folder);
  return ok({ folder: writtenJson(state, call, folder, {}) });
}

function deleteFolder(state: SandboxState, call: AccountCall): Answer {
  const { id, parentId } = ownFolder(state, call, call.params['folderId'] ?? '');
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

function moveFolders(state: SandboxState, call: AccountCall): Answer {
  const ids = stringsAt(call.body, 'folderIds') ?? [];
  refuseCount('folderIds', ids.length, 1000);
  const parentId = targetId(state, call, stringAt(call.body, 'targetFolderId') ?? '');
  const folders = ids.map((id) => ownFolder(state, call, id));
  const target = state.folders.get(parentId);
  const above = new Set(target === undefined ? [] : folderPath(state.folders, target).map(({ id }) => id));
  if (folders.some(({ id }) => above.has(id)) && call.quirks.folderIntoItself === 'reject') {
    refuseField({ field: 'targetFolderId', description: 'must not lie in a folder that is moved' });
  }
  const moved = folders.map((folder) => ({ ...folder, parentId, updatedDate: call.now.toISOString() }));
  for (const folder of moved) write(state, call, folder.id, folder);
  if (call.quirks.moveFoldersAnswer === 'emptyBody') return ok({});
  const noDates = { createdDate: null, updatedDate: null };
  return ok({ folders: moved.map((folder) => writtenJson(state, call, folder, noDates)) });
}

function moveSitesToFolder(state: SandboxState, call: AccountCall): Answer {
  const ids = stringsAt(objectAt(objectAt(call.body, 'sites') ?? {}, 'id') ?? {}, '$in') ?? [];
  refuseCount('sites.id.$in', ids.length, 500);
  const target = stringAt(call.body, 'targetFolderId') ?? '';
  if (target.length > 36) refuseField({ field: 'targetFolderId', description: 'has more than 36 characters' });
  const folderId = targetId(state, call, target);
  const sites = ids.map((id, index) => {
    const site = state.sites.get(id);
    if (site !== undefined && site.accountId === call.accountId) return site;
    return refuseField({ field: `sites.id.$in[${index}]`, description: 'is not a site of the account' });
  });
  for (const site of sites) placeSite(state, call, site, folderId);
  return ok({});
}

function refuseCount(field: string, count: number, maximum: number): void {
  if (count === 0) refuseField({ field, description: 'must not be empty' });
  if (count > maximum) {
    refuseField({
      field,
      description: `has size greater than ${maximum}`,
      violatedRule: 'MAX',
      data: { threshold: maximum },
    });
  }
}

function write(state: SandboxState, call: AccountCall, id: string, folder: SandboxFolder | null): void {
  writeShadowed(state.folders, state.folderShadows, id, folder, { now: call.now, lagMs: call.quirks.folderLagMs });
}

function placeSite(state: SandboxState, call: AccountCall, site: SandboxSite, folderId: string): void {
  const { folderId: _before, ...rest } = site;
  const placed = folderId === '' ? rest : { ...rest, folderId };
  writeSite(state.sites, placed, { now: call.now, indexLagMs: call.quirks.indexLagMs });
}

const access = {
  level: 'account',
  // UNKNOWN: the permission id behind this scope name, and whether all five need this scope.
  permission: 'Manage Folders',
} as const;

/** dev.wix.com/docs/api-reference/account-level/sites/site-folders */
export const folderWriteRoutes: readonly Route[] = [
  {
    operation: 'Create Folder',
    method: 'POST',
    path: '/site-folders/v2/folders',
    ...access,
    handle: createFolder,
  },
  {
    operation: 'Update Folder',
    method: 'PATCH',
    path: '/site-folders/v2/folders/:folderId',
    ...access,
    handle: updateFolder,
  },
  {
    operation: 'Delete Folder',
    method: 'DELETE',
    path: '/site-folders/v2/folders/:folderId',
    ...access,
    handle: deleteFolder,
  },
  {
    operation: 'Move Folders',
    method: 'PATCH',
    path: '/site-folders/v2/folders/bulk/move',
    ...access,
    handle: moveFolders,
  },
  {
    operation: 'Move Sites To Folder',
    method: 'POST',
    path: '/site-folders/v2/folders/bulk/sites/move',
    ...access,
    handle: moveSitesToFolder,
  },
];
