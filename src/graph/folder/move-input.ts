import { guidInput } from '../../lib/guid-input.ts';
import { noFolder } from './plan.ts';
import type { FolderTree } from './tree.ts';

/** Describes the target of a move in its input. */
export const targetField = {
  required: false,
  description: 'The GUID of the folder to move them to. Default and null: the root.',
} as const;

/** The id of the target; null is the root. Throws an InputError for what is no GUID. */
export function targetInput(targetFolderId: string | null | undefined): string | null {
  return typeof targetFolderId === 'string' ? guidInput('targetFolderId', targetFolderId, 'a folder') : null;
}

/** The target of a plan: the folder, null for the root, and what stands in the way. */
export function plannedTarget(tree: FolderTree, targetId: string | null) {
  const target = targetId === null ? null : (tree.byId.get(targetId) ?? null);
  const isMissing = targetId !== null && target === null;
  return { target, isMissing, problems: isMissing ? [noFolder(['input', 'targetFolderId'])] : [] };
}
