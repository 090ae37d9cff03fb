import { count32, object, oneOf, text } from '../../lib/read.ts';

const billingTypes = { ONE_TIME: 'ONE_TIME', RECURRING: 'RECURRING' } as const;
const cycleUnits = { DAY: 'DAY', WEEK: 'WEEK', MONTH: 'MONTH', YEAR: 'YEAR' } as const;

export type BillingType = (typeof billingTypes)[keyof typeof billingTypes] | 'UNKNOWN';
export type CycleUnit = (typeof cycleUnits)[keyof typeof cycleUnits] | 'UNKNOWN';

/** How a product is paid for. */
export interface Billing {
  readonly type: BillingType;
  readonly typeRaw: string | null;
  /** Null for what is paid once, and where Wix did not send it. */
  readonly cycle: BillingCycle | null;
}

/** How often a recurring payment is due. */
export interface BillingCycle {
  readonly unit: CycleUnit;
  readonly unitRaw: string | null;
  readonly count: number | null;
}

/** Maps `billingInfo`; null where there is none. */
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
