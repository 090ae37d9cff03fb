import { answeredList, object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { type SiteEditorUrls, type SiteUrl, type SiteUrlType, toSiteEditorUrls, toSiteUrl } from './model.ts';
import { getEditorUrls, listPublishedSiteUrls } from './rest.ts';

export interface SiteUrlArgs {
  readonly type?: SiteUrlType | null | undefined;
  readonly primaryOnly?: boolean | null | undefined;
  readonly inLanguages?: boolean | null | undefined;
}

/**
 * Returns the addresses of a published site in Wix's order; empty if it is not published. Makes one List Published Site
 * Urls call per site. Filters by type and primacy here, so that fields with different arguments share the call.
 */
export async function urlsOfSite(
  context: GraphContext,
  siteId: string,
  { type, primaryOnly, inLanguages }: SiteUrlArgs,
): Promise<SiteUrl[]> {
  const filters = { urlType: 'ALL', ...(inLanguages ? { multilingual: true } : {}) } as const;
  try {
    const answer = await context.wix.call(listPublishedSiteUrls, { siteId, query: { filters } });
    const urls = answeredList(answer.urls, listPublishedSiteUrls).map((raw) => toSiteUrl(object(raw)));
    return urls.filter(
      (url) => (type === null || type === undefined || url.type === type) && (url.isPrimary || !primaryOnly),
    );
  } catch (error) {
    if (hasCode(error, 'NO_PRIMARY_URL')) return [];
    throw error;
  }
}

/**
 * Returns the addresses for editing a site; null for a site without an editor. Makes one Get Editor Urls call per site.
 */
export async function editorUrlsOfSite(
  context: GraphContext,
  siteId: string,
  branchId: string | null,
): Promise<SiteEditorUrls | null> {
  try {
    const { urls } = await context.wix.call(getEditorUrls, { siteId, query: branchId === null ? {} : { branchId } });
    return toSiteEditorUrls(object(urls));
  } catch (error) {
    if (hasCode(error, 'EDITOR_NOT_FOUND')) return null;
    throw error;
  }
}

/**
 * Returns true if an error has this code. Checks no status, because Wix does not document which status comes with which
 * code.
 */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof WixError && error.code === code;
}
