import { endpoint, shape } from '../../wix/endpoint.ts';

/** What Wix keeps about the business behind a site. Every part may be missing. */
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

/** Takes a mask of fields as well, which is not sent: without it the whole is answered, and equal reads share one call. */
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

/** What all updates have in common. Setting the same values once more changes nothing, so they are safe to repeat. They answer `{}`. */
const update = {
  method: 'POST',
  level: 'site',
  retry: 'idempotentWrite',
  certainty: 'documented',
  response: shape<Readonly<Record<string, unknown>>>(),
} as const;

/** What a masked update sets. `fields` names, by commas, what it touches: what is named and not there is cleared. */
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

/** Has no mask: the schedule is replaced as a whole. */
export const updateBusinessSchedule = endpoint({
  ...update,
  name: 'Update Business Schedule',
  path: '/site-properties/v4/properties/business-schedule',
  permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_SCHEDULE',
  source: `${pages}/update-business-schedule, read 2026-11-23`,
  body: shape<{ readonly businessSchedule: Readonly<Record<string, unknown>> }>(),
  texts: { 'body.businessSchedule': 'text' },
});

/** Has no mask. What a switch that is left out becomes is UNKNOWN, so all are sent. */
export const updateConsentPolicy = endpoint({
  ...update,
  name: 'Update Consent Policy',
  path: '/site-properties/v4/properties/policy',
  permission: 'SITE_PROPERTIES.UPDATE_CONSENT_POLICY',
  source: `${pages}/update-consent-policy, read 2026-11-23`,
  body: shape<{ readonly consentPolicy: Readonly<Record<string, boolean>> }>(),
});
