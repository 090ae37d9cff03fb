import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { isInDoubt } from '../write/overlay.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { runWrite } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { siteById } from './loader.ts';
import { unpublishSite } from './rest.ts';
import { sitePayload } from './site-payload.ts';
import { noSite, type SiteAt, type SiteWriteInput, siteAt, siteChange, siteField, siteLane } from './site-write.ts';

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
    upstream: { endpoint: unpublishSite, per: 'field' },
    type: UnpublishSitePayload,
    nullable: true,
    description:
      "Takes a published site offline, so that visitors can't reach it at its domain or elsewhere. Its content, " +
      'settings and domain are kept, it can be edited, and `publishSite` puts it back online. Only for Enterprise ' +
      "accounts, in developer preview at Wix. The REST call is made for the request's account, which must own the " +
      'API key. Rejected if the site is offline.',
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
            const site = await siteById(context, accountId).load(siteId);
            const calls = [{ endpoint: unpublishSite, count: 1 }];
            if (site === null) return { changes: [], problems: [noSite(['input', 'siteId'])], calls };
            if (!site.isPublished) return { changes: [], problems: [offline], calls };
            const summary = `${site.displayName} goes offline${site.url === null ? '' : `: ${site.url}`}.`;
            return { changes: [siteChange(site.id, 'isPublished', 'true', 'false', summary)], problems: [], calls };
          },
          send: async () => {
            await context.wix.call(unpublishSite, { accountId: context.accountId, body: { metaSiteId: siteId } });
            return at;
          },
          find: async () => {
            const site = await siteById(context, accountId).load(siteId);
            // A lagging list can show the site online for a while.
            const isSeenOffline = site !== null && !site.isPublished && !isInDoubt(context, 'Site', siteId);
            return isSeenOffline ? { is: 'done', result: at } : { is: 'unknown' };
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
