import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { dryRunInput } from '../write/payload.ts';
import { runWrite } from '../write/run-write.ts';
import type { Site } from './model.ts';
import { publishSite, querySites } from './rest.ts';
import { sitePayload } from './site-payload.ts';
import {
  loadSite,
  type SiteAt,
  type SiteWriteInput,
  siteAt,
  siteChange,
  siteField,
  siteLane,
  siteProblems,
} from './site-write.ts';

const PublishSiteInput = builder.inputRef<SiteWriteInput>('PublishSiteInput').implement({
  description: 'The site to publish.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
  }),
});

const PublishSitePayload = sitePayload('PublishSitePayload', {
  description: 'The result of publishing a site.',
  site: 'The site in its current state. Null after a refusal or a dry run. Its `url` can lag by some seconds.',
});

builder.mutationField('publishSite', (t) =>
  t.field({
    upstream: { endpoint: publishSite, per: 'field', needs: [querySites] },
    type: PublishSitePayload,
    nullable: true,
    description:
      'Publishes the latest saved version of a site, including everything that anyone has saved in the editor. ' +
      'For a published site, publishes the changes saved since. Visitors see the result within seconds. Rejected ' +
      'with FAILED_PRECONDITION if there is nothing to publish. Costs two REST calls: the first finds the site (Query Sites).',
    args: { input: t.arg({ type: PublishSiteInput, required: true, description: 'The site to publish.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<SiteAt>(context, () => {
        const at = siteAt(context, input);
        const { accountId, siteId } = at;
        return {
          name: 'publishSite',
          input,
          endpoint: publishSite,
          lane: siteLane(at),
          plan: async () => {
            const site = await loadSite(context, at);
            const calls = [{ endpoint: publishSite, count: 1 }];
            const problems = siteProblems(site, ['input', 'siteId']);
            if (site === null || problems.length > 0) return { changes: [], problems, calls };
            const summary = 'The latest saved version becomes public.';
            const change = siteChange(site.id, 'isPublished', 'false', 'true', summary);
            const changes = [site.isPublished ? { ...change, field: null, before: null, after: null } : change];
            return { changes, problems, calls };
          },
          send: async () => {
            await context.wix.call(publishSite, { siteId, body: {} });
            return at;
          },
          // Publishing again is harmless, so there is no need to verify the first call.
          find: async () => ({ is: 'notSeen' }),
          verifyQuery: `{ site(id: "${siteId}", accountId: "${accountId}") { isPublished updatedAt } }`,
          doubts: [{ type: 'Site', id: siteId, did: 'perhaps', fields: ['isPublished', 'url'] }],
          wrote: () => [
            {
              type: 'Site',
              id: siteId,
              did: 'change',
              fields: { isPublished: true },
              isShownBy: (site) => (site as Site).isPublished,
            },
          ],
        };
      }),
  }),
);
