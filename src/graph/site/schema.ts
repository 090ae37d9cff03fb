import { guidInput, guidInputs } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { entity } from '../federation/entity.ts';
import { readAhead } from '../federation/read-ahead.ts';
import { EditorKindRef, SiteFilterInput, SiteKindRef, SiteOrderInput } from './inputs.ts';
import { findSite, findSites, siteById, sitesOfAccount } from './loader.ts';
import type { Site } from './model.ts';
import { countSites, querySites } from './rest.ts';

export const SiteRef = builder.objectRef<Site>('Site');

SiteRef.implement({
  description:
    "A site of an account. Its own fields come with one REST call (Query Sites), which serves up to 100 sites at once. Wix's " +
    'lists follow changes with a delay of some seconds.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The site's GUID, which Wix also calls metasite id." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that owns the site.',
      resolve: (site) => ({ id: site.accountId }),
    }),
    displayName: t.exposeString('displayName', {
      // Lets a neighbour that keeps the name beside its own data bring it along with @provides.
      shareable: true,
      description: 'The name shown in the browser tab and the dashboard. Not unique.',
    }),
    slug: t.exposeString('slug', {
      nullable: true,
      description: "The site's name in its free address; `headless-...` for a headless site.",
    }),
    kind: t.expose('kind', { type: SiteKindRef, description: 'What the site is (Wix calls it namespace).' }),
    kindRaw: t.exposeString('kindRaw', {
      nullable: true,
      description: 'The kind in the words of Wix, also where `kind` is UNKNOWN.',
    }),
    editor: t.expose('editor', { type: EditorKindRef, description: 'The editor that the site is built with.' }),
    editorRaw: t.exposeString('editorRaw', {
      nullable: true,
      description: 'The editor in the words of Wix, also where `editor` is UNKNOWN.',
    }),
    isPublished: t.exposeBoolean('isPublished', { description: 'True if visitors can see the site.' }),
    isPremium: t.exposeBoolean('isPremium', { description: 'True if the site has a Premium plan.' }),
    isBlocked: t.exposeBoolean('isBlocked', { description: 'True if Wix has blocked the site for legal reasons.' }),
    hasDomain: t.exposeBoolean('hasDomain', { description: 'True if a domain is connected to the site.' }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'Where visitors find the site; null while it is not published.',
    }),
    editUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Opens the site in its editor, for a person who is signed in to Wix. Null where there is no editor.',
      resolve: (site) => (site.editPath === null ? null : absolute(site.editPath)),
    }),
    dashboardUrl: t.field({
      type: 'URL',
      description: "Opens the site's dashboard, for a person who is signed in to Wix.",
      resolve: (site) => `https://manage.wix.com/dashboard/${site.id}`,
    }),
    thumbnailPath: t.exposeString('thumbnailPath', {
      nullable: true,
      description: 'A picture of the site, as the path that Wix gives. The host it belongs to is not documented.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, description: 'When the site was created.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the site was last changed.',
    }),
    trashedAt: t.expose('trashedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the site was moved to the trash, where it can be restored for 90 days; null if it was not.',
    }),
    contributorAccounts: t.field({
      type: [AccountRef],
      description: 'The accounts that contribute to the site, without the owner. Costs no call for their ids.',
      resolve: (site) => site.contributorAccountIds.map((id) => ({ id })),
    }),
  }),
});

function absolute(path: string): string {
  return path.startsWith('/') ? `https://manage.wix.com${path}` : path;
}

export const SiteConnectionRef = connectionType(SiteRef, {
  name: 'Site',
  description: 'A page of sites.',
  countedBy: countSites,
  totalCount:
    'How many sites the whole list has: one REST call of its own (Count Sites). An error with BAD_USER_INPUT under a filter ' +
    'by `isPremium` or `isTrashed`, by which Wix does not count.',
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
});

/** Nearly always the sites of one account. */
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

builder.objectFields(AccountRef, (t) => ({
  sites: t.field({
    upstream: { endpoint: querySites, per: 'field' },
    type: SiteConnectionRef,
    nullable: true,
    description:
      'The sites of the account. One REST call for a page of up to 100 (Query Sites). Includes headless sites, which Wix ' +
      'leaves out unless asked.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: SiteFilterInput,
        required: false,
        description: 'Which sites. Default: all WIX and HEADLESS ones.',
      }),
      orderBy: t.arg({
        type: SiteOrderInput,
        required: false,
        description: 'The order. Default: newest first. Among equals the order is not documented.',
      }),
    },
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
    description: 'A site of this account by its id; null when the account does not have it.',
    args: { id: t.arg.id({ required: true, description: "The site's GUID." }) },
    resolve: ({ id: accountId }, { id }, context) => siteById(context, accountId).load(guidInput('id', id, 'a site')),
  }),
}));

const inChildAccounts =
  'Look in the child accounts too when the account does not have it: a call for each child account.';

builder.queryFields((t) => ({
  site: t.field({
    upstream: { endpoint: querySites, per: 'batch' },
    type: SiteRef,
    nullable: true,
    description:
      'A site by its id; null when the account does not have it. Wix does not tell whose a site is, so name the owner.',
    args: {
      id: t.arg.id({ required: true, description: "The site's GUID." }),
      accountId: t.arg.id(ownerArgument),
      inChildAccounts: t.arg.boolean({ required: true, defaultValue: false, description: inChildAccounts }),
    },
    resolve: (_root, args, context) =>
      findSite(context, ownerOf(context, args.accountId), guidInput('id', args.id, 'a site'), args.inChildAccounts),
  }),
  sites: t.field({
    upstream: { endpoint: querySites, per: 'field' },
    listSize: { assumedSize: 100 },
    type: [SiteRef],
    nullable: { list: true, items: true },
    description:
      'Sites by their ids, in the order of the ids, null for an id that the account does not have. One REST call for each ' +
      '100 ids.',
    args: {
      ids: t.arg.idList({ required: true, description: 'The GUIDs of at most 1,000 sites.' }),
      accountId: t.arg.id(ownerArgument),
      inChildAccounts: t.arg.boolean({ required: true, defaultValue: false, description: inChildAccounts }),
    },
    resolve: (_root, args, context) => {
      if (args.ids.length > 1_000) throw new InputError('ids', 'ids takes at most 1,000 ids.');
      const owner = ownerOf(context, args.accountId);
      const ids = guidInputs('ids', args.ids, 'a site');
      return findSites(context, owner, ids, args.inChildAccounts) as Promise<(Site | null)[]>;
    },
  }),
}));
