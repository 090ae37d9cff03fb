import { guidInput } from '../../lib/guid-input.ts';
import { noFolder } from './plan.ts';
import type { FolderTree } from './tree.ts';

/** Describes the target of a move in its input. */
export const targetField = {
  required: false,
  description: 'The GUID of the folder to move them to. Null or absent: the root.',
} as const;

/** Returns the id of the target, or null for the root. Throws an InputError if it is not a GUID. */
export function targetInput(targetFolderId: string | null | undefined): string | null {
  return typeof targetFolderId === 'string' ? guidInput('targetFolderId', targetFolderId, 'a folder') : null;
}

/** Returns the target of a plan: the folder (null for the root), and the problem if it doesn't exist. */
export function plannedTarget(tree: FolderTree, targetId: string | null, field = 'targetFolderId') {
  const target = targetId === null ? null : (tree.byId.get(targetId) ?? null);
  const isMissing = targetId !== null && target === null;
  return { target, isMissing, problems: isMissing ? [noFolder(['input', field])] : [] };
}
