import type { GraphContext } from '../context.ts';
import { folderTree } from '../folder/loader.ts';
import { pathTo } from '../folder/tree.ts';
import { siteById } from '../site/loader.ts';
import { pathOf, type UserError } from '../write/user-error.ts';
import type { GrantScope, RoleGrant } from './grant.ts';
import type { AssignmentScope } from './model.ts';

/** The sites and folders in the scopes of grants, for a dry run. */
export interface Places {
  /** Problems with sites and folders that don't exist in the account. */
  readonly problems: readonly UserError[];
  /** Returns a scope in words, such as "on the site Juniper Bakery", with the names that were read. */
  readonly textOf: (scope: GrantScope) => string;
}

/** Reads the sites and folders that grants name: one Query Sites per 100 sites, one Query Folders per 1,000 folders. */
export async function placesOf(
  context: GraphContext,
  accountId: string,
  grants: readonly RoleGrant[],
): Promise<Places> {
  const names = new Map<string, string>();
  const siteIds = [...new Set(grants.flatMap(({ scope }) => (scope.type === 'sites' ? scope.siteIds : [])))];
  for (const site of await Promise.all(siteIds.map((id) => siteById(context, accountId).load(id)))) {
    if (site !== null) names.set(site.id, site.displayName);
  }
  if (grants.some(({ scope }) => scope.type === 'folders')) {
    const tree = await folderTree(context, accountId);
    for (const folder of tree.folders) {
      const path = pathTo(tree, folder).map(({ name }) => name);
      names.set(folder.id, path.join('/'));
    }
  }
  const problems = grants.flatMap(({ scope, field }) => {
    if (scope.type === 'account') return [];
    const [ids, name, noun] =
      scope.type === 'sites' ? [scope.siteIds, 'siteIds', 'site'] : [scope.folderIds, 'folderIds', 'folder'];
    return ids.flatMap((id, index): UserError[] => {
      if (names.has(id)) return [];
      const path = pathOf(`${field}.scope.${name}.${index}`);
      return [{ code: 'NOT_FOUND', message: `The account has no ${noun} with this id.`, path, upstreamCode: null }];
    });
  });
  const listed = (noun: string, ids: readonly string[]) =>
    `on the ${noun}${ids.length === 1 ? '' : 's'} ${ids.map((id) => names.get(id) ?? id).join(', ')}`;
  return {
    problems,
    textOf: (scope) => {
      if (scope.type === 'account') return 'on the whole account';
      return scope.type === 'sites' ? listed('site', scope.siteIds) : listed('folder', scope.folderIds);
    },
  };
}

/** Returns the scope of an assignment in words, with the names that the assignment holds. */
export function scopeText(scope: AssignmentScope): string {
  switch (scope.type) {
    case 'AccountScope':
      return 'on the whole account';
    case 'SiteScope':
      return `on the site ${scope.siteName ?? scope.siteId}`;
    case 'FolderScope':
      return `on the folder ${(scope.folderPaths.length > 0 ? scope.folderPaths : scope.folderIds).join(', ')}`;
    case 'UnknownScope':
      return "with a restriction that this graph doesn't know";
  }
}
