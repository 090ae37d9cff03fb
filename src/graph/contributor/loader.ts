import { answeredList, object } from '../../lib/read.ts';
import type { GraphContext } from '../context.ts';
import { defaultLocale, rolesOfAccount } from '../role/loader.ts';
import type { Role } from '../role/model.ts';
import type { Site } from '../site/model.ts';
import { reportPendingOf, withRecentWrites } from '../write/overlay.ts';
import { type SiteContributor, toSiteContributor } from './model.ts';
import { querySiteContributors } from './rest.ts';

/**
 * Returns the contributors of a site in Wix's order; with roles or locations, only those that have at least one of them. Costs one
 * Query Site Contributors per site and list of roles.
 */
export async function contributorsOfSite(
  context: GraphContext,
  site: Site,
  roleIds: readonly string[],
  locationIds: readonly string[] = [],
): Promise<SiteContributor[]> {
  const filter = {
    ...(roleIds.length === 0 ? {} : { policyIds: roleIds }),
    ...(locationIds.length === 0 ? {} : { locationIds }),
  };
  const query = Object.keys(filter).length === 0 ? {} : { filter };
  const answer = await context.wix.call(querySiteContributors, { siteId: site.id, query });
  const listed = answeredList(answer.contributors, querySiteContributors).map((raw) =>
    toSiteContributor(object(raw), site),
  );
  // Recent writes tell nothing of locations.
  return context.write.recent.isEmpty || locationIds.length > 0
    ? listed
    : withRecentRoles(context, site, roleIds, listed);
}

/** Returns a key of a contributor that is unique over all sites, for recent writes. */
export function contributorKey(siteId: string, accountId: string): string {
  return `${siteId}/${accountId}`;
}

/**
 * Overlays recent changes of roles: the list doesn't show roles, so a change is remembered until Wix's lists must
 * include it.
 */
function withRecentRoles(
  context: GraphContext,
  site: Site,
  roleIds: readonly string[],
  listed: readonly SiteContributor[],
): SiteContributor[] {
  const keyOf = ({ accountId }: SiteContributor) => contributorKey(site.id, accountId);
  let shown = withRecentWrites(context, 'SiteContributor', keyOf, listed);
  for (const { id, change } of context.write.recent.pending('SiteContributor')) {
    const [siteId, accountId = ''] = id.split('/');
    if (siteId !== site.id || change === undefined) continue;
    reportPendingOf(context, 'SiteContributor', id);
    const given = change.fields['roleIds'] as readonly string[];
    const belongs = roleIds.length === 0 || given.some((roleId) => roleIds.includes(roleId));
    const isListed = shown.some((contributor) => contributor.accountId === accountId);
    if (!belongs) shown = shown.filter((contributor) => contributor.accountId !== accountId);
    else if (!isListed) shown.push({ site, accountId, ownerUserId: null });
  }
  return shown;
}

/**
 * Returns the contributor's roles on the site, in the order of the account's roles; null if it has none of them, which
 * means that they are unknown: a site that was transferred can keep roles of its former account. Wix only lists who has a
 * given role: one Query Site Contributors per role that can be assigned on a site, in parallel, shared by all contributors of
 * the site.
 */
export async function rolesOfContributor(
  context: GraphContext,
  { site, accountId }: SiteContributor,
): Promise<readonly Role[] | null> {
  const roles = (await rolesOfAccount(context, site.accountId, defaultLocale)).filter(canBeGivenOnSites);
  const holders = await Promise.all(roles.map((role) => contributorsOfSite(context, site, [role.id])));
  const held = roles.filter((_role, index) => holders[index]?.some((holder) => holder.accountId === accountId));
  return held.length === 0 ? null : held;
}

/**
 * Whether a role can be assigned on a site. A role with an unknown restriction is included, because leaving it out
 * could hide it.
 */
function canBeGivenOnSites({ levels }: Role): boolean {
  return levels.length === 0 || levels.includes('SITE');
}
