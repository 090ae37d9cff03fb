import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import type { Package, ProductInstance, ProductInstanceStatus } from './model.ts';
import type { WixPackageFilter, WixTimeCondition } from './rest.ts';

/** The filter of a list of packages. An absent field doesn't filter. */
export interface PackageFilter {
  readonly externalIds?: readonly string[] | null | undefined;
  readonly hasExternalId?: boolean | null | undefined;
  readonly createdFrom?: string | null | undefined;
  readonly createdBefore?: string | null | undefined;
  readonly updatedFrom?: string | null | undefined;
  readonly updatedBefore?: string | null | undefined;
  readonly siteIds?: readonly string[] | null | undefined;
  readonly catalogProductIds?: readonly string[] | null | undefined;
  readonly countryCodes?: readonly string[] | null | undefined;
  readonly statuses?: readonly ProductInstanceStatus[] | null | undefined;
}

type Test = (candidate: Package) => boolean;

/** A filter in Wix's format, with tests for verifying its results. */
export interface PlannedFilter {
  readonly wix: WixPackageFilter;
  /** Whether a package matches the part of the filter that Wix gets. */
  readonly fits: Test;
  /** The part of the filter that Wix can't apply; null if there is none. */
  readonly keep: Test | null;
}

/**
 * Plans a filter. Throws an {@link InputError} for an empty list, a malformed id, or external ids combined with
 * `hasExternalId: false`.
 */
export function planFilter(filter: PackageFilter): PlannedFilter {
  const statuses = listInput('statuses', filter.statuses);
  const parts = [
    ...externalIdPart(filter),
    ...timePart('createdDate', ({ createdAt }) => createdAt, filter.createdFrom, filter.createdBefore),
    ...timePart('updatedDate', ({ updatedAt }) => updatedAt, filter.updatedFrom, filter.updatedBefore),
    ...instancePart(
      'productInstances.siteId',
      ({ siteId }) => siteId,
      listInput('siteIds', filter.siteIds, (id) => guidInput('filter.siteIds', id, 'a site')),
    ),
    ...instancePart(
      'productInstances.catalogProductId',
      ({ catalogProductId }) => catalogProductId,
      listInput('catalogProductIds', filter.catalogProductIds),
    ),
    ...instancePart(
      'productInstances.countryCode',
      ({ countryCode }) => countryCode,
      listInput('countryCodes', filter.countryCodes, (code) => code.toUpperCase()),
    ),
  ];
  return {
    wix: Object.assign({}, ...parts.map(({ wix }) => wix)) as WixPackageFilter,
    fits: (candidate) => parts.every(({ fits }) => fits(candidate)),
    keep: statuses === null ? null : hasInstance(({ status }) => status, statuses),
  };
}

/** One field of Wix's filter with its test. A part that isn't requested is an empty list. */
type Part = Omit<PlannedFilter, 'keep'>;

function externalIdPart({ externalIds, hasExternalId }: PackageFilter): Part[] {
  const wanted = listInput('externalIds', externalIds);
  if (wanted === null) {
    if (hasExternalId === null || hasExternalId === undefined) return [];
    return [
      {
        wix: { externalId: { $exists: hasExternalId } },
        fits: ({ externalId }) => hasExternalId === (externalId !== null),
      },
    ];
  }
  if (hasExternalId === false) {
    throw new InputError(
      'filter.hasExternalId',
      'filter.externalIds cannot be combined with filter.hasExternalId: false. Pass only one of them.',
    );
  }
  return [
    {
      wix: { externalId: { $in: wanted } },
      fits: ({ externalId }) => externalId !== null && wanted.includes(externalId),
    },
  ];
}

/** Builds the condition on a time, in UTC with milliseconds as Wix writes times itself. */
function timePart(
  field: 'createdDate' | 'updatedDate',
  read: (candidate: Package) => string | null,
  from: string | null | undefined,
  before: string | null | undefined,
): Part[] {
  const start = from ? Date.parse(from) : null;
  const end = before ? Date.parse(before) : null;
  if (start === null && end === null) return [];
  const condition: WixTimeCondition = {
    ...(start === null ? {} : { $gte: new Date(start).toISOString() }),
    ...(end === null ? {} : { $lt: new Date(end).toISOString() }),
  };
  const fits = (candidate: Package) => {
    const moment = Date.parse(read(candidate) ?? '');
    return !Number.isNaN(moment) && (start === null || moment >= start) && (end === null || moment < end);
  };
  return [{ wix: { [field]: condition }, fits }];
}

function instancePart(
  field: keyof WixPackageFilter,
  read: (instance: ProductInstance) => string | null,
  wanted: readonly string[] | null,
): Part[] {
  return wanted === null ? [] : [{ wix: { [field]: { $hasSome: wanted } }, fits: hasInstance(read, wanted) }];
}

function hasInstance(read: (instance: ProductInstance) => string | null, wanted: readonly string[]): Test {
  return ({ productInstances }) =>
    productInstances.some((instance) => {
      const value = read(instance);
      return value !== null && wanted.includes(value);
    });
}

function listInput<T>(
  field: string,
  values: readonly T[] | null | undefined,
  normalize: (value: T) => T = (value) => value,
): readonly T[] | null {
  if (values === null || values === undefined) return null;
  if (values.length === 0)
    throw new InputError(`filter.${field}`, `${field} must not be empty: omit it to leave the list unfiltered.`);
  if (values.length > 100) throw new InputError(`filter.${field}`, `${field} must contain at most 100 values.`);
  return values.map(normalize);
}
