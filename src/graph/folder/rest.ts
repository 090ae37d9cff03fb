import { endpoint, shape } from '../../wix/endpoint.ts';

/**
 * A folder as Wix sends it. Only `id` is certain to be present. Wix also documents a `path`, but none of its samples
 * has one, so it is derived from `parentId`, which all samples have.
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

export const queryFolders = endpoint({
  name: 'Query Folders',
  method: 'POST',
  path: '/site-folders/v2/folders/query',
  level: 'account',
  retry: 'read',
  // Documented by the name of its scope, Read Folder Data. The permission id behind it is UNKNOWN.
  permission: null,
  // Also the default. The effect of a larger limit is UNKNOWN.
  maxItems: 1_000,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/query-folders, read 2026-11-23',
  body: shape<{ readonly query: WixFolderQuery }>(),
  response: shape<{ readonly folders?: readonly WixFolder[]; readonly metadata?: unknown }>(),
});

/** Called only for a site whose folder Query Folders doesn't list: one such list serves all sites of an account. */
export const getFolderBySite = endpoint({
  name: 'Get Folder By Site',
  method: 'GET',
  path: '/site-folders/v2/folders/sites/{siteId}',
  params: { siteId: 'siteId' },
  level: 'account',
  retry: 'read',
  // Same as Query Folders.
  permission: null,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/get-folder-by-site, read 2026-11-23',
  // A site at the root returns an empty folder; whether that is `{"folder":{}}` or `{}` is UNKNOWN.
  response: shape<{ readonly folder?: WixFolder }>(),
});

export const createFolder = endpoint({
  name: 'Create Folder',
  method: 'POST',
  path: '/site-folders/v2/folders',
  level: 'account',
  retry: 'unsafeWrite',
  // The scope is Manage Folders, the only one for writes. The permission id behind it is UNKNOWN.
  permission: null,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/create-folder, read 2026-11-23',
  // For the root, `parentId` is `root` here, but `""` in responses.
  body: shape<{ readonly folder: { readonly name: string; readonly parentId: string } }>(),
  texts: {
    'body.folder.name': 'text',
    'body.folder.parentId': 'text',
  },
  response: shape<{ readonly folder?: WixFolder }>(),
});

/** Renames a folder: no other property can be updated. */
export const updateFolder = endpoint({
  name: 'Update Folder',
  method: 'PATCH',
  path: '/site-folders/v2/folders/{folderId}',
  params: { folderId: 'guid' },
  level: 'account',
  retry: 'idempotentWrite',
  // Same as Create Folder.
  permission: null,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/update-folder, read 2026-11-23',
  body: shape<{ readonly folder: { readonly id: string; readonly name: string }; readonly fieldMask: 'name' }>(),
  texts: {
    'body.folder.id': 'text',
    'body.folder.name': 'text',
  },
  // The folder in Wix's sample has no dates.
  response: shape<{ readonly folder?: WixFolder }>(),
});

export const deleteFolder = endpoint({
  name: 'Delete Folder',
  method: 'DELETE',
  path: '/site-folders/v2/folders/{folderId}',
  params: { folderId: 'guid' },
  level: 'account',
  retry: 'idempotentWrite',
  // Same as Create Folder.
  permission: null,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/delete-folder, read 2026-11-23',
  response: shape<Readonly<Record<string, unknown>>>(),
});

export const moveFolders = endpoint({
  name: 'Move Folders',
  method: 'PATCH',
  path: '/site-folders/v2/folders/bulk/move',
  level: 'account',
  retry: 'idempotentWrite',
  // Same as Create Folder.
  permission: null,
  maxItems: 1_000,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/move-folders, read 2026-11-23',
  // An empty target is the root.
  body: shape<{ readonly folderIds: readonly string[]; readonly targetFolderId: string }>(),
  texts: {
    'body.folderIds[]': 'text',
    'body.targetFolderId': 'text',
  },
  // The moved folders, according to the schema. One sample has null dates, another is `{}`.
  response: shape<{ readonly folders?: readonly WixFolder[] }>(),
});

export const moveSitesToFolder = endpoint({
  name: 'Move Sites To Folder',
  method: 'POST',
  path: '/site-folders/v2/folders/bulk/sites/move',
  level: 'account',
  retry: 'idempotentWrite',
  // Same as Create Folder.
  permission: null,
  maxItems: 500,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/sites/site-folders/move-sites-to-folder, read 2026-11-23',
  // An empty target is the root. This is the only way to name sites.
  body: shape<{
    readonly targetFolderId: string;
    readonly sites: { readonly id: { readonly $in: readonly string[] } };
  }>(),
  texts: {
    'body.sites.id.$in[]': 'siteId',
    'body.targetFolderId': 'text',
  },
  response: shape<Readonly<Record<string, unknown>>>(),
});
