import { object } from '../../lib/read.ts';
import type { GraphContext } from '../context.ts';
import { type SiteProperties, toSiteProperties } from './model.ts';
import { getSiteProperties } from './rest.ts';

/** The properties of a site: one Get Site Properties for each site. */
export async function propertiesOfSite(context: GraphContext, siteId: string): Promise<SiteProperties> {
  const { properties, version } = await context.wix.call(getSiteProperties, { siteId });
  return toSiteProperties(object(properties), version);
}
