import { InputError } from '../../lib/input-error.ts';
import { builder } from '../builder.ts';
import type { BillingType, CycleUnit } from './billing.ts';
import { BillingCycleUnitRef, BillingTypeRef } from './instance-schema.ts';
import type { WixBillingInfo } from './rest.ts';

interface BillingCycleFields {
  readonly unit: CycleUnit;
  readonly count?: number | null | undefined;
}

/** How a product is to be paid. */
export interface BillingFields {
  readonly type: BillingType;
  readonly cycle?: BillingCycleFields | null | undefined;
}

const BillingCycleInput = builder.inputRef<BillingCycleFields>('BillingCycleInput').implement({
  description: 'How often a recurring payment is due: every `count` units.',
  fields: (t) => ({
    unit: t.field({ type: BillingCycleUnitRef, required: true, description: 'The unit; UNKNOWN is refused.' }),
    count: t.int({ required: true, defaultValue: 1, description: 'How many units, 1 or more.' }),
  }),
});

export const BillingInput = builder.inputRef<BillingFields>('BillingInput').implement({
  description: 'How a product is to be paid. Which billing a product is sold with, its catalog entry says.',
  fields: (t) => ({
    type: t.field({
      type: BillingTypeRef,
      required: true,
      description: 'Whether it is paid once or again and again; UNKNOWN is refused.',
    }),
    cycle: t.field({
      type: BillingCycleInput,
      required: false,
      description: 'How often it is paid: needed for RECURRING, refused for ONE_TIME.',
    }),
  }),
});

/** The billing in Wix's words. Throws an InputError below `field` for one that says nothing or contradicts itself. */
export function toWixBilling(field: string, { type, cycle }: BillingFields): WixBillingInfo {
  if (type === 'UNKNOWN') throw new InputError(`${field}.type`, 'type must be ONE_TIME or RECURRING.');
  if (type === 'ONE_TIME') {
    if (cycle) throw new InputError(`${field}.cycle`, 'What is paid once has no cycle.');
    return { type };
  }
  if (!cycle) throw new InputError(`${field}.cycle`, 'A recurring payment needs a cycle.');
  const { unit, count } = cycle;
  if (unit === 'UNKNOWN') throw new InputError(`${field}.cycle.unit`, 'unit must be DAY, WEEK, MONTH or YEAR.');
  if (typeof count !== 'number' || count < 1) throw new InputError(`${field}.cycle.count`, 'count must be 1 or more.');
  return { type, cycleDuration: { unit, count } };
}
