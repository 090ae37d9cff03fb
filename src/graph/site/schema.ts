import { guidInput, guidInputs } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, edgeType, pageArgs, rawValue } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import type { GraphContext } from '../context.ts';
import { accountBeside } from '../directory/served.ts';
import { entity } from '../federation/entity.ts';
import { readAhead } from '../federation/read-ahead.ts';
import { toWixFilter } from './filter.ts';
import { EditorKindRef, SiteFilterInput, SiteKindRef, SiteOrderInput } from './inputs.ts';
import { findSite, findSites, type SiteListArgs, siteById, sitesOfAccount } from './loader.ts';
import type { Site } from './model.ts';
import { countSites, querySites } from './rest.ts';

export const SiteRef = builder.objectRef<Site>('Site');

SiteRef.implement({
  description:
    "A site of an account. Its own fields cost one REST call (Query Sites) per 100 sites. Wix's lists lag some " +
    'seconds behind changes.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The site's GUID, which Wix also calls metasite id." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that owns the site.',
      resolve: (site) => accountBeside(site, site.accountId),
    }),
    displayName: t.exposeString('displayName', {
      // Allows a subgraph that stores the name with its own data to return it through @provides.
      shareable: true,
      description: 'The name shown in the browser tab and the dashboard. Not unique.',
    }),
    slug: t.exposeString('slug', {
      nullable: true,
      description: 'The name of the site in its free address. `headless-...` for a headless site.',
    }),
    kind: t.expose('kind', { type: SiteKindRef, description: 'The kind of the site. Wix calls it namespace.' }),
    kindRaw: t.exposeString('kindRaw', rawValue('kind', 'kind')),
    editor: t.expose('editor', { type: EditorKindRef, description: 'The editor that the site is built with.' }),
    editorRaw: t.exposeString('editorRaw', rawValue('editor', 'editor')),
    isPublished: t.exposeBoolean('isPublished', {
      description: 'Whether the site is published, so that visitors can see it.',
    }),
    isPremium: t.exposeBoolean('isPremium', { description: 'Whether the site has a Premium plan.' }),
    isBlocked: t.exposeBoolean('isBlocked', { description: 'Whether Wix has blocked the site for legal reasons.' }),
    hasDomain: t.exposeBoolean('hasDomain', { description: 'Whether a domain is connected to the site.' }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'The public address of the site. Null if it is not published.',
    }),
    editUrl: t.field({
      type: 'URL',
      nullable: true,
      description:
        'The address of the site in its editor, for a person signed in to Wix. Null if the site has no editor.',
      resolve: (site) => (site.editPath === null ? null : absolute(site.editPath)),
    }),
    dashboardUrl: t.field({
      type: 'URL',
      description: "The address of the site's dashboard, for a person signed in to Wix.",
      resolve: (site) => `https://manage.wix.com/dashboard/${site.id}`,
    }),
    thumbnailPath: t.exposeString('thumbnailPath', {
      nullable: true,
      description: "The path of a picture of the site, as Wix sends it. Wix doesn't document its host.",
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the site was created.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the site was last changed.',
    }),
    trashedAt: t.expose('trashedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'The time the site was moved to the trash, from which it can be restored for 90 days. Null if it is not ' +
        'in the trash.',
    }),
    contributorAccounts: t.field({
      type: [AccountRef],
      description: 'The accounts that contribute to the site, without the owner. Their ids cost no REST call.',
      resolve: (site) => site.contributorAccountIds.map((id) => ({ id })),
    }),
  }),
});

function absolute(path: string): string {
  return path.startsWith('/') ? `https://manage.wix.com${path}` : path;
}

/** The edge type of a site in its list. */
export const SiteEdgeRef = edgeType(SiteRef, 'Site');

export const SiteConnectionRef = connectionType(SiteRef, {
  name: 'Site',
  edge: SiteEdgeRef,
  description:
    'A page of sites. Without the trash, `hasNextPage` can be true although only sites in the trash follow. The next ' +
    'page is then empty.',
  countedBy: { endpoint: querySites, fallback: countSites },
  totalCount:
    'The number of sites in the whole list. Without the trash, costs one REST call (Query Sites) if the list has up to ' +
    '100 sites. Otherwise costs two (Query Sites and Count Sites), one more if the trash is empty, and one for each ' +
    'further 100 sites in the trash. With `includeTrashed`, costs one (Count Sites). Combined with the filters `isPremium`, ' +
    "`search` or `appIds`, by which Wix doesn't count, this is a BAD_USER_INPUT error.",
});

