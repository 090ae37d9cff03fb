import { builder } from '../builder.ts';
import type { SiteLanguage, SiteLanguages, SiteLocale } from './languages.ts';

export const SiteLocaleRef = builder.objectRef<SiteLocale>('SiteLocale').implement({
  description: 'A language as one country writes it.',
  fields: (t) => ({
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language, an ISO 639-1 code of two letters such as `pt`.',
    }),
    country: t.exposeString('country', {
      nullable: true,
      description: 'The country, an ISO 3166-1 code of two letters such as `BR`.',
    }),
  }),
});

const LanguageAddressingRef = builder.enumType('LanguageAddressing', {
  description: 'How the address of a site tells which language is wanted.',
  values: {
    QUERY_PARAM: { description: 'By a parameter in the query: `example.com?lang=pt`.' },
    SUBDOMAIN: { description: 'By a subdomain: `pt.example.com`.' },
    SUBDIRECTORY: { description: 'By the first part of the path: `example.com/pt`.' },
    UNKNOWN: { description: 'Not told, or a way that this graph does not know yet; see `addressingRaw`.' },
  } as const,
});

const SiteLanguageRef = builder.objectRef<SiteLanguage>('SiteLanguage').implement({
  description: 'A language that a site is offered in.',
  fields: (t) => ({
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language, an ISO 639-1 code of two letters such as `pt`.',
    }),
    locale: t.expose('locale', {
      type: SiteLocaleRef,
      nullable: true,
      description: 'The language with its country; null when Wix did not send it.',
    }),
    flagCountry: t.exposeString('flagCountry', {
      nullable: true,
      description: 'The country whose flag stands for the language in the site.',
    }),
    isPrimary: t.exposeBoolean('isPrimary', { description: 'True for the language that the site is written in.' }),
    isVisitorPrimary: t.exposeBoolean('isVisitorPrimary', {
      description: 'True for the language that visitors see first.',
    }),
    addressing: t.expose('addressing', {
      type: LanguageAddressingRef,
      description: 'How the address of the site tells that this language is wanted.',
    }),
    addressingRaw: t.exposeString('addressingRaw', {
      nullable: true,
      description: 'The same in the words of Wix, also where `addressing` is UNKNOWN.',
    }),
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
      description: 'True if visitors are led to the language of their browser.',
    }),
  }),
});
