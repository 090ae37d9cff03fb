import type { SandboxFolder } from '../../../src/sandbox/state/folder.ts';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import type { TestGraph } from '../../support/graph.ts';

/** What stands for a folder that no account has. */
export const nobody = '00000000-0000-4000-8000-000000000000';

/** Looks for lost writes without waiting. */
export const reconcileAtOnce = { server: { writes: { reconcileDelaysMs: [1, 1, 1] } } } as const;

/** A folder of the agency by its name. Throws when there is none. */
export function folderNamed({ sandbox }: TestGraph, name: string): SandboxFolder {
  const found = [...sandbox.state.folders.values()].find(
    (folder) => folder.accountId === sandbox.accountId && folder.name === name,
  );
  if (found === undefined) throw new Error(`The sandbox has no folder ${name}`);
  return found;
}

/** The agency's sites that lie directly in a folder; `undefined` is the root. */
export function sitesIn({ sandbox }: TestGraph, folderId: string | undefined): SandboxSite[] {
  return [...sandbox.state.sites.values()].filter(
    (site) => site.accountId === sandbox.accountId && site.folderId === folderId,
  );
}
