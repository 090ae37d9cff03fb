import { endpoint, shape } from '../../wix/endpoint.ts';

/** An address of a published site as Wix lists it. */
export interface WixSiteUrl {
  readonly urlType?: unknown;
  readonly primary?: unknown;
  readonly url?: unknown;
  readonly multilingualInfo?: unknown;
}

export interface WixEditorUrls {
  readonly editorType?: unknown;
  readonly editorUrl?: unknown;
  readonly previewUrl?: unknown;
}

export const listPublishedSiteUrls = endpoint({
  name: 'List Published Site Urls',
  method: 'GET',
  path: '/urls-server/v2/published-site-urls',
  level: 'site',
  retry: 'read',
  permission: 'SITE_URLS.READ',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/rest/business-management/site-urls/published-site-urls/list-published-site-urls, read 2026-11-23',
  // Without a filter Wix returns only primary addresses. INFERRED: a filter by type alone returns all.
  query: shape<{ readonly filters: { readonly urlType: 'ALL'; readonly multilingual?: boolean } }>(),
  response: shape<{ readonly urls?: readonly WixSiteUrl[] }>(),
});

export const getEditorUrls = endpoint({
  name: 'Get Editor Urls',
  method: 'GET',
  path: '/editor-urls',
  level: 'site',
  retry: 'read',
  permission: 'MetaSite.Read',
  cache: 'stable',
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/business-management/site-urls/editor-urls/get-editor-urls, read 2026-11-23',
  query: shape<{ readonly branchId?: string }>(),
  texts: {
    'query.branchId': 'text',
  },
  response: shape<{ readonly urls?: WixEditorUrls }>(),
});
