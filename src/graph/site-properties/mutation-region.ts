import { InputError } from '../../lib/input-error.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { querySites } from '../site/rest.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput } from '../write/payload.ts';
import { checkLength, fieldsAfter, maskedFields, propertiesPayload, writeProperties } from './properties-write.ts';
import { updateBusinessRegion } from './rest.ts';
import { isTimeZoneName } from './time-zone.ts';

interface UpdateSiteRegionInput extends SiteWriteInput {
  readonly currency?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
}

const UpdateSiteRegionInput = builder.inputRef<UpdateSiteRegionInput>('UpdateSiteRegionInput').implement({
  description: 'The changes to the region of a business. Omitted fields are unchanged; null clears a field.',
  fields: (t) => ({
    siteId: t.id(siteField),
    currency: t.string({
      description: 'The currency in which customers pay, an ISO 4217 code such as `EUR`.',
    }),
    timeZone: t.string({
      description: 'The time zone, an IANA name of at most 30 characters such as `Europe/Lisbon`.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const UpdateSiteRegionPayload = propertiesPayload(
  'UpdateSiteRegionPayload',
  'The result of changing the region of a business.',
);

const names = { currency: 'paymentCurrency', timeZone: 'timeZone' } as const;

function checkRegion({ currency, timeZone }: UpdateSiteRegionInput): void {
  if (typeof currency === 'string' && !/^[A-Z]{3}$/.test(currency)) {
    throw new InputError('currency', 'currency must be a code of three capital letters such as EUR.');
  }
  checkLength('timeZone', timeZone, 30);
  if (typeof timeZone === 'string' && !isTimeZoneName(timeZone)) {
    throw new InputError('timeZone', 'timeZone must be an IANA name such as Europe/Lisbon, in the same case.');
  }
}

builder.mutationField('updateSiteRegion', (t) =>
  t.field({
    upstream: { endpoint: updateBusinessRegion, per: 'field', needs: [querySites] },
    type: UpdateSiteRegionPayload,
    nullable: true,
    description:
      'Updates the currency in which a site bills its customers, or the time zone that its opening times refer ' +
      "to. Wix doesn't document the effect of a new currency on existing prices. " +
      'Costs two REST calls: the first finds the site (Query Sites).',
    args: {
      input: t.arg({ type: UpdateSiteRegionInput, required: true, description: 'The site and the changes to make.' }),
    },
    resolve: (_root, { input }, context) =>
      writeProperties(context, 'updateSiteRegion', updateBusinessRegion, input, () => {
        checkRegion(input);
        const { values, fields } = maskedFields({ ...input }, names);
        return {
          after: fieldsAfter({ ...input }, names),
          send: (siteId) =>
            context.wix.call(updateBusinessRegion, { siteId, body: { businessRegion: values, fields } }),
          paths: { 'businessRegion.paymentCurrency': 'currency', 'businessRegion.timeZone': 'timeZone' },
        };
      }),
  }),
);
