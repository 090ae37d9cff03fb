import { z } from 'zod';
import { country, filled, guid, optional } from '../request/values.ts';
import type { Call } from '../route.ts';
import type { SandboxBilling, SandboxPackage, SandboxProductInstance } from '../state/package.ts';
import { type CatalogProduct, productById } from '../state/product-catalog.ts';
import type { SandboxState } from '../state/state.ts';
import { checkBilling, checkLimit, checkSite, checkTypeIsFree, refuse, sellableProduct } from './product-checks.ts';

/** A billing as it is sent. */
export const billingSchema = z
  .strictObject({
    type: z.enum(['ONE_TIME', 'RECURRING']),
    cycleDuration: optional(
      z.strictObject({ unit: z.enum(['DAY', 'WEEK', 'MONTH', 'YEAR']), count: optional(z.int().min(1)) }),
    ),
  })
  .transform(({ type, cycleDuration }) => ({ type, unit: cycleDuration?.unit, count: cycleDuration?.count }));

export const discountSchema = optional(z.string().max(25));
export const keySchema = optional(z.string());

export const createPackageBody = z.strictObject({
  idempotencyKey: keySchema,
  externalId: optional(z.string().max(100)),
  products: z
    .array(
      z.strictObject({
        catalogProductId: filled(),
        siteId: optional(guid),
        billingInfo: optional(billingSchema),
        countryCode: country,
        discountCode: discountSchema,
        referenceProductInstanceId: optional(guid),
      }),
    )
    .min(1)
    .max(1_000),
});

export type CreatePackage = Call<z.output<typeof createPackageBody>>;
type SentProduct = CreatePackage['body']['products'][number];

interface Wanted {
  readonly product: CatalogProduct;
  readonly billing: SandboxBilling;
  readonly siteId?: string;
  readonly countryCode: string;
  readonly discountCode?: string;
  readonly referenceProductInstanceId?: string;
}

function readProduct(state: SandboxState, call: CreatePackage, sent: SentProduct): Wanted {
  const { siteId, countryCode, discountCode, referenceProductInstanceId: referenced } = sent;
  const product = sellableProduct(sent.catalogProductId);
  const billing = checkBilling(product, sent.billingInfo);
  if (siteId !== undefined) {
    checkSite(state, call, product, siteId);
    checkTypeIsFree(state, product, siteId);
  }
  if (referenced !== undefined) checkReference(state, call, referenced, product.id);
  return {
    product,
    billing,
    countryCode,
    ...(siteId === undefined ? {} : { siteId }),
    ...(discountCode === undefined || discountCode === '' ? {} : { discountCode }),
    ...(referenced === undefined ? {} : { referenceProductInstanceId: referenced }),
  };
}

/** The referenced instance must be PENDING or ENABLED, and can give one product only. INFERRED: the code of the refusal. */
function checkReference(state: SandboxState, { accountId }: Call, referenced: string, productId: string): void {
  const instances = [...state.packages.values()]
    .filter((item) => item.accountId === accountId)
    .flatMap((item) => item.instances);
  const found = instances.find(({ instanceId }) => instanceId === referenced);
  const isUsed = instances.some(({ referenceProductInstanceId }) => referenceProductInstanceId === referenced);
  if (found !== undefined && !isUsed && (found.status === 'PENDING' || found.status === 'ENABLED')) return;
  refuse(428, 'INVALID_PRODUCTS', `Invalid products: ${productId}.`);
}

/** Refuses products of one package that exclude each other on a site, or that exceed a limit together. */
function checkTogether(state: SandboxState, { accountId }: Call, wanted: readonly Wanted[]): void {
  for (const { product, siteId } of wanted) {
    const rivals = wanted.filter(
      (other) => siteId !== undefined && other.siteId === siteId && other.product.typeId === product.typeId,
    );
    if (product.isOnePerSite && rivals.length > 1) {
      const ids = rivals.map((rival) => rival.product.id).join(', ');
      const message = `Trying to assign products: ${ids} that cannot be assigned simultaneously to the same site ${siteId}.`;
      refuse(428, 'MULTIPLE_PRODUCT_ASSIGNMENTS', message);
    }
    checkLimit(state, accountId, product, wanted.filter((other) => other.product.id === product.id).length);
  }
}

/** Makes the package that Create Package requests, with everything PENDING. Stores nothing. */
export function newPackage(state: SandboxState, call: CreatePackage): SandboxPackage {
  const { externalId } = call.body;
  const wanted = call.body.products.map((sent) => readProduct(state, call, sent));
  checkTogether(state, call, wanted);
  const moment = call.now.toISOString();
  return {
    id: call.mint.guid(),
    accountId: call.accountId,
    ...(externalId === undefined || externalId === '' ? {} : { externalId }),
    instances: wanted.map(
      ({ product, ...chosen }): SandboxProductInstance => ({
        instanceId: call.mint.guid(),
        catalogProductId: product.id,
        status: 'PENDING',
        ...chosen,
        createdDate: moment,
        updatedDate: moment,
      }),
    ),
    createdDate: moment,
    updatedDate: moment,
  };
}

/** Returns the status that an instance of a product gets by its delivery. */
export function outcomeOf({ catalogProductId }: SandboxProductInstance) {
  return productById(catalogProductId)?.delivery ?? 'ENABLED';
}
