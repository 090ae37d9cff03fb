import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { querySites } from '../site/rest.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { type AddressInput, addressAfter, SiteAddressInputRef, toWixAddress } from './address-input.ts';
import { fieldsAfter, maskedFields, propertiesPayload, writeProperties } from './properties-write.ts';
import { updateBusinessContact } from './rest.ts';

interface UpdateSiteContactInput extends SiteWriteInput {
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly fax?: string | null | undefined;
  readonly address?: AddressInput | null | undefined;
}

const UpdateSiteContactInput = builder.inputRef<UpdateSiteContactInput>('UpdateSiteContactInput').implement({
  description: 'The changes to the contact details of a business. Omitted fields are unchanged; null clears a field.',
  fields: (t) => ({
    siteId: t.id(siteField),
    email: t.field({ type: 'EmailAddress', description: 'The public e-mail address.' }),
    phone: t.string({ description: 'The public phone number.' }),
    fax: t.string({ description: 'The public fax number.' }),
    address: t.field({
      type: SiteAddressInputRef,
      description: 'The public address. It replaces the existing one as a whole.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const UpdateSiteContactPayload = propertiesPayload(
  'UpdateSiteContactPayload',
  'The result of changing the contact details of a business.',
);

const names = { email: 'email', phone: 'phone', fax: 'fax', address: 'address' } as const;

builder.mutationField('updateSiteContact', (t) =>
  t.field({
    upstream: { endpoint: updateBusinessContact, per: 'field', needs: [querySites] },
    type: UpdateSiteContactPayload,
    nullable: true,
    description:
      "Updates the e-mail address, phone number, fax number or address of a site's business. All of them are " +
      'public. Costs two REST calls: the first finds the site (Query Sites).',
    args: {
      input: t.arg({ type: UpdateSiteContactInput, required: true, description: 'The site and the changes to make.' }),
    },
    resolve: (_root, { input }, context) =>
      writeProperties(context, 'updateSiteContact', updateBusinessContact, input, () => {
        const { address } = input;
        const after = address ? addressAfter(address) : address;
        const { values, fields } = maskedFields({ ...input, address: after && toWixAddress(after) }, names);
        return {
          after: fieldsAfter({ ...input, address: after }, names),
          send: (siteId) =>
            context.wix.call(updateBusinessContact, { siteId, body: { businessContact: values, fields } }),
          paths: {
            'businessContact.email': 'email',
            'businessContact.phone': 'phone',
            'businessContact.fax': 'fax',
            'businessContact.address': 'address',
            'businessContact.address.zip': 'address.postalCode',
            'businessContact.address.country': 'address.country',
          },
        };
      }),
  }),
);
