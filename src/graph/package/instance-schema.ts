import { builder } from '../builder.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import type { Billing, BillingCycle } from './billing.ts';
import { ProductInstanceStatusRef } from './inputs.ts';
import type { Package, ProductFailure, ProductInstance } from './model.ts';

export const PackageRef = builder.objectRef<Package>('Package');

const ProductFailureCodeRef = builder.enumType('ProductFailureCode', {
  description: 'Why a product was not delivered.',
  values: {
    DELIVERY_TIMEOUT: { description: 'The delivery took too long.' },
    EXTERNAL_FAILURE: { description: 'A service outside Wix failed.' },
    UNKNOWN: { description: 'Not told, or a reason that this graph does not know yet; see `codeRaw`.' },
  } as const,
});

const ProductFailureRef = builder.objectRef<ProductFailure>('ProductFailure').implement({
  description: 'Why a product was not delivered.',
  fields: (t) => ({
    code: t.expose('code', { type: ProductFailureCodeRef, description: 'The reason.' }),
    codeRaw: t.exposeString('codeRaw', {
      nullable: true,
      description: 'The reason in the words of Wix, also where `code` is UNKNOWN.',
    }),
    message: t.exposeString('message', { nullable: true, description: 'What Wix says about it.' }),
  }),
});

export const BillingTypeRef = builder.enumType('BillingType', {
  description: 'Whether a product is paid once or again and again.',
  values: {
    ONE_TIME: { description: 'Paid once.' },
    RECURRING: { description: 'Paid in every billing cycle.' },
    UNKNOWN: { description: 'Not told, or a type that this graph does not know yet; see `typeRaw`.' },
  } as const,
});

export const BillingCycleUnitRef = builder.enumType('BillingCycleUnit', {
  description: 'The unit of a billing cycle.',
  values: {
    DAY: { description: 'Days.' },
    WEEK: { description: 'Weeks.' },
    MONTH: { description: 'Months.' },
    YEAR: { description: 'Years.' },
    UNKNOWN: { description: 'Not told, or a unit that this graph does not know yet; see `unitRaw`.' },
  } as const,
});

const BillingCycleRef = builder.objectRef<BillingCycle>('BillingCycle').implement({
  description: 'How often a recurring payment is due: every `count` units.',
  fields: (t) => ({
    unit: t.expose('unit', { type: BillingCycleUnitRef, description: 'The unit.' }),
    unitRaw: t.exposeString('unitRaw', {
      nullable: true,
      description: 'The unit in the words of Wix, also where `unit` is UNKNOWN.',
    }),
    count: t.exposeInt('count', { nullable: true, description: 'How many units; null when Wix did not say.' }),
  }),
});

const BillingRef = builder.objectRef<Billing>('Billing').implement({
  description: 'How a product is paid for.',
  fields: (t) => ({
    type: t.expose('type', { type: BillingTypeRef, description: 'Whether it is paid once or again and again.' }),
    typeRaw: t.exposeString('typeRaw', {
      nullable: true,
      description: 'The type in the words of Wix, also where `type` is UNKNOWN.',
    }),
    cycle: t.expose('cycle', {
      type: BillingCycleRef,
      nullable: true,
      description: 'How often it is paid; null for what is paid once.',
    }),
  }),
});

export const ProductInstanceRef = builder.objectRef<ProductInstance>('ProductInstance').implement({
  description:
    'One product of a package: a Premium plan, a domain, a mailbox or a business tool. Comes with its package at no cost.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The instance's GUID." }),
    package: t.expose('package', { type: PackageRef, description: 'The package that it was sold in.' }),
    siteId: t.exposeID('siteId', {
      nullable: true,
      description:
        'The GUID of the site that it serves; null for a floating instance, which serves none. Costs no call.',
    }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description:
        'The site that it serves; null for a floating instance, and when the account of the package does not have the site ' +
        'any more. Loaded in batches of 100.',
      resolve: ({ siteId, package: { accountId } }, _args, context) =>
        siteId === null ? null : siteById(context, accountId).load(siteId),
    }),
    catalogProductId: t.exposeID('catalogProductId', {
      nullable: true,
      description:
        'Which product it is: an id of the catalog that Wix gives to resellers. Wix has no call for the catalog.',
    }),
    status: t.expose('status', { type: ProductInstanceStatusRef, description: 'How far the product has come.' }),
    statusRaw: t.exposeString('statusRaw', {
      nullable: true,
      description: 'The status in the words of Wix, also where `status` is UNKNOWN.',
    }),
    failure: t.expose('failure', {
      type: ProductFailureRef,
      nullable: true,
      description: 'Why the product was not delivered; null unless its delivery failed.',
    }),
    billing: t.expose('billing', {
      type: BillingRef,
      nullable: true,
      description: 'How the product is paid for; null when Wix did not say.',
    }),
    countryCode: t.exposeString('countryCode', {
      nullable: true,
      description: 'The country that it was sold for, an ISO 3166-1 code of two letters.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, description: 'When it was bought.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', nullable: true, description: 'When it was last changed.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ends; null for one that renews itself.',
    }),
    discountCode: t.exposeString('discountCode', {
      nullable: true,
      description: 'The discount code that was given with the order, valid or not.',
    }),
    referencedInstanceId: t.exposeID('referencedInstanceId', {
      nullable: true,
      description: 'The instance that it came free of charge with; null for one that was bought for itself.',
    }),
  }),
});
