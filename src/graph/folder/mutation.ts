import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { currentFolder, folderTree } from './loader.ts';
import { type Folder, toFolder } from './model.ts';
import { plannedTarget } from './move-input.ts';
import { noFolder, placeName } from './plan.ts';
import { createFolder, queryFolders, updateFolder } from './rest.ts';
import { FolderRef } from './schema.ts';
import type { FolderTree } from './tree.ts';

interface WrittenFolder {
  readonly folder: Folder;
}

/** Checks that a name is not blank. Wix doesn't document a maximum length. */
function checkName(name: string): void {
  if (name.trim() === '') throw new InputError('name', 'name must not be blank.');
}

// --- createFolder ---

/** The folders of the account before one is created. */
interface FoldersBefore {
  /** Null: the key can't list folders, so a lost response leaves the outcome unknown. */
  readonly ids: readonly string[] | null;
}

/** Returns the folders of an account; null if the key can't list them, although it might be able to create them. */
async function treeIfPermitted(context: GraphContext, accountId: string): Promise<FolderTree | null> {
  try {
    return await folderTree(context, accountId);
  } catch (error) {
    if (error instanceof WixError && error.failure === 'forbidden') return null;
    throw error;
  }
}

interface CreateFolderInput extends WriteInput {
  readonly name: string;
  readonly parentId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

const CreateFolderInput = builder.inputRef<CreateFolderInput>('CreateFolderInput').implement({
  description: 'The folder to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: "The folder's name, not blank." }),
    parentId: t.id({ required: false, description: 'The GUID of the folder to create it in. Defaults to the root.' }),
    accountId: t.id(ownerArgument),
    ...idempotencyKeyInput(t),
  }),
});

const CreateFolderPayload = payloadType<WrittenFolder>('CreateFolderPayload', {
  description: 'The result of creating a folder.',
  hasDryRun: false,
  fields: (t) => ({
    folder: t.field({
      type: FolderRef,
      nullable: true,
      description: 'The new folder. Null after a refusal.',
      resolve: ({ result }) => result?.folder ?? null,
    }),
  }),
});

