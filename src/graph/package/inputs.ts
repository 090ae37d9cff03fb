import { builder, OrderDirection } from '../builder.ts';
import type { PackageFilter } from './filter.ts';
import type { PackageOrder } from './loader.ts';

export const ProductInstanceStatusRef = builder.enumType('ProductInstanceStatus', {
  description: 'The delivery status of a product.',
  values: {
    PENDING: { description: 'The product was sold and is being delivered.' },
    ENABLED: { description: 'The product is delivered.' },
    CANCELED: { description: 'The product is canceled.' },
    FAILED: { description: 'The product could not be delivered. See `failure`.' },
    AWAITING_ACTION: {
      description: "The product isn't delivered until somebody takes an action, which Wix doesn't specify.",
    },
    UNKNOWN: { description: "A status that this graph doesn't know yet. See `statusRaw`." },
  } as const,
});

export const PackageFilterInput = builder.inputRef<PackageFilter>('PackageFilter').implement({
  description:
    'The filter of a list of packages. All given fields must match, each with at least one of its values. Fields ' +
    'about products match a package with at least one such product. Wix applies every field except `statuses`, ' +
    'for which this graph reads and filters the list itself.',
  fields: (t) => ({
    externalIds: t.stringList({ description: 'Only packages with one of these external ids, at most 100.' }),
    hasExternalId: t.boolean({
      description: 'True: only packages with an external id. False: only packages without one.',
    }),
    createdFrom: t.field({ type: 'DateTime', description: 'Only packages created at this time or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Only packages created before this time.' }),
    updatedFrom: t.field({ type: 'DateTime', description: 'Only packages last changed at this time or later.' }),
    updatedBefore: t.field({ type: 'DateTime', description: 'Only packages last changed before this time.' }),
    siteIds: t.idList({ description: 'Only packages with a product on one of these sites, at most 100.' }),
    catalogProductIds: t.idList({
      description:
        'Only packages with one of these products: at most 100 ids from the catalog that Wix gives to resellers.',
    }),
    countryCodes: t.stringList({
      description:
        'Only packages with a product for one of these countries, two-letter ISO 3166-1 codes such as `BR`, at most ' +
        '100.',
    }),
    statuses: t.field({
      type: [ProductInstanceStatusRef],
      description:
        "Only packages with a product in one of these statuses, at most 100. Wix doesn't document how to filter " +
        'by status, so pages are read until enough packages match.',
    }),
  }),
});

const PackageOrderFieldRef = builder.enumType('PackageOrderField', {
  description: 'The field that packages are ordered by.',
  values: {
    CREATED_AT: { description: 'The time they were created.' },
    UPDATED_AT: { description: 'The time they were last changed.' },
  } as const,
});

export const PackageOrderInput = builder.inputRef<PackageOrder>('PackageOrder').implement({
  description: 'The order of a list of packages.',
  fields: (t) => ({
    field: t.field({ type: PackageOrderFieldRef, required: true, description: 'The field to order by.' }),
    direction: t.field({
      type: OrderDirection,
      required: false,
      defaultValue: 'DESC',
      description: 'The direction of the order.',
    }),
  }),
});
