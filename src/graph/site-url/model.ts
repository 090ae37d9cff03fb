import { flag, object, oneOf, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { EditorKind } from '../site/model.ts';
import { listPublishedSiteUrls, type WixEditorUrls, type WixSiteUrl } from './rest.ts';

const urlTypes = { PREMIUM: 'PREMIUM', FREE: 'FREE' } as const;

export type SiteUrlType = (typeof urlTypes)[keyof typeof urlTypes] | 'UNKNOWN';

/** An address at which visitors reach a site. */
export interface SiteUrl {
  readonly url: string;
  readonly type: SiteUrlType;
  readonly typeRaw: string | null;
  readonly isPrimary: boolean;
  /** Null for an address without a language. */
  readonly language: string | null;
  readonly isDefaultLanguage: boolean;
}

/** Maps Wix's address to ours. Throws a {@link WixError} `invalidResponse` if it has no URL. */
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

/**
 * Wix's names of editors in this API, which differ from those in its site list. One (`WIXEL`) is not in the site list.
 */
const editorTypes = {
  WIX_EDITOR: 'EDITOR',
  WIX_STUDIO: 'STUDIO',
  ODEDITOR: 'HARMONY',
  EDITORLESS: 'NONE',
} as const;

/** The addresses for editing a site. Null fields were not sent by Wix. */
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
