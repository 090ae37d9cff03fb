import { flag, oneOf, text, texts, time } from '../lib/read.ts';
import { WixError } from '../wix/error.ts';
import { querySites, type WixSite } from './rest.ts';

/** Wix's `namespace` values that the contract knows, and what the graph calls them. */
export const siteKinds = {
  WIX: 'WIX',
  HEADLESS: 'HEADLESS',
  SHOUT_OUT: 'SHOUT_OUT',
  ALBUMS: 'ALBUMS',
  WIX_STORES_TEST_DRIVE: 'WIX_STORES_TEST_DRIVE',
  HOTELS: 'HOTELS',
  CLUBS: 'CLUBS',
  ONBOARDING_DRAFT: 'ONBOARDING_DRAFT',
  DEV_SITE: 'DEV_SITE',
  LOGOS: 'LOGOS',
  VIDEO_MAKER: 'VIDEO_MAKER',
  PARTNER_DASHBOARD: 'PARTNER_DASHBOARD',
  DEV_CENTER_COMPANY: 'DEV_CENTER_COMPANY',
  HTML_DRAFT: 'HTML_DRAFT',
  SITELESS_BUSINESS: 'SITELESS_BUSINESS',
  CREATOR_ECONOMY: 'CREATOR_ECONOMY',
  DASHBOARD_FIRST: 'DASHBOARD_FIRST',
  ANYWHERE: 'ANYWHERE',
  ACCOUNT_MASTER_CMS: 'ACCOUNT_MASTER_CMS',
  RISE: 'RISE',
  BRANDED_FIRST: 'BRANDED_FIRST',
} as const;

/** Wix's `editorType` values that the contract knows, and what the graph calls them. */
export const editors = {
  EDITOR: 'EDITOR',
  ADI: 'ADI',
  EDITORX: 'EDITOR_X',
  STUDIO: 'STUDIO',
  ODEDITOR: 'HARMONY',
  EDITORLESS: 'NONE',
} as const;

export type SiteKind = (typeof siteKinds)[keyof typeof siteKinds] | 'UNKNOWN';
export type EditorKind = (typeof editors)[keyof typeof editors] | 'UNKNOWN';

/** A site of an account's list. Null: Wix did not send it. */
export interface Site {
  readonly id: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly slug: string | null;
  readonly kind: SiteKind;
  readonly kindRaw: string | null;
  readonly editor: EditorKind;
  readonly editorRaw: string | null;
  readonly isPublished: boolean;
  readonly isPremium: boolean;
  readonly isBlocked: boolean;
  readonly hasDomain: boolean;
  /** Null while the site is not published. */
  readonly url: string | null;
  /** Relative to `https://manage.wix.com`. */
  readonly editPath: string | null;
  readonly thumbnailPath: string | null;
  readonly folderId: string | null;
  readonly contributorAccountIds: readonly string[];
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  /** Null while the site is not in the trash. */
  readonly trashedAt: string | null;
}

/**
 * Maps Wix's site to ours. `listedBy`, the account whose list it came from, stands in for an absent owner. Throws a
 * {@link WixError} `invalidResponse` for a site without an id: nothing could be said about it.
 */
export function toSite(raw: WixSite, listedBy: string): Site {
  const id = text(raw?.id);
  if (id === null) throw new WixError('invalidResponse', 'a site without an id', { operation: querySites.name });
  return {
    id,
    accountId: text(raw.ownerAccountId) ?? listedBy,
    displayName: text(raw.displayName) ?? text(raw.name) ?? '',
    slug: text(raw.name),
    kind: oneOf(siteKinds, raw.namespace),
    kindRaw: text(raw.namespace),
    editor: oneOf(editors, raw.editorType),
    editorRaw: text(raw.editorType),
    isPublished: flag(raw.published),
    isPremium: flag(raw.premium),
    isBlocked: flag(raw.blocked),
    hasDomain: flag(raw.domainConnected),
    url: text(raw.viewUrl),
    editPath: text(raw.editUrl),
    thumbnailPath: text(raw.thumbnail),
    folderId: text(raw.folderId),
    contributorAccountIds: texts(raw.contributorAccountIds),
    createdAt: time(raw.createdDate),
    updatedAt: time(raw.updatedDate),
    trashedAt: time(raw.trashedDate),
  };
}
