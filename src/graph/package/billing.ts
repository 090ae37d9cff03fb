import { count32, object, oneOf, text } from '../../lib/read.ts';

const billingTypes = { ONE_TIME: 'ONE_TIME', RECURRING: 'RECURRING' } as const;
const cycleUnits = { DAY: 'DAY', WEEK: 'WEEK', MONTH: 'MONTH', YEAR: 'YEAR' } as const;

export type BillingType = (typeof billingTypes)[keyof typeof billingTypes] | 'UNKNOWN';
export type CycleUnit = (typeof cycleUnits)[keyof typeof cycleUnits] | 'UNKNOWN';

/** The billing of a product. */
export interface Billing {
  readonly type: BillingType;
  readonly typeRaw: string | null;
  /** Null for a product that is paid once, and if Wix did not send it. */
  readonly cycle: BillingCycle | null;
}

/** The interval of a recurring payment. */
export interface BillingCycle {
  readonly unit: CycleUnit;
  readonly unitRaw: string | null;
  readonly count: number | null;
}

/** Maps `billingInfo` or `paymentInfo`. Returns null if there is none. */
export function toBilling(raw: unknown): Billing | null {
  const billing = object(raw);
  const typeRaw = text(billing['type']);
  const cycle = toCycle(billing['cycleDuration']);
  return typeRaw === null && cycle === null ? null : { type: oneOf(billingTypes, typeRaw), typeRaw, cycle };
}

function toCycle(raw: unknown): BillingCycle | null {
  const cycle = object(raw);
  const unitRaw = text(cycle['unit']);
  const count = count32(cycle['count']);
  return unitRaw === null && count === null ? null : { unit: oneOf(cycleUnits, unitRaw), unitRaw, count };
}
