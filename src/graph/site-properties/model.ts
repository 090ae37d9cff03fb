import { flag, oneOf, text, texts } from '../../lib/read.ts';
import { type SiteAddress, toSiteAddress } from './address.ts';
import { type SiteLanguages, type SiteLocale, toSiteLanguages, toSiteLocale } from './languages.ts';
import { part, setting } from './parts.ts';
import type { WixSiteProperties } from './rest.ts';
import { type BusinessSchedule, toBusinessSchedule } from './schedule.ts';

const businessTypes = {
  'FITNESS SERVICE': 'FITNESS_SERVICE',
  RESTAURANT: 'RESTAURANT',
  BLOG: 'BLOG',
  STORE: 'STORE',
  EVENT: 'EVENT',
} as const;

export type BusinessType = (typeof businessTypes)[keyof typeof businessTypes] | 'UNKNOWN';

export interface SiteCategories {
  readonly primary: string | null;
  readonly secondary: readonly string[];
  readonly businessTermId: string | null;
}

/** The cookies that a site uses before a visitor decides. Null settings are not set. */
export interface ConsentPolicy {
  readonly essential: boolean | null;
  readonly functional: boolean | null;
  readonly analytics: boolean | null;
  readonly advertising: boolean | null;
  readonly dataToThirdParty: boolean | null;
}

/** The properties of the business behind a site. Null fields were not sent by Wix or have not been entered. */
export interface SiteProperties {
  readonly version: string | null;
  readonly displayName: string | null;
  readonly businessName: string | null;
  readonly description: string | null;
  readonly logoPath: string | null;
  readonly businessType: BusinessType;
  readonly businessTypeRaw: string | null;
  readonly categories: SiteCategories | null;
  readonly companyId: string | null;
  readonly externalUrl: string | null;
  readonly language: string | null;
  readonly locale: SiteLocale | null;
  readonly timeZone: string | null;
  readonly currency: string | null;
  readonly languages: SiteLanguages | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly address: SiteAddress | null;
  readonly schedule: BusinessSchedule | null;
  readonly consentPolicy: ConsentPolicy | null;
  readonly tracksClicks: boolean;
}

export function toSiteProperties(raw: WixSiteProperties, version: unknown): SiteProperties {
  return {
    version: text(version),
    displayName: text(raw.siteDisplayName),
    businessName: text(raw.businessName),
    description: text(raw.description),
    logoPath: text(raw.logo),
    businessType: oneOf(businessTypes, raw.businessConfig),
    businessTypeRaw: text(raw.businessConfig),
    categories: toCategories(raw.categories),
    companyId: text(raw.companyId),
    externalUrl: text(raw.externalSiteUrl),
    language: text(raw.language),
    locale: toSiteLocale(raw.locale),
    timeZone: text(raw.timeZone),
    currency: text(raw.paymentCurrency),
    languages: toSiteLanguages(raw.multilingual),
    email: text(raw.email),
    phone: text(raw.phone),
    fax: text(raw.fax),
    address: toSiteAddress(raw.address),
    schedule: toBusinessSchedule(raw.businessSchedule),
    consentPolicy: toConsentPolicy(raw.consentPolicy),
    tracksClicks: flag(raw.trackClicksAnalytics),
  };
}

function toCategories(raw: unknown): SiteCategories | null {
  const categories = part(raw);
  return (
    categories && {
      primary: text(categories['primary']),
      secondary: texts(categories['secondary']),
      businessTermId: text(categories['businessTermId']),
    }
  );
}

function toConsentPolicy(raw: unknown): ConsentPolicy | null {
  const policy = part(raw);
  return (
    policy && {
      essential: setting(policy['essential']),
      functional: setting(policy['functional']),
      analytics: setting(policy['analytics']),
      advertising: setting(policy['advertising']),
      dataToThirdParty: setting(policy['dataToThirdParty']),
    }
  );
}
