import { InputError } from '../../lib/input-error.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { type SiteWriteInput, siteField } from '../site/site-write.ts';
import { dryRunInput } from '../write/payload.ts';
import { checkLength, fieldsAfter, maskedFields, propertiesPayload, writeProperties } from './properties-write.ts';
import { updateBusinessRegion } from './rest.ts';

interface UpdateSiteRegionInput extends SiteWriteInput {
  readonly currency?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
}

const UpdateSiteRegionInput = builder.inputRef<UpdateSiteRegionInput>('UpdateSiteRegionInput').implement({
  description: 'What to change of the region of a business. A field that is left out stays as it is; null clears it.',
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
  }),
});

const UpdateSiteRegionPayload = propertiesPayload(
  'UpdateSiteRegionPayload',
  'What changing the region of a business did.',
);

const names = { currency: 'paymentCurrency', timeZone: 'timeZone' } as const;

function checkRegion({ currency, timeZone }: UpdateSiteRegionInput): void {
  if (typeof currency === 'string' && !/^[A-Z]{3}$/.test(currency)) {
    throw new InputError('currency', 'currency must be a code of three capital letters such as EUR.');
  }
  checkLength('timeZone', timeZone, 30);
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    throw new InputError('timeZone', 'timeZone must be an IANA name such as Europe/Lisbon.');
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

builder.mutationField('updateSiteRegion', (t) =>
  t.field({
    upstream: { endpoint: updateBusinessRegion, per: 'field' },
    type: UpdateSiteRegionPayload,
    nullable: true,
    description:
      'Changes the currency in which customers of a site are billed, or its time zone, by whose clock its opening times are ' +
      'read. What a new currency does to prices that are set already is not documented. One REST call.',
    args: {
      input: t.arg({ type: UpdateSiteRegionInput, required: true, description: 'Which site, and what to change.' }),
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
