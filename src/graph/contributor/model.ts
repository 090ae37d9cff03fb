import { text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { Site } from '../site/model.ts';
import { querySiteContributors, type WixSiteContributor } from './rest.ts';

/** An account outside the owner's team that works on one site. */
export interface SiteContributor {
  readonly site: Site;
  readonly accountId: string;
  /** Null: Wix did not send it. */
  readonly ownerUserId: string | null;
}

/**
 * Maps Wix's contributor to ours. Throws a {@link WixError} `invalidResponse` if it has no account, because nothing
 * else identifies it.
 */
export function toSiteContributor(raw: WixSiteContributor, site: Site): SiteContributor {
  const accountId = text(raw.accountId);
  if (accountId === null) {
    throw new WixError('invalidResponse', 'a contributor without an account', {
      endpoint: querySiteContributors.name,
    });
  }
  return { site, accountId, ownerUserId: text(raw.accountOwnerId) };
}