builder.mutationField('createFolder', (t) =>
  t.field({
    upstream: { endpoint: createFolder, per: 'field' },
    type: CreateFolderPayload,
    nullable: true,
    description:
      "Creates an empty folder for sites. It isn't visible outside the account. A name that already exists in the " +
      "same folder is rejected with CONFLICT. Wix recommends at most 500 folders, but doesn't enforce it. Costs " +
      'two REST calls: the first lists the folders (Query Folders), so that the new one can be recognized if the ' +
      'response is lost; the second creates it (Create Folder).',
    args: { input: t.arg({ type: CreateFolderInput, required: true, description: 'The folder to create.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<WrittenFolder, FoldersBefore>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const parentId = typeof input.parentId === 'string' ? guidInput('parentId', input.parentId, 'a folder') : null;
        return {
          name: 'createFolder',
          input,
          endpoint: createFolder,
          lane: [accountId, 'folders'],
          check: () => checkName(input.name),
          plan: async () => {
            const tree = await treeIfPermitted(context, accountId);
            const target = tree === null ? null : plannedTarget(tree, parentId, 'parentId');
            const summary = `The folder ${input.name} is created in ${placeName(target?.target ?? null)}.`;
            const change = { type: 'Folder', id: null, field: null, before: null, after: input.name, summary };
            return {
              changes: target?.isMissing === true ? [] : [change],
              problems: target?.problems ?? [],
              calls: [{ endpoint: createFolder, count: 1 }],
              facts: { ids: tree === null ? null : [...tree.byId.keys()] },
            };
          },
          send: async () => {
            const body = { folder: { name: input.name, parentId: parentId ?? 'root' } };
            const answer = await context.wix.call(createFolder, { accountId, body });
            return { folder: toFolder(object(answer.folder), accountId) };
          },
          find: async ({ ids }) => {
            if (ids === null) return { is: 'unknown' };
            const before = new Set(ids);
            const { folders } = await folderTree(context, accountId);
            const [made, ...others] = folders.filter(
              (folder) => !before.has(folder.id) && folder.name === input.name && folder.parentId === parentId,
            );
            if (others.length > 0) return { is: 'unknown' };
            return made === undefined ? { is: 'notSeen' } : { is: 'done', result: { folder: made } };
          },
          verifyQuery: `{ account(id: "${accountId}") { folders(filter: ${
            parentId === null ? '{ isAtRoot: true }' : `{ parentId: "${parentId}" }`
          }) { id name createdAt } } }`,
          wrote: ({ folder }) => [{ type: 'Folder', id: folder.id, did: 'create', object: folder }],
          paths: { 'folder.name': 'name', 'folder.parentId': 'parentId' },
        };
      }),
  }),
);

// --- renameFolder ---

interface RenameFolderInput extends WriteInput {
  readonly folderId: string;
  readonly name: string;
  readonly accountId?: string | null | undefined;
}

const RenameFolderInput = builder.inputRef<RenameFolderInput>('RenameFolderInput').implement({
  description: 'The folder to rename, and its new name.',
  fields: (t) => ({
    folderId: t.id({ required: true, description: "The folder's GUID." }),
    name: t.string({ required: true, description: 'The new name, not blank.' }),
    accountId: t.id(ownerArgument),
    ...idempotencyKeyInput(t),
  }),
});

const RenameFolderPayload = payloadType<WrittenFolder>('RenameFolderPayload', {
  description: 'The result of renaming a folder.',
  hasDryRun: false,
  fields: (t) => ({
    folder: t.field({
      upstream: { endpoint: queryFolders, per: 'account' },
      type: FolderRef,
      nullable: true,
      description:
        "The folder in its current state. Null after a refusal. If Wix's response leaves out its dates, the " +
        'folders are listed again (Query Folders).',
      resolve: ({ result }, _args, context) => (result === null ? null : currentFolder(context, result.folder)),
    }),
  }),
});

builder.mutationField('renameFolder', (t) =>
  t.field({
    upstream: { endpoint: updateFolder, per: 'field', needs: [queryFolders] },
    type: RenameFolderPayload,
    nullable: true,
    description:
      "Renames a folder. The name isn't visible outside the account. A name that another folder in the same place " +
      'already has is rejected with CONFLICT. Costs two REST calls: the first lists the folders (Query Folders), the ' +
      'second renames it (Update Folder).',
    args: {
      input: t.arg({ type: RenameFolderInput, required: true, description: 'The folder to rename, and its new name.' }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<WrittenFolder>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const folderId = guidInput('folderId', input.folderId, 'a folder');
        return {
          name: 'renameFolder',
          input,
          endpoint: updateFolder,
          lane: [accountId, 'folders'],
          check: () => checkName(input.name),
          plan: async () => {
            const tree = await folderTree(context, accountId);
            const folder = tree.byId.get(folderId);
            const summary = `The folder ${folder?.name ?? folderId} is renamed to ${input.name}.`;
            const change = { type: 'Folder', id: folderId, field: 'name', after: input.name, summary };
            return {
              changes: folder === undefined ? [] : [{ ...change, before: folder.name }],
              problems: folder === undefined ? [noFolder(['input', 'folderId'])] : [],
              calls: [{ endpoint: updateFolder, count: 1 }],
            };
          },
          send: async () => {
            const body = { folder: { id: folderId, name: input.name }, fieldMask: 'name' } as const;
            const answer = await context.wix.call(updateFolder, { accountId, params: { folderId }, body });
            const folder = toFolder(object(answer.folder), accountId);
            if (folder.id !== folderId) {
              throw new WixError('invalidResponse', 'returned another folder', { endpoint: updateFolder.name });
            }
            return { folder };
          },
          // Setting the same name again is harmless, so the result of the first call doesn't matter.
          find: async () => ({ is: 'notSeen' }),
          verifyQuery: `{ account(id: "${accountId}") { folder(id: "${folderId}") { name } } }`,
          wrote: ({ folder }) => [{ type: 'Folder', id: folderId, did: 'change', fields: { name: folder.name } }],
          paths: { 'folder.name': 'name', 'folder.id': 'folderId', name: 'name' },
        };
      }),
  }),
);
