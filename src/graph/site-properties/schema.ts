import { builder, rawValue } from '../builder.ts';
import { personal } from '../federation/personal.ts';
import { objectId } from '../object-id.ts';
import { SiteRef } from '../site/schema.ts';
import { SiteAddressRef } from './address-schema.ts';
import { SiteLanguagesRef, SiteLocaleRef } from './languages-schema.ts';
import { type IdentifiedProperties, propertiesOfSite } from './loader.ts';
import type { ConsentPolicy, SiteCategories } from './model.ts';
import { getSiteProperties } from './rest.ts';
import { BusinessScheduleRef } from './schedule-schema.ts';

const BusinessTypeRef = builder.enumType('BusinessType', {
  description: 'The kind of business that a site is for.',
  values: {
    FITNESS_SERVICE: { description: 'Fitness classes or training.' },
    RESTAURANT: { description: 'A restaurant.' },
    BLOG: { description: 'A blog.' },
    STORE: { description: 'A shop.' },
    EVENT: { description: 'Events.' },
    UNKNOWN: { description: "Wix sent no kind, or one that this graph doesn't know yet. See `businessTypeRaw`." },
  } as const,
});

const SiteCategoriesRef = builder.objectRef<SiteCategories>('SiteCategories').implement({
  description: 'The categories of a site, by their names in Wix.',
  fields: (t) => ({
    primary: t.exposeString('primary', { nullable: true, description: 'The main category.' }),
    secondary: t.exposeStringList('secondary', { description: 'Further categories, at most 50.' }),
    businessTermId: t.exposeID('businessTermId', {
      nullable: true,
      description: "The id of the business's term in a list that Wix doesn't document.",
    }),
  }),
});

const ConsentPolicyRef = builder.objectRef<ConsentPolicy>('ConsentPolicy').implement({
  description: 'The cookies that a site uses before a visitor decides. Null settings are not set.',
  fields: (t) => ({
    essential: t.exposeBoolean('essential', {
      nullable: true,
      description: 'Whether cookies that the site requires are allowed.',
    }),
    functional: t.exposeBoolean('functional', {
      nullable: true,
      description: 'Whether cookies for convenience and for measuring site performance are allowed.',
    }),
    analytics: t.exposeBoolean('analytics', {
      nullable: true,
      description: 'Whether cookies that measure how the site is used are allowed.',
    }),
    advertising: t.exposeBoolean('advertising', {
      nullable: true,
      description: 'Whether advertising cookies are allowed.',
    }),
    dataToThirdParty: t.exposeBoolean('dataToThirdParty', {
      nullable: true,
      description: 'Whether data can be shared with third parties (CCPA).',
    }),
  }),
});

export const SitePropertiesRef = builder.objectRef<IdentifiedProperties>('SiteProperties').implement({
  description:
    'The properties of the business behind a site. Fields that have not been entered are null. All fields come ' +
    'with one REST call.',
  fields: (t) => ({
    id: t.id({
      description: 'Identifies the properties of one site. Opaque and unique over all sites. Inputs take `siteId`.',
      resolve: ({ accountId, siteId }) => objectId('SiteProperties', accountId, siteId),
    }),
    version: t.exposeString('version', {
      nullable: true,
      description: 'A whole number as text that increases with each change of the properties.',
    }),
    displayName: t.exposeString('displayName', {
      nullable: true,
      description: 'The display name of the site. The name in lists of sites lags behind it.',
    }),
    businessName: t.exposeString('businessName', { nullable: true, description: 'The name of the business.' }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'The description of the site or business.',
    }),
    logoPath: t.exposeString('logoPath', {
      nullable: true,
      description: 'The path of the logo in Wix Media, without the base URL.',
    }),
    businessType: t.expose('businessType', {
      type: BusinessTypeRef,
      description: 'The kind of business that the site is for.',
    }),
    businessTypeRaw: t.exposeString('businessTypeRaw', rawValue('kind', 'businessType')),
    categories: t.expose('categories', {
      type: SiteCategoriesRef,
      nullable: true,
      description: 'The categories of the site.',
    }),
    companyId: t.exposeString('companyId', {
      nullable: true,
      description: 'The official registration number of the business, as used on invoices, at most 50 characters.',
    }),
    externalUrl: t.expose('externalUrl', {
      type: 'URL',
      nullable: true,
      description: 'The address of a site outside Wix that uses this site as its business back end.',
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language of the site, a two-letter ISO 639-1 code such as `pt`.',
    }),
    locale: t.expose('locale', {
      type: SiteLocaleRef,
      nullable: true,
      description: 'The language and country that determine how the site formats dates and numbers.',
    }),
    timeZone: t.exposeString('timeZone', {
      nullable: true,
      description: 'The time zone of the site, an IANA name such as `Europe/Lisbon`.',
    }),
    currency: t.exposeString('currency', {
      nullable: true,
      description: 'The currency in which customers pay, an ISO 4217 code such as `EUR`.',
    }),
    languages: t.expose('languages', {
      type: SiteLanguagesRef,
      nullable: true,
      description: 'The languages of a multilingual site. Null for a site with one language.',
    }),
    email: t.expose('email', {
      ...personal('Reaches a person if the business is one.'),
      type: 'EmailAddress',
      nullable: true,
      description: 'The e-mail address of the business.',
    }),
    phone: t.exposeString('phone', {
      ...personal('Reaches a person if the business is one.'),
      nullable: true,
      description: 'The phone number, as entered.',
    }),
    fax: t.exposeString('fax', {
      ...personal('Reaches a person if the business is one.'),
      nullable: true,
      description: 'The fax number, as entered.',
    }),
    address: t.expose('address', {
      ...personal('The home of a person, if the business is run from there.'),
      type: SiteAddressRef,
      nullable: true,
      description: 'The address of the business.',
    }),
    schedule: t.expose('schedule', {
      type: BusinessScheduleRef,
      nullable: true,
      description: 'The opening times of the business. Wix Bookings has its own.',
    }),
    consentPolicy: t.expose('consentPolicy', {
      type: ConsentPolicyRef,
      nullable: true,
      description: 'The cookies that the site uses before a visitor decides.',
    }),
    tracksClicks: t.exposeBoolean('tracksClicks', {
      description: "Whether visitors' clicks are tracked for analytics.",
    }),
  }),
});

builder.objectField(SiteRef, 'properties', (t) =>
  t.field({
    upstream: { endpoint: getSiteProperties, per: 'field' },
    type: SitePropertiesRef,
    nullable: true,
    description:
      'The properties of the business behind the site: names, contact, address, opening times, region, languages. ' +
      'Costs one REST call per site (Get Site Properties), whatever fields are selected.',
    resolve: (site, _args, context) => propertiesOfSite(context, { accountId: site.accountId, siteId: site.id }),
  }),
);
