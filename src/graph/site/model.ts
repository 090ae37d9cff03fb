import { flag, oneOf, text, texts, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { querySites, type WixSite } from './rest.ts';

/** The documented `namespace` values of Wix and their names in the graph. */
export const documentedKinds = {
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

/**
 * All known `namespace` values. Those beyond the documented ones come from typings of Wix's SDK
 * (`@wix/auto_sdk_identity_sign-on-policy` 1.0.5). UNKNOWN: whether Query Sites accepts them in a filter.
 */
export const siteKinds = {
  ...documentedKinds,
  NOWNIA: 'NOWNIA',
  UGC_TEMPLATE: 'UGC_TEMPLATE',
  CODUX: 'CODUX',
  MEDIA_DESIGN_CREATOR: 'MEDIA_DESIGN_CREATOR',
  SHARED_BLOG_ENTERPRISE: 'SHARED_BLOG_ENTERPRISE',
  STANDALONE_FORMS: 'STANDALONE_FORMS',
  STANDALONE_EVENTS: 'STANDALONE_EVENTS',
  MIMIR: 'MIMIR',
  TWINS: 'TWINS',
  NANO: 'NANO',
  BASE44: 'BASE44',
  CHANNELS: 'CHANNELS',
  NAUTILUS: 'NAUTILUS',
  SYMPHONY: 'SYMPHONY',
  NAUTILUS_APPS: 'NAUTILUS_APPS',
  VIBU: 'VIBU',
  ENTERPRISE_BRAND_KIT: 'ENTERPRISE_BRAND_KIT',
  DEV_CENTER_DEV_SITE: 'DEV_CENTER_DEV_SITE',
} as const;

/** The documented `editorType` values of Wix and their names in the graph. */
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

/** A site in an account's list. Null fields were not sent by Wix. */
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
  /** Null if the site is not published. */
  readonly url: string | null;
  /** Relative to `https://manage.wix.com`. */
  readonly editPath: string | null;
  readonly thumbnailPath: string | null;
  readonly folderId: string | null;
  readonly contributorAccountIds: readonly string[];
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  /** Null if the site is not in the trash. */
  readonly trashedAt: string | null;
}

/**
 * Maps Wix's site to ours. `listedBy`, the account whose list the site came from, replaces an absent owner. Throws a
 * {@link WixError} `invalidResponse` if the site has no id.
 */
export function toSite(raw: WixSite, listedBy: string): Site {
  const id = text(raw?.id);
  if (id === null) throw new WixError('invalidResponse', 'a site without an id', { endpoint: querySites.name });
  return new ListedSite(id, raw, listedBy);
}

/** A site that maps Wix's fields on access, because long lists are read of which callers use few fields. */
class ListedSite implements Site {
  readonly id: string;
  readonly raw: WixSite;
  readonly listedBy: string;

  constructor(id: string, raw: WixSite, listedBy: string) {
    this.id = id;
    this.raw = raw;
    this.listedBy = listedBy;
  }

  get accountId() {
    return text(this.raw.ownerAccountId) ?? this.listedBy;
  }
  get displayName() {
    return text(this.raw.displayName) ?? text(this.raw.name) ?? '';
  }
  get slug() {
    return text(this.raw.name);
  }
  get kind() {
    return oneOf(siteKinds, this.raw.namespace);
  }
  get kindRaw() {
    return text(this.raw.namespace);
  }
  get editor() {
    return oneOf(editors, this.raw.editorType);
  }
  get editorRaw() {
    return text(this.raw.editorType);
  }
  get isPublished() {
    return flag(this.raw.published);
  }
  get isPremium() {
    return flag(this.raw.premium);
  }
  get isBlocked() {
    return flag(this.raw.blocked);
  }
  get hasDomain() {
    return flag(this.raw.domainConnected);
  }
  get url() {
    return text(this.raw.viewUrl);
  }
  get editPath() {
    return text(this.raw.editUrl);
  }
  get thumbnailPath() {
    return text(this.raw.thumbnail);
  }
  get folderId() {
    return text(this.raw.folderId);
  }
  get contributorAccountIds() {
    return texts(this.raw.contributorAccountIds);
  }
  get createdAt() {
    return time(this.raw.createdDate);
  }
  get updatedAt() {
    return time(this.raw.updatedDate);
  }
  get trashedAt() {
    return time(this.raw.trashedDate);
  }
}
