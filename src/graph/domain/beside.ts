import type { View } from '../../directory/view.ts';
import { served, viewOf } from '../directory/served.ts';
import type { Site } from '../site/model.ts';
import type { Domain } from './model.ts';

/** The domains of each view by account and site. */
const grouped = new WeakMap<View, Map<string, ReadonlyMap<string, readonly Domain[]>>>();

/**
 * Returns the domains of a site of the directory, its primary domain first. Undefined for a site that Wix returned, and if the directory
 * does not have all domains of the account: then they have to be read.
 */
export function domainsBesideSite(site: Site): readonly Domain[] | undefined {
  const view = viewOf(site);
  if (view === undefined || !view.isWhole('domains', site.accountId)) return undefined;
  const ofView = grouped.get(view) ?? new Map<string, ReadonlyMap<string, readonly Domain[]>>();
  grouped.set(view, ofView);
  const known = ofView.get(site.accountId) ?? groupBySite(domainsOf(view, site.accountId));
  ofView.set(site.accountId, known);
  return (known.get(site.id) ?? []).map((domain) => served(view, 'Domain', domain));
}

function domainsOf(view: View, accountId: string): Domain[] {
  return [...view.entriesOf('domains', accountId)].map(({ value }) => value as Domain);
}

/** Groups domains by the site that they serve, each site's primary domain first. */
export function groupBySite(domains: Iterable<Domain>): ReadonlyMap<string, readonly Domain[]> {
  const bySite = new Map<string, Domain[]>();
  for (const domain of domains) {
    if (domain.assignment === null) continue;
    const { siteId, role } = domain.assignment;
    const ofSite = bySite.get(siteId);
    if (ofSite === undefined) bySite.set(siteId, [domain]);
    else if (role === 'PRIMARY') ofSite.unshift(domain);
    else ofSite.push(domain);
  }
  return bySite;
}
