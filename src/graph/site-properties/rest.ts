import { endpoint, type Shape, shape } from '../../wix/endpoint.ts';

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

interface Update {
  readonly name: string;
  readonly path: string;
  readonly permission: string;
  readonly page: string;
}

/** Setting the same values once more changes nothing, so all updates are safe to repeat. They answer `{}`. */
function update<Body>({ name, path, permission, page }: Update, body: Shape<Body>) {
  return endpoint({
    name,
    method: 'POST',
    path: `/site-properties/v4/properties/${path}`,
    level: 'site',
    retry: 'idempotentWrite',
    permission,
    certainty: 'documented',
    source: `dev.wix.com/docs/rest/business-management/site-properties/properties/${page}, read 2026-11-23`,
    body,
    response: shape<Readonly<Record<string, unknown>>>(),
  });
}

/** What a masked update sets. `fields` names, by commas, what it touches: what is named and not there is cleared. */
type Masked<Name extends string> = {
  readonly [K in Name]: Readonly<Record<string, unknown>>;
} & { readonly fields: string };

export const updateBusinessProfile = update(
  {
    name: 'Update Business Profile',
    path: 'business-profile',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_PROFILE',
    page: 'update-business-profile',
  },
  shape<Masked<'businessProfile'>>(),
);

export const updateBusinessContact = update(
  {
    name: 'Update Business Contact',
    path: 'business-contact',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_CONTACT',
    page: 'update-business-contact',
  },
  shape<Masked<'businessContact'>>(),
);

export const updateBusinessRegion = update(
  {
    name: 'Update Business Region',
    path: 'business-region',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_REGION',
    page: 'update-business-region',
  },
  shape<Masked<'businessRegion'>>(),
);

/** Has no mask: the schedule is replaced as a whole. */
export const updateBusinessSchedule = update(
  {
    name: 'Update Business Schedule',
    path: 'business-schedule',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_SCHEDULE',
    page: 'update-business-schedule',
  },
  shape<{ readonly businessSchedule: Readonly<Record<string, unknown>> }>(),
);

/** Has no mask. What a switch that is left out becomes is UNKNOWN, so all are sent. */
export const updateConsentPolicy = update(
  {
    name: 'Update Consent Policy',
    path: 'policy',
    permission: 'SITE_PROPERTIES.UPDATE_CONSENT_POLICY',
    page: 'update-consent-policy',
  },
  shape<{ readonly consentPolicy: Readonly<Record<string, boolean>> }>(),
);
