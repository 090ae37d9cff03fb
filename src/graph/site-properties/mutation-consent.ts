import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput } from '../write/payload.ts';
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
    description: 'Which cookies a site is to use before a visitor decides. Essential cookies are always allowed.',
    fields: (t) => ({
      siteId: t.id(siteField),
      functional: t.boolean({
        required: true,
        description: 'Cookies for comfort and for measuring how fast the site is.',
      }),
      analytics: t.boolean({ required: true, description: 'Cookies that measure how the site is used.' }),
      advertising: t.boolean({ required: true, description: 'Cookies for advertising.' }),
      dataToThirdParty: t.boolean({ required: true, description: 'Whether data may go to third parties (CCPA).' }),
      accountId: t.id(ownerArgument),
      ...dryRunInput(t),
    }),
  });

const UpdateSiteConsentPolicyPayload = propertiesPayload(
  'UpdateSiteConsentPolicyPayload',
  'What changing the consent policy of a site did.',
);

builder.mutationField('updateSiteConsentPolicy', (t) =>
  t.field({
    upstream: { endpoint: updateConsentPolicy, per: 'field' },
    type: UpdateSiteConsentPolicyPayload,
    nullable: true,
    description:
      'Sets which cookies a site uses before a visitor decides; visitors can only narrow it. It replaces the whole policy, so ' +
      'that all switches are given. What the law asks for differs from country to country. One REST call.',
    args: {
      input: t.arg({ type: UpdateSiteConsentPolicyInput, required: true, description: 'Which site, and the policy.' }),
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
