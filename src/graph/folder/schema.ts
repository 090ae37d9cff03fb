import { guidInput } from '../../lib/guid-input.ts';
import { AccountRef } from '../account/schema.ts';
import { FolderScopeRef } from '../assignment/schema.ts';
import { builder, pageArgs } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import { accountBeside, knownBeside, viewOf } from '../directory/served.ts';
import { entity } from '../federation/entity.ts';
import { SiteFilterInput, SiteOrderInput } from '../site/inputs.ts';
import { querySites } from '../site/rest.ts';
import { costOfSites, SiteConnectionRef, SiteRef } from '../site/schema.ts';
import { type FolderFilter, folderTest } from './filter.ts';
import { checkFolderSites, folderOfSite, folderTree, sitesOfFolder } from './loader.ts';
import type { Folder } from './model.ts';
import { getFolderBySite, queryFolders } from './rest.ts';
import { parentOf, pathTo } from './tree.ts';

export const FolderRef = builder.objectRef<Folder>('Folder');

const listedFolders = { endpoint: queryFolders, per: 'account' } as const;

FolderRef.implement({
  description:
    "A folder for an account's sites. Folders can be nested; a site is in at most one folder. One REST call " +
    '(Query Folders) returns up to 1,000 folders, enough for most accounts, and is made once per operation: ' +
    'paths, parents, children and the folders of sites then cost nothing more.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The folder's GUID." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that owns the folder.',
      resolve: (folder) => accountBeside(folder, folder.accountId),
    }),
    name: t.exposeString('name', { description: "The folder's name." }),
    siteCount: t.exposeInt('siteCount', {
      nullable: true,
      description:
        "The number of sites in the folder, as counted by Wix. Null if Wix did not send it. It's not documented " +
        'whether sites in subfolders or in the trash count.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the folder was created.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the folder was last changed.',
    }),
    path: t.field({
      upstream: listedFolders,
      listSize: { assumedSize: 3 },
      type: [FolderRef],
      nullable: true,
      description:
        "The folders from the root down to this one, which comes last. Starts further down if Wix doesn't list a " +
        'parent folder.',
      resolve: async (folder, _args, context) =>
        pathBeside(folder) ?? pathTo(await folderTree(context, folder.accountId), folder),
    }),
    parent: t.field({
      upstream: listedFolders,
      type: FolderRef,
      nullable: true,
      description: 'The folder that contains this one. Null at the root.',
      resolve: async (folder, _args, context) => parentOf(await folderTree(context, folder.accountId), folder),
    }),
    children: t.field({
      upstream: listedFolders,
      listSize: { assumedSize: 10 },
      type: [FolderRef],
      nullable: true,
      description: 'The folders directly in this one, by name. Empty if there are none.',
      resolve: async (folder, _args, context) =>
        (await folderTree(context, folder.accountId)).childrenOf.get(folder.id) ?? [],
    }),
    sites: t.field({
      upstream: { endpoint: querySites, per: 'field' },
      type: SiteConnectionRef,
      nullable: true,
      description: `The sites directly in this folder, without those in the trash. ${costOfSites}`,
      args: {
        ...pageArgs(t.arg),
        filter: t.arg({
          type: SiteFilterInput,
          required: false,
          description:
            "The filter of the list. `folderId` and `isInFolder` can't be used here. Defaults to WIX and HEADLESS sites " +
            'outside the trash.',
        }),
        orderBy: t.arg({
          type: SiteOrderInput,
          required: false,
          description: 'The order of the list. Defaults to newest first. The order of equal items is not documented.',
        }),
      },
      ...checkedBy(checkFolderSites),
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
  node: { form: 'guid', readKey: (id, accountId) => ({ id, accountId }) },
});

/** Returns the path of a folder of the directory; undefined if it is not known there. */
function pathBeside(folder: Folder): Folder[] | undefined {
  const path = [folder];
  const seen = new Set([folder.id]);
  for (let { parentId } = folder; parentId !== null; ) {
    const parent = knownBeside<Folder>(folder, 'Folder', folder.accountId, parentId);
    if (parent === undefined) return undefined;
    if (seen.has(parent.id)) break;
    seen.add(parent.id);
    path.unshift(parent);
    parentId = parent.parentId;
  }
  return viewOf(folder) === undefined ? undefined : path;
}

const FolderFilterInput = builder.inputRef<FolderFilter>('FolderFilter').implement({
  description: 'The filter of a list of folders; all given fields must match. Filtering costs no REST call.',
  fields: (t) => ({
    parentId: t.id({ description: 'Only folders directly in this folder.' }),
    isAtRoot: t.boolean({ description: 'True: only folders at the root. False: only folders inside another folder.' }),
    nameStartsWith: t.string({ description: 'Only folders whose name starts with this text, in any case.' }),
    nameContains: t.string({ description: 'Only folders whose name contains this text, in any case.' }),
  }),
});

builder.objectFields(AccountRef, (t) => ({
  folders: t.field({
    upstream: listedFolders,
    listSize: { assumedSize: 50 },
    type: [FolderRef],
    nullable: true,
    description:
      'All folders of the account as a flat list, by name. Their `path`, `parent` and `children` form the tree. ' +
      'Costs one REST call (Query Folders) per 1,000, whatever the filter. The API key needs the scope Read ' +
      'Folder Data.',
    args: {
      filter: t.arg({
        type: FolderFilterInput,
        required: false,
        description: 'The filter of the list. Defaults to all folders.',
      }),
    },
    ...checkedBy(({ filter }: { filter?: FolderFilter | null }) => folderTest(filter ?? {})),
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
      "A folder of this account by id. Null if the account doesn't have it. Reads the list of folders (Query " +
      'Folders), once per operation.',
    args: { id: t.arg.id({ required: true, description: "The folder's GUID." }) },
    ...checkedBy(({ id }: { id: string }) => guidInput('id', id, 'a folder')),
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
      "The folder of the site. Null if it has none. The owning account's folders are read once for all sites of " +
      'the operation (Query Folders); a folder missing there, for example just after a change, costs one more ' +
      'call (Get Folder By Site).',
    resolve: (site, _args, context) => {
      const { accountId, folderId } = site;
      const known = folderId === null ? undefined : knownBeside<Folder>(site, 'Folder', accountId, folderId);
      return known ?? folderOfSite(context, site);
    },
  }),
);

builder.objectField(FolderScopeRef, 'folders', (t) =>
  t.field({
    upstream: listedFolders,
    listSize: { assumedSize: 1 },
    type: [FolderRef],
    nullable: { list: true, items: true },
    description:
      'The folders, in the order of `folderIds`. Null for a folder that no longer exists in the account. The ' +
      "account's folders are read once per operation (Query Folders).",
    resolve: async ({ accountId, folderIds }, _args, context) => {
      const { byId } = await folderTree(context, accountId);
      return folderIds.map((id) => byId.get(id) ?? null);
    },
  }),
);
