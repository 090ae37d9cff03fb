import { guidInput } from '../../lib/guid-input.ts';
import { WixError } from '../../wix/error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { newestSites } from '../site/mutation-create.ts';
import { provisionalSite } from '../site/new-site.ts';
import { querySites } from '../site/rest.ts';
import { siteEdgeField, sitePayload } from '../site/site-payload.ts';
import type { SiteAt } from '../site/site-write.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { type Planned, runWrite, type WriteInput } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { templateById } from './loader.ts';
import { createdSiteId } from './model.ts';
import { type BeforeCreation, beforeCreation, findFromTemplate } from './new-site.ts';
import { createSiteFromTemplate, getTemplate } from './rest.ts';

interface CreateSiteFromTemplateInput extends WriteInput {
  readonly templateId: string;
  readonly accountId?: string | null | undefined;
}

const CreateSiteFromTemplateInput = builder
  .inputRef<CreateSiteFromTemplateInput>('CreateSiteFromTemplateInput')
  .implement({
    description: 'The template of the new site.',
    fields: (t) => ({
      templateId: t.id({ required: true, description: 'The GUID of a custom template of the account.' }),
      accountId: t.id(ownerArgument),
      ...dryRunInput(t),
      ...idempotencyKeyInput(t),
    }),
  });

const CreateSiteFromTemplatePayload = sitePayload('CreateSiteFromTemplatePayload', {
  description: 'The result of creating a site from a template.',
  site:
    'The new site. Null after a refusal or a dry run. Fields that Wix has not indexed yet are null or UNKNOWN, and ' +
    '`extensions.consistency` lists the site.',
  fields: (t) => ({ siteEdge: siteEdgeField(t) }),
});

const noTemplate: UserError = {
  code: 'NOT_FOUND',
  message: 'The account has no template with this id.',
  path: ['input', 'templateId'],
  upstreamCode: null,
};

builder.mutationField('createSiteFromTemplate', (t) =>
  t.field({
    upstream: { endpoint: createSiteFromTemplate, per: 'field', needs: [getTemplate, querySites] },
    type: CreateSiteFromTemplatePayload,
    nullable: true,
    description:
      "Creates a site from a custom template of Wix Studio: a duplicate of the template's site. Wix doesn't document the name " +
      'of the new site, so rename it afterwards (`renameSite`). Each call creates another site: use an `idempotencyKey`. Costs ' +
      'three REST calls: two read the template and list the newest sites (Get Template, Query Sites), so that the new one can ' +
      'be recognized if the response is lost. The fields of `site` cost one more. From a developer preview of Wix.',
    args: {
      input: t.arg({ type: CreateSiteFromTemplateInput, required: true, description: 'The template of the new site.' }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<SiteAt, BeforeCreation>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const templateId = guidInput('templateId', input.templateId, 'a template');
        return {
          name: 'createSiteFromTemplate',
          input,
          endpoint: createSiteFromTemplate,
          lane: [accountId, 'new sites'],
          plan: () => planCreation(context, accountId, templateId),
          send: async () => {
            const params = { templateId };
            const answer = await context.wix.call(createSiteFromTemplate, { accountId, params, body: {} });
            const siteId = createdSiteId(answer);
            if (siteId !== null) return { accountId, siteId };
            throw new WixError('invalidResponse', 'a site without an id', { endpoint: createSiteFromTemplate.name });
          },
          find: async (before) => {
            const found = await findFromTemplate(context, accountId, templateId, before);
            return found.is === 'done' ? { is: 'done', result: { accountId, ...found.result } } : found;
          },
          verifyQuery: newestSites(accountId, 'WIX'),
          wrote: ({ siteId }) => [
            {
              type: 'Site',
              id: siteId,
              did: 'create',
              object: provisionalSite({ id: siteId, accountId, displayName: '' }),
            },
          ],
          paths: { templateId: 'templateId' },
        };
      }),
  }),
);

async function planCreation(
  context: GraphContext,
  accountId: string,
  templateId: string,
): Promise<Planned<BeforeCreation>> {
  const calls = [{ endpoint: createSiteFromTemplate, count: 1 }];
  const template = await templateById(context, accountId, templateId);
  if (template === null) return { changes: [], problems: [noTemplate], calls, facts: null };
  const change: PlannedChange = {
    type: 'Site',
    id: null,
    field: null,
    before: null,
    after: template.name,
    summary: `A site is created from the template ${template.name ?? templateId}.`,
  };
  return {
    changes: [change],
    problems: [],
    calls,
    warnings: ['Wix does not document the name of the new site, nor whether it is published.'],
    facts: await beforeCreation(context, accountId, template.siteIds),
  };
}
