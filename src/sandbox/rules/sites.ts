import { type Answer, ok, Refusal, validationError } from '../answer.ts';
import { integerAt, type JsonObject, objectAt, objectsAt, stringAt } from '../input.ts';
import { readCursor, writeCursor } from '../query/cursor.ts';
import { cutPage } from '../query/cursor-page.ts';
import { lastCursorSpelling } from '../query/last-cursor.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy, readSort } from '../query/order.ts';
import type { AccountCall, Route } from '../route.ts';
import { primaryDomains } from '../state/domain.ts';
import { indexedSites } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { compileSiteFilter, siteSortFields } from './site-filter.ts';
import { siteJson } from './site-json.ts';

const maximumLimit = 100;

/** The filter and sort of this page: the call's own, or those its cursor carries. */
function readQuery(call: AccountCall, query: JsonObject, cursor: string | undefined, scope: string) {
  const filter = objectAt(query, 'filter');
  const sort = objectsAt(query, 'sort') ?? [];
  if (cursor === undefined) return { filter, sort, position: undefined };
  const sentAgain = (filter !== undefined && Object.keys(filter).length > 0) || sort.length > 0;
  if (sentAgain && call.quirks.sitesFilterWithCursor === 'reject') {
    // UNKNOWN for sites; the sister API for packages calls it an invalid cursor.
    throw new Refusal({ status: 400, body: { message: 'invalid cursor: filter and sort come with the cursor' } });
  }
  const content = readCursor(scope, cursor);
  return {
    filter: objectAt(content.query, 'filter'),
    sort: objectsAt(content.query, 'sort') ?? [],
    position: content.position,
  };
}

function checkSortFields(sort: readonly JsonObject[], strict: boolean): void {
  const unknown = sort.find((entry) => !Object.hasOwn(siteSortFields, stringAt(entry, 'fieldName') ?? ''));
  if (!strict || unknown === undefined) return;
  const description = `Field '${stringAt(unknown, 'fieldName') ?? ''}' is not declared as sortable`;
  throw new Refusal(validationError([{ field: 'value', description }]));
}

function querySites(state: SandboxState, call: AccountCall): Answer {
  const { quirks, accountId } = call;
  const query = objectAt(call.body, 'query') ?? {};
  const paging = objectAt(query, 'cursorPaging') ?? {};
  const limit = pageLimit(integerAt(paging, 'limit'), {
    field: 'query.cursorPaging.limit',
    fallback: quirks.sitesDefaultLimit,
    maximum: maximumLimit,
    aboveMaximum: quirks.sitesAboveMaximum,
  });
  const scope = `sites/${accountId}`;
  const { filter, sort, position } = readQuery(call, query, stringAt(paging, 'cursor') || undefined, scope);
  checkSortFields(sort, quirks.strictFilters);

  const primary = primaryDomains(state.domains);
  const wanted = compileSiteFilter(filter, primary, quirks);
  const terms = readSort(sort, siteSortFields);
  // UNKNOWN: the default order of Query Sites. Most of Wix's queries default to the newest first.
  const order = orderBy(
    terms.length > 0 ? terms : [{ read: siteSortFields.createdDate, direction: 'DESC' }],
    (site) => site.id,
  );
  const found = indexedSites(state.sites, accountId, call.now).filter((site) => wanted.matches(site));
  const page = cutPage(found, { order, position, limit });

  const next = page.next && writeCursor(scope, { position: page.next, query: { ...(filter && { filter }), sort } });
  const spell = (name: string) => lastCursorSpelling(quirks.sitesLastCursor, name, next);
  return ok({
    sites: page.items.map((site) => siteJson(state, site, primary)),
    cursorPaging: { limit, ...spell('cursor') },
    metadata: { count: page.items.length, cursors: spell('next'), hasNext: next !== undefined },
  });
}

function countSites(state: SandboxState, call: AccountCall): Answer {
  const wanted = compileSiteFilter(objectAt(call.body, 'filter'), primaryDomains(state.domains), call.quirks);
  const unsupported = ['premium', 'appIds'].find((field) => wanted.fields.has(field));
  if (unsupported !== undefined && call.quirks.countUnsupportedFilter === 'reject') {
    const description = `Field '${unsupported}' is not declared as filterable`;
    throw new Refusal(validationError([{ field: 'value', description }]));
  }
  const sites = indexedSites(state.sites, call.accountId, call.now);
  return ok({ count: sites.filter((site) => wanted.matches(site)).length });
}

/** dev.wix.com/docs/api-reference/account-level/sites/sites */
export const siteRoutes: readonly Route[] = [
  {
    operation: 'Query Sites',
    method: 'POST',
    path: '/site-list/v2/sites/query',
    level: 'account',
    permission: 'SITE_LIST.READ',
    handle: querySites,
  },
  {
    operation: 'Count Sites',
    method: 'POST',
    path: '/site-list/v2/sites/count',
    level: 'account',
    permission: 'SITE_LIST.READ',
    handle: countSites,
  },
];
