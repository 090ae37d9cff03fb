/** A folder for sites. */
export interface SandboxFolder {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** Empty text at the root, as the API prints it. */
  readonly parentId: string;
  readonly createdDate: string;
  readonly updatedDate: string;
}

/** The folder and all folders above it, from the root down. */
export function folderPath(
  folders: ReadonlyMap<string, SandboxFolder>,
  folder: SandboxFolder,
): readonly SandboxFolder[] {
  const parent = folders.get(folder.parentId);
  return parent === undefined ? [folder] : [...folderPath(folders, parent), folder];
}
