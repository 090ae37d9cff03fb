import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { isInDoubt } from '../write/overlay.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { runWrite } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { querySites, unpublishSite } from './rest.ts';
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

const UnpublishSiteInput = builder.inputRef<SiteWriteInput>('UnpublishSiteInput').implement({
  description: 'The site to unpublish.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const UnpublishSitePayload = sitePayload('UnpublishSitePayload', {
  description: 'The result of unpublishing a site.',
  site: 'The site in its current state. Null after a refusal or a dry run.',
});

builder.mutationField('unpublishSite', (t) =>
  t.field({
    upstream: { endpoint: unpublishSite, per: 'field', needs: [querySites] },
    type: UnpublishSitePayload,
    nullable: true,
    description:
      "Takes a published site offline, so that visitors can't reach it at its domain or elsewhere. Its content, " +
      'settings and domain are kept, it can be edited, and `publishSite` puts it back online. Only for Enterprise ' +
      "accounts, in developer preview at Wix. The REST call is made for the request's account, which must own the " +
      'API key. Rejected if the site is offline. ' +
      'Costs two REST calls: the first finds the site (Query Sites).',
    args: { input: t.arg({ type: UnpublishSiteInput, required: true, description: 'The site to unpublish.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<SiteAt>(context, () => {
        const at = siteAt(context, input);
        const { accountId, siteId } = at;
        return {
          name: 'unpublishSite',
          input,
          endpoint: unpublishSite,
          lane: siteLane(at),
          plan: async () => {
            const site = await loadSite(context, at);
            const calls = [{ endpoint: unpublishSite, count: 1 }];
            const problems = siteProblems(site, ['input', 'siteId']);
            if (site === null || problems.length > 0) return { changes: [], problems, calls };
            if (!site.isPublished) return { changes: [], problems: [offline], calls };
            const summary = `${site.displayName} goes offline${site.url === null ? '' : `: ${site.url}`}.`;
            const changes = [siteChange(site.id, 'isPublished', 'true', 'false', summary)];
            return { changes, problems, calls };
          },
          send: async () => {
            await context.wix.call(unpublishSite, { accountId: context.accountId, body: { metaSiteId: siteId } });
            return at;
          },
          find: async () => {
            const site = await loadSite(context, at);
            if (site === null) return { is: 'unknown' };
            // It was online before. A lagging list can show it online for a while.
            if (site.isPublished) return { is: 'notSeen' };
            return isInDoubt(context, 'Site', siteId) ? { is: 'unknown' } : { is: 'done', result: at };
          },
          verifyQuery: `{ site(id: "${siteId}", accountId: "${accountId}") { isPublished updatedAt } }`,
          doubts: [{ type: 'Site', id: siteId, did: 'perhaps', fields: ['isPublished', 'url'] }],
          wrote: () => [{ type: 'Site', id: siteId, did: 'change', fields: { isPublished: false, url: null } }],
          paths: { metaSiteId: 'siteId' },
        };
      }),
  }),
);

const offline: UserError = {
  code: 'FAILED_PRECONDITION',
  message: 'The site is already offline.',
  path: ['input', 'siteId'],
  upstreamCode: null,
};
