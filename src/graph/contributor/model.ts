import { text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { Site } from '../site/model.ts';
import { querySiteContributors, type WixSiteContributor } from './rest.ts';

/** Somebody outside the owner account's team who works on one site. */
export interface SiteContributor {
  readonly site: Site;
  readonly accountId: string;
  /** Null: Wix did not send it. */
  readonly ownerUserId: string | null;
}

/** Maps Wix's contributor to ours. Throws a {@link WixError} `invalidResponse` for one without an account: it is nobody. */
export function toSiteContributor(raw: WixSiteContributor, site: Site): SiteContributor {
  const accountId = text(raw.accountId);
  if (accountId === null) {
    throw new WixError('invalidResponse', 'a contributor without an account', {
      endpoint: querySiteContributors.name,
    });
  }
  return { site, accountId, ownerUserId: text(raw.accountOwnerId) };
}
