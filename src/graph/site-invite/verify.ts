import type { SiteAt } from '../site/site-write.ts';

/** What can be asked after an invite of unknown outcome: Wix has no list of site invites, but lists who has accepted one. */
export function acceptedQuery({ accountId, siteId }: SiteAt): string {
  return `{ site(id: "${siteId}", accountId: "${accountId}") { contributors { accountId account { name } } } }`;
}
