import { z } from 'zod';
import { type Answer, ok, refuseField } from '../answer.ts';
import type { JsonObject } from '../json.ts';
import { writeCursor } from '../query/cursor.ts';
import { cutPage } from '../query/cursor-page.ts';
import { filterSchema } from '../query/filter-schema.ts';
import { lastCursorSpelling } from '../query/last-cursor.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy, sortTerms } from '../query/order.ts';
import { type PagedQuery, pagedQuerySchema, wantedPage } from '../query/paged-query.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { primaryDomains } from '../state/domain.ts';
import { indexedSites, type SandboxSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { compileSiteFilter, type FilteredSite, siteFilterFields, siteSortFields } from './site-filter.ts';
import { siteJson } from './site-json.ts';

function queryBody(quirks: SandboxQuirks): z.ZodType<{ query?: PagedQuery | undefined }> {
  const rules = { undeclared: 'siteFilter', maximum: 100, clampedBy: 'sitesAboveMaximum' } as const;
  return z.strictObject({ query: optional(pagedQuerySchema(siteFilterFields(quirks), siteSortFields(quirks), rules)) });
}

function countBody(quirks: SandboxQuirks): z.ZodType<{ filter?: JsonObject | undefined }> {
  return z.strictObject({ filter: optional(filterSchema(siteFilterFields(quirks), 'siteFilter')) });
}

/** Returns the sites that a call sees in the index, with what filters know of them. */
function seenSites(state: SandboxState, call: Call): readonly FilteredSite[] {
  const domainsBySite = new Map<string, string[]>();
  for (const { domain, assignment } of state.domains.values()) {
    if (assignment === undefined) continue;
    domainsBySite.set(assignment.siteId, [...(domainsBySite.get(assignment.siteId) ?? []), domain]);
  }
  const primary = primaryDomains(state.domains.values());
  const isSeen = ({ id }: SandboxSite) => call.quirks.limitedKeyLists === 'allSites' || call.covers(id);
  return indexedSites(state.sites, call.accountId, call.now)
    .filter(isSeen)
    .map((site) => ({ site, domains: domainsBySite.get(site.id) ?? [], isConnected: primary.has(site.id) }));
}

function querySites(state: SandboxState, call: Call<{ query?: PagedQuery | undefined }>): Answer {
  const { quirks, accountId } = call;
  const query = call.body.query ?? {};
  const limit = pageLimit(query.cursorPaging?.limit, quirks.sitesDefaultLimit);
  const scope = `sites/${accountId}`;
  // UNKNOWN for sites: what a filter beside a cursor does. The sister API for packages calls it an invalid cursor.
  const { filter, sort, position } = wantedPage(query, scope, quirks.sitesFilterWithCursor, quirks);
  const wanted = compileSiteFilter(filter, quirks);
  const fields = siteSortFields(quirks);
  const terms = sortTerms(sort, fields);
  const isNewestFirst = quirks.sitesDefaultOrder === 'newestFirst';
  const order = orderBy<SandboxSite>(
    terms.length > 0 ? terms : [{ read: fields.createdDate, direction: isNewestFirst ? 'DESC' : 'ASC' }],
    (site) => site.id,
  );
  const found = seenSites(state, call).filter(wanted.matches);
  const page = cutPage(
    found.map(({ site }) => site),
    { order, position, limit },
  );
  const next = page.next && writeCursor(scope, { position: page.next, query: { ...(filter && { filter }), sort } });
  const spell = (name: string) => lastCursorSpelling(quirks.sitesLastCursor, name, next);
  const primary = primaryDomains(state.domains.values());
  return ok({
    sites: page.items.map((site) => siteJson(state, site, primary)),
    cursorPaging: { limit, ...spell('cursor') },
    metadata: { count: page.items.length, cursors: spell('next'), hasNext: next !== undefined },
  });
}

function countSites(state: SandboxState, call: Call<{ filter?: JsonObject | undefined }>): Answer {
  const wanted = compileSiteFilter(call.body.filter, call.quirks);
  const unsupported = ['premium', 'appIds'].find((field) => wanted.fields.has(field));
  if (unsupported !== undefined && call.quirks.countUnsupportedFilter === 'reject') {
    refuseField({ field: 'value', description: `Field '${unsupported}' is not declared as filterable` });
  }
  return ok({ count: seenSites(state, call).filter(wanted.matches).length });
}

/** dev.wix.com/docs/api-reference/account-level/sites/sites */
export const siteRoutes: readonly Route[] = [
  route({
    operation: 'Query Sites',
    method: 'POST',
    path: '/site-list/v2/sites/query',
    level: 'account',
    permission: 'SITE_LIST.READ',
    body: queryBody,
    handle: querySites,
  }),
  route({
    operation: 'Count Sites',
    method: 'POST',
    path: '/site-list/v2/sites/count',
    level: 'account',
    permission: 'SITE_LIST.READ',
    body: countBody,
    handle: countSites,
  }),
];
