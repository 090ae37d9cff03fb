import { InputError } from '../../lib/input-error.ts';
import { perOperation } from '../../lib/memo.ts';
import { answeredList, integer, object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { offsetSource } from '../../wix/offset-source.ts';
import { readAll } from '../../wix/paging.ts';
import type { Connection } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { ofAllKinds } from '../site/all-kinds.ts';
import { toWixFilter } from '../site/filter.ts';
import { oldestFirst, type SiteListArgs, siteSource, sitesOfAccount } from '../site/loader.ts';
import type { Site } from '../site/model.ts';
import { querySites } from '../site/rest.ts';
import { justCreated, reportPendingBy, withRecentWrites } from '../write/overlay.ts';
import { type Folder, toFolder } from './model.ts';
import { getFolderBySite, queryFolders } from './rest.ts';
import { type FolderTree, toFolderTree } from './tree.ts';

/** Lists the folders of an account by name. */
export function folderSource(context: GraphContext, accountId: string) {
  const readPage = async (offset: number, limit: number) => {
    const query = { sort: [{ fieldName: 'name', order: 'ASC' }], paging: { limit, offset } } as const;
    const answer = await context.wix.call(queryFolders, { accountId, body: { query } });
    const items = answeredList(answer.folders, queryFolders).map((raw) => toFolder(object(raw), accountId));
    const metadata = object(answer.metadata);
    const counted = metadata['tooManyToCount'] === true ? null : integer(metadata['total']);
    // Wix's samples have no total. INFERRED: a page with fewer folders than the documented maximum is the last one.
    const total = counted ?? (items.length < limit ? offset + items.length : null);
    return { items, ...(total === null ? {} : { total }) };
  };
  return offsetSource<Folder>({
    endpoint: queryFolders.name,
    maxItems: queryFolders.maxItems,
    readPage,
    keyOf: ({ id, name }) => `${id}/${name}`,
  });
}

/**
 * All folders of an account by name: one Query Folders per 1,000, once per operation. Folders that this tenant has just
 * created, and that Wix doesn't list yet, come last.
 */
export const folderTree = perOperation(async (context: GraphContext, accountId: string): Promise<FolderTree> => {
  const listed = await readAll(queryFolders.name, folderSource(context, accountId));
  const made = foldersJustMade(context, accountId, new Set(listed.map(({ id }) => id)));
  return toFolderTree([...withRecentWrites(context, 'Folder', ({ id }) => id, listed), ...made]);
});

function foldersJustMade(context: GraphContext, accountId: string, listedIds: ReadonlySet<string>): Folder[] {
  const { recent } = context.write;
  if (recent.isEmpty) return [];
  return recent
    .pending('Folder')
    .filter((write) => write.did === 'create' && (write.object as Folder).accountId === accountId)
    .flatMap(({ id }) => (listedIds.has(id) ? [] : (justCreated<Folder>(context, 'Folder', id) ?? [])));
}

/**
 * Returns the folder of a site, or null at the root. It comes from the account's list of folders. The lists of sites
 * and folders can lag differently, so a folder that is missing from its list costs a Get Folder By Site.
 */
export async function folderOfSite(context: GraphContext, site: Site): Promise<Folder | null> {
  if (site.folderId === null) return null;
  reportPendingBy(context, { type: 'Folder', id: site.folderId }, { type: 'Site', id: site.id });
  const { byId } = await folderTree(context, site.accountId);
  return byId.get(site.folderId) ?? readFolderOfSite(context, site);
}

async function readFolderOfSite(context: GraphContext, { accountId, id }: Site): Promise<Folder | null> {
  try {
    const { folder } = await context.wix.call(getFolderBySite, { accountId, params: { siteId: id } });
    return text(object(folder)['id']) === null ? null : toFolder(object(folder), accountId);
  } catch (error) {
    if (error instanceof WixError && error.failure === 'notFound') return null;
    throw error;
  }
}

/** Throws an {@link InputError} if the filter of a folder's sites names a folder, or can't be one of sites. */
export function checkFolderSites(args: SiteListArgs): void {
  for (const field of ['folderId', 'isInFolder'] as const) {
    if (args.filter?.[field] !== null && args.filter?.[field] !== undefined) {
      throw new InputError(
        `filter.${field}`,
        `filter.${field} cannot be used here, because the list already belongs to one folder. Remove it, or use ` +
          'Account.sites.',
      );
    }
  }
  toWixFilter(args.filter ?? {});
}

/** Returns the sites directly in a folder. Throws an InputError if the filter names a folder. */
export function sitesOfFolder(context: GraphContext, folder: Folder, args: SiteListArgs): Connection<Site> {
  checkFolderSites(args);
  return sitesOfAccount(context, folder.accountId, { ...args, filter: { ...args.filter, folderId: folder.id } });
}

/** Returns all sites directly in a folder, of every kind and including those in the trash: one Query Sites per 100. */
export async function sitesInFolder(context: GraphContext, folder: Folder): Promise<Site[]> {
  const inFolder = { folderId: { $eq: folder.id } };
  const check = (site: Site) => {
    if (site.folderId !== folder.id) {
      throw new WixError('invalidResponse', 'a site of another folder', { endpoint: querySites.name });
    }
  };
  const { read } = await ofAllKinds(context, (kinds) =>
    readAll(querySites.name, siteSource(context, folder.accountId, { ...inFolder, ...kinds }, oldestFirst, check)),
  );
  return read;
}

/**
 * Returns the folder from a write's response, completed from the list of folders if the response leaves out its dates
 * or count.
 */
export async function currentFolder(context: GraphContext, answered: Folder): Promise<Folder> {
  if (answered.createdAt !== null && answered.siteCount !== null) return answered;
  const { byId } = await folderTree(context, answered.accountId);
  return byId.get(answered.id) ?? answered;
}
