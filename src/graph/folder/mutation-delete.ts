import { guidInput } from '../../lib/guid-input.ts';
import { scopeOf } from '../../wix/scope.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { selects } from '../federation/read-ahead.ts';
import { lackingScope } from '../federation/scopes.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { folderTree, sitesInFolder } from './loader.ts';
import { folderMoves, noFolder, placeName, siteMoves } from './plan.ts';
import { deleteFolder, queryFolders } from './rest.ts';
import { FolderRef } from './schema.ts';
import { parentOf } from './tree.ts';

const listedFolders = { endpoint: queryFolders, per: 'account' } as const;

interface DeleteFolderInput extends WriteInput {
  readonly folderId: string;
  readonly accountId?: string | null | undefined;
}

/** The contents of a folder, and the place they move to. */
type FolderContents = Pick<DeletedFolder, 'parentId' | 'childIds' | 'siteIds'>;

interface DeletedFolder {
  readonly accountId: string;
  readonly folderId: string;
  /** The folder that now holds its contents; null at the root. */
  readonly parentId: string | null;
  /** The folders that were directly in it. */
  readonly childIds: readonly string[];
  /** The sites that were directly in it. */
  readonly siteIds: readonly string[];
}

const DeleteFolderInput = builder.inputRef<DeleteFolderInput>('DeleteFolderInput').implement({
  description: 'The folder to delete.',
  fields: (t) => ({
    folderId: t.id({ required: true, description: "The folder's GUID." }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const DeleteFolderPayload = payloadType<DeletedFolder>('DeleteFolderPayload', {
  description: 'The result of deleting a folder.',
  fields: (t) => ({
    removedFolderId: t.id({
      nullable: true,
      description: 'The `id` of the deleted folder, for caches that drop it. Null after a refusal or a dry run.',
      resolve: ({ result }) => result?.folderId ?? null,
    }),
    parent: t.field({
      upstream: listedFolders,
      type: FolderRef,
      nullable: true,
      description:
        'The folder that now holds its contents. Null if that is the root, and after a refusal or a dry run.',
      resolve: async ({ result }, _args, context) =>
        result === null || result.parentId === null
          ? null
          : ((await folderTree(context, result.accountId)).byId.get(result.parentId) ?? null),
    }),
    movedFolders: t.field({
      upstream: listedFolders,
      listSize: { assumedSize: 10 },
      type: [FolderRef],
      nullable: true,
      description: 'The folders that were directly in it, in their current state. Null after a refusal or a dry run.',
      resolve: async ({ result }, _args, context) => {
        if (result === null) return null;
        const { byId } = await folderTree(context, result.accountId);
        return result.childIds.flatMap((id) => byId.get(id) ?? []);
      },
    }),
    movedSites: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      listSize: { assumedSize: 20 },
      type: [SiteRef],
      nullable: true,
      description:
        'The sites that were directly in it, in their current state. Null after a refusal or a dry run. Costs one REST ' +
        'call (Query Sites) per 100 sites.',
      resolve: async ({ result }, _args, context) => {
        if (result === null) return null;
        const sites = await Promise.all(result.siteIds.map((id) => siteById(context, result.accountId).load(id)));
        return sites.filter((site) => site !== null);
      },
    }),
  }),
});

builder.mutationField('deleteFolder', (t) =>
  t.field({
    upstream: { endpoint: deleteFolder, per: 'field', needs: [queryFolders] },
    type: DeleteFolderPayload,
    nullable: true,
    description:
      'Deletes a folder. Folders and sites directly in it move to its parent folder, or to the root; no site is ' +
      "deleted or taken offline. Team roles that are limited to the folder may end. This can't be undone. " +
      '`dryRun` lists what moves. Costs two REST calls: the first lists the folders (Query Folders), the second ' +
      'deletes (Delete Folder). `movedSites` costs one more per 100 sites before it (Query Sites).',
    args: { input: t.arg({ type: DeleteFolderInput, required: true, description: 'The folder to delete.' }) },
    resolve: (_root, { input }, context, info) =>
      runWrite<DeletedFolder, FolderContents>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const folderId = guidInput('folderId', input.folderId, 'a folder');
        const isListed = selects(info, 'movedSites');
        const remove = removal(() => context.wix.call(deleteFolder, { accountId, params: { folderId } }));
        return {
          name: 'deleteFolder',
          input,
          endpoint: deleteFolder,
          lane: [accountId, 'folders'],
          otherLanes: [[accountId, 'sites']],
          plan: async (purpose) => {
            const tree = await folderTree(context, accountId);
            const calls = [{ endpoint: deleteFolder, count: 1 }];
            const folder = tree.byId.get(folderId);
            if (folder === undefined) {
              return { changes: [], problems: [noFolder(['input', 'folderId'])], calls, facts: null };
            }
            const children = tree.childrenOf.get(folderId) ?? [];
            // A token that may not read sites gets null for `movedSites`, not a refusal of the write.
            const mayList = isListed && lackingScope(context, [scopeOf(querySites)]) === null;
            const sites = purpose === 'show' || mayList ? await sitesInFolder(context, folder) : [];
            const parent = parentOf(tree, folder);
            const gone = {
              type: 'Folder',
              id: folderId,
              field: null,
              before: folder.name,
              after: null,
              summary:
                `The folder ${folder.name} is deleted; ${children.length} folders and ${sites.length} sites move to ` +
                `${placeName(parent)}.`,
            };
            return {
              changes: [gone, ...folderMoves(children, parent), ...siteMoves(sites, parent)],
              problems: [],
              calls,
              warnings: ['Team roles that are limited to this folder may end: Wix does not document it.'],
              facts: {
                parentId: parent?.id ?? null,
                childIds: children.map(({ id }) => id),
                siteIds: sites.map(({ id }) => id),
              },
            };
          },
          send: async (contents) => {
            await remove();
            return { accountId, folderId, ...contents };
          },
          find: async (contents) => {
            const { byId } = await folderTree(context, accountId);
            // It was there before, and the list can lag.
            if (byId.has(folderId)) return { is: 'notSeen' };
            return { is: 'done', result: { accountId, folderId, ...contents } };
          },
          verifyQuery: `{ account(id: "${accountId}") { folder(id: "${folderId}") { name } } }`,
          wrote: ({ parentId, childIds, siteIds }) => [
            { type: 'Folder', id: folderId, did: 'remove' },
            ...childIds.map((id) => ({ type: 'Folder', id, did: 'change', fields: { parentId } }) as const),
            ...siteIds.map((id) => ({ type: 'Site', id, did: 'change', fields: { folderId: parentId } }) as const),
          ],
        };
      }),
  }),
);
