/** The status of a product. */
export type SandboxProductStatus = 'PENDING' | 'ENABLED' | 'CANCELED' | 'FAILED' | 'AWAITING_ACTION';

/** One product of a package. */
export interface SandboxProductInstance {
  readonly instanceId: string;
  /** Absent for a floating instance. */
  readonly siteId?: string;
  readonly catalogProductId: string;
  readonly status: SandboxProductStatus;
  /** Present only for FAILED. */
  readonly failure?: { readonly code: 'DELIVERY_TIMEOUT' | 'EXTERNAL_FAILURE'; readonly message: string };
  readonly billing: SandboxBilling;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly countryCode: string;
  /** Present only where nothing renews by itself. */
  readonly expirationDate?: string;
  readonly discountCode?: string;
  /** The instance that this one came free of charge with. */
  readonly referenceProductInstanceId?: string;
}

/** The billing of a product. */
export type SandboxBilling =
  | { readonly type: 'ONE_TIME' }
  | { readonly type: 'RECURRING'; readonly unit: 'MONTH' | 'YEAR'; readonly count: number };

/** Products that were sold to one account in one transaction. */
export interface SandboxPackage {
  readonly id: string;
  readonly accountId: string;
  readonly externalId?: string;
  readonly instances: readonly SandboxProductInstance[];
  readonly createdDate: string;
  readonly updatedDate: string;
}
