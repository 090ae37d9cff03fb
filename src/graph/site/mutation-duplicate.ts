import { InputError } from '../../lib/input-error.ts';
import { text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { idempotencyKeyInput } from '../write/payload.ts';
import { runWrite } from '../write/run-write.ts';
import { newestSites } from './mutation-create.ts';
import { findNewSite, provisionalSite, type SitesBefore, sitesBefore } from './new-site.ts';
import { duplicateSite, querySites } from './rest.ts';
import { siteEdgeField, sitePayload } from './site-payload.ts';
import { loadSite, type SiteAt, type SiteWriteInput, siteAt, siteField, siteProblems } from './site-write.ts';

interface DuplicateSiteInput extends SiteWriteInput {
  readonly displayName: string;
}

const DuplicateSiteInput = builder.inputRef<DuplicateSiteInput>('DuplicateSiteInput').implement({
  description: 'The site to duplicate.',
  fields: (t) => ({
    siteId: t.id(siteField),
    displayName: t.string({ required: true, description: 'The display name of the duplicate, 1 to 20 characters.' }),
    accountId: t.id(ownerArgument),
    ...idempotencyKeyInput(t),
  }),
});

const DuplicateSitePayload = sitePayload('DuplicateSitePayload', {
  description: 'The result of duplicating a site.',
  hasDryRun: false,
  site:
    'The duplicate. Null after a refusal. Fields that Wix has not indexed yet are null or UNKNOWN, and ' +
    '`extensions.consistency` lists the site.',
  fields: (t) => ({ siteEdge: siteEdgeField(t) }),
});

builder.mutationField('duplicateSite', (t) =>
  t.field({
    upstream: { endpoint: duplicateSite, per: 'field', needs: [querySites] },
    type: DuplicateSitePayload,
    nullable: true,
    description:
      'Duplicates a site in the same account. Orders, contacts, invoices and settings of third-party apps are not ' +
      'copied. The duplicate has no domain and no Premium plan; its Premium apps are inactive until it has one. ' +
      "Wix doesn't document whether the duplicate of a published site is published. Each call creates another " +
      'duplicate: use an `idempotencyKey`. Costs three REST calls: two find the site and list the newest ones (Query ' +
      'Sites), so that the duplicate can be recognized if the response is lost. The fields of `site` cost one more.',
    args: { input: t.arg({ type: DuplicateSiteInput, required: true, description: 'The site to duplicate.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<SiteAt, SitesBefore>(context, () => {
        const source = siteAt(context, input);
        const { accountId, siteId: sourceSiteId } = source;
        const { displayName } = input;
        const others = new Set([sourceSiteId]);
        return {
          name: 'duplicateSite',
          input,
          endpoint: duplicateSite,
          lane: [accountId, 'new sites'],
          check: () => {
            if (displayName.trim() === '' || displayName.length > 20) {
              throw new InputError('displayName', 'displayName must be 1 to 20 characters long and not blank.');
            }
          },
          plan: async () => {
            const [site, facts] = await Promise.all([loadSite(context, source), sitesBefore(context, accountId)]);
            const summary = `${site?.displayName ?? sourceSiteId} is duplicated as ${displayName}.`;
            const change = { type: 'Site', id: null, field: null, before: null, after: displayName, summary };
            const problems = siteProblems(site, ['input', 'siteId']);
            return {
              changes: problems.length > 0 ? [] : [change],
              problems,
              calls: [{ endpoint: duplicateSite, count: 1 }],
              facts,
            };
          },
          send: async () => {
            const body = { sourceSiteId, siteDisplayName: displayName };
            const siteId = text((await context.wix.call(duplicateSite, { accountId, body })).newSiteId);
            if (siteId === null) {
              throw new WixError('invalidResponse', 'a duplicate without an id', { endpoint: duplicateSite.name });
            }
            return { accountId, siteId };
          },
          find: async (before) => {
            const found = await findNewSite(context, accountId, displayName, before, others);
            return found.is === 'done' ? { is: 'done', result: { accountId, siteId: found.result.id } } : found;
          },
          verifyQuery: newestSites(accountId, 'WIX'),
          wrote: ({ siteId }) => [
            {
              type: 'Site',
              id: siteId,
              did: 'create',
              object: provisionalSite({ id: siteId, accountId, displayName }),
            },
          ],
          paths: { sourceSiteId: 'siteId', siteDisplayName: 'displayName' },
        };
      }),
  }),
);
