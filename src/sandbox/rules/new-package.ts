import { enumAt, integerAt, type JsonObject, objectAt, objectsAt, refuseField, stringAt } from '../input.ts';
import type { AccountCall } from '../route.ts';
import type { SandboxBilling, SandboxPackage, SandboxProductInstance } from '../state/package.ts';
import { type CatalogProduct, productById } from '../state/product-catalog.ts';
import type { SandboxState } from '../state/state.ts';
import { checkBilling, checkLimit, checkSite, checkTypeIsFree, refuse, sellableProduct } from './product-checks.ts';

/** A billing as it was sent. */
export function readBilling(source: JsonObject) {
  const sent = objectAt(source, 'billingInfo');
  if (sent === undefined) return undefined;
  const type = enumAt(sent, 'type', ['UNKNOWN', 'ONE_TIME', 'RECURRING']) ?? 'UNKNOWN';
  const cycle = objectAt(sent, 'cycleDuration') ?? {};
  const unit = enumAt(cycle, 'unit', ['UNKNOWN', 'DAY', 'WEEK', 'MONTH', 'YEAR']);
  const count = integerAt(cycle, 'count');
  return { type, ...(unit === undefined ? {} : { unit }), ...(count === undefined ? {} : { count }) };
}

/** A text of at most so many characters; undefined for none. */
export function shortText(source: JsonObject, field: string, name: string, maximum: number): string | undefined {
  const text = stringAt(source, name) || undefined;
  if (text !== undefined && text.length > maximum) {
    refuseField({ field, description: `has more than ${maximum} characters`, violatedRule: 'MAX_LENGTH' });
  }
  return text;
}

interface Wanted {
  readonly product: CatalogProduct;
  readonly billing: SandboxBilling;
  readonly siteId?: string;
  readonly countryCode: string;
  readonly discountCode?: string;
  readonly referenceProductInstanceId?: string;
}

function readProduct(state: SandboxState, call: AccountCall, source: JsonObject, index: number): Wanted {
  const at = (field: string) => `products[${index}].${field}`;
  const countryCode = stringAt(source, 'countryCode') ?? '';
  if (!/^[A-Z]{2}$/.test(countryCode)) {
    refuseField({ field: at('countryCode'), description: 'must be a country code', violatedRule: 'FORMAT' });
  }
  const discountCode = shortText(source, at('discountCode'), 'discountCode', 25);
  const product = sellableProduct(stringAt(source, 'catalogProductId') ?? '');
  const billing = checkBilling(product, readBilling(source));
  const siteId = stringAt(source, 'siteId') || undefined;
  if (siteId !== undefined) {
    checkSite(state, call.accountId, product, siteId);
    checkTypeIsFree(state, product, siteId);
  }
  const referenced = stringAt(source, 'referenceProductInstanceId') || undefined;
  if (referenced !== undefined) checkReference(state, call, referenced, product.id);
  return {
    product,
    billing,
    countryCode,
    ...(siteId === undefined ? {} : { siteId }),
    ...(discountCode === undefined ? {} : { discountCode }),
    ...(referenced === undefined ? {} : { referenceProductInstanceId: referenced }),
  };
}

/** The referenced instance must be on its way or in use, and can give one product only. INFERRED: the code of the refusal. */
function checkReference(state: SandboxState, { accountId }: AccountCall, referenced: string, productId: string): void {
  const instances = [...state.packages.values()]
    .filter((item) => item.accountId === accountId)
    .flatMap((item) => item.instances);
  const found = instances.find(({ instanceId }) => instanceId === referenced);
  const isUsed = instances.some(({ referenceProductInstanceId }) => referenceProductInstanceId === referenced);
  if (found !== undefined && !isUsed && (found.status === 'PENDING' || found.status === 'ENABLED')) return;
  refuse(428, 'INVALID_PRODUCTS', `Invalid products: ${productId}.`);
}

/** Refuses products of one package that exclude each other on a site, or that are too many together. */
function checkTogether(state: SandboxState, { accountId }: AccountCall, wanted: readonly Wanted[]): void {
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

/** Reads the body of Create Package: a package in which everything is PENDING. Stores nothing. */
export function newPackage(state: SandboxState, call: AccountCall): SandboxPackage {
  const sent = objectsAt(call.body, 'products') ?? [];
  if (sent.length === 0) refuseField({ field: 'products', description: 'must not be empty' });
  if (sent.length > 1000) refuseField({ field: 'products', description: 'has size greater than 1000' });
  const externalId = shortText(call.body, 'externalId', 'externalId', 100);
  const wanted = sent.map((source, index) => readProduct(state, call, source, index));
  checkTogether(state, call, wanted);
  const moment = call.now.toISOString();
  return {
    id: call.mint.guid(),
    accountId: call.accountId,
    ...(externalId === undefined ? {} : { externalId }),
    instances: wanted.map(
      ({ product, ...facts }): SandboxProductInstance => ({
        instanceId: call.mint.guid(),
        catalogProductId: product.id,
        status: 'PENDING',
        ...facts,
        createdDate: moment,
        updatedDate: moment,
      }),
    ),
    createdDate: moment,
    updatedDate: moment,
  };
}

/** What becomes of an instance of a product. */
export function outcomeOf({ catalogProductId }: SandboxProductInstance) {
  return productById(catalogProductId)?.delivery ?? 'ENABLED';
}
