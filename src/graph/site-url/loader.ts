import { answeredList, object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { type SiteEditorUrls, type SiteUrl, type SiteUrlType, toSiteEditorUrls, toSiteUrl } from './model.ts';
import { getEditorUrls, listPublishedSiteUrls } from './rest.ts';

export interface SiteUrlArgs {
  readonly type?: SiteUrlType | null | undefined;
  readonly primaryOnly: boolean;
  readonly inLanguages: boolean;
}

/**
 * The addresses of a published site in Wix's order; none while it is not published. One List Published Site Urls for each
 * site: type and primacy are sifted here, so that fields that ask for different addresses share the call.
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

/** Where a site is edited; null for a site without an editor. One Get Editor Urls for each site. */
export async function editorUrlsOfSite(context: GraphContext, siteId: string): Promise<SiteEditorUrls | null> {
  try {
    const { urls } = await context.wix.call(getEditorUrls, { siteId });
    return toSiteEditorUrls(object(urls));
  } catch (error) {
    if (hasCode(error, 'EDITOR_NOT_FOUND')) return null;
    throw error;
  }
}

/** Wix does not document which of its statuses comes with which code. */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof WixError && error.code === code;
}
