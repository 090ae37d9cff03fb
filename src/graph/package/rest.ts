import { endpoint, shape } from '../../wix/endpoint.ts';

/** A package as Wix sends it. */
export interface WixPackage {
  readonly id?: unknown;
  readonly accountId?: unknown;
  readonly externalId?: unknown;
  readonly productInstances?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
}

/** A product instance in a package. `siteId` is absent for a floating one. */
export interface WixProductInstance {
  readonly instanceId?: unknown;
  readonly siteId?: unknown;
  readonly catalogProductId?: unknown;
  readonly status?: unknown;
  readonly failure?: unknown;
  readonly billingInfo?: unknown;
  readonly paymentInfo?: unknown;
  readonly createdDate?: unknown;
  readonly updatedDate?: unknown;
  readonly countryCode?: unknown;
  readonly expirationDate?: unknown;
  readonly discountCode?: unknown;
  readonly referenceProductInstanceId?: unknown;
}

export interface WixTimeCondition {
  readonly $gte?: string;
  readonly $lt?: string;
}

interface ListCondition {
  readonly $hasSome: readonly string[];
}

/**
 * The filter of Query Packages. Status is filterable too, but never sent: whether the index holds `ENABLED` or
 * `Enabled`, as in the example, is UNKNOWN.
 */
export interface WixPackageFilter {
  readonly id?: { readonly $in: readonly string[] };
  readonly accountId?: { readonly $eq: string };
  readonly externalId?: { readonly $in: readonly string[] } | { readonly $exists: boolean };
  readonly createdDate?: WixTimeCondition;
  readonly updatedDate?: WixTimeCondition;
  readonly 'productInstances.siteId'?: ListCondition;
  readonly 'productInstances.catalogProductId'?: ListCondition;
  readonly 'productInstances.countryCode'?: ListCondition;
}

export interface WixPackageSort {
  readonly fieldName: 'createdDate' | 'updatedDate';
  readonly order: 'ASC' | 'DESC';
}

/** Filter and sort are sent with the first page only: Wix rejects them together with a cursor. */
export interface WixPackageQuery {
  readonly filter?: WixPackageFilter;
  readonly sort?: readonly WixPackageSort[];
  readonly cursorPaging: { readonly limit: number; readonly cursor?: string };
}

const pages = 'dev.wix.com/docs/api-reference/account-level/resellers/packages-and-product-instances';
const permission = 'premium.reseller-package.read';

export const getPackage = endpoint({
  name: 'Get Package',
  method: 'GET',
  path: '/resellers/v1/packages/{id}',
  params: { id: 'guid' },
  level: 'account',
  // Fails if the package is not one of the account's; the status and code are UNKNOWN.
  retry: 'read',
  permission,
  certainty: 'preview',
  source: `${pages}/get-package, read 2026-11-23`,
  response: shape<{ readonly package?: WixPackage }>(),
});

/** Lists the packages of the parent account and its children, whichever of them the header names: see `accountId`. */
export const queryPackages = endpoint({
  name: 'Query Packages',
  method: 'POST',
  path: '/resellers/v1/packages/query',
  level: 'account',
  retry: 'read',
  permission,
  maxItems: 100,
  pageLimit: ['body', 'query', 'cursorPaging', 'limit'],
  byIds: [
    { ids: ['body', 'query', 'filter', 'id', '$in'], items: 'packages', id: ['id'], paging: 'metadata', maxIds: 100 },
    {
      ids: ['body', 'query', 'filter', 'productInstances.siteId', '$hasSome'],
      items: 'packages',
      id: ['productInstances', 'siteId'],
      paging: 'metadata',
      maxIds: 100,
    },
  ],
  certainty: 'preview',
  source: `${pages}/query-packages, read 2026-11-23`,
  body: shape<{ readonly query: WixPackageQuery }>(),
  texts: {
    'body.query.cursorPaging.cursor': 'text',
    'body.query.filter.accountId.$eq': 'accountId',
    'body.query.filter.createdDate.$gte': 'text',
    'body.query.filter.createdDate.$lt': 'text',
    'body.query.filter.externalId.$in[]': 'text',
    'body.query.filter.id.$in[]': 'text',
    'body.query.filter.productInstances.catalogProductId.$hasSome[]': 'text',
    'body.query.filter.productInstances.countryCode.$hasSome[]': 'text',
    'body.query.filter.productInstances.siteId.$hasSome[]': 'siteId',
    'body.query.filter.updatedDate.$gte': 'text',
    'body.query.filter.updatedDate.$lt': 'text',
  },
  // `metadata.hasNext` may be absent: it is internal at Wix.
  response: shape<{ readonly packages?: readonly WixPackage[]; readonly metadata?: unknown }>(),
});

/** The interval of a recurring payment as Wix takes it. */
export interface WixCycleDuration {
  readonly unit: 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';
  readonly count: number;
}

export interface WixBillingInfo {
  readonly type: 'ONE_TIME' | 'RECURRING';
  /** Only for RECURRING. */
  readonly cycleDuration?: WixCycleDuration;
}

