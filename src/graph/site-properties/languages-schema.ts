import { builder, rawValue } from '../builder.ts';
import type { SiteLanguage, SiteLanguages, SiteLocale } from './languages.ts';

export const SiteLocaleRef = builder.objectRef<SiteLocale>('SiteLocale').implement({
  description: 'A language as written in one country.',
  fields: (t) => ({
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language, a two-letter ISO 639-1 code such as `pt`.',
    }),
    country: t.exposeString('country', {
      nullable: true,
      description: 'The country, a two-letter ISO 3166-1 code such as `BR`.',
    }),
  }),
});

const LanguageAddressingRef = builder.enumType('LanguageAddressing', {
  description: "The part of a site's address that selects the language.",
  values: {
    QUERY_PARAM: { description: 'A query parameter: `example.com?lang=pt`.' },
    SUBDOMAIN: { description: 'A subdomain: `pt.example.com`.' },
    SUBDIRECTORY: { description: 'The first part of the path: `example.com/pt`.' },
    UNKNOWN: { description: "Wix sent no form, or one that this graph doesn't know yet. See `addressingRaw`." },
  } as const,
});

const SiteLanguageRef = builder.objectRef<SiteLanguage>('SiteLanguage').implement({
  description: 'A language that a site is available in.',
  fields: (t) => ({
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language, a two-letter ISO 639-1 code such as `pt`.',
    }),
    locale: t.expose('locale', {
      type: SiteLocaleRef,
      nullable: true,
      description: 'The language and its country. Null if Wix did not send it.',
    }),
    flagCountry: t.exposeString('flagCountry', {
      nullable: true,
      description: 'The country whose flag represents the language on the site.',
    }),
    isPrimary: t.exposeBoolean('isPrimary', {
      description: 'Whether the site was originally written in this language.',
    }),
    isVisitorPrimary: t.exposeBoolean('isVisitorPrimary', {
      description: 'Whether visitors see this language first.',
    }),
    addressing: t.expose('addressing', {
      type: LanguageAddressingRef,
      description: "The part of the site's address that selects this language.",
    }),
    addressingRaw: t.exposeString('addressingRaw', rawValue('form', 'addressing')),
  }),
});

export const SiteLanguagesRef = builder.objectRef<SiteLanguages>('SiteLanguages').implement({
  description: 'The languages of a multilingual site.',
  fields: (t) => ({
    languages: t.expose('languages', {
      type: [SiteLanguageRef],
      description: "The languages, at most 200, in Wix's order.",
    }),
    redirectsVisitors: t.exposeBoolean('redirectsVisitors', {
      description: 'Whether visitors are redirected to the language of their browser.',
    }),
  }),
});
