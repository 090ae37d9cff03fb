import DataLoader from 'dataloader';
import { perOperation } from '../../lib/memo.ts';
import { WixError } from '../../wix/error.ts';
import { offsetSource } from '../../wix/offset-source.ts';
import { readAll } from '../../wix/paging.ts';
import { Connection, maxPageSize, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { folderOfSite, folderTree } from '../folder/loader.ts';
import { pathTo, withSubfolders } from '../folder/tree.ts';
import { fitsTrash, toWixFilter } from '../site/filter.ts';
import { oldestFirst, siteById, siteSource, sitesOfAccount } from '../site/loader.ts';
import type { Site } from '../site/model.ts';
import { querySites } from '../site/rest.ts';
import { membersById } from '../team/loader.ts';
import type { TeamMember } from '../team/model.ts';
import { membersWithAccess, type Reach, reachOf, type SiteAccess, toTeamAssignments } from './reach.ts';

/**
 * Loads the WIX and HEADLESS sites directly in a folder, with one Query Sites call per 100 sites of all folders
 * requested together.
 */
const sitesByFolder = perOperation(
  (context: GraphContext, accountId: string) =>
    new DataLoader<string, readonly Site[]>(
      async (folderIds) => {
        const byFolder = new Map(folderIds.map((id): [string, Site[]] => [id, []]));
        const filter = { ...toWixFilter({}), folderId: { $in: folderIds } };
        for (const site of await readAll(querySites.name, siteSource(context, accountId, filter, oldestFirst))) {
          const sites = byFolder.get(site.folderId ?? '');
          if (sites === undefined) {
            throw new WixError('invalidResponse', 'a site of another folder', { endpoint: querySites.name });
          }
          sites.push(site);
        }
        return folderIds.map((id) => byFolder.get(id) ?? []);
      },
      // UNKNOWN: the maximum number of values for `$in`. 100 site ids are known to work.
      { maxBatchSize: 100 },
    ),
);

export interface MemberSitesArgs extends PageArgs {
  readonly includeTrashed?: boolean | null | undefined;
}

/**
 * Returns the sites that a team member can reach, newest first, by default without those in the trash. With a role on the whole account, these are the
 * account's sites, page by page. Otherwise they are the assigned sites and the sites of the assigned folders, read
 * whole. INFERRED: a role on a folder also applies in the folders below it.
 */
export function sitesOfMember(context: GraphContext, member: TeamMember, args: MemberSitesArgs): Connection<Site> {
  const reach = reachOf(member.assignments);
  const includeTrashed = args.includeTrashed === true;
  if (reach.isAccountWide) return sitesOfAccount(context, member.accountId, { ...args, filter: { includeTrashed } });
  let reached: Promise<readonly Site[]> | undefined;
  const read = () => {
    reached ??= reachedSites(context, member.accountId, reach).then((sites) =>
      sites.filter((site) => fitsTrash(site, { includeTrashed })),
    );
    return reached;
  };
  return new Connection({
    endpoint: querySites.name,
    scope: ['TeamMember.sites', member.accountId, member.userId, includeTrashed],
    args,
    source: offsetSource<Site>({
      endpoint: querySites.name,
      maxItems: maxPageSize,
      readPage: async (offset, limit) => {
        const sites = await read();
        return { items: sites.slice(offset, offset + limit), total: sites.length };
      },
      keyOf: ({ id }) => id,
    }),
    total: async () => (await read()).length,
  });
}

async function reachedSites(context: GraphContext, accountId: string, reach: Reach): Promise<readonly Site[]> {
  const [assigned, inFolders] = await Promise.all([
    Promise.all([...reach.siteIds].map((id) => siteById(context, accountId).load(id))),
    sitesInFolders(context, accountId, reach.folderIds),
  ]);
  const sites = new Map<string, Site>();
  for (const site of [...assigned, ...inFolders]) if (site !== null) sites.set(site.id, site);
  return [...sites.values()].sort(newerFirst);
}

async function sitesInFolders(context: GraphContext, accountId: string, folderIds: ReadonlySet<string>) {
  if (folderIds.size === 0) return [];
  const reached = withSubfolders(await folderTree(context, accountId), folderIds);
  const sites = await Promise.all([...reached].map((id) => sitesByFolder(context, accountId).load(id)));
  return sites.flat();
}

function newerFirst(a: Site, b: Site): number {
  const [left, right] = [`${a.createdAt ?? ''}/${a.id}`, `${b.createdAt ?? ''}/${b.id}`];
  return left < right ? 1 : -1;
}

const teamAssignments = perOperation(async (context: GraphContext, accountId: string) =>
  toTeamAssignments((await membersById(context, accountId)).values()),
);

/**
 * Returns the members of the owner account's team who can reach a site. The whole team is read once for all sites of
 * the operation, and the folders once if any member has a role on one. INFERRED: a role on a folder also applies in the
 * folders below it.
 */
export async function accessToSite(context: GraphContext, site: Site): Promise<readonly SiteAccess[]> {
  const assignments = await teamAssignments(context, site.accountId);
  const folder = assignments.byFolder.size === 0 ? null : await folderOfSite(context, site);
  const path = folder === null ? [] : pathTo(await folderTree(context, site.accountId), folder);
  const folderIds = path.map(({ id }) => id);
  return membersWithAccess(assignments, site.id, folderIds);
}