/** A product to sell as Wix takes it. */
export interface WixNewProduct {
  readonly catalogProductId: string;
  readonly siteId?: string;
  readonly billingInfo?: WixBillingInfo;
  readonly countryCode: string;
  readonly discountCode?: string;
  readonly referenceProductInstanceId?: string;
}

/** A body with an idempotency key. Wix's treatment of a reused key is UNKNOWN, so it never justifies a retry. */
interface Keyed {
  readonly idempotencyKey?: string;
}

const manage = 'premium.reseller-package.manage';
const writtenPackage = shape<{ readonly package?: WixPackage }>();

/** Sells products. Every instance is PENDING in the response, because delivery comes later. */
export const createPackage = endpoint({
  name: 'Create Package V2',
  method: 'POST',
  path: '/resellers/v2/packages',
  level: 'account',
  retry: 'unsafeWrite',
  permission: manage,
  maxItems: 1_000,
  certainty: 'preview',
  source: `${pages}/create-package-v2, read 2026-11-23`,
  body: shape<Keyed & { readonly externalId?: string; readonly products: readonly WixNewProduct[] }>(),
  texts: {
    'body.externalId': 'text',
    'body.idempotencyKey': 'text',
    'body.products[].catalogProductId': 'text',
    'body.products[].countryCode': 'text',
    'body.products[].discountCode': 'text',
    'body.products[].referenceProductInstanceId': 'text',
    'body.products[].siteId': 'siteId',
  },
  response: writtenPackage,
});

/** Cancels a package. The status right after it is uncertain: examples show PENDING. */
export const cancelPackage = endpoint({
  name: 'Cancel Package',
  method: 'DELETE',
  path: '/resellers/v1/packages/{id}',
  params: { id: 'guid' },
  level: 'account',
  retry: 'unsafeWrite',
  permission: manage,
  certainty: 'preview',
  source: `${pages}/cancel-package, read 2026-11-23`,
  body: shape<Keyed>(),
  texts: {
    'body.idempotencyKey': 'text',
  },
  response: writtenPackage,
});

/** Cancels a product instance. Same as Cancel Package. */
export const cancelProductInstance = endpoint({
  name: 'Cancel Product Instance',
  method: 'DELETE',
  path: '/resellers/v1/packages/product-instances/{instanceId}',
  params: { instanceId: 'guid' },
  level: 'account',
  retry: 'unsafeWrite',
  permission: manage,
  certainty: 'preview',
  source: `${pages}/cancel-product-instance, read 2026-11-23`,
  body: shape<Keyed>(),
  texts: {
    'body.idempotencyKey': 'text',
  },
  response: writtenPackage,
});

/** Changes a product instance. Requires a product or a billing; `discountCode` is ignored without a product. */
export const adjustProductInstance = endpoint({
  name: 'Adjust Product Instance Specifications',
  method: 'PATCH',
  path: '/resellers/v1/packages/product-instances/{instanceId}',
  params: { instanceId: 'guid' },
  level: 'account',
  retry: 'unsafeWrite',
  permission: manage,
  certainty: 'preview',
  source: `${pages}/adjust-product-instance-specifications, read 2026-11-23`,
  body: shape<
    Keyed & {
      readonly catalogProductId?: string;
      readonly billingInfo?: WixBillingInfo;
      readonly discountCode?: string;
    }
  >(),
  texts: {
    'body.catalogProductId': 'text',
    'body.discountCode': 'text',
    'body.idempotencyKey': 'text',
  },
  response: writtenPackage,
});

export const assignProductInstance = endpoint({
  name: 'Assign Product Instance To Site',
  method: 'PATCH',
  path: '/resellers/v1/packages/product-instances/{instanceId}/{siteId}',
  params: { instanceId: 'guid', siteId: 'siteId' },
  level: 'account',
  retry: 'unsafeWrite',
  permission: manage,
  certainty: 'preview',
  source: `${pages}/assign-product-instance-to-site, read 2026-11-23`,
  body: shape<Keyed>(),
  texts: {
    'body.idempotencyKey': 'text',
  },
  response: writtenPackage,
});

export const unassignProductInstance = endpoint({
  name: 'Unassign Product Instance From Site',
  method: 'PATCH',
  path: '/resellers/v1/packages/product-instances/{instanceId}/unassign',
  params: { instanceId: 'guid' },
  level: 'account',
  retry: 'unsafeWrite',
  permission: manage,
  certainty: 'preview',
  source: `${pages}/unassign-product-instance-from-site, read 2026-11-23`,
  body: shape<Keyed>(),
  texts: {
    'body.idempotencyKey': 'text',
  },
  response: writtenPackage,
});

export const updatePackageExternalId = endpoint({
  name: 'Update Package External Id',
  method: 'PATCH',
  path: '/resellers/v1/packages/update/{packageId}/{externalId}',
  params: { packageId: 'guid', externalId: 'token' },
  level: 'account',
  retry: 'idempotentWrite',
  permission: 'PREMIUM.PACKAGE_UPDATE_EXTERNAL_ID',
  certainty: 'preview',
  source: `${pages}/update-package-external-id, read 2026-11-23`,
  // `updatedPackage` by the type, `updated_package` in the example.
  response: shape<{ readonly updatedPackage?: WixPackage; readonly updated_package?: WixPackage }>(),
});
