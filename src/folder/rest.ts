import { operation, shape } from '../wix/operation.ts';

/**
 * A folder as Wix sends it. Only `id` is certain to be there. Wix documents a `path` as well, but none of its samples has
 * one: it is derived from `parentId` instead, which all have.
 */
export interface WixFolder {
  readonly id?: unknown;
  readonly name?: unknown;
  /** `""` at the root. */
  readonly parentId?: unknown;
  readonly siteCount?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
}

export interface WixFolderQuery {
  readonly sort: readonly { readonly fieldName: 'name'; readonly order: 'ASC' | 'DESC' }[];
  readonly paging: { readonly limit: number; readonly offset: number };
}

export const queryFolders = operation({
  name: 'Query Folders',
  method: 'POST',
  path: '/site-folders/v2/folders/query',
  level: 'account',
  retry: 'read',
  // Documented by the name of its scope, Read Folder Data. The permission id behind it is UNKNOWN.
  permission: null,
  // Also the default. What a larger limit does is UNKNOWN.
  maxItems: 1_000,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/query-folders, read 2026-11-23',
  body: shape<{ readonly query: WixFolderQuery }>(),
  response: shape<{ readonly folders?: readonly WixFolder[]; readonly metadata?: unknown }>(),
});

/** Made only for a site whose folder Query Folders does not list: that list serves all sites of an account with one call. */
export const getFolderBySite = operation({
  name: 'Get Folder By Site',
  method: 'GET',
  path: '/site-folders/v2/folders/sites/{siteId}',
  params: { siteId: 'guid' },
  level: 'account',
  retry: 'read',
  // As Query Folders.
  permission: null,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/get-folder-by-site, read 2026-11-23',
  // A site at the root answers an empty folder; whether that is `{"folder":{}}` or `{}` is UNKNOWN.
  response: shape<{ readonly folder?: WixFolder }>(),
});
