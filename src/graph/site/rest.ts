import { endpoint, shape } from '../../wix/endpoint.ts';

/** A site as Wix lists it. Only `id` is certain to be present. */
export interface WixSite {
  readonly id?: unknown;
  readonly name?: unknown;
  readonly displayName?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
  readonly trashedDate?: unknown;
  readonly published?: unknown;
  readonly premium?: unknown;
  readonly blocked?: unknown;
  readonly viewUrl?: unknown;
  readonly editUrl?: unknown;
  readonly thumbnail?: unknown;
  readonly ownerAccountId?: unknown;
  readonly contributorAccountIds?: unknown;
  readonly editorType?: unknown;
  readonly folderId?: unknown;
  readonly namespace?: unknown;
  readonly domainConnected?: unknown;
}

/** The filter of Query and Count Sites. Wix silently ignores fields that it can't filter by. */
export interface WixSiteFilter {
  /** Not on the current page; in older docs, and sent by Wix's CLI 1.1.247 (`dev-site list --search`). */
  readonly searchPhrase?: { readonly $eq: string };
  /** Not on the current page; in older docs, with `$hasAll` beside. */
  readonly appIds?: { readonly $hasSome: readonly string[] };
  readonly id?: { readonly $in: readonly string[] };
  readonly namespace?: { readonly $in: readonly string[] };
  readonly published?: { readonly $eq: boolean };
  readonly premium?: { readonly $eq: boolean };
  readonly editorType?: { readonly $in: readonly string[] };
  readonly folderId?: { readonly $eq: string } | { readonly $in: readonly string[] } | { readonly $exists: boolean };
  readonly domainConnected?: { readonly $eq: boolean };
}

export interface WixSort {
  readonly fieldName: string;
  readonly order: 'ASC' | 'DESC';
}

/** Filter and sort are sent with the first page only. The cursor of a later page includes them. */
export interface WixSiteQuery {
  readonly filter?: WixSiteFilter;
  readonly sort?: readonly WixSort[];
  readonly cursorPaging: { readonly limit: number; readonly cursor?: string };
}

export const querySites = endpoint({
  name: 'Query Sites',
  method: 'POST',
  path: '/site-list/v2/sites/query',
  level: 'account',
  retry: 'read',
  permission: 'SITE_LIST.READ',
  // "Up to 100" on the current page; an older page said 1,000. The effect of a larger limit is UNKNOWN.
  maxItems: 100,
  pageLimit: ['body', 'query', 'cursorPaging', 'limit'],
  byIds: [
    { ids: ['body', 'query', 'filter', 'id', '$in'], items: 'sites', id: ['id'], paging: 'metadata', maxIds: 100 },
    {
      ids: ['body', 'query', 'filter', 'folderId', '$in'],
      items: 'sites',
      id: ['folderId'],
      paging: 'metadata',
      maxIds: 100,
    },
  ],
  certainty: 'documented',
  source: 'dev.wix.com/docs/api/rest/account-level-apis/sites/query-sites, read 2026-11-23',
  body: shape<{ readonly query: WixSiteQuery }>(),
  texts: {
    'body.query.cursorPaging.cursor': 'text',
    'body.query.filter.appIds.$hasSome[]': 'text',
    'body.query.filter.editorType.$in[]': 'text',
    'body.query.filter.folderId.$eq': 'text',
    'body.query.filter.folderId.$in[]': 'text',
    'body.query.filter.id.$in[]': 'soughtSiteId',
    'body.query.filter.namespace.$in[]': 'text',
    'body.query.filter.searchPhrase.$eq': 'text',
    'body.query.sort[].fieldName': 'text',
  },
  response: shape<{ readonly sites?: readonly WixSite[]; readonly metadata?: unknown }>(),
});

export const countSites = endpoint({
  name: 'Count Sites',
  method: 'POST',
  path: '/site-list/v2/sites/count',
  level: 'account',
  retry: 'read',
  permission: 'SITE_LIST.READ',
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/api-reference/account-level-apis/sites/count-sites, read 2026-11-23',
  body: shape<{ readonly filter: WixSiteFilter }>(),
  texts: {
    'body.filter.appIds.$hasSome[]': 'text',
    'body.filter.editorType.$in[]': 'text',
    'body.filter.folderId.$eq': 'text',
    'body.filter.folderId.$in[]': 'text',
    'body.filter.id.$in[]': 'soughtSiteId',
    'body.filter.namespace.$in[]': 'text',
    'body.filter.searchPhrase.$eq': 'text',
  },
  response: shape<{ readonly count?: unknown }>(),
});

