import { isInDoubt } from '../write/overlay.ts';
import type { UserError } from '../write/user-error.ts';
import { publicationMutation } from './publication.ts';
import { unpublishSite } from './rest.ts';
import { loadSite } from './site-write.ts';

const offline: UserError = {
  code: 'FAILED_PRECONDITION',
  message: 'The site is already offline.',
  path: ['input', 'siteId'],
  upstreamCode: null,
};

publicationMutation('unpublish', {
  endpoint: unpublishSite,
  description:
    "Takes a published site offline, so that visitors can't reach it at its domain or elsewhere. Its content, " +
    'settings and domain are kept, it can be edited, and `publishSite` puts it back online. Only for Enterprise ' +
    "accounts, in developer preview at Wix. The REST call is made for the request's account, which must own the " +
    'API key. Rejected if the site is offline. ' +
    'Costs two REST calls: the first finds the site (Query Sites).',
  site: 'The site in its current state. Null after a refusal or a dry run.',
  isPublished: false,
  problem: (site) => (site.isPublished ? null : offline),
  summary: (site) => `${site.displayName} goes offline${site.url === null ? '' : `: ${site.url}`}.`,
  send: (context, siteId) =>
    context.wix.call(unpublishSite, { accountId: context.accountId, body: { metaSiteId: siteId } }),
  find: async (context, at) => {
    const site = await loadSite(context, at);
    if (site === null) return { is: 'unknown' };
    // It was online before. A lagging list can show it online for a while.
    if (site.isPublished) return { is: 'notSeen' };
    return isInDoubt(context, 'Site', at.siteId) ? { is: 'unknown' } : { is: 'done', result: at };
  },
  wrote: { fields: { isPublished: false, url: null } },
  paths: { metaSiteId: 'siteId' },
});
