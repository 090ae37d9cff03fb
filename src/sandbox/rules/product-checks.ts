import { type Answer, applicationError, Refusal } from '../answer.ts';
import type { Call } from '../route.ts';
import type { SandboxBilling } from '../state/package.ts';
import { type CatalogProduct, productById } from '../state/product-catalog.ts';
import { isLive } from '../state/product-delivery.ts';
import type { SandboxSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';

// The codes and messages of dev.wix.com/docs/api-reference/account-level/resellers, Errors. That a message stands in both
// `message` and `description` is INFERRED.

/** Ends a call with one of the documented refusals. */
export function refuse(status: 404 | 428, code: string, message: string): never {
  throw new Refusal(applicationError(status, code, message) satisfies Answer);
}

/** Returns a product of the catalog that can be sold. */
export function sellableProduct(id: string): CatalogProduct & { readonly billings: readonly SandboxBilling[] } {
  const product = productById(id);
  if (product === undefined) return refuse(404, 'PRODUCT_NOT_FOUND', 'Product id not found in catalog.');
  const { billings } = product;
  if (billings === undefined) {
    return refuse(428, 'PRODUCT_SETTINGS_NOT_FOUND', `Product doesn't have any settings ${id}.`);
  }
  return { ...product, billings };
}

function cycleText(billing: SandboxBilling | undefined): string {
  return billing?.type === 'RECURRING' ? `${billing.count} ${billing.unit}` : 'ONE_TIME';
}

/** Returns the billing that a product is sold with, if it is one of the product's own. */
export function checkBilling(
  { id, billings }: { readonly id: string; readonly billings: readonly SandboxBilling[] },
  wanted:
    | { readonly type: string; readonly unit?: string | undefined; readonly count?: number | undefined }
    | undefined,
): SandboxBilling {
  const isRecurring = billings.some(({ type }) => type === 'RECURRING');
  if (isRecurring && wanted?.type !== 'ONE_TIME' && wanted?.unit === undefined) {
    return refuse(428, 'MISSING_BILLING_CYCLE', `Product ${id} must receive a cycle upon creating.`);
  }
  const cycles = billings.map(cycleText).join(', ');
  if (wanted !== undefined && (wanted.type === 'RECURRING') !== isRecurring) {
    const details = JSON.stringify(wanted);
    const message = `Product ${id} is allowed for those cycles: ${cycles} and the request had this contract details: ${details}.`;
    return refuse(428, 'INVALID_BILLING_CYCLE', message);
  }
  const found = billings.find(
    (billing) =>
      billing.type === 'ONE_TIME' || (billing.unit === wanted?.unit && billing.count === (wanted.count ?? 1)),
  );
  if (found !== undefined) return found;
  const cycle = `${wanted?.count ?? 1} ${wanted?.unit ?? ''}`;
  const message = `Product ${id} cannot be used with cycle: ${cycle}, it is not one of ${cycles}.`;
  return refuse(428, 'INCOMPATIBLE_BILLING_CYCLE', message);
}

/** Returns the site that a product is to serve, if the account has it and the product works on it. */
export function checkSite(
  state: SandboxState,
  { accountId, covers, quirks }: Call,
  product: CatalogProduct,
  siteId: string,
): SandboxSite {
  const site = state.sites.get(siteId);
  const isCovered = covers(siteId) || quirks.limitedKeyWrites === 'accept';
  if (site === undefined || site.accountId !== accountId || !isCovered) {
    const owner = site?.accountId ?? '';
    return refuse(404, 'SITE_NOT_FOUND', `Site ${siteId} is not owned by ${accountId}, but by ${owner}.`);
  }
  if (product.editorTypes !== undefined && !product.editorTypes.includes(site.editorType)) {
    const message = `Site ${siteId} is not compatible with product ${product.id}.`;
    return refuse(428, 'PRODUCT_NOT_SUPPORTED_ON_SITE', message);
  }
  if (site.trashedDate !== undefined && quirks.trashedSiteWrites === 'reject') {
    return refuse(428, 'PRODUCT_NOT_SUPPORTED_ON_SITE', `Site ${siteId} is in the trash.`);
  }
  return site;
}

/** Refuses a second product of a type that a site can have once. @param ownId the instance that is not counted */
export function checkTypeIsFree(state: SandboxState, product: CatalogProduct, siteId: string, ownId?: string): void {
  if (!product.isOnePerSite) return;
  const isTaken = [...state.packages.values()].some(({ instances }) =>
    instances.some(
      (instance) =>
        instance.siteId === siteId &&
        instance.instanceId !== ownId &&
        isLive(instance) &&
        productById(instance.catalogProductId)?.typeId === product.typeId,
    ),
  );
  if (!isTaken) return;
  const message = `Product type: ${product.typeId} is allowed only as one instance per site and site ${siteId} already has one product of that type.`;
  refuse(428, 'PRODUCT_TYPE_ALREADY_ASSIGNED', message);
}

/** Refuses instances beyond the limit of a product. @param added how many instances would be new */
export function checkLimit(state: SandboxState, accountId: string, product: CatalogProduct, added: number): void {
  const current = [...state.packages.values()]
    .filter((item) => item.accountId === accountId)
    .flatMap(({ instances }) => instances)
    .filter((instance) => instance.catalogProductId === product.id && isLive(instance)).length;
  if (product.limit === undefined || current + added <= product.limit) return;
  const message = `Limit for product ${product.id} exceeded, number of current subscriptions ${current}.`;
  refuse(428, 'PRODUCT_LIMIT_EXCEEDED', message);
}
