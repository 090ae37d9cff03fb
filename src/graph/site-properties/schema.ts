import { builder } from '../builder.ts';
import { SiteRef } from '../site/schema.ts';
import { SiteAddressRef } from './address-schema.ts';
import { SiteLanguagesRef, SiteLocaleRef } from './languages-schema.ts';
import { propertiesOfSite } from './loader.ts';
import type { ConsentPolicy, SiteCategories, SiteProperties } from './model.ts';
import { getSiteProperties } from './rest.ts';
import { BusinessScheduleRef } from './schedule-schema.ts';

const BusinessTypeRef = builder.enumType('BusinessType', {
  description: 'What kind of business a site is for.',
  values: {
    FITNESS_SERVICE: { description: 'Fitness classes or training.' },
    RESTAURANT: { description: 'A restaurant.' },
    BLOG: { description: 'A blog.' },
    STORE: { description: 'A shop.' },
    EVENT: { description: 'Events.' },
    UNKNOWN: { description: 'Not told, or a kind that this graph does not know yet; see `businessTypeRaw`.' },
  } as const,
});

const SiteCategoriesRef = builder.objectRef<SiteCategories>('SiteCategories').implement({
  description: 'The categories of a site, by the names that Wix has for them.',
  fields: (t) => ({
    primary: t.exposeString('primary', { nullable: true, description: 'The main category.' }),
    secondary: t.exposeStringList('secondary', { description: 'Further categories, at most 50.' }),
    businessTermId: t.exposeID('businessTermId', {
      nullable: true,
      description: "The id of the business's term in a list of Wix that is not documented.",
    }),
  }),
});

const ConsentPolicyRef = builder.objectRef<ConsentPolicy>('ConsentPolicy').implement({
  description: 'Which cookies a site uses before a visitor decides. Null: not set.',
  fields: (t) => ({
    essential: t.exposeBoolean('essential', {
      nullable: true,
      description: 'Cookies that the site cannot do without.',
    }),
    functional: t.exposeBoolean('functional', {
      nullable: true,
      description: 'Cookies for comfort and for measuring how fast the site is.',
    }),
    analytics: t.exposeBoolean('analytics', {
      nullable: true,
      description: 'Cookies that measure how the site is used.',
    }),
    advertising: t.exposeBoolean('advertising', { nullable: true, description: 'Cookies for advertising.' }),
    dataToThirdParty: t.exposeBoolean('dataToThirdParty', {
      nullable: true,
      description: 'Whether data may go to third parties (CCPA).',
    }),
  }),
});

export const SitePropertiesRef = builder.objectRef<SiteProperties>('SiteProperties').implement({
  description:
    'What Wix keeps about the business behind a site. A field is null when nobody has entered it. All fields come with one ' +
    'call.',
  fields: (t) => ({
    version: t.exposeString('version', {
      nullable: true,
      description: 'Grows with each change of the properties. A whole number, as text.',
    }),
    displayName: t.exposeString('displayName', {
      nullable: true,
      description: "The site's display name. The one in lists of sites follows it with a delay.",
    }),
    businessName: t.exposeString('businessName', { nullable: true, description: 'The name of the business.' }),
    description: t.exposeString('description', { nullable: true, description: 'What the site or business is about.' }),
    logoPath: t.exposeString('logoPath', {
      nullable: true,
      description: 'The logo, as a path in Wix Media without its base URL.',
    }),
    businessType: t.expose('businessType', { type: BusinessTypeRef, description: 'What kind of business it is.' }),
    businessTypeRaw: t.exposeString('businessTypeRaw', {
      nullable: true,
      description: 'The kind in the words of Wix, also where `businessType` is UNKNOWN.',
    }),
    categories: t.expose('categories', {
      type: SiteCategoriesRef,
      nullable: true,
      description: 'The categories of the site.',
    }),
    companyId: t.exposeString('companyId', {
      nullable: true,
      description: 'The number under which authorities know the business, as on invoices; at most 50 characters.',
    }),
    externalUrl: t.expose('externalUrl', {
      type: 'URL',
      nullable: true,
      description: 'The address of a site outside Wix that uses this one as its business back end.',
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: "The site's language, an ISO 639-1 code of two letters such as `pt`.",
    }),
    locale: t.expose('locale', {
      type: SiteLocaleRef,
      nullable: true,
      description: 'The language and country by which the site writes dates and numbers.',
    }),
    timeZone: t.exposeString('timeZone', {
      nullable: true,
      description: "The site's time zone, an IANA name such as `Europe/Lisbon`.",
    }),
    currency: t.exposeString('currency', {
      nullable: true,
      description: 'The currency in which customers pay, an ISO 4217 code such as `EUR`.',
    }),
    languages: t.expose('languages', {
      type: SiteLanguagesRef,
      nullable: true,
      description: 'The languages of a multilingual site; null for a site with one language.',
    }),
    email: t.expose('email', {
      type: 'EmailAddress',
      nullable: true,
      description: 'The e-mail address of the business.',
    }),
    phone: t.exposeString('phone', { nullable: true, description: 'The phone number, as it was entered.' }),
    fax: t.exposeString('fax', { nullable: true, description: 'The fax number, as it was entered.' }),
    address: t.expose('address', { type: SiteAddressRef, nullable: true, description: 'Where the business is.' }),
    schedule: t.expose('schedule', {
      type: BusinessScheduleRef,
      nullable: true,
      description: 'When the business is open. Wix Bookings keeps its own times.',
    }),
    consentPolicy: t.expose('consentPolicy', {
      type: ConsentPolicyRef,
      nullable: true,
      description: 'Which cookies the site uses before a visitor decides.',
    }),
    tracksClicks: t.exposeBoolean('tracksClicks', {
      description: "True if visitors' clicks are tracked for analytics.",
    }),
  }),
});

builder.objectField(SiteRef, 'properties', (t) =>
  t.field({
    upstream: { endpoint: getSiteProperties, per: 'field' },
    type: SitePropertiesRef,
    nullable: true,
    description:
      'What Wix keeps about the business behind the site: names, contact, address, opening times, region, languages. One ' +
      'REST call for each site (Get Site Properties), whatever is selected.',
    resolve: (site, _args, context) => propertiesOfSite(context, site.id),
  }),
);
