import { z } from 'zod';
import { type Answer, applicationError, ok } from '../answer.ts';
import { isObject, type JsonObject } from '../json.ts';
import { listParameter } from '../request/parameters.ts';
import { facts } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { sitePropertiesOf } from '../seed/site-properties.ts';
import type { SandboxState } from '../state/state.ts';

/** The properties that a mask can name. A path can go deeper. */
const propertyNames: ReadonlySet<string> = new Set([
  ...['categories', 'locale', 'language', 'paymentCurrency', 'timeZone', 'email', 'phone', 'fax', 'address'],
  ...['siteDisplayName', 'businessName', 'logo', 'description', 'businessSchedule', 'multilingual', 'consentPolicy'],
  ...['businessConfig', 'externalSiteUrl', 'trackClicksAnalytics', 'companyId'],
]);

const isKnownPath = (path: string) => propertyNames.has(path.split('.')[0] ?? '');
const unknownPath = { error: 'has an unknown path', params: facts({ rule: 'CUSTOM' }) };
const propertyPath = z.string().refine(isKnownPath, unknownPath);
const joinedPaths = z.string().refine((text) => text.split(',').every(isKnownPath), unknownPath);

const propertiesQuery = z.strictObject({
  // Wix's SDK joins the paths in one parameter, the docs repeat the other.
  fields: listParameter(joinedPaths),
  'fields.paths': listParameter(propertyPath),
});

/** Copies what the mask names. A path into an object keeps only that part. */
function masked(source: JsonObject, paths: readonly string[]): JsonObject {
  const picked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(source)) {
    const deeper = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    if (paths.includes(name)) picked[name] = value;
    else if (deeper.length > 0 && isObject(value)) picked[name] = masked(value, deeper);
  }
  return picked;
}

function getSiteProperties(state: SandboxState, call: Call<unknown, z.output<typeof propertiesQuery>>): Answer {
  const site = state.sites.get(call.siteId);
  // UNKNOWN: the status of this code. The access check leaves no way to it but a site removed under the call.
  if (site === undefined) return applicationError(404, 'META_SITE_NOT_FOUND');
  const { version, properties } = sitePropertiesOf(state, site);
  const joined = call.query.fields.flatMap((paths) => paths.split(','));
  const paths = [...call.query['fields.paths'], ...joined];
  return ok({ version, properties: paths.length === 0 ? properties : masked(properties, paths) });
}

/** The Site Properties v4 package of Wix's SDK. Wix serves the path with and without its version. */
export const sitePropertyRoutes: readonly Route[] = [
  '/site-properties/v4/properties',
  '/site-properties/properties',
].map((path) =>
  route({
    operation: 'Get Site Properties',
    method: 'GET',
    path,
    level: 'site',
    permission: 'SITE_SETTINGS.VIEW',
    query: propertiesQuery,
    handle: getSiteProperties,
  }),
);
