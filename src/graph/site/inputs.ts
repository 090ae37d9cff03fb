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
    NOWNIA: { description: 'Account of the Nownia scheduling assistant.' },
    UGC_TEMPLATE: { description: 'Template made by a user.' },
    CODUX: { description: 'Headless site made with Codux.' },
    MEDIA_DESIGN_CREATOR: { description: 'Project of the design creator.' },
    SHARED_BLOG_ENTERPRISE: { description: 'Shared blog of an Enterprise account.' },
    STANDALONE_FORMS: { description: 'Forms without a website.' },
    STANDALONE_EVENTS: { description: 'Events without a website.' },
    MIMIR: { description: 'Account of the Mimir job runner.' },
    TWINS: { description: 'Project of the Wix Twins platform.' },
    NANO: { description: 'Wix Nano site.' },
    BASE44: { description: 'Headless site made with Base44.' },
    CHANNELS: { description: 'Wix Channels site.' },
    NAUTILUS: { description: 'Project of the Nautilus platform.' },
    SYMPHONY: { description: 'Symphony project.' },
    NAUTILUS_APPS: { description: 'App of the Nautilus platform.' },
    VIBU: { description: 'Project of the Vibu app builder.' },
    ENTERPRISE_BRAND_KIT: { description: 'Brand kit of an Enterprise account.' },
    DEV_CENTER_DEV_SITE: { description: 'Development site of the developers center. Deprecated by Wix.' },
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
    'Filter of a list of sites. A site must match all fields given. Wix applies all of them except `isTrashed` and ' +
    '`includeTrashed`: for these, the graph filters what it reads.',
  fields: (t) => ({
    kinds: t.field({ type: [SiteKindRef], description: 'Only sites of these kinds. Defaults to WIX and HEADLESS.' }),
    editors: t.field({ type: [EditorKindRef], description: 'Only sites built with one of these editors.' }),
    isPublished: t.boolean({ description: 'Only published sites (true), or only unpublished ones (false).' }),
    isPremium: t.boolean({
      description:
        "Only sites with a Premium plan (true), or only those without (false). Can't be combined with `totalCount`.",
    }),
    hasDomain: t.boolean({
      description: 'Only sites with a connected domain (true), or only those without (false).',
    }),
    folderId: t.id({ description: 'Only sites directly in this folder.' }),
    isInFolder: t.boolean({ description: 'Only sites in a folder (true), or only sites in none (false).' }),
    search: t.string({
      description:
        'Only sites whose name, address or domain matches this text. Not in the current documentation of Wix; if Wix ignores ' +
        "it, this is an UPSTREAM_INVALID_RESPONSE error. Can't be combined with `totalCount`.",
    }),
    appIds: t.idList({
      description:
        'Only sites on which at least one of these apps is installed: 1 to 100 GUIDs of apps. Not in the current documentation of Wix, ' +
        'and sites do not list their apps: if the list has sites, one more REST call (Query Sites) checks that Wix applies the ' +
        "filter. If Wix ignores it, this is an UPSTREAM_INVALID_RESPONSE error. Can't be combined with `totalCount`.",
    }),
    isTrashed: t.boolean({
      description:
        'Only sites in the trash (true), or only the others (false). Defaults to the others. Wix has no such filter, so ' +
        'for the trash the graph reads pages until it has enough sites.',
    }),
    includeTrashed: t.boolean({
      description:
        "Whether to list the sites in the trash with the others. True can't be combined with `isTrashed`. A page then " +
        'always costs one REST call.',
    }),
  }),
});

const SiteOrderFieldRef = builder.enumType('SiteOrderField', {
  description: 'The field to order sites by.',
  values: {
    CREATED_AT: { description: 'The time they were created.' },
    UPDATED_AT: { description: 'The time they were last changed.' },
    TRASHED_AT: { description: 'The time they were moved to the trash.' },
    DISPLAY_NAME: { description: 'Their display name.' },
  } as const,
});

export const SiteOrderInput = builder.inputRef<SiteOrder>('SiteOrder').implement({
  description: 'The order of a list of sites.',
  fields: (t) => ({
    field: t.field({ type: SiteOrderFieldRef, required: true, description: 'The field to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: false,
      defaultValue: 'DESC',
      description: 'The direction of the order.',
    }),
  }),
});
