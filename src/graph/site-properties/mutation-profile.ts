import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { querySites } from '../site/rest.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { checkLength, fieldsAfter, maskedFields, propertiesPayload, writeProperties } from './properties-write.ts';
import { updateBusinessProfile } from './rest.ts';

interface UpdateSiteProfileInput extends SiteWriteInput {
  readonly businessName?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly logoPath?: string | null | undefined;
  readonly companyId?: string | null | undefined;
}

const UpdateSiteProfileInput = builder.inputRef<UpdateSiteProfileInput>('UpdateSiteProfileInput').implement({
  description: 'The changes to the profile of a business. Omitted fields are unchanged; null clears a field.',
  fields: (t) => ({
    siteId: t.id(siteField),
    businessName: t.string({ description: 'The name of the business.' }),
    description: t.string({ description: 'The description of the site or business.' }),
    logoPath: t.string({ description: 'The path of the logo in Wix Media, without the base URL.' }),
    companyId: t.string({
      description: 'The official registration number of the business, at most 50 characters.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const UpdateSiteProfilePayload = propertiesPayload(
  'UpdateSiteProfilePayload',
  'The result of changing the profile of a business.',
);

const names = {
  businessName: 'businessName',
  description: 'description',
  logoPath: 'logo',
  companyId: 'companyId',
} as const;

builder.mutationField('updateSiteProfile', (t) =>
  t.field({
    upstream: { endpoint: updateBusinessProfile, per: 'field', needs: [querySites] },
    type: UpdateSiteProfilePayload,
    nullable: true,
    description:
      "Updates a site's business name, description, logo or company id. Visitors see them wherever the site shows " +
      'them; the company id appears on invoices and price quotes. To change the display name, use `renameSite`. ' +
      'Costs two REST calls: the first finds the site (Query Sites).',
    args: {
      input: t.arg({ type: UpdateSiteProfileInput, required: true, description: 'The site and the changes to make.' }),
    },
    resolve: (_root, { input }, context) =>
      writeProperties(context, 'updateSiteProfile', updateBusinessProfile, input, () => {
        checkLength('companyId', input.companyId, 50);
        const { values, fields } = maskedFields({ ...input }, names);
        return {
          after: fieldsAfter({ ...input }, names),
          send: (siteId) =>
            context.wix.call(updateBusinessProfile, { siteId, body: { businessProfile: values, fields } }),
          paths: {
            'businessProfile.businessName': 'businessName',
            'businessProfile.description': 'description',
            'businessProfile.logo': 'logoPath',
            'businessProfile.companyId': 'companyId',
          },
        };
      }),
  }),
);
