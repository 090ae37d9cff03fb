import { type Answer, applicationError, ok, Refusal } from '../answer.ts';
import { isObject, type JsonObject, objectAt, objectsAt, refuseField, stringAt } from '../input.ts';
import type { Route, SiteCall } from '../route.ts';
import { sitePropertiesOf } from '../seed/site-properties.ts';
import type { SandboxSite } from '../state/site.ts';
import type { SandboxSiteProperties } from '../state/site-properties.ts';
import type { SandboxState } from '../state/state.ts';
import { changeSite } from './site-actions.ts';

/** The longest texts that are documented. */
const maximumLengths: Readonly<Record<string, number>> = { companyId: 50, timeZone: 30, 'address.zip': 20 };

function siteOf(state: SandboxState, call: SiteCall): SandboxSite {
  const site = state.sites.get(call.siteId);
  // UNKNOWN: the status of this code, as for Get Site Properties.
  if (site === undefined) throw new Refusal(applicationError(404, 'META_SITE_NOT_FOUND'));
  return site;
}

/** A field mask in either of its spellings: `{"paths": [...]}` as in the docs, or a comma-separated text as Wix's SDK sends it. */
function maskOf(body: JsonObject): readonly string[] | undefined {
  const { fields } = body;
  const paths = isObject(fields) ? fields['paths'] : fields;
  if (typeof paths === 'string') return paths.split(',').filter((path) => path !== '');
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : undefined;
}

function checkLengths(field: string, value: JsonObject, prefix = ''): void {
  for (const [name, content] of Object.entries(value)) {
    const path = `${prefix}${name}`;
    const maximum = maximumLengths[path];
    if (isObject(content)) checkLengths(field, content, `${path}.`);
    if (maximum !== undefined && typeof content === 'string' && content.length > maximum) {
      const description = `has length ${content.length}, which is more than ${maximum}`;
      const data = { threshold: maximum };
      refuseField({ field: `${field}.${path}`, description, violatedRule: 'MAX_LENGTH', data });
    }
  }
}

/** Stores the changed properties, and the display name with the site, whose lists follow with their lag. */
function store(state: SandboxState, call: SiteCall, change: (before: JsonObject) => JsonObject): Answer {
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

/** An update under a mask: what it names is set, or cleared where the object does not have it. The rest stays. */
function maskedUpdate(field: string, names: readonly string[]) {
  return (state: SandboxState, call: SiteCall): Answer => {
    const sent = objectAt(call.body, field) ?? {};
    checkLengths(field, sent);
    // UNKNOWN: what an update without a mask does. Here it sets what the object has.
    const mask = maskOf(call.body) ?? Object.keys(sent);
    const unknown = mask.find((name) => !names.includes(name));
    if (unknown !== undefined) refuseField({ field: 'fields', description: `has the unknown path ${unknown}` });
    return store(state, call, (before) => {
      const kept = Object.entries(before).filter(([name]) => !mask.includes(name));
      const set = mask.flatMap((name) => ((sent[name] ?? null) === null ? [] : [[name, sent[name]] as const]));
      return Object.fromEntries([...kept, ...set]);
    });
  };
}

function updateSchedule(state: SandboxState, call: SiteCall): Answer {
  const sent = objectAt(call.body, 'businessSchedule') ?? {};
  const periods = objectsAt(sent, 'periods') ?? [];
  const special = objectsAt(sent, 'specialHourPeriod') ?? [];
  if (periods.length > 100 || special.length > 100) {
    refuseField({ field: 'businessSchedule', description: 'has more than 100 items', violatedRule: 'MAX_SIZE' });
  }
  for (const [index, period] of periods.entries()) {
    const isBackwards = (stringAt(period, 'closeTime') ?? '') <= (stringAt(period, 'openTime') ?? '');
    if (period['openDay'] === period['closeDay'] && isBackwards) {
      const field = `businessSchedule.periods[${index}].closeTime`;
      refuseField({ field, description: 'must be later than openTime', violatedRule: 'CUSTOM' });
    }
  }
  const specialHourPeriod = special.map((period) => ({ isClosed: true, comment: '', ...period }));
  return store(state, call, (before) => ({ ...before, businessSchedule: { periods, specialHourPeriod } }));
}

function updateConsentPolicy(state: SandboxState, call: SiteCall): Answer {
  const sent = objectAt(call.body, 'consentPolicy') ?? {};
  // Essential cookies are documented as always allowed. UNKNOWN: what a switch that was left out becomes; here off.
  const off = { functional: false, analytics: false, advertising: false, dataToThirdParty: false };
  return store(state, call, (before) => ({ ...before, consentPolicy: { ...off, ...sent, essential: true } }));
}

const updates = [
  {
    operation: 'Update Business Profile',
    path: 'business-profile',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_PROFILE',
    handle: maskedUpdate('businessProfile', ['siteDisplayName', 'businessName', 'logo', 'description', 'companyId']),
  },
  {
    operation: 'Update Business Contact',
    path: 'business-contact',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_CONTACT',
    handle: maskedUpdate('businessContact', ['email', 'phone', 'fax', 'address']),
  },
  {
    operation: 'Update Business Schedule',
    path: 'business-schedule',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_SCHEDULE',
    handle: updateSchedule,
  },
  {
    operation: 'Update Business Region',
    path: 'business-region',
    permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_REGION',
    handle: maskedUpdate('businessRegion', ['paymentCurrency', 'timeZone']),
  },
  {
    operation: 'Update Consent Policy',
    path: 'policy',
    permission: 'SITE_PROPERTIES.UPDATE_CONSENT_POLICY',
    handle: updateConsentPolicy,
  },
] as const;

/** The updates of Site Properties v4, with and without the version in the path. */
export const sitePropertyUpdateRoutes: readonly Route[] = updates.flatMap(({ path, ...route }) =>
  ['/site-properties/v4/properties', '/site-properties/properties'].map(
    (base): Route => ({ ...route, method: 'POST', path: `${base}/${path}`, level: 'site' }),
  ),
);
