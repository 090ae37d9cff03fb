import { z } from 'zod';
import { type Answer, emptyError, ok } from '../answer.ts';
import { compileFilter, type FilterFields } from '../query/filter.ts';
import { filterSchema } from '../query/filter-schema.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy, type SortTerm, sortSchema, sortTerms } from '../query/order.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { offset, optional, pageSize } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { folderPath, type SandboxFolder } from '../state/folder.ts';
import { shownItems } from '../state/shadow.ts';
import type { SandboxState } from '../state/state.ts';

const filterFields: FilterFields<SandboxFolder> = {
  name: { operators: ['$eq', '$startsWith', '$contains'], read: ({ name }) => name },
  id: { operators: ['$eq', '$in'], read: ({ id }) => id },
  parentId: { operators: ['$eq', '$exists'], read: ({ parentId }) => parentId || undefined },
};

const sortFields = { name: ({ name }: SandboxFolder) => name };

const queryFoldersBody = z.strictObject({
  query: optional(
    z.strictObject({
      filter: optional(filterSchema(filterFields, 'filter')),
      sort: optional(sortSchema(sortFields, 'filter')),
      paging: optional(
        z.strictObject({ limit: optional(pageSize(1_000, 'foldersAboveMaximum')), offset: optional(offset) }),
      ),
    }),
  ),
});

/** Counts the sites that lie directly in each folder. UNKNOWN: whether sites in the trash count. */
export function siteCounts(state: SandboxState, { quirks }: Pick<Call, 'quirks'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { folderId, trashedDate } of state.sites.values()) {
    const isCounted = trashedDate === undefined || quirks.folderSiteCount === 'allSites';
    if (folderId !== undefined && isCounted) counts.set(folderId, (counts.get(folderId) ?? 0) + 1);
  }
  return counts;
}

/** Returns a folder as Query Folders prints it. */
export function folderJson(
  state: SandboxState,
  call: Call,
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

function defaultTerm({ foldersDefaultOrder }: SandboxQuirks): SortTerm<SandboxFolder> {
  return foldersDefaultOrder === 'name'
    ? { read: sortFields.name, direction: 'ASC' }
    : { read: ({ createdDate }) => createdDate, direction: 'DESC' };
}

function queryFolders(state: SandboxState, call: Call<z.output<typeof queryFoldersBody>>): Answer {
  const { filter, sort = [], paging } = call.body.query ?? {};
  const limit = pageLimit(paging?.limit, 1_000);
  const start = paging?.offset ?? 0;
  const wanted = compileFilter(filter, filterFields);
  const terms = sortTerms(sort, sortFields);
  const order = orderBy(terms.length > 0 ? terms : [defaultTerm(call.quirks)], ({ id }) => id);
  const found = shownItems(state.folders, state.folderShadows, call.now)
    .filter((folder) => folder.accountId === call.accountId && wanted.matches(folder))
    .sort((a, b) => order.compare(order.keyOf(a), order.keyOf(b)));
  const page = found.slice(start, start + limit);
  const counts = siteCounts(state, call);
  const totals = { offset: start, total: found.length, tooManyToCount: false };
  return ok({
    folders: page.map((folder) => folderJson(state, call, folder, counts)),
    metadata: { count: page.length, ...(call.quirks.folderTotals === 'included' ? totals : {}) },
  });
}

function getFolderBySite(state: SandboxState, call: Call): Answer {
  const site = state.sites.get((call.params['siteId'] ?? '').toLowerCase());
  if (site === undefined || site.accountId !== call.accountId) return emptyError(call.quirks.folderOfForeignSite);
  const folder = state.folders.get(site.folderId ?? '');
  if (folder === undefined) return ok(call.quirks.rootSiteFolder === 'emptyFolder' ? { folder: {} } : {});
  return ok({ folder: folderJson(state, call, folder, siteCounts(state, call)) });
}

/** UNKNOWN: the permission id behind this scope name. */
const permission = 'Read Folder Data';

/** dev.wix.com/docs/api-reference/account-level/sites/site-folders */
export const folderRoutes: readonly Route[] = [
  route({
    operation: 'Query Folders',
    method: 'POST',
    path: '/site-folders/v2/folders/query',
    level: 'account',
    permission,
    body: queryFoldersBody,
    handle: queryFolders,
  }),
  route({
    operation: 'Get Folder By Site',
    method: 'GET',
    path: '/site-folders/v2/folders/sites/:siteId',
    level: 'account',
    permission,
    handle: getFolderBySite,
  }),
];
