import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { querySites } from '../site/rest.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { propertiesPayload, writeProperties } from './properties-write.ts';
import { updateConsentPolicy } from './rest.ts';

interface UpdateSiteConsentPolicyInput extends SiteWriteInput {
  readonly functional: boolean;
  readonly analytics: boolean;
  readonly advertising: boolean;
  readonly dataToThirdParty: boolean;
}

const UpdateSiteConsentPolicyInput = builder
  .inputRef<UpdateSiteConsentPolicyInput>('UpdateSiteConsentPolicyInput')
  .implement({
    description: 'The cookies that a site uses before a visitor decides. Essential cookies are always allowed.',
    fields: (t) => ({
      siteId: t.id(siteField),
      functional: t.boolean({
        required: true,
        description: 'Whether cookies for convenience and for measuring site performance are allowed.',
      }),
      analytics: t.boolean({
        required: true,
        description: 'Whether cookies that measure how the site is used are allowed.',
      }),
      advertising: t.boolean({ required: true, description: 'Whether advertising cookies are allowed.' }),
      dataToThirdParty: t.boolean({
        required: true,
        description: 'Whether data can be shared with third parties (CCPA).',
      }),
      accountId: t.id(ownerArgument),
      ...dryRunInput(t),
      ...idempotencyKeyInput(t),
    }),
  });

const UpdateSiteConsentPolicyPayload = propertiesPayload(
  'UpdateSiteConsentPolicyPayload',
  'The result of changing the consent policy of a site.',
);

builder.mutationField('updateSiteConsentPolicy', (t) =>
  t.field({
    upstream: { endpoint: updateConsentPolicy, per: 'field', needs: [querySites] },
    type: UpdateSiteConsentPolicyPayload,
    nullable: true,
    description:
      'Sets the cookies that a site uses before a visitor decides. Visitors can only restrict them further. ' +
      'Replaces the whole policy, so all settings are required. Legal requirements differ by country. ' +
      'Costs two REST calls: the first finds the site (Query Sites).',
    args: {
      input: t.arg({ type: UpdateSiteConsentPolicyInput, required: true, description: 'The site and its new policy.' }),
    },
    resolve: (_root, { input }, context) =>
      writeProperties(context, 'updateSiteConsentPolicy', updateConsentPolicy, input, () => {
        const { functional, analytics, advertising, dataToThirdParty } = input;
        const consentPolicy = { essential: true, functional, analytics, advertising, dataToThirdParty };
        return {
          after: { consentPolicy },
          send: (siteId) => context.wix.call(updateConsentPolicy, { siteId, body: { consentPolicy } }),
          paths: {},
        };
      }),
  }),
);
