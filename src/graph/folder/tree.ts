import type { Folder } from './model.ts';

/** All folders of an account, as a tree. */
export interface FolderTree {
  /** All folders, unique, in the order of the list. */
  readonly folders: readonly Folder[];
  readonly byId: ReadonlyMap<string, Folder>;
  /** Child folders by their parent's id, in the order of the list. A folder without children is absent. */
  readonly childrenOf: ReadonlyMap<string, readonly Folder[]>;
}

export function toFolderTree(listed: readonly Folder[]): FolderTree {
  // A folder that moves while pages are read can be listed twice.
  const byId = new Map(listed.map((folder) => [folder.id, folder]));
  const childrenOf = new Map<string, Folder[]>();
  for (const folder of byId.values()) {
    if (folder.parentId === null) continue;
    const siblings = childrenOf.get(folder.parentId) ?? [];
    siblings.push(folder);
    childrenOf.set(folder.parentId, siblings);
  }
  return { folders: [...byId.values()], byId, childrenOf };
}

/** Returns the parent of a folder, or null at the root and if the tree doesn't have the parent. */
export function parentOf(tree: FolderTree, folder: Folder): Folder | null {
  return folder.parentId === null ? null : (tree.byId.get(folder.parentId) ?? null);
}

/**
 * Returns the folders from the root down to a folder, which comes last. Starts below a parent that the tree doesn't
 * have, and breaks cycles of parents.
 */
export function pathTo(tree: FolderTree, folder: Folder): readonly Folder[] {
  const path = [folder];
  const seen = new Set([folder.id]);
  for (let above = parentOf(tree, folder); above !== null && !seen.has(above.id); above = parentOf(tree, above)) {
    seen.add(above.id);
    path.unshift(above);
  }
  return path;
}

/** Returns the ids of folders and of all folders below them. Ids that are not in the tree are kept. */
export function withSubfolders(tree: FolderTree, folderIds: Iterable<string>): ReadonlySet<string> {
  const reached = new Set(folderIds);
  // Iterating over a set includes ids added during the iteration.
  for (const id of reached) for (const child of tree.childrenOf.get(id) ?? []) reached.add(child.id);
  return reached;
}
