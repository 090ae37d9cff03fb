import type { Site } from '../site/model.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import type { UserError } from '../write/user-error.ts';
import type { Folder } from './model.ts';

/** Returns a folder's name for use in a sentence; null is the root. */
export function placeName(folder: Folder | null): string {
  return folder === null ? 'the root' : `the folder ${folder.name}`;
}

/** Returns the changes that move folders to the target. Folders already there are left out. */
export function folderMoves(folders: readonly Folder[], target: Folder | null): PlannedChange[] {
  return folders
    .filter(({ parentId }) => parentId !== (target?.id ?? null))
    .map(({ id, name, parentId }) => ({
      type: 'Folder',
      id,
      field: 'parent',
      before: parentId,
      after: target?.id ?? null,
      summary: `The folder ${name} moves to ${placeName(target)}, with everything in it.`,
    }));
}

/** Returns the changes that move sites to the target. Sites already there are left out. */
export function siteMoves(sites: readonly Site[], target: Folder | null): PlannedChange[] {
  return sites
    .filter(({ folderId }) => folderId !== (target?.id ?? null))
    .map(({ id, displayName, folderId }) => ({
      type: 'Site',
      id,
      field: 'folder',
      before: folderId,
      after: target?.id ?? null,
      summary: `The site ${displayName} moves to ${placeName(target)}.`,
    }));
}

export function noFolder(path: readonly string[]): UserError {
  return { code: 'NOT_FOUND', message: 'The account has no folder with this id.', path, upstreamCode: null };
}
