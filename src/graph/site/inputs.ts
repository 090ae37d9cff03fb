import { builder, OrderDirection } from '../builder.ts';
import type { SiteFilter } from './filter.ts';
import type { SiteOrder } from './loader.ts';

export const SiteKindRef = builder.enumType('SiteKind', {
  description: "What a site is. Wix's lists show WIX alone unless asked; this graph's show WIX and HEADLESS.",
  values: {
    WIX: { description: 'An ordinary website.' },
    HEADLESS: { description: 'A business without an editor, whose front end is built elsewhere.' },
    SHOUT_OUT: { description: 'A ShoutOut (e-mail marketing).' },
    ALBUMS: { description: 'A photo album.' },
    WIX_STORES_TEST_DRIVE: { description: 'A trial store.' },
    HOTELS: { description: 'A hotel business.' },
    CLUBS: { description: 'A club.' },
    ONBOARDING_DRAFT: { description: 'A site that is still being set up.' },
    DEV_SITE: { description: "A developer's test site." },
    LOGOS: { description: 'A logo made with the logo maker.' },
    VIDEO_MAKER: { description: 'A video made with the video maker.' },
    PARTNER_DASHBOARD: { description: "A partner's dashboard." },
    DEV_CENTER_COMPANY: { description: 'A company in the developers center.' },
    HTML_DRAFT: { description: 'A draft in the editor.' },
    SITELESS_BUSINESS: { description: 'A business without a website.' },
    CREATOR_ECONOMY: { description: "A creator's business." },
    DASHBOARD_FIRST: { description: 'A business that began in the dashboard.' },
    ANYWHERE: { description: 'A Wix business behind a site that lives elsewhere.' },
    ACCOUNT_MASTER_CMS: { description: "An account's shared content." },
    RISE: { description: 'A Rise business.' },
    BRANDED_FIRST: { description: 'A business that began as a branded app.' },
    UNKNOWN: { description: 'A kind that this graph does not know yet; see `kindRaw`.' },
  } as const,
});

export const EditorKindRef = builder.enumType('EditorKind', {
  description: 'The editor that a site is built with.',
  values: {
    EDITOR: { description: 'The Wix Editor.' },
    ADI: { description: 'Wix ADI.' },
    EDITOR_X: { description: 'Editor X, followed by Wix Studio.' },
    STUDIO: { description: 'Wix Studio.' },
    HARMONY: { description: 'Wix Harmony.' },
    NONE: { description: 'No editor: a headless site.' },
    UNKNOWN: { description: 'An editor that this graph does not know yet; see `editorRaw`.' },
  } as const,
});

export const SiteFilterInput = builder.inputRef<SiteFilter>('SiteFilter').implement({
  description:
    'Which sites a list holds; all given fields must hold. Only what Wix itself filters by, and `isTrashed`, for which the ' +
    'list is read through and sifted.',
  fields: (t) => ({
    kinds: t.field({ type: [SiteKindRef], description: 'Sites of these kinds. Default: WIX and HEADLESS.' }),
    editors: t.field({ type: [EditorKindRef], description: 'Sites built with one of these editors.' }),
    isPublished: t.boolean({ description: 'Published sites, or unpublished ones.' }),
    isPremium: t.boolean({
      description: 'Sites with a Premium plan, or without. Not to be combined with `totalCount`.',
    }),
    hasDomain: t.boolean({ description: 'Sites with a connected domain, or without.' }),
    folderId: t.id({ description: 'Sites that lie directly in this folder.' }),
    isInFolder: t.boolean({ description: 'Sites that lie in any folder, or in none.' }),
    isTrashed: t.boolean({
      description:
        'Sites in the trash, or the others. Wix has no such filter: pages are read until enough were found. Not to be ' +
        'combined with `totalCount`.',
    }),
  }),
});

const SiteOrderFieldRef = builder.enumType('SiteOrderField', {
  description: 'What sites can be ordered by.',
  values: {
    CREATED_AT: { description: 'When they were created.' },
    UPDATED_AT: { description: 'When they were last changed.' },
    TRASHED_AT: { description: 'When they were moved to the trash.' },
    DISPLAY_NAME: { description: 'Their display name.' },
  } as const,
});

export const SiteOrderInput = builder.inputRef<SiteOrder>('SiteOrder').implement({
  description: 'The order of a list of sites.',
  fields: (t) => ({
    field: t.field({ type: SiteOrderFieldRef, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'DESC',
      description: 'In which direction.',
    }),
  }),
});
