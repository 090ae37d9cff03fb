import { z } from 'zod';
import { type Answer, applicationError, ok, Refusal, refuseField } from '../answer.ts';
import { isObject, type JsonObject } from '../json.ts';
import { country, currency, email, facts, moment, optional, timeOfDay, timeZone } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { sitePropertiesOf } from '../seed/site-properties.ts';
import type { SandboxSite } from '../state/site.ts';
import type { SandboxSiteProperties } from '../state/site-properties.ts';
import type { SandboxState } from '../state/state.ts';
import { changeSite } from './site-actions.ts';
import { refuseTrashed } from './trashed-site.ts';

function siteOf(state: SandboxState, call: Call): SandboxSite {
  const site = state.sites.get(call.siteId);
  // UNKNOWN: the status of this code, as for Get Site Properties.
  if (site === undefined) throw new Refusal(applicationError(404, 'META_SITE_NOT_FOUND'));
  refuseTrashed(call, site);
  return site;
}

/** Stores the changed properties, and the display name with the site. Lists of sites show it after the lag. */
function store(state: SandboxState, call: Call, change: (before: JsonObject) => JsonObject): Answer {
  const site = siteOf(state, call);
  const { version, properties } = sitePropertiesOf(state, site);
  const changed = change(properties) as SandboxSiteProperties['properties'];
  state.siteProperties.set(site.id, { version: String(Number(version) + 1), properties: changed });
  const { siteDisplayName } = changed;
  if (siteDisplayName !== properties.siteDisplayName) {
    changeSite(state, call, site, { displayName: siteDisplayName ?? '' });
  }
  return ok({});
}

const base = ['/site-properties/v4/properties', '/site-properties/properties'];

/** The routes of an update, with and without the version in the path. */
function update<Body>(definition: {
  readonly name: string;
  readonly path: string;
  readonly permission: string;
  readonly body: z.ZodType<Body>;
  readonly handle: (state: SandboxState, call: Call<Body>) => Answer;
}): readonly Route[] {
  const { name, path, ...facts } = definition;
  return base.map((prefix) =>
    route({ operation: `Update ${name}`, method: 'POST', level: 'site', path: `${prefix}/${path}`, ...facts }),
  );
}

/** The schema of a field mask that can name the fields of an object, in either spelling: `{"paths": [...]}` or joined by commas. */
function maskOf(names: readonly string[]): z.ZodType<readonly string[]> {
  return z.unknown().transform((sent, context): readonly string[] => {
    const fault = (message: string, rule: string) => {
      context.addIssue({ code: 'custom', message, params: facts({ rule }) });
      return [];
    };
    const isWrapped = typeof sent === 'object' && sent !== null && Object.keys(sent).join() === 'paths';
    const paths: unknown = isWrapped ? (sent as { paths: unknown }).paths : sent;
    const listed = typeof paths === 'string' && !isWrapped ? paths.split(',') : paths;
    if (!Array.isArray(listed) || (Array.isArray(sent) && !isWrapped)) return fault('must be a field mask', 'TYPE');
    const unknown = listed.find((path) => typeof path !== 'string' || !names.includes(path));
    if (unknown !== undefined) return fault(`has the unknown path ${String(unknown)}`, 'CUSTOM');
    return listed;
  });
}

/**
 * The routes of an update under a mask: what the mask names is set, or cleared if the object does not have it. The rest stays.
 */
function maskedUpdate<Field extends string, Shape extends z.ZodRawShape>(definition: {
  readonly name: string;
  readonly path: string;
  readonly permission: string;
  readonly field: Field;
  readonly shape: Shape;
}): readonly Route[] {
  const { field, shape, ...place } = definition;
  const names = Object.keys(shape);
  const body = z
    .strictObject({ [field]: optional(z.strictObject(shape)), fields: optional(maskOf(names)) })
    .transform((sent) => ({
      values: (sent[field] ?? {}) as JsonObject,
      mask: sent['fields'] as readonly string[] | undefined,
    }));
  return update({
    ...place,
    body,
    handle: (state, call) => {
      const { values, mask: sentMask } = call.body;
      if (sentMask === undefined && call.quirks.updateWithoutMask === 'reject') {
        return refuseField({ field: 'fields', description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
      }
      const mask = sentMask ?? Object.keys(values);
      return store(state, call, (before) => {
        const kept = Object.entries(before).filter(([name]) => !mask.includes(name));
        const set = mask.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const]));
        return Object.fromEntries([...kept, ...set]);
      });
    },
  });
}

