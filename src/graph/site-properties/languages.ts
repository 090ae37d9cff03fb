import { flag, list, object, oneOf, text } from '../../lib/read.ts';
import { part } from './parts.ts';

/** A language as written in one country. */
export interface SiteLocale {
  readonly language: string | null;
  readonly country: string | null;
}

export function toSiteLocale(raw: unknown): SiteLocale | null {
  const locale = part(raw);
  return locale && { language: text(locale['languageCode']), country: text(locale['country']) };
}

const addressings = { QUERY_PARAM: 'QUERY_PARAM', SUBDOMAIN: 'SUBDOMAIN', SUBDIRECTORY: 'SUBDIRECTORY' } as const;

export type LanguageAddressing = (typeof addressings)[keyof typeof addressings] | 'UNKNOWN';

/** A language that a site is available in. */
export interface SiteLanguage {
  readonly language: string | null;
  readonly locale: SiteLocale | null;
  readonly flagCountry: string | null;
  readonly isPrimary: boolean;
  readonly isVisitorPrimary: boolean;
  readonly addressing: LanguageAddressing;
  readonly addressingRaw: string | null;
}

export interface SiteLanguages {
  readonly languages: readonly SiteLanguage[];
  readonly redirectsVisitors: boolean;
}

export function toSiteLanguages(raw: unknown): SiteLanguages | null {
  const multilingual = part(raw);
  return (
    multilingual && {
      languages: list(multilingual['supportedLanguages']).map((language) => toSiteLanguage(object(language))),
      redirectsVisitors: flag(multilingual['autoRedirect']),
    }
  );
}

function toSiteLanguage(raw: Readonly<Record<string, unknown>>): SiteLanguage {
  return {
    language: text(raw['languageCode']),
    locale: toSiteLocale(raw['locale']),
    flagCountry: text(raw['countryCode']),
    isPrimary: flag(raw['isPrimary']),
    isVisitorPrimary: flag(raw['isVisitorPrimary']),
    addressing: oneOf(addressings, raw['resolutionMethod']),
    addressingRaw: text(raw['resolutionMethod']),
  };
}