entity(builder, SiteRef, {
  keys: ['id', 'id account { id }'],
  upstream: querySites,
  readKey: (representation, context) => ({
    id: representation.guid('id'),
    accountId: representation.ownerOr(context.accountId),
  }),
  load: ({ id, accountId }, context) => siteById(context, accountId).load(id),
  loadAll: loadSites,
  node: { form: 'guid', readKey: (id, accountId) => ({ id, accountId }) },
});

/** Loads sites by key. Nearly always all are of one account. */
async function loadSites(keys: readonly { readonly id: string; readonly accountId: string }[], context: GraphContext) {
  const [first] = keys;
  if (first !== undefined && keys.every(({ accountId }) => accountId === first.accountId)) {
    return siteById(context, first.accountId).loadAll(keys.map(({ id }) => id));
  }
  const accountIds = [...new Set(keys.map(({ accountId }) => accountId))];
  const found = new Map(
    await Promise.all(
      accountIds.map(async (accountId) => {
        const ids = keys.flatMap((key) => (key.accountId === accountId ? [key.id] : []));
        return [accountId, (await siteById(context, accountId).loadAll(ids)).values()] as const;
      }),
    ),
  );
  return keys.map(({ accountId }) => found.get(accountId)?.next().value ?? null);
}

/** Describes the REST calls of a list of sites. */
export const costOfSites =
  'Costs one REST call (Query Sites) for a page, or two if the page spans two pages of Wix or sites in the trash leave ' +
  'it short.';

builder.objectFields(AccountRef, (t) => ({
  sites: t.field({
    upstream: { endpoint: querySites, per: 'field' },
    type: SiteConnectionRef,
    nullable: true,
    description:
      'The sites of the account, without those in the trash, but with headless sites, which Wix omits by default. ' +
      costOfSites,
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: SiteFilterInput,
        required: false,
        description: 'The filter of the list. Defaults to WIX and HEADLESS sites outside the trash.',
      }),
      orderBy: t.arg({
        type: SiteOrderInput,
        required: false,
        description: 'The order of the list. Defaults to newest first. The order of equal items is not documented.',
      }),
    },
    ...checkedBy(({ filter }: SiteListArgs) => toWixFilter(filter ?? {})),
    resolve: ({ id }, args, context, info) => {
      const sites = sitesOfAccount(context, id, args);
      readAhead(info, 'Site', context, id);
      return sites;
    },
  }),
  site: t.field({
    upstream: { endpoint: querySites, per: 'batch' },
    type: SiteRef,
    nullable: true,
    description: "A site of this account by its id. Null if the account doesn't have it.",
    args: { id: t.arg.id({ required: true, description: "The site's GUID." }) },
    ...checkedBy(({ id }: { id: string }) => guidInput('id', id, 'a site')),
    resolve: ({ id: accountId }, { id }, context) => siteById(context, accountId).load(guidInput('id', id, 'a site')),
  }),
}));

const inChildAccounts =
  "Whether to also look in the child accounts if the account doesn't have it. Costs one REST call per child account.";

builder.queryFields((t) => ({
  site: t.field({
    upstream: { endpoint: querySites, per: 'batch' },
    type: SiteRef,
    nullable: true,
    description:
      "A site by its id. Null if the account doesn't have it, or if its kind is newer than `SiteKind`: Wix returns only the " +
      "kinds that are requested. Wix doesn't return the owner of a site, so set " +
      '`accountId` for a site of another account.',
    args: {
      id: t.arg.id({ required: true, description: "The site's GUID." }),
      accountId: t.arg.id(ownerArgument),
      inChildAccounts: t.arg.boolean({ required: false, defaultValue: false, description: inChildAccounts }),
    },
    resolve: (_root, args, context) =>
      findSite(
        context,
        ownerOf(context, args.accountId),
        guidInput('id', args.id, 'a site'),
        args.inChildAccounts === true,
      ),
  }),
  sites: t.field({
    upstream: { endpoint: querySites, per: 'field' },
    listSize: { assumedSize: 100 },
    type: [SiteRef],
    nullable: { list: true, items: true },
    description:
      "Sites by their ids, in the order of the ids, with null for a site that the account doesn't have. Costs one " +
      'REST call per 100 ids.',
    args: {
      ids: t.arg.idList({ required: true, description: 'The GUIDs of up to 1,000 sites.' }),
      accountId: t.arg.id(ownerArgument),
      inChildAccounts: t.arg.boolean({ required: false, defaultValue: false, description: inChildAccounts }),
    },
    resolve: (_root, args, context) => {
      if (args.ids.length > 1_000) throw new InputError('ids', 'ids must contain at most 1,000 ids.');
      const owner = ownerOf(context, args.accountId);
      const ids = guidInputs('ids', args.ids, 'a site');
      return findSites(context, owner, ids, args.inChildAccounts === true) as Promise<(Site | null)[]>;
    },
  }),
}));
