import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import type { Folder } from './model.ts';

/** What a list of folders can be narrowed to. Absent: not narrowed. */
export interface FolderFilter {
  readonly parentId?: string | null | undefined;
  readonly isAtRoot?: boolean | null | undefined;
  readonly nameStartsWith?: string | null | undefined;
  readonly nameContains?: string | null | undefined;
}

/**
 * Which folders satisfy the filter. Names are compared without regard to case, as Wix's own filters do. Throws an
 * {@link InputError} for a malformed parent id and for a parent together with `isAtRoot: true`.
 */
export function folderTest(filter: FolderFilter): (folder: Folder) => boolean {
  const parentId =
    typeof filter.parentId === 'string' ? guidInput('filter.parentId', filter.parentId, 'a folder') : null;
  if (parentId !== null && filter.isAtRoot === true) {
    throw new InputError('filter.isAtRoot', 'A folder at the root has no parent: give parentId or isAtRoot.');
  }
  const isAtRoot = filter.isAtRoot ?? null;
  const start = filter.nameStartsWith?.toLowerCase() ?? '';
  const part = filter.nameContains?.toLowerCase() ?? '';
  return (folder) => {
    const name = folder.name.toLowerCase();
    return (
      (parentId === null || folder.parentId === parentId) &&
      (isAtRoot === null || (folder.parentId === null) === isAtRoot) &&
      name.startsWith(start) &&
      name.includes(part)
    );
  };
}
