import { guidInput } from '../../lib/guid-input.ts';
import { AccountRef } from '../account/schema.ts';
import { FolderScopeRef } from '../assignment/schema.ts';
import { builder, pageArgs } from '../builder.ts';
import { entity } from '../federation/entity.ts';
import { SiteFilterInput, SiteOrderInput } from '../site/inputs.ts';
import { querySites } from '../site/rest.ts';
import { SiteConnectionRef, SiteRef } from '../site/schema.ts';
import { type FolderFilter, folderTest } from './filter.ts';
import { folderOfSite, folderTree, sitesOfFolder } from './loader.ts';
import type { Folder } from './model.ts';
import { getFolderBySite, queryFolders } from './rest.ts';
import { parentOf, pathTo } from './tree.ts';

export const FolderRef = builder.objectRef<Folder>('Folder');

const listedFolders = { endpoint: queryFolders, per: 'account' } as const;

FolderRef.implement({
  description:
    'A folder in which an account keeps sites. Folders can lie in folders; a site lies in one folder or in none. One REST ' +
    'call (Query Folders) brings up to 1,000 folders, all that most accounts have, once for each operation: paths, parents, ' +
    'children and the folders of sites cost nothing more.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The folder's GUID." }),
    account: t.field({
      type: AccountRef,
      description: 'The account whose sites it holds.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    name: t.exposeString('name', { description: 'The name.' }),
    siteCount: t.exposeInt('siteCount', {
      nullable: true,
      description:
        'How many sites it holds by the count of Wix; null when Wix did not say. Whether sites of subfolders and sites in ' +
        'the trash count is not documented.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the folder was created.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the folder was last changed.',
    }),
    path: t.field({
      upstream: listedFolders,
      listSize: { assumedSize: 3 },
      type: [FolderRef],
      nullable: true,
      description:
        'The folders from the root down to this one, itself included and last. Begins further down where Wix does not list ' +
        'a folder above.',
      resolve: async (folder, _args, context) => pathTo(await folderTree(context, folder.accountId), folder),
    }),
    parent: t.field({
      upstream: listedFolders,
      type: FolderRef,
      nullable: true,
      description: 'The folder that it lies in; null at the root.',
      resolve: async (folder, _args, context) => parentOf(await folderTree(context, folder.accountId), folder),
    }),
    children: t.field({
      upstream: listedFolders,
      listSize: { assumedSize: 10 },
      type: [FolderRef],
      nullable: true,
      description: 'The folders that lie directly in it, by name; empty for none.',
      resolve: async (folder, _args, context) =>
        (await folderTree(context, folder.accountId)).childrenOf.get(folder.id) ?? [],
    }),
    sites: t.field({
      upstream: { endpoint: querySites, per: 'field' },
      type: SiteConnectionRef,
      nullable: true,
      description: 'The sites that lie directly in it. One REST call for a page of up to 100 (Query Sites).',
      args: {
        ...pageArgs(t.arg),
        filter: t.arg({
          type: SiteFilterInput,
          required: false,
          description:
            'Which of its sites; `folderId` and `isInFolder` are refused here. Default: WIX and HEADLESS ones.',
        }),
        orderBy: t.arg({
          type: SiteOrderInput,
          required: false,
          description: 'The order. Default: newest first. Among equals the order is not documented.',
        }),
      },
      resolve: (folder, args, context) => sitesOfFolder(context, folder, args),
    }),
  }),
});

entity(builder, FolderRef, {
  keys: ['id', 'id account { id }'],
  upstream: queryFolders,
  readKey: (representation, context) => ({
    id: representation.guid('id'),
    accountId: representation.ownerOr(context.accountId),
  }),
  load: async ({ id, accountId }, context) => (await folderTree(context, accountId)).byId.get(id) ?? null,
});

const FolderFilterInput = builder.inputRef<FolderFilter>('FolderFilter').implement({
  description: 'Which folders a list holds; all given fields must hold. Narrowing costs no call.',
  fields: (t) => ({
    parentId: t.id({ description: 'Folders that lie directly in this folder.' }),
    isAtRoot: t.boolean({ description: 'Folders that lie in no other folder, or those that do.' }),
    nameStartsWith: t.string({ description: 'Folders whose name begins with this text, in any case.' }),
    nameContains: t.string({ description: 'Folders whose name has this text somewhere, in any case.' }),
  }),
});

builder.objectFields(AccountRef, (t) => ({
  folders: t.field({
    upstream: listedFolders,
    listSize: { assumedSize: 50 },
    type: [FolderRef],
    nullable: true,
    description:
      'All folders of the account as a flat list, by name. Their `path`, `parent` and `children` make the tree. One REST ' +
      'call for each 1,000 (Query Folders), whatever the filter. The API key needs the scope Read Folder Data.',
    args: { filter: t.arg({ type: FolderFilterInput, required: false, description: 'Which folders. Default: all.' }) },
    resolve: async ({ id }, { filter }, context) => {
      const belongs = folderTest(filter ?? {});
      return (await folderTree(context, id)).folders.filter(belongs);
    },
  }),
  folder: t.field({
    upstream: listedFolders,
    type: FolderRef,
    nullable: true,
    description:
      'A folder of this account by its id; null when the account does not have it. Reads the list of folders, once for ' +
      'each operation.',
    args: { id: t.arg.id({ required: true, description: "The folder's GUID." }) },
    resolve: async ({ id: accountId }, { id }, context) => {
      const folderId = guidInput('id', id, 'a folder');
      return (await folderTree(context, accountId)).byId.get(folderId) ?? null;
    },
  }),
}));

builder.objectField(SiteRef, 'folder', (t) =>
  t.field({
    upstream: { ...listedFolders, fallback: getFolderBySite },
    type: FolderRef,
    nullable: true,
    description:
      'The folder that the site lies in; null for none. The folders of the owner account are read once for all sites of ' +
      'the operation (Query Folders); a folder missing there, as just after a change, costs one call (Get Folder By Site).',
    resolve: (site, _args, context) => folderOfSite(context, site),
  }),
);

builder.objectField(FolderScopeRef, 'folders', (t) =>
  t.field({
    upstream: listedFolders,
    listSize: { assumedSize: 1 },
    type: [FolderRef],
    nullable: { list: true, items: true },
    description:
      'The folders, in the order of `folderIds`, null for one that the account no longer has. The folders of the account ' +
      'are read once for each operation.',
    resolve: async ({ accountId, folderIds }, _args, context) => {
      const { byId } = await folderTree(context, accountId);
      return folderIds.map((id) => byId.get(id) ?? null);
    },
  }),
);
