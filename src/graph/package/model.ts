import { list, object, oneOf, text, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { type Billing, toBilling } from './billing.ts';
import type { WixPackage, WixProductInstance } from './rest.ts';

const statuses = {
  PENDING: 'PENDING',
  ENABLED: 'ENABLED',
  CANCELED: 'CANCELED',
  FAILED: 'FAILED',
  AWAITING_ACTION: 'AWAITING_ACTION',
} as const;

const failureCodes = { DELIVERY_TIMEOUT: 'DELIVERY_TIMEOUT', EXTERNAL_FAILURE: 'EXTERNAL_FAILURE' } as const;

export type ProductInstanceStatus = (typeof statuses)[keyof typeof statuses] | 'UNKNOWN';
export type ProductFailureCode = (typeof failureCodes)[keyof typeof failureCodes] | 'UNKNOWN';

/** Products that were sold to an account in one transaction. Null: Wix did not send it. */
export interface Package {
  readonly id: string;
  readonly accountId: string;
  readonly externalId: string | null;
  readonly productInstances: readonly ProductInstance[];
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** A product in a package. Null: Wix did not send it. */
export interface ProductInstance {
  readonly id: string;
  readonly package: Package;
  /** Null for a floating instance, which no site uses. */
  readonly siteId: string | null;
  readonly catalogProductId: string | null;
  readonly status: ProductInstanceStatus;
  readonly statusRaw: string | null;
  /** Null unless the delivery failed. */
  readonly failure: ProductFailure | null;
  readonly billing: Billing | null;
  readonly countryCode: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly expiresAt: string | null;
  readonly discountCode: string | null;
  readonly referencedInstanceId: string | null;
}

/** The reason why a product was not delivered. */
export interface ProductFailure {
  readonly code: ProductFailureCode;
  readonly codeRaw: string | null;
  readonly message: string | null;
}

/**
 * Maps Wix's package to ours. Throws a {@link WixError} `invalidResponse` if the package has no id or account, or an
 * instance has no id, because nothing could refer to it.
 */
export function toPackage(raw: WixPackage, endpoint: string): Package {
  const id = text(raw.id);
  const accountId = text(raw.accountId);
  if (id === null || accountId === null) {
    throw new WixError('invalidResponse', 'a package without its id or account', { endpoint });
  }
  const productInstances: ProductInstance[] = [];
  const made: Package = {
    id,
    accountId: accountId.toLowerCase(),
    externalId: text(raw.externalId),
    productInstances,
    createdAt: time(raw.createdDate),
    updatedAt: time(raw.updatedDate),
  };
  for (const instance of list(raw.productInstances)) {
    productInstances.push(toProductInstance(object(instance), made, endpoint));
  }
  return made;
}

function toProductInstance(raw: WixProductInstance, inPackage: Package, endpoint: string): ProductInstance {
  const id = text(raw.instanceId);
  if (id === null) throw new WixError('invalidResponse', 'a product instance without an id', { endpoint });
  return {
    id,
    package: inPackage,
    siteId: text(raw.siteId),
    catalogProductId: text(raw.catalogProductId),
    status: oneOf(statuses, raw.status),
    statusRaw: text(raw.status),
    failure: toFailure(raw.failure),
    // Samples of Get Package and Query Packages have `paymentInfo`, the schema `billingInfo`.
    billing: toBilling(raw.billingInfo) ?? toBilling(raw.paymentInfo),
    countryCode: text(raw.countryCode),
    createdAt: time(raw.createdDate),
    updatedAt: time(raw.updatedDate),
    expiresAt: time(raw.expirationDate),
    discountCode: text(raw.discountCode),
    referencedInstanceId: text(raw.referenceProductInstanceId),
  };
}

function toFailure(raw: unknown): ProductFailure | null {
  const failure = object(raw);
  const codeRaw = text(failure['code']);
  const message = text(failure['message']);
  return codeRaw === null && message === null ? null : { code: oneOf(failureCodes, codeRaw), codeRaw, message };
}
