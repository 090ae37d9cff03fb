import { fold } from '../../directory/fold.ts';
import type { ListSpec } from '../../directory/list-spec.ts';
import type { Found, RecordType } from '../../directory/record.ts';
import type { GraphContext } from '../context.ts';
import { pagesOf, sortableTime } from '../directory/pages.ts';
import { folderSource } from './loader.ts';
import type { Folder } from './model.ts';
import { queryFolders } from './rest.ts';

export function folderRecord(folder: Folder): Found {
  return { type: 'Folder', id: folder.id, value: folder };
}

export const folderType: RecordType = {
  type: 'Folder',
  texts: (value) => ({ name: (value as Folder).name }),
  orders: { NAME: (value) => fold((value as Folder).name) },
  version: (value) => sortableTime((value as Folder).updatedAt),
};

/** All folders of an account: one Query Folders per 1,000. */
export const folderList: ListSpec<GraphContext> = {
  name: 'folders',
  types: ['Folder'],
  rank: 4,
  isOfRoots: false,
  leadsToAccounts: false,
  pages: (context, accountId) =>
    pagesOf(queryFolders.name, folderSource(context, accountId), (folder) => [folderRecord(folder)]),
};
