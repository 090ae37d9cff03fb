import { InputError } from '../../lib/input-error.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import { EditorKindRef, SiteKindRef, SiteOrderInput } from '../site/inputs.ts';
import { newestFirst } from '../site/loader.ts';
import type { EditorKind, Site, SiteKind } from '../site/model.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { directoryList } from './connection.ts';
import { accountIdsField, accountsOf, orderDescription, totalCount, withStatus } from './list-fields.ts';
import { openDirectory } from './open.ts';

interface AllSitesFilter {
  readonly accountIds?: readonly string[] | null | undefined;
  readonly kinds?: readonly SiteKind[] | null | undefined;
  readonly editors?: readonly EditorKind[] | null | undefined;
  readonly isPublished?: boolean | null | undefined;
  readonly isPremium?: boolean | null | undefined;
  readonly hasDomain?: boolean | null | undefined;
  readonly isBlocked?: boolean | null | undefined;
  readonly isTrashed?: boolean | null | undefined;
  readonly includeTrashed?: boolean | null | undefined;
}

const AllSitesFilterInput = builder.inputRef<AllSitesFilter>('AllSitesFilter').implement({
  description: 'Filter of the sites of several accounts. A site must match all fields given.',
  fields: (t) => ({
    accountIds: t.idList(accountIdsField),
    kinds: t.field({ type: [SiteKindRef], description: 'Only sites of these kinds. Defaults to WIX and HEADLESS.' }),
    editors: t.field({ type: [EditorKindRef], description: 'Only sites built with one of these editors.' }),
    isPublished: t.boolean({ description: 'Only published sites (true), or only unpublished ones (false).' }),
    isPremium: t.boolean({ description: 'Only sites with a Premium plan (true), or only those without (false).' }),
    hasDomain: t.boolean({
      description: 'Only sites with a connected domain (true), or only those without (false).',
    }),
    isBlocked: t.boolean({ description: 'Only sites that Wix has blocked (true), or only the others (false).' }),
    isTrashed: t.boolean({
      description: 'Only sites in the trash (true), or only the others (false). Defaults to the others.',
    }),
    includeTrashed: t.boolean({
      description: "Whether to list the sites in the trash with the others. True can't be combined with `isTrashed`.",
    }),
  }),
});

const AllSitesConnectionRef = connectionType(SiteRef, {
  name: 'AllSites',
  description: 'A page of the sites of several accounts.',
  totalCount: totalCount('sites'),
});

withStatus(AllSitesConnectionRef);

/** Returns the accounts that the list is limited to. Throws an {@link InputError} for a filter that no site can be listed by. */
function checkAllSites(args: { readonly filter?: AllSitesFilter | null | undefined }): readonly string[] | null {
  if (args.filter?.includeTrashed === true && args.filter.isTrashed != null) {
    throw new InputError('filter.includeTrashed', "includeTrashed can't be combined with isTrashed. Use one of them.");
  }
  return accountsOf(args);
}

builder.objectField(AccountRef, 'allSites', (t) =>
  t.field({
    directory: [querySites],
    type: AllSitesConnectionRef,
    nullable: true,
    description:
      'The sites of this account and all its child accounts, from the directory. Their own fields, `account`, `folder` ' +
      'and connected domains cost no REST call; other fields cost what they always cost.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: AllSitesFilterInput,
        required: false,
        description: 'The filter of the list. Defaults to WIX and HEADLESS sites outside the trash.',
      }),
      orderBy: t.arg({ type: SiteOrderInput, required: false, description: orderDescription('newest first') }),
    },
    ...checkedBy(checkAllSites),
    resolve: async ({ id }, args, context) => {
      const { accountIds: _accountIds, ...filter } = args.filter ?? {};
      const ofAccounts = checkAllSites(args);
      const opened = await openDirectory(context, id, ['Site']);
      const order = args.orderBy ?? newestFirst;
      return directoryList<Site>({
        opened,
        type: 'Site',
        scope: ['Account.allSites', ofAccounts, filter, order],
        order: order.field,
        isReversed: order.direction !== 'ASC',
        args,
        fits: (site) => (ofAccounts === null || ofAccounts.includes(site.accountId)) && fits(site, filter),
        facets: {
          account: (site) => site.accountId,
          editor: (site) => site.editor,
          isPublished: (site) => String(site.isPublished),
          isPremium: (site) => String(site.isPremium),
          hasDomain: (site) => String(site.hasDomain),
        },
      });
    },
  }),
);

function fits(site: Site, filter: Omit<AllSitesFilter, 'accountIds'>): boolean {
  const matches = (wanted: boolean | null | undefined, is: boolean) => wanted == null || wanted === is;
  return (
    (filter.kinds ?? ['WIX', 'HEADLESS']).includes(site.kind) &&
    (filter.editors == null || filter.editors.includes(site.editor)) &&
    matches(filter.isPublished, site.isPublished) &&
    matches(filter.isPremium, site.isPremium) &&
    matches(filter.hasDomain, site.hasDomain) &&
    matches(filter.isBlocked, site.isBlocked) &&
    (filter.includeTrashed === true || (filter.isTrashed ?? false) === (site.trashedAt !== null))
  );
}
