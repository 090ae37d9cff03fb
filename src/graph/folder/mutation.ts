import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { currentFolder, folderTree } from './loader.ts';
import { type Folder, toFolder } from './model.ts';
import { createFolder, queryFolders, updateFolder } from './rest.ts';
import { FolderRef } from './schema.ts';

interface WrittenFolder {
  readonly folder: Folder;
}

/** The longest name that Wix takes is not documented. */
function checkName(name: string): void {
  if (name.trim() === '') throw new InputError('name', 'name must not be blank.');
}

// --- createFolder ---

interface CreateFolderInput extends WriteInput {
  readonly name: string;
  readonly parentId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

const CreateFolderInput = builder.inputRef<CreateFolderInput>('CreateFolderInput').implement({
  description: 'The folder to create.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name, not blank.' }),
    parentId: t.id({ required: false, description: 'The GUID of the folder to create it in. Default: at the root.' }),
    accountId: t.id(ownerArgument),
    ...idempotencyKeyInput(t),
  }),
});

const CreateFolderPayload = payloadType<WrittenFolder>('CreateFolderPayload', {
  description: 'What creating a folder did.',
  hasDryRun: false,
  fields: (t) => ({
    folder: t.field({
      type: FolderRef,
      nullable: true,
      description: 'The new folder; null after a refusal.',
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
      'Creates an empty folder for sites. Nobody outside the account sees it. A name that the same place has already is refused ' +
      'with CONFLICT. Wix recommends at most 500 folders and does not enforce it. Two REST calls: the folders are listed first, ' +
      'so that a new one can be told from those of before if the answer is lost.',
    args: { input: t.arg({ type: CreateFolderInput, required: true, description: 'The folder to create.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<WrittenFolder>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const parentId = typeof input.parentId === 'string' ? guidInput('parentId', input.parentId, 'a folder') : null;
        let idsBefore: ReadonlySet<string> | null = null;
        return {
          name: 'createFolder',
          input,
          endpoint: createFolder,
          lane: [accountId, 'folders'],
          check: () => checkName(input.name),
          prepare: async () => {
            // A key that may not list folders may still create them: then a lost answer stays unknown.
            idsBefore = await folderTree(context, accountId).then(
              ({ byId }) => new Set(byId.keys()),
              () => null,
            );
          },
          send: async () => {
            const body = { folder: { name: input.name, parentId: parentId ?? 'root' } };
            const answer = await context.wix.call(createFolder, { accountId, body });
            return { folder: toFolder(object(answer.folder), accountId) };
          },
          find: async () => {
            const before = idsBefore;
            if (before === null) return { is: 'unknown' };
            const { folders } = await folderTree(context, accountId);
            const [made, ...others] = folders.filter(
              (folder) => !before.has(folder.id) && folder.name === input.name && folder.parentId === parentId,
            );
            // The list may lag, so its silence proves nothing.
            return made === undefined || others.length > 0
              ? { is: 'unknown' }
              : { is: 'done', result: { folder: made } };
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
  description: 'Which folder to rename.',
  fields: (t) => ({
    folderId: t.id({ required: true, description: "The folder's GUID." }),
    name: t.string({ required: true, description: 'The new name, not blank.' }),
    accountId: t.id(ownerArgument),
  }),
});

const RenameFolderPayload = payloadType<WrittenFolder>('RenameFolderPayload', {
  description: 'What renaming a folder did.',
  hasDryRun: false,
  fields: (t) => ({
    folder: t.field({
      upstream: { endpoint: queryFolders, per: 'account' },
      type: FolderRef,
      nullable: true,
      description:
        "The folder as it is now; null after a refusal. Wix's answer may leave out its dates: then the folders are listed " +
        'once more.',
      resolve: ({ result }, _args, context) => (result === null ? null : currentFolder(context, result.folder)),
    }),
  }),
});

builder.mutationField('renameFolder', (t) =>
  t.field({
    upstream: { endpoint: updateFolder, per: 'field' },
    type: RenameFolderPayload,
    nullable: true,
    description:
      'Renames a folder. Nobody outside the account sees it. A name that another folder in the same place has is refused with ' +
      'CONFLICT. One REST call.',
    args: { input: t.arg({ type: RenameFolderInput, required: true, description: 'Which folder to rename.' }) },
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
          send: async () => {
            const body = { folder: { id: folderId, name: input.name }, fieldMask: 'name' } as const;
            const answer = await context.wix.call(updateFolder, { accountId, params: { folderId }, body });
            const folder = toFolder(object(answer.folder), accountId);
            if (folder.id !== folderId) {
              throw new WixError('invalidResponse', 'answered another folder', { endpoint: updateFolder.name });
            }
            return { folder };
          },
          // Giving the same name once more is harmless, so it need not be known whether the first call took effect.
          find: async () => ({ is: 'absent' }),
          verifyQuery: `{ account(id: "${accountId}") { folder(id: "${folderId}") { name } } }`,
          wrote: ({ folder }) => [{ type: 'Folder', id: folderId, did: 'change', fields: { name: folder.name } }],
          paths: { 'folder.name': 'name', 'folder.id': 'folderId', name: 'name' },
        };
      }),
  }),
);
