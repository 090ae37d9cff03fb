import { z } from 'zod';
import { type Answer, ok } from '../answer.ts';
import { booleanParameter, textParameter } from '../request/parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import { sitePropertiesOf } from '../seed/site-properties.ts';
import { domainUrl } from '../state/domain.ts';
import { freeSiteUrl } from '../state/site-url.ts';
import type { SandboxState } from '../state/state.ts';

interface PublishedUrl {
  readonly urlType: 'PREMIUM' | 'FREE';
  readonly primary: boolean;
  readonly url: string;
  readonly multilingualInfo?: { readonly languageCode: string; readonly defaultLanguage: boolean };
}

/** INFERRED: a site has one primary URL, that of its primary domain or else the free one. */
function publishedUrls(state: SandboxState, siteId: string): readonly PublishedUrl[] {
  const site = state.sites.get(siteId);
  if (site === undefined || !site.published) return [];
  const domains = [...state.domains.values()].filter(({ assignment }) => assignment?.siteId === siteId);
  const premium = domains.map((domain): PublishedUrl => {
    return { urlType: 'PREMIUM', primary: domain.assignment?.type === 'PRIMARY', url: domainUrl(domain) };
  });
  return [...premium, { urlType: 'FREE', primary: premium.length === 0, url: freeSiteUrl(state, site) }];
}

/**
 * Adds the addresses of the site's languages. INFERRED: they are on subdomains of the primary address, each beside it and
 * as primary as it is; without the filter no address names its language.
 */
function withLanguages(state: SandboxState, siteId: string, urls: readonly PublishedUrl[]): readonly PublishedUrl[] {
  const site = state.sites.get(siteId);
  const spoken = site && sitePropertiesOf(state, site).properties.multilingual?.supportedLanguages;
  if (spoken?.[0]?.resolutionMethod !== 'SUBDOMAIN') return urls;
  return urls.flatMap((url): readonly PublishedUrl[] => {
    if (!url.primary) return [url];
    return spoken.map(({ languageCode, isPrimary }) => ({
      ...url,
      url: isPrimary ? url.url : url.url.replace(/^https:\/\/(www\.)?/, `https://${languageCode}.`),
      multilingualInfo: { languageCode, defaultLanguage: isPrimary },
    }));
  });
}

const urlsQuery = z.strictObject({
  'filters.urlType': textParameter(z.enum(['ALL', 'PREMIUM', 'FREE'])),
  'filters.primary': booleanParameter,
  'filters.multilingual': booleanParameter,
});

function listPublishedSiteUrls(state: SandboxState, call: Call<unknown, z.output<typeof urlsQuery>>): Answer {
  const { 'filters.urlType': type = 'ALL' } = call.query;
  const filtered = Object.values(call.query).some((value) => value !== undefined);
  // Without any filter Wix lists primary URLs only.
  const primary = call.query['filters.primary'] ?? (filtered ? undefined : true);
  const published = publishedUrls(state, call.siteId);
  const multilingual = call.query['filters.multilingual'] === true;
  const urls = (multilingual ? withLanguages(state, call.siteId, published) : published).filter(
    (url) => (type === 'ALL' || url.urlType === type) && (primary === undefined || url.primary === primary),
  );
  return ok({ urls });
}

/** The Site URLs package of Wix's SDK, `listPublishedSiteUrls`. */
export const siteUrlRoutes: readonly Route[] = [
  route({
    operation: 'List Published Site Urls',
    method: 'GET',
    path: '/urls-server/v2/published-site-urls',
    level: 'site',
    permission: 'SITE_URLS.READ',
    query: urlsQuery,
    handle: listPublishedSiteUrls,
  }),
];
