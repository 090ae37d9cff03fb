import { object } from '../../lib/read.ts';
import type { GraphContext } from '../context.ts';
import type { SiteAt } from '../site/site-write.ts';
import { type SiteProperties, toSiteProperties } from './model.ts';
import { getSiteProperties } from './rest.ts';

/** Properties with the site that they belong to. */
export interface IdentifiedProperties extends SiteProperties {
  readonly accountId: string;
  readonly siteId: string;
}

/** Returns the properties of a site, with one Get Site Properties call per site. */
export async function propertiesOfSite(
  context: GraphContext,
  { accountId, siteId }: SiteAt,
): Promise<IdentifiedProperties> {
  const { properties, version } = await context.wix.call(getSiteProperties, { siteId });
  return { ...toSiteProperties(object(properties), version), accountId, siteId };
}
