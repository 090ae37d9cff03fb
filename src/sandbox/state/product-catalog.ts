import { products as seededProducts } from '../seed/products.ts';
import { frozen } from './frozen.ts';
import type { SandboxBilling } from './package.ts';

/** A product as the sandbox sells it. Wix publishes no catalog: types, billings and limits are all invented. */
export interface CatalogProduct {
  readonly id: string;
  /** The service type: an instance can be adjusted within it only. */
  readonly typeId: string;
  /** The billings it is sold with. Absent: the product has no settings and cannot be sold. */
  readonly billings?: readonly SandboxBilling[];
  /** Whether a site can have one instance of the type at most. */
  readonly isOnePerSite: boolean;
  /** Whether it makes its site Premium. */
  readonly isPremiumPlan: boolean;
  /** Most instances that an account can have at once. Absent: any number. */
  readonly limit?: number;
  /** The editors on whose sites it works. Absent: all. */
  readonly editorTypes?: readonly string[];
  /** The status of a new instance after its delivery. */
  readonly delivery: 'ENABLED' | 'FAILED' | 'AWAITING_ACTION';
}

const once = frozen({ type: 'ONE_TIME' });
const monthly = frozen({ type: 'RECURRING', unit: 'MONTH', count: 1 });
const yearly = frozen({ type: 'RECURRING', unit: 'YEAR', count: 1 });

const plan = { typeId: 'premium-plan', isOnePerSite: true, isPremiumPlan: true, delivery: 'ENABLED' } as const;
const tool = { typeId: 'business-tool', isOnePerSite: false, isPremiumPlan: false } as const;

/** Every product, named by its purpose. The ids are the same in every sandbox. */
export const catalog = {
  yearlyPlan: { ...plan, id: seededProducts.yearlyPlan.id, billings: [seededProducts.yearlyPlan.billing] },
  monthlyPlan: { ...plan, id: seededProducts.monthlyPlan.id, billings: [seededProducts.monthlyPlan.billing] },
  flexiblePlan: { ...plan, id: '9c1d7f60-2b7a-4a53-8f0e-3a6c5d1e0001', billings: [monthly, yearly] },
  studioPlan: { ...plan, id: '9c1d7f60-2b7a-4a53-8f0e-3a6c5d1e0002', billings: [yearly], editorTypes: ['STUDIO'] },
  mailbox: {
    id: seededProducts.mailbox.id,
    typeId: 'mailbox',
    billings: [seededProducts.mailbox.billing],
    isOnePerSite: false,
    isPremiumPlan: false,
    delivery: 'ENABLED',
  },
  domain: {
    id: '9c1d7f60-2b7a-4a53-8f0e-3a6c5d1e0003',
    typeId: 'domain',
    billings: [yearly],
    isOnePerSite: false,
    isPremiumPlan: false,
    delivery: 'AWAITING_ACTION',
  },
  businessTool: { ...tool, id: seededProducts.businessTool.id, billings: [once], delivery: 'ENABLED' },
  scarceTool: { ...tool, id: '9c1d7f60-2b7a-4a53-8f0e-3a6c5d1e0004', billings: [once], limit: 2, delivery: 'ENABLED' },
  brokenTool: { ...tool, id: '9c1d7f60-2b7a-4a53-8f0e-3a6c5d1e0005', billings: [once], delivery: 'FAILED' },
  unsettledTool: { ...tool, id: '9c1d7f60-2b7a-4a53-8f0e-3a6c5d1e0006', delivery: 'ENABLED' },
} as const satisfies Record<string, CatalogProduct>;

const byId = new Map<string, CatalogProduct>(Object.values(catalog).map((product) => [product.id, product]));

/** Returns the product of this id; undefined for none. */
export function productById(id: string): CatalogProduct | undefined {
  return byId.get(id);
}
