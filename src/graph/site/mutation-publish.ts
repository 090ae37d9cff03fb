import type { Site } from './model.ts';
import { publicationMutation } from './publication.ts';
import { publishSite } from './rest.ts';

publicationMutation('publish', {
  endpoint: publishSite,
  description:
    'Publishes the latest saved version of a site, including everything that anyone has saved in the editor. ' +
    'For a published site, publishes the changes saved since. Visitors see the result within seconds. Rejected ' +
    'with FAILED_PRECONDITION if there is nothing to publish. Costs two REST calls: the first finds the site (Query Sites).',
  site: 'The site in its current state. Null after a refusal or a dry run. Its `url` can lag by some seconds.',
  isPublished: true,
  problem: () => null,
  summary: () => 'The latest saved version becomes public.',
  send: (context, siteId) => context.wix.call(publishSite, { siteId, body: {} }),
  // Publishing again is harmless, so there is no need to verify the first call.
  find: async () => ({ is: 'notSeen' }),
  wrote: { fields: { isPublished: true }, isShownBy: (site) => (site as Site).isPublished },
});