const text = optional(z.string());

// The limits are documented: 50 and 20 characters. Others are UNKNOWN.
const address = z.strictObject({
  street: text,
  city: text,
  country: optional(country),
  state: text,
  zip: optional(z.string().max(20)),
  hint: optional(z.strictObject({ text, placement: optional(z.enum(['BEFORE', 'AFTER', 'REPLACE'])) })),
  isPhysical: optional(z.boolean()),
  googleFormattedAddress: text,
  streetNumber: text,
  apartmentNumber: text,
  coordinates: optional(
    z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  ),
});

const weekday = z.enum(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']);
const period = z
  .strictObject({ openDay: weekday, openTime: timeOfDay, closeDay: weekday, closeTime: timeOfDay })
  .refine(({ openDay, openTime, closeDay, closeTime }) => openDay !== closeDay || closeTime > openTime, {
    path: ['closeTime'],
    error: 'must be later than openTime',
    params: facts({ rule: 'CUSTOM' }),
  });
const scheduleBody = z.strictObject({
  businessSchedule: z.strictObject({
    periods: optional(z.array(period).max(100)),
    specialHourPeriod: optional(
      z
        .array(
          z.strictObject({
            startDate: moment,
            endDate: moment,
            isClosed: optional(z.boolean()),
            comment: text,
          }),
        )
        .max(100),
    ),
  }),
});

function updateSchedule(state: SandboxState, call: Call<z.output<typeof scheduleBody>>): Answer {
  const { periods = [], specialHourPeriod: special = [] } = call.body.businessSchedule;
  const specialHourPeriod = special.map(({ isClosed = true, comment = '', ...dates }) => ({
    ...dates,
    isClosed,
    comment,
  }));
  return store(state, call, (before) => ({ ...before, businessSchedule: { periods, specialHourPeriod } }));
}

const allowed = optional(z.boolean());
const consentBody = z.strictObject({
  consentPolicy: z.strictObject({
    essential: allowed,
    functional: allowed,
    analytics: allowed,
    advertising: allowed,
    dataToThirdParty: allowed,
  }),
});

function updateConsentPolicy(state: SandboxState, call: Call<z.output<typeof consentBody>>): Answer {
  const sent = Object.entries(call.body.consentPolicy).filter(([, value]) => value !== undefined);
  const off = { functional: false, analytics: false, advertising: false, dataToThirdParty: false };
  return store(state, call, (before) => {
    const known =
      call.quirks.consentLeftOut === 'kept' && isObject(before['consentPolicy']) ? before['consentPolicy'] : {};
    // Essential cookies are documented as always allowed.
    const consentPolicy = { ...off, ...known, ...Object.fromEntries(sent), essential: true };
    return { ...before, consentPolicy };
  });
}

/** The updates of Site Properties v4. */
export const sitePropertyUpdateRoutes: readonly Route[] = [
  ...maskedUpdate({
    name: 'Business Profile',
    path: 'business-profile',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_PROFILE',
    field: 'businessProfile',
    shape: {
      siteDisplayName: text,
      businessName: text,
      logo: text,
      description: text,
      companyId: optional(z.string().max(50)),
    },
  }),
  ...maskedUpdate({
    name: 'Business Contact',
    path: 'business-contact',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_CONTACT',
    field: 'businessContact',
    shape: { email: optional(email), phone: text, fax: text, address: optional(address) },
  }),
  ...update({
    name: 'Business Schedule',
    path: 'business-schedule',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_SCHEDULE',
    body: scheduleBody,
    handle: updateSchedule,
  }),
  ...maskedUpdate({
    name: 'Business Region',
    path: 'business-region',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_REGION',
    field: 'businessRegion',
    shape: { paymentCurrency: optional(currency), timeZone: optional(timeZone) },
  }),
  ...update({
    name: 'Consent Policy',
    path: 'policy',
    permission: 'SITE_PROPERTIES.UPDATE_CONSENT_POLICY',
    body: consentBody,
    handle: updateConsentPolicy,
  }),
];
