import type { FilterField, FilterFields } from '../query/filter.ts';
import type { FilterOperator } from '../query/operators.ts';
import type { SandboxQuirks } from '../quirks.ts';
import type { SandboxPackage, SandboxProductInstance } from '../state/package.ts';

const idOperators: readonly FilterOperator[] = ['$eq', '$ne', '$in', '$exists'];
const timeOperators: readonly FilterOperator[] = ['$eq', '$ne', '$gt', '$lt', '$gte', '$lte'];

/** The sortable fields. */
export const packageSortFields = {
  createdDate: ({ createdDate }: SandboxPackage) => createdDate,
  updatedDate: ({ updatedDate }: SandboxPackage) => updatedDate,
};

/** Defines a field of the products in a package: what any of them holds. */
function ofInstances(
  read: (instance: SandboxProductInstance) => string | undefined,
  type: NonNullable<FilterField<SandboxPackage>['type']> = 'text',
): FilterField<SandboxPackage> {
  return {
    operators: ['$hasSome', '$hasAll'],
    type,
    read: ({ instances }) => instances.flatMap((instance) => read(instance) ?? []),
  };
}

function cycleUnit({ billing }: SandboxProductInstance): string | undefined {
  return billing.type === 'RECURRING' ? billing.unit : undefined;
}

/**
 * The fields that Query Packages is documented to filter by, but for those that hold objects and the count of a cycle
 * (dev.wix.com/docs/api-reference/account-level/resellers, Supported Filters).
 */
export function packageFilterFields({ packageStatusIndex }: SandboxQuirks): FilterFields<SandboxPackage> {
  const indexed = (status: string) =>
    packageStatusIndex === 'ENABLED'
      ? status
      : status.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
  return {
    id: { operators: idOperators, read: ({ id }) => id },
    accountId: { operators: idOperators, read: ({ accountId }) => accountId },
    externalId: { operators: idOperators, read: ({ externalId }) => externalId },
    createdDate: { operators: timeOperators, type: 'moment', read: packageSortFields.createdDate },
    updatedDate: { operators: timeOperators, type: 'moment', read: packageSortFields.updatedDate },
    'productInstances.instanceId': ofInstances(({ instanceId }) => instanceId),
    'productInstances.siteId': ofInstances(({ siteId }) => siteId),
    'productInstances.catalogProductId': ofInstances(({ catalogProductId }) => catalogProductId),
    'productInstances.status': ofInstances(({ status }) => indexed(status)),
    'productInstances.failure.code': ofInstances(
      ({ failure }) => failure?.code,
      ['UNKNOWN', 'DELIVERY_TIMEOUT', 'EXTERNAL_FAILURE'],
    ),
    'productInstances.failure.message': ofInstances(({ failure }) => failure?.message),
    'productInstances.billingInfo.type': ofInstances(
      ({ billing }) => billing.type,
      ['UNKNOWN', 'ONE_TIME', 'RECURRING'],
    ),
    'productInstances.billingInfo.cycleDuration.unit': ofInstances(cycleUnit, [
      ...['UNKNOWN', 'DAY', 'WEEK', 'MONTH', 'YEAR'],
    ]),
    'productInstances.createdDate': ofInstances(({ createdDate }) => createdDate, 'moment'),
    'productInstances.updatedDate': ofInstances(({ updatedDate }) => updatedDate, 'moment'),
    'productInstances.countryCode': ofInstances(({ countryCode }) => countryCode),
  };
}
