import type { SiteAt } from '../site/site-write.ts';

/**
 * Returns the query to check after an invite of unknown outcome. Wix does not list site invites, but lists the
 * contributors who have accepted one.
 */
export function acceptedQuery({ accountId, siteId }: SiteAt): string {
  return `{ site(id: "${siteId}", accountId: "${accountId}") { contributors { accountId account { name } } } }`;
}
