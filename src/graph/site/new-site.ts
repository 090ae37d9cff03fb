import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { Found } from '../write/lost-write.ts';
import { ofAllKinds } from './all-kinds.ts';
import { siteSource } from './loader.ts';
import type { Site } from './model.ts';

/**
 * Returns a new site as far as it is known, to show until Wix lists it. INFERRED from Wix's documentation of new sites:
 * it is not published and has no plan or domain.
 */
export function provisionalSite(known: Pick<Site, 'id' | 'accountId' | 'displayName'> & Partial<Site>): Site {
  return {
    slug: null,
    kind: 'UNKNOWN',
    kindRaw: null,
    editor: 'UNKNOWN',
    editorRaw: null,
    isPublished: false,
    isPremium: false,
    isBlocked: false,
    hasDomain: false,
    url: null,
    editPath: null,
    thumbnailPath: null,
    folderId: null,
    contributorAccountIds: [],
    createdAt: null,
    updatedAt: null,
    trashedAt: null,
    ...known,
  };
}

/** The newest sites of an account before one is created there, so that the new one can be recognized. */
export interface SitesBefore {
  /** The newest sites that Wix listed and those that this tenant had just created; null if the key can't list them. */
  readonly ids: readonly string[] | null;
  /** The time the newest of them was created, by Wix's clock; null if there is none. */
  readonly newestAt: string | null;
}

/**
 * Returns the newest sites of an account. A lost response leaves the outcome unknown if the key can't list them. Makes
 * one Query Sites call.
 */
export async function sitesBefore(context: GraphContext, accountId: string): Promise<SitesBefore> {
  try {
    const sites = await newestSitesOf(context, accountId);
    const created = createdHere(context);
    const times = sites.flatMap(({ createdAt }) => createdAt ?? []).sort();
    return { ids: [...sites.map(({ id }) => id), ...created], newestAt: times.at(-1) ?? null };
  } catch (error) {
    if (error instanceof WixError && error.failure === 'forbidden') return { ids: null, newestAt: null };
    throw error;
  }
}

/**
 * Verifies the creation of a site whose response was lost: looks for the only site with this display name that was not
 * there before, is not older than what was there, and was not made by another write of this tenant. Makes one Query
 * Sites call. The list lags, and compares no clock but Wix's own.
 *
 * `others` collects the sites of other writes over several attempts.
 */
export async function findNewSite(
  context: GraphContext,
  accountId: string,
  displayName: string,
  before: SitesBefore,
  others: Set<string>,
): Promise<Exclude<Found<Site>, { is: 'partly' }>> {
  if (before.ids === null) return { is: 'unknown' };
  for (const id of [...before.ids, ...createdHere(context)]) others.add(id);
  const sites = await newestSitesOf(context, accountId);
  const [found, ...more] = sites.filter(
    (site) => site.displayName === displayName && isNewer(site, before) && !others.has(site.id),
  );
  if (more.length > 0) return { is: 'unknown' };
  if (found !== undefined) return { is: 'done', result: found };
  // A full page of newer sites can hide an older one.
  return sites.length === pageSize && sites.every((site) => isNewer(site, before))
    ? { is: 'unknown' }
    : { is: 'notSeen' };
}

/**
 * Returns the sites of an account that were not there before and are not older, made by other writes of this tenant excepted; null if that
 * can't be told. Makes one Query Sites call.
 */
export async function newSitesSince(
  context: GraphContext,
  accountId: string,
  before: SitesBefore,
): Promise<readonly Site[] | null> {
  if (before.ids === null) return null;
  const others = new Set([...before.ids, ...createdHere(context)]);
  const sites = await newestSitesOf(context, accountId);
  const newer = sites.filter((site) => isNewer(site, before));
  // A full page of newer sites can hide an older one.
  return newer.length === pageSize ? null : newer.filter(({ id }) => !others.has(id));
}

function isNewer({ createdAt }: Site, { newestAt }: SitesBefore): boolean {
  return createdAt !== null && (newestAt === null || Date.parse(createdAt) >= Date.parse(newestAt));
}

function createdHere(context: GraphContext): string[] {
  return context.write.recent.pending('Site').flatMap(({ did, id }) => (did === 'create' ? id : []));
}

const pageSize = 100;

async function newestSitesOf(context: GraphContext, accountId: string): Promise<readonly Site[]> {
  const { read } = await ofAllKinds(context, (anyKind) =>
    siteSource(context, accountId, anyKind, [{ fieldName: 'createdDate', order: 'DESC' }])(null, pageSize),
  );
  return read.items;
}
