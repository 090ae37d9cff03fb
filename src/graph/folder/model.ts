import { integer, text, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { queryFolders, type WixFolder } from './rest.ts';

/** A folder of an account's sites. Null: Wix did not send it. */
export interface Folder {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** Null at the root. */
  readonly parentId: string | null;
  readonly siteCount: number | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/**
 * Maps Wix's folder to ours. Throws a {@link WixError} `invalidResponse` if it has no id, because the tree would have a
 * hole.
 */
export function toFolder(raw: WixFolder, accountId: string): Folder {
  const id = text(raw.id);
  if (id === null) throw new WixError('invalidResponse', 'a folder without an id', { endpoint: queryFolders.name });
  const parentId = text(raw.parentId);
  return {
    id,
    accountId,
    name: text(raw.name) ?? '',
    // Create Folder takes `root` for the root; whether a response can contain it is UNKNOWN.
    parentId: parentId === 'root' ? null : parentId,
    siteCount: integer(raw.siteCount),
    createdAt: time(raw.createdDate),
    updatedAt: time(raw.updatedDate),
  };
}
