import { guidInput } from '../../lib/guid-input.ts';
import { checkIds } from '../../lib/id-list.ts';
import { list, object } from '../../lib/read.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { ItemOutcome } from '../write/bulk.ts';
import { dryRunInput, idempotencyKeyInput, payloadType, resultsPer } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { type UserError, UserErrorRef } from '../write/user-error.ts';
import { folderTree } from './loader.ts';
import { type Folder, toFolder } from './model.ts';
import { plannedTarget, targetField, targetInput } from './move-input.ts';
import { folderMoves, noFolder } from './plan.ts';
import { moveFolders, queryFolders } from './rest.ts';
import { FolderRef } from './schema.ts';
import { type FolderTree, pathTo } from './tree.ts';

const listedFolders = { endpoint: queryFolders, per: 'account' } as const;

interface MoveFoldersInput extends WriteInput {
  readonly folderIds: readonly string[];
  readonly targetFolderId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

interface MovedFolder extends ItemOutcome {
  readonly accountId: string;
  readonly folderId: string;
  /** The folder as Wix returned it; null if Wix did not return it. */
  readonly folder: Folder | null;
}

interface MovedFolders {
  readonly accountId: string;
  /** The folders that were their parents before. */
  readonly parentIds: readonly string[];
  readonly results: readonly MovedFolder[];
}

type FormerParents = Pick<MovedFolders, 'parentIds'>;

const MoveFoldersInput = builder.inputRef<MoveFoldersInput>('MoveFoldersInput').implement({
  description: 'The folders to move, and their target.',
  fields: (t) => ({
    folderIds: t.idList({ required: true, description: 'The GUIDs of the folders to move: 1 to 1,000, unique.' }),
    targetFolderId: t.id(targetField),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const MovedFolderRef = builder.objectRef<MovedFolder>('MoveFolderResult').implement({
  description: 'The result of moving one folder.',
  fields: (t) => ({
    folderId: t.exposeID('folderId', { description: "The folder's GUID as given in the input." }),
    folder: t.field({
      upstream: listedFolders,
      type: FolderRef,
      nullable: true,
      description: 'The folder in its current state. Null if that is not known.',
      resolve: async ({ accountId, folderId, folder }, _args, context) =>
        (await folderTree(context, accountId)).byId.get(folderId) ?? folder,
    }),
    error: t.field({
      type: UserErrorRef,
      nullable: true,
      description: 'The reason why the folder was not moved. Null if it was.',
      resolve: ({ error }): UserError | null => error,
    }),
  }),
});

const MoveFoldersPayload = payloadType<MovedFolders>('MoveFoldersPayload', {
  description: 'The result of moving folders.',
  fields: (t) => ({
    results: t.field(resultsPer('folder', MovedFolderRef)),
    targetFolder: t.field({
      upstream: listedFolders,
      type: FolderRef,
      nullable: true,
      description:
        'The folder that they are in now, in its current state. Null if that is the root, and after a refusal or a dry run.',
      resolve: async ({ result }, _args, context) => {
        if (result === null) return null;
        const { byId } = await folderTree(context, result.accountId);
        const moved = result.results.find(({ error }) => error === null);
        const parentId = moved === undefined ? null : (byId.get(moved.folderId) ?? moved.folder)?.parentId;
        return byId.get(parentId ?? '') ?? null;
      },
    }),
    previousParents: t.field({
      upstream: listedFolders,
      listSize: { assumedSize: 1 },
      type: [FolderRef],
      nullable: true,
      description:
        'The folders that they were in before, in their current state. Empty if all were at the root. Null after a ' +
        'refusal or a dry run.',
      resolve: async ({ result }, _args, context) => {
        if (result === null) return null;
        const { byId } = await folderTree(context, result.accountId);
        return result.parentIds.flatMap((id) => byId.get(id) ?? []);
      },
    }),
  }),
});

/** Returns the problem with a folder that would become part of itself: Wix doesn't document the effect. */
function circleProblems(tree: FolderTree, folderIds: readonly string[], targetId: string | null): UserError[] {
  const target = targetId === null ? undefined : tree.byId.get(targetId);
  const above = new Set(target === undefined ? [targetId] : pathTo(tree, target).map(({ id }) => id));
  const index = folderIds.findIndex((id) => above.has(id));
  if (index < 0) return [];
  const where = folderIds[index] === targetId ? 'itself' : 'one of its subfolders';
  const message = `A folder cannot be moved into ${where}. Choose another target, or remove this folder from folderIds.`;
  return [{ code: 'BAD_USER_INPUT', message, path: ['input', 'folderIds', String(index)], upstreamCode: null }];
}

builder.mutationField('moveFolders', (t) =>
  t.field({
    upstream: { endpoint: moveFolders, per: 'field', needs: [queryFolders] },
    type: MoveFoldersPayload,
    nullable: true,
    description:
      'Moves folders, with everything in them, into another folder or to the root. Sites stay online and keep ' +
      'their addresses; team members whose roles are limited to a folder can gain or lose access to its sites. A ' +
      "folder can't be moved into itself or one of its subfolders. Costs two REST calls: the first lists the " +
      'folders (Query Folders), the second moves them (Move Folders).',
    args: {
      input: t.arg({ type: MoveFoldersInput, required: true, description: 'The folders to move, and their target.' }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<MovedFolders, FormerParents>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const folderIds = input.folderIds.map((id, index) => guidInput(`folderIds.${index}`, id, 'a folder'));
        const targetId = targetInput(input.targetFolderId);
        const verifyQuery = `{ account(id: "${accountId}") { folders { id parent { id } } } }`;
        return {
          name: 'moveFolders',
          input,
          endpoint: moveFolders,
          lane: [accountId, 'folders'],
          check: () => checkIds('folderIds', folderIds, moveFolders.maxItems),
          plan: async () => {
            const tree = await folderTree(context, accountId);
            const { target, isMissing, problems } = plannedTarget(tree, targetId);
            const folders = folderIds.flatMap((id) => tree.byId.get(id) ?? []);
            const missing = folderIds.flatMap((id, index) =>
              tree.byId.has(id) ? [] : [noFolder(['input', 'folderIds', String(index)])],
            );
            return {
              changes: isMissing ? [] : folderMoves(folders, target),
              problems: [...problems, ...missing, ...circleProblems(tree, folderIds, targetId)],
              calls: [{ endpoint: moveFolders, count: 1 }],
              facts: { parentIds: [...new Set(folders.flatMap(({ parentId }) => parentId ?? []))] },
            };
          },
          send: async ({ parentIds }) => {
            const body = { folderIds, targetFolderId: targetId ?? '' };
            const answer = await context.wix.call(moveFolders, { accountId, body });
            const answered = list(answer.folders).map((raw) => toFolder(object(raw), accountId));
            const byId = new Map(answered.map((folder) => [folder.id, folder]));
            // A response that lists no folders, like one of Wix's samples, means that all of them were moved: its
            // status is 200.
            const isTold = answered.length > 0;
            return {
              accountId,
              parentIds,
              results: folderIds.map((folderId, index) => ({
                accountId,
                folderId,
                folder: byId.get(folderId) ?? null,
                error: isTold && !byId.has(folderId) ? unanswered(index) : null,
              })),
            };
          },
          find: async ({ parentIds }) => {
            const { byId } = await folderTree(context, accountId);
            const isDone = folderIds.every((id) => (byId.get(id)?.parentId ?? null) === targetId && byId.has(id));
            if (!isDone) return { is: 'notSeen' };
            const results = folderIds.map((folderId) => {
              return { accountId, folderId, folder: byId.get(folderId) ?? null, error: null };
            });
            return { is: 'done', result: { accountId, parentIds, results } };
          },
          verifyQuery,
          wrote: ({ results }) =>
            results
              .filter(({ error }) => error === null)
              .map(({ folderId }) => ({
                type: 'Folder',
                id: folderId,
                did: 'change',
                fields: { parentId: targetId },
              })),
          paths: { folderIds: 'folderIds', targetFolderId: 'targetFolderId' },
        };
      }),
  }),
);

function unanswered(index: number): UserError {
  return {
    code: 'OUTCOME_UNKNOWN',
    message: 'Wix did not report whether this folder was moved.',
    path: ['input', 'folderIds', String(index)],
    upstreamCode: null,
  };
}
