import { flag, object, oneOf, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { EditorKind } from '../site/model.ts';
import { listPublishedSiteUrls, type WixEditorUrls, type WixSiteUrl } from './rest.ts';

const urlTypes = { PREMIUM: 'PREMIUM', FREE: 'FREE' } as const;

export type SiteUrlType = (typeof urlTypes)[keyof typeof urlTypes] | 'UNKNOWN';

/** An address at which visitors find a site. */
export interface SiteUrl {
  readonly url: string;
  readonly type: SiteUrlType;
  readonly typeRaw: string | null;
  readonly isPrimary: boolean;
  /** Null for an address that belongs to no language. */
  readonly language: string | null;
  readonly isDefaultLanguage: boolean;
}

/** Maps Wix's address to ours. Throws a {@link WixError} `invalidResponse` for one without a URL: it leads nowhere. */
export function toSiteUrl(raw: WixSiteUrl): SiteUrl {
  const url = text(raw.url);
  if (url === null) {
    throw new WixError('invalidResponse', 'an address without a URL', { endpoint: listPublishedSiteUrls.name });
  }
  const multilingual = object(raw.multilingualInfo);
  return {
    url,
    type: oneOf(urlTypes, raw.urlType),
    typeRaw: text(raw.urlType),
    isPrimary: flag(raw.primary),
    language: text(multilingual['languageCode']),
    isDefaultLanguage: flag(multilingual['defaultLanguage']),
  };
}

/** Wix names editors here in other words than in its site list, and one (`WIXEL`) that the site list does not have. */
const editorTypes = {
  WIX_EDITOR: 'EDITOR',
  WIX_STUDIO: 'STUDIO',
  ODEDITOR: 'HARMONY',
  EDITORLESS: 'NONE',
} as const;

/** Where a site is edited. Null: Wix did not send it. */
export interface SiteEditorUrls {
  readonly editor: EditorKind;
  readonly editorRaw: string | null;
  readonly editUrl: string | null;
  readonly previewUrl: string | null;
}

export function toSiteEditorUrls(raw: WixEditorUrls): SiteEditorUrls {
  return {
    editor: oneOf(editorTypes, raw.editorType),
    editorRaw: text(raw.editorType),
    editUrl: text(raw.editorUrl),
    previewUrl: text(raw.previewUrl),
  };
}
