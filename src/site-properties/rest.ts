import { operation, shape } from '../wix/operation.ts';

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
export const getSiteProperties = operation({
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
