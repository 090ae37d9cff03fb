import { builder, OrderDirection } from '../builder.ts';
import type { SiteFilter } from './filter.ts';
import type { SiteOrder } from './loader.ts';

export const SiteKindRef = builder.enumType('SiteKind', {
  description: 'Kind of site. Wix lists only WIX sites by default; this graph lists WIX and HEADLESS.',
  values: {
    WIX: { description: 'Ordinary website.' },
    HEADLESS: { description: 'Business without an editor. Its front end is built elsewhere.' },
    SHOUT_OUT: { description: 'ShoutOut (e-mail marketing).' },
    ALBUMS: { description: 'Photo album.' },
    WIX_STORES_TEST_DRIVE: { description: 'Trial store.' },
    HOTELS: { description: 'Hotel business.' },
    CLUBS: { description: 'Club.' },
    ONBOARDING_DRAFT: { description: 'Site that is still being set up.' },
    DEV_SITE: { description: "Developer's test site." },
    LOGOS: { description: 'Logo made with the logo maker.' },
    VIDEO_MAKER: { description: 'Video made with the video maker.' },
    PARTNER_DASHBOARD: { description: "Partner's dashboard." },
    DEV_CENTER_COMPANY: { description: 'Company in the developers center.' },
    HTML_DRAFT: { description: 'Draft in the editor.' },
    SITELESS_BUSINESS: { description: 'Business without a website.' },
    CREATOR_ECONOMY: { description: "Creator's business." },
    DASHBOARD_FIRST: { description: 'Business that was started in the dashboard.' },
    ANYWHERE: { description: 'Wix business behind a site that is hosted elsewhere.' },
    ACCOUNT_MASTER_CMS: { description: 'Shared content of an account.' },
    RISE: { description: 'Rise business.' },
    BRANDED_FIRST: { description: 'Business that was started as a branded app.' },
    UNKNOWN: { description: "A kind that this graph doesn't know yet. See `kindRaw`." },
  } as const,
});

export const EditorKindRef = builder.enumType('EditorKind', {
  description: 'The editor that a site is built with.',
  values: {
    EDITOR: { description: 'The Wix Editor.' },
    ADI: { description: 'Wix ADI.' },
    EDITOR_X: { description: 'Editor X, replaced by Wix Studio.' },
    STUDIO: { description: 'Wix Studio.' },
    HARMONY: { description: 'Wix Harmony.' },
    NONE: { description: 'No editor, as for a headless site.' },
    UNKNOWN: { description: "An editor that this graph doesn't know yet. See `editorRaw`." },
  } as const,
});

export const SiteFilterInput = builder.inputRef<SiteFilter>('SiteFilter').implement({
  description:
    'Filter of a list of sites. A site must match all fields given. Wix applies all of them except `isTrashed`, ' +
    'for which the graph reads the list and filters it.',
  fields: (t) => ({
    kinds: t.field({ type: [SiteKindRef], description: 'The kinds of sites to include. Default: WIX and HEADLESS.' }),
    editors: t.field({ type: [EditorKindRef], description: 'The editors of the sites to include.' }),
    isPublished: t.boolean({ description: 'Whether to include only published or only unpublished sites.' }),
    isPremium: t.boolean({
      description:
        "Whether to include only sites with or only sites without a Premium plan. Can't be combined with " +
        '`totalCount`.',
    }),
    hasDomain: t.boolean({
      description: 'Whether to include only sites with or only sites without a connected domain.',
    }),
    folderId: t.id({ description: 'The GUID of a folder. Includes only sites directly in it.' }),
    isInFolder: t.boolean({ description: 'Whether to include only sites in any folder or only sites in none.' }),
    isTrashed: t.boolean({
      description:
        'Whether to include only sites in the trash or only the others. Wix has no such filter, so the graph ' +
        "reads pages until it has enough sites. Can't be combined with `totalCount`.",
    }),
  }),
});

const SiteOrderFieldRef = builder.enumType('SiteOrderField', {
  description: 'The field to order sites by.',
  values: {
    CREATED_AT: { description: 'Time of creation.' },
    UPDATED_AT: { description: 'Time of the last change.' },
    TRASHED_AT: { description: 'Time of the move to the trash.' },
    DISPLAY_NAME: { description: 'Display name.' },
  } as const,
});

export const SiteOrderInput = builder.inputRef<SiteOrder>('SiteOrder').implement({
  description: 'The order of a list of sites.',
  fields: (t) => ({
    field: t.field({ type: SiteOrderFieldRef, required: true, description: 'The field to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'DESC',
      description: 'The direction of the order.',
    }),
  }),
});
