import { builder, OrderDirection } from '../builder.ts';
import type { PackageFilter } from './filter.ts';
import type { PackageOrder } from './loader.ts';

export const ProductInstanceStatusRef = builder.enumType('ProductInstanceStatus', {
  description: 'How far a product has come.',
  values: {
    PENDING: { description: 'Bought, and being delivered.' },
    ENABLED: { description: 'Delivered.' },
    CANCELED: { description: 'Canceled.' },
    FAILED: { description: 'Not delivered; see `failure`.' },
    AWAITING_ACTION: { description: 'Not delivered before somebody does something. What is not told.' },
    UNKNOWN: { description: 'A status that this graph does not know yet; see `statusRaw`.' },
  } as const,
});

export const PackageFilterInput = builder.inputRef<PackageFilter>('PackageFilter').implement({
  description:
    'Which packages a list holds; all given fields must hold, and of the values in a list one. Fields about products hold for ' +
    'a package with at least one such product. Only what Wix itself filters by, and `statuses`, for which the list is read ' +
    'through and sifted.',
  fields: (t) => ({
    externalIds: t.stringList({ description: 'Packages with one of these external ids, at most 100.' }),
    hasExternalId: t.boolean({ description: 'Packages with an external id, or without.' }),
    createdFrom: t.field({ type: 'DateTime', description: 'Packages made at this time or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Packages made before this time.' }),
    updatedFrom: t.field({ type: 'DateTime', description: 'Packages last changed at this time or later.' }),
    updatedBefore: t.field({ type: 'DateTime', description: 'Packages last changed before this time.' }),
    siteIds: t.idList({ description: 'Packages with a product on one of these sites, at most 100.' }),
    catalogProductIds: t.idList({
      description: 'Packages with one of these products, at most 100 ids of the catalog that Wix gives to resellers.',
    }),
    countryCodes: t.stringList({
      description: 'Packages with a product for one of these countries, ISO 3166-1 codes of two letters such as `BR`.',
    }),
    statuses: t.field({
      type: [ProductInstanceStatusRef],
      description:
        'Packages with a product in one of these statuses. How Wix spells statuses in its index is not documented: pages ' +
        'are read until enough were found.',
    }),
  }),
});

const PackageOrderFieldRef = builder.enumType('PackageOrderField', {
  description: 'What packages can be ordered by.',
  values: {
    CREATED_AT: { description: 'When they were made.' },
    UPDATED_AT: { description: 'When they were last changed.' },
  } as const,
});

export const PackageOrderInput = builder.inputRef<PackageOrder>('PackageOrder').implement({
  description: 'The order of a list of packages.',
  fields: (t) => ({
    field: t.field({ type: PackageOrderFieldRef, required: true, description: 'What to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'DESC',
      description: 'In which direction.',
    }),
  }),
});