export const publishSite = endpoint({
  name: 'Publish Site',
  method: 'POST',
  path: '/site-publisher/v1/site/publish',
  level: 'site',
  retry: 'idempotentWrite',
  // UNKNOWN: the stored page has no permission.
  permission: null,
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/account-level/account-level-apis/site-actions, read 2026-11-23',
  body: shape<Readonly<Record<never, never>>>(),
  response: shape<Readonly<Record<string, unknown>>>(),
});

export const bulkDeleteSite = endpoint({
  name: 'Bulk Delete Site',
  method: 'POST',
  path: '/site-actions/v1/bulk/sites/delete',
  level: 'account',
  retry: 'unsafeWrite',
  permission: 'my-account.delete-site',
  maxItems: 20,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-actions/bulk-delete-site, read 2026-11-23',
  body: shape<{ readonly ids: readonly string[] }>(),
  texts: {
    'body.ids[]': 'siteId',
  },
  response: shape<{ readonly results?: readonly unknown[] }>(),
});

export const duplicateSite = endpoint({
  name: 'Duplicate Site',
  method: 'POST',
  path: '/site-actions/v1/sites/duplicate',
  level: 'account',
  retry: 'unsafeWrite',
  // From the schema of Wix's MCP server, read 2026-09-03. The page has the name of the scope only, Duplicate Sites.
  permission: 'my-account.duplicate-site',
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/account-level/sites/site-actions/duplicate-site, read 2026-11-23',
  body: shape<{ readonly sourceSiteId: string; readonly siteDisplayName: string }>(),
  texts: {
    'body.siteDisplayName': 'text',
    'body.sourceSiteId': 'siteId',
  },
  response: shape<{ readonly newSiteId?: unknown }>(),
});

/** The types that Create Project accepts. VIBE is in the docs of 2026 (Create Project) and in Wix's SDK; WIXEL, in the SDK, is not public. */
export type WixProjectType = 'WIX' | 'HEADLESS' | 'BRANDED_APP' | 'VIBE';

export const createProject = endpoint({
  name: 'Create Project',
  method: 'POST',
  path: '/funnel/projects/v1/create',
  level: 'account',
  retry: 'unsafeWrite',
  permission: 'META_SITE_PROVISION.PROVISION',
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/account-level/projects/project-v1/create-project, read 2026-11-23',
  body: shape<{
    readonly type: WixProjectType;
    readonly name: string;
    readonly templateId?: string;
    readonly folderId?: string;
    readonly apps?: readonly { readonly appDefId: string }[];
  }>(),
  texts: {
    'body.apps[].appDefId': 'text',
    'body.folderId': 'text',
    'body.name': 'text',
    'body.templateId': 'text',
  },
  // `metaSiteId` is the id that all other endpoints use. `siteId` is another one, of the part shown in the editor.
  response: shape<{ readonly project?: unknown }>(),
});

/** Transfers a site. The header names the target account. */
export const transferSite = endpoint({
  name: 'Transfer Site',
  method: 'POST',
  path: '/b2b-site-management/v1/transfer-site',
  level: 'account',
  retry: 'unsafeWrite',
  permission: 'PREMIUM.BUSINESS_SITE_TRANSFER',
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/account-level/b2b-site-management/business-site-transfer-v1, read 2026-11-23',
  body: shape<{
    readonly siteTransfer: {
      readonly siteId: string;
      readonly sourceAccountId: string;
      readonly enableNotifications: boolean;
    };
  }>(),
  texts: {
    'body.siteTransfer.siteId': 'siteId',
    'body.siteTransfer.sourceAccountId': 'accountId',
  },
  response: shape<Readonly<Record<string, unknown>>>(),
});

/** Unpublishes a site. The header names the account that owns the key; the body names the site. */
export const unpublishSite = endpoint({
  name: 'Unpublish Site',
  method: 'POST',
  path: '/enterprise-public-proxy/v1/sites/unpublish',
  level: 'account',
  // Fails for a site that is offline, so a retry would return an error.
  retry: 'unsafeWrite',
  permission: 'SCOPE.ENTERPRISE.MANAGE-SITE-PROXY',
  certainty: 'preview',
  source:
    'dev.wix.com/docs/api-reference/account-level/enterprise/site-management/site-publish-state-v1/unpublish-site, ' +
    'read 2026-11-23',
  body: shape<{ readonly metaSiteId: string }>(),
  texts: {
    'body.metaSiteId': 'siteId',
  },
  // Contains the publish state under an UNKNOWN name, so it is ignored.
  response: shape<Readonly<Record<string, unknown>>>(),
});
