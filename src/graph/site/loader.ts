import { BatchLoader } from '../../lib/batch-loader.ts';
import { InputError } from '../../lib/input-error.ts';
import { Listed } from '../../lib/listed.ts';
import { perOperation } from '../../lib/memo.ts';
import { answeredList, integer, object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { cursorSource, readAll } from '../../wix/paging.ts';
import { allChildIds } from '../account/loader.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { justCreated, tellPending, tellPendingOf, withRecentWrites } from '../write/overlay.ts';
import { checkFilter, fitsFilter, type SiteFilter, toWixFilter, uncountable } from './filter.ts';
import { type Site, siteKinds, toSite } from './model.ts';
import { countSites, querySites, type WixSiteFilter, type WixSort } from './rest.ts';

export type SiteOrderField = 'CREATED_AT' | 'UPDATED_AT' | 'TRASHED_AT' | 'DISPLAY_NAME';

export interface SiteOrder {
  readonly field: SiteOrderField;
  readonly direction: 'ASC' | 'DESC';
}

export const newestFirst: SiteOrder = { field: 'CREATED_AT', direction: 'DESC' };

const sortFields: Readonly<Record<SiteOrderField, string>> = {
  CREATED_AT: 'createdDate',
  UPDATED_AT: 'updatedDate',
  TRASHED_AT: 'trashedDate',
  DISPLAY_NAME: 'displayName',
};

/** The sites of an account that this operation has already listed, so that none is asked for again by its id. */
const listedSites = perOperation((_context: GraphContext, _accountId: string) => new Listed<Site>(({ id }) => id));

/** An account's sites by a filter and order in Wix's words. What it reads is found by {@link siteById} without a call. */
export function siteSource(
  context: GraphContext,
  accountId: string,
  filter: WixSiteFilter,
  sort: readonly WixSort[],
  check?: (site: Site) => void,
) {
  return cursorSource(querySites.maxItems, async (cursor, limit) => {
    const query = cursor === null ? { filter, sort, cursorPaging: { limit } } : { cursorPaging: { limit, cursor } };
    const answer = await context.wix.call(querySites, { accountId, body: { query } });
    const listed = listedSites(context, accountId);
    const read = answeredList(answer.sites, querySites).map((raw) => toSite(object(raw), accountId));
    if (check !== undefined) read.forEach(check);
    const items = context.write.recent.isEmpty ? read : stillListed(context, read);
    listed.add(items);
    const metadata = object(answer.metadata);
    return { items, cursors: metadata['cursors'], hasNext: metadata['hasNext'] };
  });
}

/** A site that this tenant has just given to another account is that account's, though Wix still lists it here. */
function stillListed(context: GraphContext, read: readonly Site[]): Site[] {
  const owners = new Map(read.map((site) => [site.id, site.accountId]));
  return withRecentWrites(context, 'Site', (site) => site.id, read).filter(
    (site) => site.accountId === owners.get(site.id),
  );
}

/**
 * Sites of an account by id, null for an id that the account does not have: one Query Sites for each 100 ids. Every kind of
 * site is found, also those that lists leave out by default.
 */
export const siteById = perOperation((context: GraphContext, accountId: string) => {
  const loader = new BatchLoader<Site>(async (ids) => {
    const listed = listedSites(context, accountId);
    const missing = listed.isEmpty ? ids : ids.filter((id) => listed.get(id) === undefined);
    if (missing.length > 0) await readSites(context, accountId, missing, (id) => loader.has(id));
    return ids.map((id) => listed.get(id) ?? notListed(context, accountId, id));
  }, querySites.maxItems);
  return loader;
});

/** A site that this account's list does not have: one that was just created in it, or null. */
function notListed(context: GraphContext, accountId: string, id: string): Site | null {
  const site = justCreated<Site>(context, 'Site', id);
  if (site !== null) return site.accountId === accountId ? site : null;
  tellPendingOf(context, 'Site', id);
  return null;
}

async function readSites(
  context: GraphContext,
  accountId: string,
  ids: readonly string[],
  isWanted: (id: string) => boolean,
): Promise<void> {
  const filter = { id: { $in: ids }, namespace: { $in: Object.keys(siteKinds) } };
  const sites = await readAll(querySites.name, siteSource(context, accountId, filter, []));
  if (sites.every(({ id }) => isWanted(id))) return;
  throw new WixError('invalidResponse', 'a site that was not asked for', { endpoint: querySites.name });
}

/** A site of the account or, if asked for, of one of its children; null when none has it. */
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
  // "Not found" would be a lie while a child could not be asked.
  if (failure !== undefined) throw failure;
  return null;
}

/** What {@link findSite} finds for each id; an Error in the place of a site that could not be read. */
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

/** An account's sites: one Query Sites for a page of up to 100, one Count Sites for `totalCount`. */
export function sitesOfAccount(context: GraphContext, accountId: string, args: SiteListArgs): Connection<Site> {
  const filter = args.filter ?? {};
  const order = args.orderBy ?? newestFirst;
  const wixFilter = toWixFilter(filter);
  const sort = [{ fieldName: sortFields[order.field], order: order.direction }];
  const read = siteSource(context, accountId, wixFilter, sort, (site) => checkFilter(site, filter));
  return new Connection({
    endpoint: querySites.name,
    scope: ['Account.sites', accountId, filter, order],
    args,
    source: async (at, wanted) => {
      const chunk = await read(at, wanted);
      // Filter, order and owner are those of Wix's index, which may not know of a change yet.
      tellPending(context, 'Site', true);
      return chunk;
    },
    // A site that this tenant has just changed may not belong to the list any more that Wix still shows it in.
    ...(typeof filter.isTrashed === 'boolean' || !context.write.recent.isEmpty
      ? { keep: (site: Site) => fitsFilter(site, filter) && fitsTrash(site, filter) }
      : {}),
    total: () => countOf(context, accountId, filter, wixFilter),
  });
}

function fitsTrash(site: Site, { isTrashed }: SiteFilter): boolean {
  return isTrashed === null || isTrashed === undefined || isTrashed === (site.trashedAt !== null);
}

async function countOf(context: GraphContext, accountId: string, filter: SiteFilter, wixFilter: WixSiteFilter) {
  const field = uncountable(filter);
  if (field !== null)
    throw new InputError(field, `Wix does not count sites by ${field}: leave out totalCount or the filter.`);
  const answer = await context.wix.call(countSites, { accountId, body: { filter: wixFilter } });
  tellPending(context, 'Site', true);
  return integer(answer.count);
}
