import type { Refusal, UserErrorCode } from '../write/user-error.ts';

/** Paths in the input of the objects that Wix's codes are about. */
interface Places {
  readonly product: string;
  readonly billing: string;
  readonly site: string;
  readonly instance?: string;
}

/** The meanings of Wix's codes (dev.wix.com/docs/api-reference/account-level/resellers/packages, Errors). */
const meanings: Readonly<Record<string, readonly [UserErrorCode, string, keyof Places | 'accountId']>> = {
  PRODUCT_NOT_FOUND: ['NOT_FOUND', "Wix's catalog has no product with this id.", 'product'],
  ACCOUNT_NOT_FOUND: ['NOT_FOUND', 'No account with this id exists.', 'accountId'],
  SITE_NOT_FOUND: ['NOT_FOUND', 'The account has no site with this id.', 'site'],
  PRODUCT_INSTANCE_NOT_FOUND: ['NOT_FOUND', 'The account has no product instance with this id.', 'instance'],
  PRODUCT_LIMIT_EXCEEDED: [
    'FAILED_PRECONDITION',
    'The account has reached the maximum number of this product.',
    'product',
  ],
  PRODUCT_SETTINGS_NOT_FOUND: ['FAILED_PRECONDITION', 'Wix has no settings for this product.', 'product'],
  MISSING_BILLING_CYCLE: ['BAD_USER_INPUT', 'The product requires a billing cycle.', 'billing'],
  INCOMPATIBLE_BILLING_CYCLE: ['BAD_USER_INPUT', 'The product is not sold with this billing cycle.', 'billing'],
  INVALID_BILLING_CYCLE: ['BAD_USER_INPUT', 'The product is not sold with this billing.', 'billing'],
  INVALID_PRODUCTS: ['BAD_USER_INPUT', 'These products cannot be sold in this form.', 'product'],
  MULTIPLE_PRODUCT_ASSIGNMENTS: [
    'BAD_USER_INPUT',
    'These products cannot be assigned to one site at the same time.',
    'product',
  ],
  PRODUCT_TYPE_ALREADY_ASSIGNED: [
    'CONFLICT',
    'The site already has a product of this type and can have only one.',
    'site',
  ],
  PRODUCT_NOT_SUPPORTED_ON_SITE: ['FAILED_PRECONDITION', 'The product is not supported on this site.', 'site'],
  INCOMPATIBLE_PRODUCT_INSTANCE_STATUS: [
    'FAILED_PRECONDITION',
    'The product instance cannot be changed in its current status.',
    'instance',
  ],
  INCOMPATIBLE_PRODUCT: [
    'FAILED_PRECONDITION',
    'The new product has another service type than the current one.',
    'product',
  ],
  MISSING_PRODUCT_DETAILS: ['BAD_USER_INPUT', 'The new product or its billing is incomplete.', 'product'],
};

/**
 * Returns the refusals of a write to one product instance. Those without a path of their own point to its `instanceId`.
 */
export function instanceRefusals(places: Partial<Places> = {}): Readonly<Record<string, Refusal>> {
  const instance = 'instanceId';
  return packageRefusals({ product: instance, billing: instance, site: instance, instance, ...places });
}

/** Returns the refusals of a write to packages, with their paths in the input. */
export function packageRefusals(places: Places): Readonly<Record<string, Refusal>> {
  return Object.fromEntries(
    Object.entries(meanings).map(([upstream, [code, message, place]]) => [
      upstream,
      { code, message, field: place === 'accountId' ? place : (places[place] ?? '') },
    ]),
  );
}
