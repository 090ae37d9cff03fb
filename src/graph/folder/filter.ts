import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import type { Folder } from './model.ts';

/** The filter of a list of folders. An absent field doesn't filter. */
export interface FolderFilter {
  readonly parentId?: string | null | undefined;
  readonly isAtRoot?: boolean | null | undefined;
  readonly nameStartsWith?: string | null | undefined;
  readonly nameContains?: string | null | undefined;
}

/**
 * Returns a test for the folders that match the filter. Names are compared without regard to case, like Wix's own
 * filters. Throws an {@link InputError} if the parent id is malformed or combined with `isAtRoot: true`.
 */
export function folderTest(filter: FolderFilter): (folder: Folder) => boolean {
  const parentId =
    typeof filter.parentId === 'string' ? guidInput('filter.parentId', filter.parentId, 'a folder') : null;
  if (parentId !== null && filter.isAtRoot === true) {
    throw new InputError(
      'filter.isAtRoot',
      'filter.parentId cannot be combined with filter.isAtRoot: true, because folders at the root have no parent. ' +
        'Pass only one of them.',
    );
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
