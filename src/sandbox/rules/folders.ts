import { type Answer, emptyError, ok } from '../answer.ts';
import { integerAt, objectAt, objectsAt } from '../input.ts';
import { compileFilter, type FilterFields } from '../query/filter.ts';
import { pageLimit, pageOffset } from '../query/limit.ts';
import { orderBy, readSort } from '../query/order.ts';
import type { AccountCall, Route } from '../route.ts';
import { folderPath, type SandboxFolder } from '../state/folder.ts';
import { shownItems } from '../state/shadow.ts';
import type { SandboxState } from '../state/state.ts';

const filterFields: FilterFields<SandboxFolder> = {
  name: { operators: ['$eq', '$startsWith', '$contains'], read: ({ name }) => name },
  id: { operators: ['$eq', '$in'], read: ({ id }) => id },
  parentId: { operators: ['$eq', '$exists'], read: ({ parentId }) => parentId || undefined },
};

const sortFields = { name: ({ name }: SandboxFolder) => name };

/** How many sites lie directly in each folder. UNKNOWN: whether sites in the trash count; here they do not. */
export function siteCounts(state: SandboxState): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { folderId, trashedDate } of state.sites.values()) {
    if (folderId !== undefined && trashedDate === undefined) counts.set(folderId, (counts.get(folderId) ?? 0) + 1);
  }
  return counts;
}

/** A folder as Query Folders prints it. */
export function folderJson(
  state: SandboxState,
  call: AccountCall,
  folder: SandboxFolder,
  counts: ReadonlyMap<string, number>,
) {
  const path = folderPath(state.folders, folder).map(({ id, name }) => ({ id, name }));
  return {
    id: folder.id,
    name: folder.name,
    createdDate: folder.createdDate,
    updatedDate: folder.updatedDate,
    siteCount: counts.get(folder.id) ?? 0,
    parentId: folder.parentId,
    ...(call.quirks.folderPath === 'included' ? { path } : {}),
  };
}

function queryFolders(state: SandboxState, call: AccountCall): Answer {
  const query = objectAt(call.body, 'query') ?? {};
  const paging = objectAt(query, 'paging') ?? {};
  // UNKNOWN: what a limit above 1000 does.
  const rule = { field: 'query.paging.limit', fallback: 1000, maximum: 1000, aboveMaximum: 'reject' } as const;
  const limit = pageLimit(integerAt(paging, 'limit'), rule);
  const offset = pageOffset(integerAt(paging, 'offset'), 'query.paging.offset');
  const undeclared = call.quirks.strictFilters ? 'reject' : 'ignore';
  const wanted = compileFilter(objectAt(query, 'filter'), filterFields, undeclared);
  const terms = readSort(objectsAt(query, 'sort') ?? [], sortFields);
  // UNKNOWN: the default order of Query Folders.
  const order = orderBy(terms.length > 0 ? terms : [{ read: sortFields.name, direction: 'ASC' }], ({ id }) => id);
  const found = shownItems(state.folders, state.folderShadows, call.now)
    .filter((folder) => folder.accountId === call.accountId && wanted.matches(folder))
    .sort((a, b) => order.compare(order.keyOf(a), order.keyOf(b)));
  const page = found.slice(offset, offset + limit);
  const counts = siteCounts(state);
  const totals = { offset, total: found.length, tooManyToCount: false };
  return ok({
    folders: page.map((folder) => folderJson(state, call, folder, counts)),
    metadata: { count: page.length, ...(call.quirks.folderTotals === 'included' ? totals : {}) },
  });
}

function getFolderBySite(state: SandboxState, call: AccountCall): Answer {
  const { siteId = '' } = call.params;
  const site = state.sites.get(siteId);
  // UNKNOWN: the answer for a site that is not in the account.
  if (site === undefined || site.accountId !== call.accountId) return emptyError(404);
  const folder = state.folders.get(site.folderId ?? '');
  if (folder === undefined) return ok(call.quirks.rootSiteFolder === 'emptyFolder' ? { folder: {} } : {});
  return ok({ folder: folderJson(state, call, folder, siteCounts(state)) });
}

/** UNKNOWN: the permission id behind this scope name. */
const permission = 'Read Folder Data';

/** dev.wix.com/docs/api-reference/account-level/sites/site-folders */
export const folderRoutes: readonly Route[] = [
  {
    operation: 'Query Folders',
    method: 'POST',
    path: '/site-folders/v2/folders/query',
    level: 'account',
    permission,
    handle: queryFolders,
  },
  {
    operation: 'Get Folder By Site',
    method: 'GET',
    path: '/site-folders/v2/folders/sites/:siteId',
    level: 'account',
    permission,
    handle: getFolderBySite,
  },
];
