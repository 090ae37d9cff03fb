import { InputError } from '../../lib/input-error.ts';
import { builder } from '../builder.ts';
import type { BillingType, CycleUnit } from './billing.ts';
import { BillingCycleUnitRef, BillingTypeRef } from './instance-schema.ts';
import type { WixBillingInfo } from './rest.ts';

interface BillingCycleFields {
  readonly unit: CycleUnit;
  readonly count?: number | null | undefined;
}

/** The billing of a product, as given in the input. */
export interface BillingFields {
  readonly type: BillingType;
  readonly cycle?: BillingCycleFields | null | undefined;
}

const BillingCycleInput = builder.inputRef<BillingCycleFields>('BillingCycleInput').implement({
  description: 'The interval of a recurring payment: every `count` units.',
  fields: (t) => ({
    unit: t.field({
      type: BillingCycleUnitRef,
      required: true,
      description: 'The unit of the interval. UNKNOWN is not accepted.',
    }),
    count: t.int({ required: true, defaultValue: 1, description: 'The number of units, 1 or more.' }),
  }),
});

export const BillingInput = builder.inputRef<BillingFields>('BillingInput').implement({
  description: "The billing of a product. The product's catalog entry says which billing it can be sold with.",
  fields: (t) => ({
    type: t.field({
      type: BillingTypeRef,
      required: true,
      description: 'Whether the product is paid once or repeatedly. UNKNOWN is not accepted.',
    }),
    cycle: t.field({
      type: BillingCycleInput,
      required: false,
      description: 'The interval of the payment: required for RECURRING, not accepted for ONE_TIME.',
    }),
  }),
});

/** Maps the billing to Wix's format. Throws an InputError below `field` if it is incomplete or contradictory. */
export function toWixBilling(field: string, { type, cycle }: BillingFields): WixBillingInfo {
  if (type === 'UNKNOWN') throw new InputError(`${field}.type`, 'type must be ONE_TIME or RECURRING.');
  if (type === 'ONE_TIME') {
    if (cycle)
      throw new InputError(
        `${field}.cycle`,
        'cycle must be absent for ONE_TIME. For repeated payments, set type to RECURRING.',
      );
    return { type };
  }
  if (!cycle) throw new InputError(`${field}.cycle`, 'cycle is required for RECURRING: set its unit and count.');
  const { unit, count } = cycle;
  if (unit === 'UNKNOWN') throw new InputError(`${field}.cycle.unit`, 'unit must be DAY, WEEK, MONTH or YEAR.');
  if (typeof count !== 'number' || count < 1) throw new InputError(`${field}.cycle.count`, 'count must be 1 or more.');
  return { type, cycleDuration: { unit, count } };
}
