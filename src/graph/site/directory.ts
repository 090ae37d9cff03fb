import { fold } from '../../directory/fold.ts';
import type { Confirmed, ListSpec } from '../../directory/list-spec.ts';
import type { Found, RecordType } from '../../directory/record.ts';
import type { GraphContext } from '../context.ts';
import { copyOf, hostsOf, pagesOf, sortableTime } from '../directory/pages.ts';
import { ofAllKinds } from './all-kinds.ts';
import { oldestFirst, siteById, siteSource } from './loader.ts';
import type { Site } from './model.ts';
import { querySites } from './rest.ts';

const fields: Readonly<Record<keyof Site, true>> = {
  id: true,
  accountId: true,
  displayName: true,
  slug: true,
  kind: true,
  kindRaw: true,
  editor: true,
  editorRaw: true,
  isPublished: true,
  isPremium: true,
  isBlocked: true,
  hasDomain: true,
  url: true,
  editPath: true,
  thumbnailPath: true,
  folderId: true,
  contributorAccountIds: true,
  createdAt: true,
  updatedAt: true,
  trashedAt: true,
};

export function siteRecord(site: Site): Found {
  return { type: 'Site', id: site.id, value: copyOf(site, fields) };
}

/** A site has the account that its list belongs to, whatever Wix names as the owner. */
function listedIn(accountId: string) {
  return (site: Site): Found[] => [siteRecord({ ...copyOf(site, fields), accountId })];
}

export const siteType: RecordType = {
  type: 'Site',
  texts: (value) => {
    const { displayName, url, slug } = value as Site;
    return { name: displayName, hosts: hostsOf(url), slugs: slug === null ? [] : [slug] };
  },
  orders: {
    CREATED_AT: (value) => sortableTime((value as Site).createdAt),
    UPDATED_AT: (value) => sortableTime((value as Site).updatedAt),
    TRASHED_AT: (value) => sortableTime((value as Site).trashedAt),
    DISPLAY_NAME: (value) => fold((value as Site).displayName),
  },
  version: (value) => sortableTime((value as Site).updatedAt),
};

/** All sites of an account, of every kind: one Query Sites per 100, in the order of their creation, which doesn't change. */
export const siteList: ListSpec<GraphContext> = {
  name: 'sites',
  types: ['Site'],
  rank: 1,
  isOfRoots: false,
  leadsToAccounts: false,
  pages: async function* (context, accountId) {
    const { read } = await ofAllKinds(context, async (kinds) => {
      const pages = pagesOf(querySites.name, siteSource(context, accountId, kinds, oldestFirst), listedIn(accountId));
      return { first: await pages.next(), pages };
    });
    if (read.first.done !== true) yield read.first.value;
    yield* read.pages;
  },
  confirm: async (context, accountId, missing, known) => {
    const [control, ...found] = await siteById(context, accountId).loadAll([
      ...known.slice(0, 1).map(({ id }) => id),
      ...missing.map(({ id }) => id),
    ]);
    // Without a record that is known to exist, or if even that one is not found, the filter proves nothing.
    const isTrusted = known.length > 0 && control !== null && !(control instanceof Error);
    return found.map((site): Confirmed => {
      if (site instanceof Error) return 'unknown';
      if (site === null) return isTrusted ? 'gone' : 'unknown';
      return site.accountId === accountId ? siteRecord(site) : 'gone';
    });
  },
};
