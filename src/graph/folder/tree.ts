import type { Folder } from './model.ts';

/** All folders of an account, as a tree. */
export interface FolderTree {
  /** Every folder once, in the order they were listed. */
  readonly folders: readonly Folder[];
  readonly byId: ReadonlyMap<string, Folder>;
  /** By the parent's id, in the order they were listed. A folder without children is absent. */
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

/** The folder that a folder lies in; null at the root and for a parent that the tree does not have. */
export function parentOf(tree: FolderTree, folder: Folder): Folder | null {
  return folder.parentId === null ? null : (tree.byId.get(folder.parentId) ?? null);
}

/**
 * The folders from the root down to a folder, itself last. Begins below a parent that the tree does not have, and where
 * parents go round in a circle.
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

/** The ids of folders and of all folders below them. Ids that the tree does not have stay in. */
export function withSubfolders(tree: FolderTree, folderIds: Iterable<string>): ReadonlySet<string> {
  const reached = new Set(folderIds);
  // A set is walked in the order of insertion, ids added on the way included.
  for (const id of reached) for (const child of tree.childrenOf.get(id) ?? []) reached.add(child.id);
  return reached;
}
