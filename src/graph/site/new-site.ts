import type { GraphContext } from '../context.ts';
import { ofAllKinds } from './all-kinds.ts';
import { siteSource } from './loader.ts';
import type { Site } from './model.ts';

/**
 * Returns a new site as far as it is known, to show until Wix lists it. INFERRED from Wix's documentation of new sites:
 * it is not published and has no plan or domain.
 */
export function provisionalSite(
  known: Pick<Site, 'id' | 'accountId' | 'displayName'> & Partial<Pick<Site, 'kind' | 'editor' | 'folderId'>>,
): Site {
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

/**
 * Verifies the creation of a site whose response was lost. Returns the only site with this display name that was
 * created since the write was sent and not by another write of this tenant. Null is inconclusive, because the list
 * lags. Makes one Query Sites call.
 *
 * `sentAt` is in milliseconds since the epoch, by this machine's clock. `others` collects the sites of other writes
 * over several attempts.
 */
export async function findNewSite(
  context: GraphContext,
  accountId: string,
  displayName: string,
  sentAt: number,
  others: Set<string>,
): Promise<Site | null> {
  for (const write of context.write.recent.pending('Site')) {
    if (write.did === 'create') others.add(write.id);
  }
  const { read } = await ofAllKinds(context, (anyKind) =>
    siteSource(context, accountId, anyKind, [{ fieldName: 'createdDate', order: 'DESC' }])(null, 100),
  );
  const { items } = read;
  const [found, ...more] = items.filter(
    (site) =>
      site.displayName === displayName &&
      site.createdAt !== null &&
      Date.parse(site.createdAt) >= sentAt &&
      !others.has(site.id),
  );
  return found === undefined || more.length > 0 ? null : found;
}
