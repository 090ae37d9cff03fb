import { type Answer, applicationError, ok } from '../answer.ts';
import { isObject, type JsonObject } from '../input.ts';
import type { Route, SiteCall } from '../route.ts';
import { sitePropertiesOf } from '../seed/site-properties.ts';
import type { SandboxState } from '../state/state.ts';

/** Copies what the mask names; a path into an object keeps only that part. Unknown paths are left out. */
function masked(source: JsonObject, paths: readonly string[]): JsonObject {
  const picked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(source)) {
    const deeper = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    if (paths.includes(name)) picked[name] = value;
    else if (deeper.length > 0 && isObject(value)) picked[name] = masked(value, deeper);
  }
  return picked;
}

function getSiteProperties(state: SandboxState, call: SiteCall): Answer {
  const site = state.sites.get(call.siteId);
  // UNKNOWN: the status of this code. The access check leaves no way to it but a site removed under the call.
  if (site === undefined) return applicationError(404, 'META_SITE_NOT_FOUND');
  const { version, properties } = sitePropertiesOf(state, site);
  const { fields = [], 'fields.paths': repeated = [] } = call.query;
  const joined = fields.flatMap((paths) => paths.split(','));
  const paths = [...repeated, ...joined].filter((path) => path !== '');
  return ok({ version, properties: paths.length === 0 ? properties : masked(properties, paths) });
}

/** The Site Properties v4 package of Wix's SDK; Wix serves the path with and without its version. */
export const sitePropertyRoutes: readonly Route[] = [
  '/site-properties/v4/properties',
  '/site-properties/properties',
].map(
  (path): Route => ({
    operation: 'Get Site Properties',
    method: 'GET',
    path,
    level: 'site',
    permission: 'SITE_SETTINGS.VIEW',
    handle: getSiteProperties,
  }),
);
