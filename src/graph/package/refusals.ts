import type { Refusal, UserErrorCode } from '../write/user-error.ts';

/** Where in the input stands what Wix's codes are about. */
interface Places {
  readonly product: string;
  readonly billing: string;
  readonly site: string;
  readonly instance?: string;
}

/** What Wix's codes mean (dev.wix.com/docs/api-reference/account-level/resellers/packages, Errors). */
const meanings: Readonly<Record<string, readonly [UserErrorCode, string, keyof Places | 'accountId']>> = {
  PRODUCT_NOT_FOUND: ['NOT_FOUND', "Wix's catalog has no product of this id.", 'product'],
  ACCOUNT_NOT_FOUND: ['NOT_FOUND', 'There is no account of this id.', 'accountId'],
  SITE_NOT_FOUND: ['NOT_FOUND', 'The account has no site of this id.', 'site'],
  PRODUCT_INSTANCE_NOT_FOUND: ['NOT_FOUND', 'The account has no product instance of this id.', 'instance'],
  PRODUCT_LIMIT_EXCEEDED: ['FAILED_PRECONDITION', 'The account has as many of this product as it can have.', 'product'],
  PRODUCT_SETTINGS_NOT_FOUND: ['FAILED_PRECONDITION', 'Wix has no settings for this product.', 'product'],
  MISSING_BILLING_CYCLE: ['BAD_USER_INPUT', 'The product needs a billing cycle.', 'billing'],
  INCOMPATIBLE_BILLING_CYCLE: ['BAD_USER_INPUT', 'The product is not sold for this billing cycle.', 'billing'],
  INVALID_BILLING_CYCLE: ['BAD_USER_INPUT', 'The product is not sold with this billing.', 'billing'],
  INVALID_PRODUCTS: ['BAD_USER_INPUT', 'These products cannot be sold like this.', 'product'],
  MULTIPLE_PRODUCT_ASSIGNMENTS: [
    'BAD_USER_INPUT',
    'These products cannot be assigned to one site at the same time.',
    'product',
  ],
  PRODUCT_TYPE_ALREADY_ASSIGNED: ['CONFLICT', 'The site has a product of this type, and can have only one.', 'site'],
  PRODUCT_NOT_SUPPORTED_ON_SITE: ['FAILED_PRECONDITION', 'The product does not work on this site.', 'site'],
  INCOMPATIBLE_PRODUCT_INSTANCE_STATUS: [
    'FAILED_PRECONDITION',
    'The product instance cannot be changed in its present status.',
    'instance',
  ],
  INCOMPATIBLE_PRODUCT: [
    'FAILED_PRECONDITION',
    'The new product is of another service type than the present one.',
    'product',
  ],
  MISSING_PRODUCT_DETAILS: ['BAD_USER_INPUT', 'The new product or its billing is incomplete.', 'product'],
};

/** The refusals of a write on one product instance, led to its `instanceId` where no other place is named. */
export function instanceRefusals(places: Partial<Places> = {}): Readonly<Record<string, Refusal>> {
  const instance = 'instanceId';
  return packageRefusals({ product: instance, billing: instance, site: instance, instance, ...places });
}

/** The refusals of a write on packages, led to its input. */
export function packageRefusals(places: Places): Readonly<Record<string, Refusal>> {
  return Object.fromEntries(
    Object.entries(meanings).map(([upstream, [code, message, place]]) => [
      upstream,
      { code, message, field: place === 'accountId' ? place : (places[place] ?? '') },
    ]),
  );
}
