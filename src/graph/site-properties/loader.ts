import { object } from '../../lib/read.ts';
import type { GraphContext } from '../context.ts';
import { type SiteProperties, toSiteProperties } from './model.ts';
import { getSiteProperties } from './rest.ts';

/** Returns the properties of a site, with one Get Site Properties call per site. */
export async function propertiesOfSite(context: GraphContext, siteId: string): Promise<SiteProperties> {
  const { properties, version } = await context.wix.call(getSiteProperties, { siteId });
  return toSiteProperties(object(properties), version);
}
