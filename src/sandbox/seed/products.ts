import { frozen } from '../state/frozen.ts';
import type { SandboxBilling } from '../state/package.ts';
import { createRandom } from './random.ts';

/** A product that resellers can sell. */
export interface SandboxProduct {
  readonly id: string;
  readonly kind: 'premiumPlan' | 'mailbox' | 'businessTool';
  readonly billing: SandboxBilling;
}

function product(name: string, kind: SandboxProduct['kind'], billing: SandboxBilling): SandboxProduct {
  return { id: createRandom(0, `product/${name}`).guid(), kind, billing };
}

/** The catalog. Invented: Wix shows its own to resellers only. The same in every sandbox. */
export const products = frozen({
  yearlyPlan: product('plan-year', 'premiumPlan', { type: 'RECURRING', unit: 'YEAR', count: 1 }),
  monthlyPlan: product('plan-month', 'premiumPlan', { type: 'RECURRING', unit: 'MONTH', count: 1 }),
  mailbox: product('mailbox', 'mailbox', { type: 'RECURRING', unit: 'MONTH', count: 6 }),
  businessTool: product('business-tool', 'businessTool', { type: 'ONE_TIME' }),
} as const);
