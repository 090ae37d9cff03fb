import { builder, rawValue } from '../builder.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import type { Billing, BillingCycle } from './billing.ts';
import { ProductInstanceStatusRef } from './inputs.ts';
import type { Package, ProductFailure, ProductInstance } from './model.ts';

export const PackageRef = builder.objectRef<Package>('Package');

const ProductFailureCodeRef = builder.enumType('ProductFailureCode', {
  description: 'The reason why a product was not delivered.',
  values: {
    DELIVERY_TIMEOUT: { description: 'The delivery timed out.' },
    EXTERNAL_FAILURE: { description: 'A service outside Wix failed.' },
    UNKNOWN: { description: "Wix sent no reason, or one that this graph doesn't know yet. See `codeRaw`." },
  } as const,
});

const ProductFailureRef = builder.objectRef<ProductFailure>('ProductFailure').implement({
  description: 'The reason why a product was not delivered.',
  fields: (t) => ({
    code: t.expose('code', { type: ProductFailureCodeRef, description: 'The reason as a code.' }),
    codeRaw: t.exposeString('codeRaw', rawValue('reason', 'code')),
    message: t.exposeString('message', { nullable: true, description: "Wix's message about the failure." }),
  }),
});

export const BillingTypeRef = builder.enumType('BillingType', {
  description: 'Whether a product is paid once or repeatedly.',
  values: {
    ONE_TIME: { description: 'The product is paid once.' },
    RECURRING: { description: 'The product is paid in every billing cycle.' },
    UNKNOWN: { description: "Wix sent no type, or one that this graph doesn't know yet. See `typeRaw`." },
  } as const,
});

export const BillingCycleUnitRef = builder.enumType('BillingCycleUnit', {
  description: 'The unit of a billing cycle.',
  values: {
    DAY: { description: 'Days.' },
    WEEK: { description: 'Weeks.' },
    MONTH: { description: 'Months.' },
    YEAR: { description: 'Years.' },
    UNKNOWN: { description: "Wix sent no unit, or one that this graph doesn't know yet. See `unitRaw`." },
  } as const,
});

const BillingCycleRef = builder.objectRef<BillingCycle>('BillingCycle').implement({
  description: 'The interval of a recurring payment: every `count` units.',
  fields: (t) => ({
    unit: t.expose('unit', { type: BillingCycleUnitRef, description: 'The unit of the interval.' }),
    unitRaw: t.exposeString('unitRaw', rawValue('unit', 'unit')),
    count: t.exposeInt('count', { nullable: true, description: 'The number of units. Null if Wix did not send it.' }),
  }),
});

const BillingRef = builder.objectRef<Billing>('Billing').implement({
  description: 'The billing of a product.',
  fields: (t) => ({
    type: t.expose('type', { type: BillingTypeRef, description: 'Whether the product is paid once or repeatedly.' }),
    typeRaw: t.exposeString('typeRaw', rawValue('type', 'type')),
    cycle: t.expose('cycle', {
      type: BillingCycleRef,
      nullable: true,
      description: 'The interval of the payment. Null if the product is paid once, or if Wix did not send it.',
    }),
  }),
});

export const ProductInstanceRef = builder.objectRef<ProductInstance>('ProductInstance').implement({
  description:
    'A product in a package: a Premium plan, a domain, a mailbox or a business tool. Comes with its package at no ' +
    'cost.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The product instance's GUID." }),
    package: t.expose('package', { type: PackageRef, description: 'The package that contains the product instance.' }),
    siteId: t.exposeID('siteId', {
      nullable: true,
      description:
        'The GUID of the site that uses the product. Null for a floating instance, which no site uses. Costs no ' +
        'REST call.',
    }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description:
        'The site that uses the product. Null for a floating instance, and if the site no longer exists in the ' +
        "package's account. Read in batches of 100.",
      resolve: ({ siteId, package: { accountId } }, _args, context) =>
        siteId === null ? null : siteById(context, accountId).load(siteId),
    }),
    catalogProductId: t.exposeID('catalogProductId', {
      nullable: true,
      description: "The product's id in the catalog that Wix gives to resellers. Wix has no endpoint for the catalog.",
    }),
    status: t.expose('status', { type: ProductInstanceStatusRef, description: 'The delivery status of the product.' }),
    statusRaw: t.exposeString('statusRaw', rawValue('status', 'status')),
    failure: t.expose('failure', {
      type: ProductFailureRef,
      nullable: true,
      description: 'The reason why the product was not delivered. Null unless its delivery failed.',
    }),
    billing: t.expose('billing', {
      type: BillingRef,
      nullable: true,
      description: "The product's billing. Null if Wix did not send it.",
    }),
    countryCode: t.exposeString('countryCode', {
      nullable: true,
      description: 'The country that the product was sold for, a two-letter ISO 3166-1 code.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the product was sold.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the product instance was last changed.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the product ends. Null if it renews itself.',
    }),
    discountCode: t.exposeString('discountCode', {
      nullable: true,
      description: 'The discount code passed with the order, whether valid or not.',
    }),
    referencedInstanceId: t.exposeID('referencedInstanceId', {
      nullable: true,
      description: 'The id of the product instance that this one came with for free. Null if it was bought separately.',
    }),
  }),
});
