import { BatchLoader } from '../../lib/batch-loader.ts';
import { Listed } from '../../lib/listed.ts';
import { perOperation } from '../../lib/memo.ts';
import { answeredList, object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { cursorSource, readAll } from '../../wix/paging.ts';
import { allChildIds } from '../account/loader.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { justCreated, reportPending, reportPendingOf, withRecentWrites } from '../write/overlay.ts';
import { ofAllKinds } from './all-kinds.ts';
import { checkAppsFilter } from './apps-filter.ts';
import { countOf } from './count.ts';
import { checkFilter, fitsFilter, fitsTrash, type SiteFilter, toWixFilter } from './filter.ts';
import { type Site, toSite } from './model.ts';
import { querySites, type WixSiteFilter, type WixSort } from './rest.ts';

export type SiteOrderField = 'CREATED_AT' | 'UPDATED_AT' | 'TRASHED_AT' | 'DISPLAY_NAME';

export interface SiteOrder {
  readonly field: SiteOrderField;
  readonly direction?: 'ASC' | 'DESC' | null | undefined;
}

export const newestFirst: SiteOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** The order for reading a list whole: it does not change, and new sites come last. */
export const oldestFirst: readonly WixSort[] = [{ fieldName: 'createdDate', order: 'ASC' }];

const sortFields: Readonly<Record<SiteOrderField, string>> = {
  CREATED_AT: 'createdDate',
  UPDATED_AT: 'updatedDate',
  TRASHED_AT: 'trashedDate',
  DISPLAY_NAME: 'displayName',
};

/**
 * The sites of an account that this operation has already listed, so that {@link siteById} does not read them again.
 */
const listedSites = perOperation((_context: GraphContext, _accountId: string) => new Listed<Site>(({ id }) => id));

/** Lists an account's sites by Wix's filter and order. {@link siteById} finds the listed sites without a call. */
export function siteSource(
  context: GraphContext,
  accountId: string,
  filter: WixSiteFilter,
  sort: readonly WixSort[],
  check?: (site: Site) => void,
) {
  return cursorSource(
    querySites.maxItems,
    async (cursor, limit) => {
      const query = cursor === null ? { filter, sort, cursorPaging: { limit } } : { cursorPaging: { limit, cursor } };
      const answer = await context.wix.call(querySites, { accountId, body: { query } });
      const listed = listedSites(context, accountId);
      const read = answeredList(answer.sites, querySites).map((raw) => toSite(object(raw), accountId));
      if (check !== undefined) read.forEach(check);
      const items = context.write.recent.isEmpty ? read : stillListed(context, read);
      listed.add(items);
      const metadata = object(answer.metadata);
      return { items, cursors: metadata['cursors'], hasNext: metadata['hasNext'] };
    },
    ({ id }) => id,
  );
}

/** Removes sites that this tenant has just transferred to another account, which Wix still lists here. */
function stillListed(context: GraphContext, read: readonly Site[]): Site[] {
  const owners = new Map(read.map((site) => [site.id, site.accountId]));
  return withRecentWrites(context, 'Site', (site) => site.id, read).filter(
    (site) => site.accountId === owners.get(site.id),
  );
}

/**
 * Loads sites of an account by id, with one Query Sites call per 100 ids; null for a site that the account does not
 * have. Finds every kind of site, including those that lists leave out by default.
 */
export const siteById = perOperation((context: GraphContext, accountId: string) => {
  const loader: BatchLoader<Site> = new BatchLoader<Site>(async (ids) => {
    const listed = listedSites(context, accountId);
    const missing = listed.isEmpty ? ids : ids.filter((id) => listed.get(id) === undefined);
    const isWhole = missing.length === 0 || (await readSites(context, accountId, missing, (id) => loader.has(id)));
    return ids.map((id) => listed.get(id) ?? notListed(context, accountId, id) ?? (isWhole ? null : ofUnknownKind()));
  }, querySites.maxItems);
  return loader;
});

/** The type of recent writes of sites that were just transferred, under which their new account has them. */
export const arrived = 'arrived Site';

/** Returns a site that just came to the account and is not listed there yet; null for any other id. */
function notListed(context: GraphContext, accountId: string, id: string): Site | null {
  const here = justCreated<Site>(context, arrived, id, 'Site');
  if (here?.accountId === accountId) return { ...here, ...context.write.recent.find('Site', id)?.change?.fields };
  const site = justCreated<Site>(context, 'Site', id);
  if (site !== null) return site.accountId === accountId ? site : null;
  reportPendingOf(context, 'Site', id);
  return null;
}

/** Returns the error for a site that can be of a kind that Wix doesn't let the graph ask for: it may exist. */
function ofUnknownKind(): WixError {
  return new WixError('kindsRejected', 'not among the kinds of sites that Wix accepts in a filter', {
    endpoint: querySites.name,
  });
}

/** Reads sites by id. Returns whether all known kinds were requested. */
async function readSites(
  context: GraphContext,
  accountId: string,
  ids: readonly string[],
  isWanted: (id: string) => boolean,
): Promise<boolean> {
  const { read: sites, isWhole } = await ofAllKinds(context, (kinds) =>
    readAll(querySites.name, siteSource(context, accountId, { id: { $in: ids }, ...kinds }, [])),
  );
  if (sites.every(({ id }) => isWanted(id))) return isWhole;
  throw new WixError('invalidResponse', 'a site that was not requested', { endpoint: querySites.name });
}

/** Returns a site of the account or, on request, of one of its child accounts; null if none has it. */
export async function findSite(
  context: GraphContext,
  accountId: string,
  id: string,
  inChildAccounts: boolean,
): Promise<Site | null> {
  const own = await siteById(context, accountId).load(id);
  if (own !== null || !inChildAccounts) return own;
  const children = await allChildIds(context, accountId);
  const answers = await Promise.allSettled(children.map((child) => siteById(context, child).load(id)));
  let failure: unknown;
  for (const answer of answers) {
    if (answer.status === 'rejected') failure ??= answer.reason;
    else if (answer.value !== null) return answer.value;
  }
  // A site must not be reported as missing if a child account could not be read.
  if (failure !== undefined) throw failure;
  return null;
}

/** Returns the result of {@link findSite} for each id, with an Error in place of a site that could not be read. */
export function findSites(
  context: GraphContext,
  accountId: string,
  ids: readonly string[],
  inChildAccounts: boolean,
): Promise<(Site | null | Error)[]> | Promise<Site | null>[] {
  return inChildAccounts
    ? ids.map((id) => findSite(context, accountId, id, true))
    : siteById(context, accountId).loadAll(ids);
}

export interface SiteListArgs extends PageArgs {
  readonly filter?: SiteFilter | null | undefined;
  readonly orderBy?: SiteOrder | null | undefined;
}

/**
 * Returns an account's sites as a connection, by default without those in the trash. Wix has no filter for the trash, so a few sites more
 * than the page has are read at once, and only if that is not enough, or if only the trash is wanted, another page.
 */
export function sitesOfAccount(context: GraphContext, accountId: string, args: SiteListArgs): Connection<Site> {
  const filter = args.filter ?? {};
  const order = args.orderBy ?? newestFirst;
  const wixFilter = toWixFilter(filter);
  const sort = [{ fieldName: sortFields[order.field], order: order.direction ?? 'DESC' }];
  const readBy = (by: readonly WixSort[], check: (site: Site) => void = () => {}) =>
    siteSource(context, accountId, wixFilter, by, (site) => {
      checkFilter(site, filter);
      check(site);
    });
  const read = readBy(sort);
  return new Connection({
    endpoint: querySites.name,
    scope: ['Account.sites', accountId, filter, order],
    args,
    source: async (at, wanted) => {
      const chunk = await read(at, wanted);
      if (filter.appIds && chunk.items.length > 0) await checkAppsFilter(context, accountId);
      // Filter, order and owner come from Wix's index, which can lag behind changes.
      reportPending(context, 'Site', true);
      return chunk;
    },
    // Wix can still list a site that this tenant has just changed so that it no longer matches.
    ...(filter.includeTrashed === true && context.write.recent.isEmpty
      ? {}
      : {
          keep: (site: Site) => fitsFilter(site, filter) && fitsTrash(site, filter),
          keepsMost: filter.isTrashed !== true,
        }),
    total: () => countOf(context, { accountId, filter, wixFilter, read: readBy }),
  });
}
