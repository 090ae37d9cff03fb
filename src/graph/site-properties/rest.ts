import { endpoint, shape } from '../../wix/endpoint.ts';

/** The properties of the business behind a site as Wix sends them. Any part may be missing. */
export type WixSiteProperties = Readonly<
  Partial<
    Record<
      | 'categories'
      | 'locale'
      | 'language'
      | 'paymentCurrency'
      | 'timeZone'
      | 'email'
      | 'phone'
      | 'fax'
      | 'address'
      | 'siteDisplayName'
      | 'businessName'
      | 'logo'
      | 'description'
      | 'businessSchedule'
      | 'multilingual'
      | 'consentPolicy'
      | 'businessConfig'
      | 'externalSiteUrl'
      | 'trackClicksAnalytics'
      | 'companyId',
      unknown
    >
  >
>;

/**
 * Also accepts a mask of fields, which is not sent: without it the response has all fields, and equal reads share one
 * call.
 */
export const getSiteProperties = endpoint({
  name: 'Get Site Properties',
  method: 'GET',
  path: '/site-properties/v4/properties',
  level: 'site',
  retry: 'read',
  permission: 'SITE_SETTINGS.VIEW',
  certainty: 'documented',
  source: 'dev.wix.com/docs/rest/business-management/site-properties/properties/get-site-properties, read 2026-11-23',
  response: shape<{ readonly version?: unknown; readonly properties?: WixSiteProperties }>(),
});

const pages = 'dev.wix.com/docs/rest/business-management/site-properties/properties';

/**
 * The common parts of all updates. Setting the same values again changes nothing, so they are safe to retry. They
 * return `{}`.
 */
const update = {
  method: 'POST',
  level: 'site',
  retry: 'idempotentWrite',
  certainty: 'documented',
  response: shape<Readonly<Record<string, unknown>>>(),
} as const;

/**
 * The body of a masked update. `fields` lists the fields that it touches, separated by commas. Listed fields without a
 * value are cleared.
 */
type Masked<Name extends string> = {
  readonly [K in Name]: Readonly<Record<string, unknown>>;
} & { readonly fields: string };

export const updateBusinessProfile = endpoint({
  ...update,
  name: 'Update Business Profile',
  path: '/site-properties/v4/properties/business-profile',
  permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_PROFILE',
  source: `${pages}/update-business-profile, read 2026-11-23`,
  body: shape<Masked<'businessProfile'>>(),
  texts: { 'body.businessProfile': 'text', 'body.fields': 'text' },
});

export const updateBusinessContact = endpoint({
  ...update,
  name: 'Update Business Contact',
  path: '/site-properties/v4/properties/business-contact',
  permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_CONTACT',
  source: `${pages}/update-business-contact, read 2026-11-23`,
  body: shape<Masked<'businessContact'>>(),
  texts: { 'body.businessContact': 'text', 'body.fields': 'text' },
});

export const updateBusinessRegion = endpoint({
  ...update,
  name: 'Update Business Region',
  path: '/site-properties/v4/properties/business-region',
  permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_REGION',
  source: `${pages}/update-business-region, read 2026-11-23`,
  body: shape<Masked<'businessRegion'>>(),
  texts: { 'body.businessRegion': 'text', 'body.fields': 'text' },
});

/** Has no mask: replaces the whole schedule. */
export const updateBusinessSchedule = endpoint({
  ...update,
  name: 'Update Business Schedule',
  path: '/site-properties/v4/properties/business-schedule',
  permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_SCHEDULE',
  source: `${pages}/update-business-schedule, read 2026-11-23`,
  body: shape<{ readonly businessSchedule: Readonly<Record<string, unknown>> }>(),
  texts: { 'body.businessSchedule': 'text' },
});

/** Has no mask. The effect of omitting a setting is UNKNOWN, so all are sent. */
export const updateConsentPolicy = endpoint({
  ...update,
  name: 'Update Consent Policy',
  path: '/site-properties/v4/properties/policy',
  permission: 'SITE_PROPERTIES.UPDATE_CONSENT_POLICY',
  source: `${pages}/update-consent-policy, read 2026-11-23`,
  body: shape<{ readonly consentPolicy: Readonly<Record<string, boolean>> }>(),
});
