import { InputError } from '../../lib/input-error.ts';
import { integer } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { type Source, walk } from '../../wix/paging.ts';
import type { GraphContext } from '../context.ts';
import { reportPending } from '../write/overlay.ts';
import { fitsFilter, fitsTrash, type SiteFilter, uncountable } from './filter.ts';
import type { Site } from './model.ts';
import { countSites, querySites, type WixSiteFilter, type WixSort } from './rest.ts';

/** A list of sites to count. */
export interface CountedList {
  readonly accountId: string;
  readonly filter: SiteFilter;
  /** The filter in Wix's terms. */
  readonly wixFilter: WixSiteFilter;
  /** Reads Wix's list in an order, and calls `check` with each site as Wix sent it. */
  readonly read: (sort: readonly WixSort[], check: (site: Site) => void) => Source<Site>;
}

/**
 * Counts the sites of a list. Wix can't count without the trash, so the sites in the trash are counted in the order of `trashedDate` and
 * subtracted; a list of up to 100 is counted by that page alone. Throws an {@link InputError} for a filter that Wix doesn't
 * count by.
 */
export async function countOf(context: GraphContext, list: CountedList): Promise<number | null> {
  const { filter } = list;
  const field = uncountable(filter);
  if (field !== null) {
    throw new InputError(
      field,
      `totalCount can't be combined with ${field}, because Wix doesn't count by it. Omit one of them.`,
    );
  }
  if (filter.includeTrashed === true) return countAll(context, list);
  const { trashed, live } = await countTrash(context, list);
  if (filter.isTrashed === true) return trashed;
  if (live !== null) return live;
  const all = await countAll(context, list);
  return all === null ? null : Math.max(0, all - trashed);
}

/** INFERRED: Count Sites counts what Query Sites lists, the trash included, as Wix's staff saw of the kinds of sites. */
async function countAll(context: GraphContext, { accountId, wixFilter }: CountedList): Promise<number | null> {
  const { count } = await context.wix.call(countSites, { accountId, body: { filter: wixFilter } });
  reportPending(context, 'Site', true);
  return integer(count);
}

interface TrashCount {
  readonly trashed: number;
  /** The number of sites outside the trash; null if the list was not read to its end. */
  readonly live: number | null;
}

/**
 * Counts the sites in the trash. UNKNOWN: where sites without a `trashedDate` stand in its order. If they come first in one direction, the
 * other one is read; if they do there as well, the trash is empty.
 */
async function countTrash(context: GraphContext, list: CountedList): Promise<TrashCount> {
  const latestFirst = await countFirst(context, list, 'DESC');
  return latestFirst.trashed > 0 || latestFirst.live !== null ? latestFirst : countFirst(context, list, 'ASC');
}

/** Counts the sites in the trash at the start of the list, and all of them if the list ends on its first pages. */
async function countFirst(context: GraphContext, list: CountedList, order: 'ASC' | 'DESC'): Promise<TrashCount> {
  const { groups, check } = grouping();
  const source = list.read([{ fieldName: 'trashedDate', order }], check);
  let trashed = 0;
  let live = 0;
  for await (const { items, next } of walk(querySites.name, source, null, () => querySites.maxItems)) {
    for (const site of items) {
      // Wix can still list a site that this tenant has just changed so that it no longer matches.
      if (!fitsFilter(site, list.filter)) continue;
      if (fitsTrash(site, { isTrashed: true })) trashed += 1;
      else live += 1;
    }
    if (next !== null && groups.includes('live')) return { trashed: groups[0] === 'live' ? 0 : trashed, live: null };
  }
  reportPending(context, 'Site', true);
  return { trashed, live };
}

/**
 * Notes the groups that a list consists of, in their order. `check` throws a {@link WixError} `invalidResponse` if there are more than
 * two: then Wix did not order the list.
 */
function grouping() {
  const groups: ('live' | 'trashed')[] = [];
  const check = (site: Site) => {
    const group = site.trashedAt === null ? 'live' : 'trashed';
    if (groups.at(-1) === group) return;
    groups.push(group);
    if (groups.length <= 2) return;
    throw new WixError('invalidResponse', 'sites in another order than requested', { endpoint: querySites.name });
  };
  return { groups, check };
}
