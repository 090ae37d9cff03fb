import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { WixError } from '../../wix/error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { accountProblems } from '../account/reachable.ts';
import { builder, newEdge } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { siteById } from '../site/loader.ts';
import { siteProblems } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Planned, runWrite, type WriteInput } from '../write/run-write.ts';
import { type BillingFields, BillingInput, toWixBilling } from './billing-input.ts';
import { keyOf, sellerField } from './instance-input.ts';
import { PackageRef } from './instance-schema.ts';
import { newestPackageIds, packageIdsByExternalId, packagesOfAccount } from './loader.ts';
import type { Package, ProductInstance } from './model.ts';
import { catalogRules, premiumGain } from './plan.ts';
import { packageRefusals } from './refusals.ts';
import { createPackage, queryPackages, type WixNewProduct } from './rest.ts';
import { PackageEdgeRef } from './schema.ts';
import { findWritten, packageOf, readWritten, servedChanges, type WrittenPackage } from './written.ts';

interface NewProductFields {
  readonly catalogProductId: string;
  readonly siteId?: string | null | undefined;
  readonly billing?: BillingFields | null | undefined;
  readonly countryCode: string;
  readonly discountCode?: string | null | undefined;
  readonly referencedInstanceId?: string | null | undefined;
}

interface CreatePackageInput extends WriteInput {
  readonly products: readonly NewProductFields[];
  readonly externalId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
}

const NewProductInput = builder.inputRef<NewProductFields>('NewProductInput').implement({
  description: 'A product to sell.',
  fields: (t) => ({
    catalogProductId: t.id({
      required: true,
      description:
        "The product's GUID in the catalog that Wix gives to resellers. Wix has no endpoint for the catalog.",
    }),
    siteId: t.id({
      required: false,
      description:
        'The GUID of the site that the product is for. The site must belong to the account. Defaults to none, until you ' +
        'assign it to one.',
    }),
    billing: t.field({
      type: BillingInput,
      required: false,
      description: "The product's billing, as the catalog offers it.",
    }),
    countryCode: t.string({
      required: true,
      description: 'The country that the product is sold for, a two-letter ISO 3166-1 code such as `BR`.',
    }),
    discountCode: t.string({
      required: false,
      description: "A discount code of up to 25 characters. Wix doesn't reject invalid codes.",
    }),
    referencedInstanceId: t.id({
      required: false,
      description:
        'The GUID of a product instance, PENDING or ENABLED, that includes this product for free. Each instance can ' +
        'do so once.',
    }),
  }),
});

const CreatePackageInput = builder.inputRef<CreatePackageInput>('CreatePackageInput').implement({
  description: 'The products to sell, and the account to sell them to.',
  fields: (t) => ({
    products: t.field({ type: [NewProductInput], required: true, description: 'The products to sell, 1 to 1,000.' }),
    externalId: t.string({
      required: false,
      description: 'Your own id for the package, up to 100 characters of any text.',
    }),
    accountId: t.id(sellerField),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const CreatePackagePayload = payloadType<WrittenPackage>('CreatePackagePayload', {
  description: 'The result of selling products.',
  fields: (t) => ({
    package: t.field({
      type: PackageRef,
      nullable: true,
      description: 'The new package, with all its products PENDING. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : packageOf(result)),
    }),
    packageEdge: t.field({
      ...newEdge(PackageEdgeRef, 'package', 'Account.packages', queryPackages),
      resolve: ({ result }, _args, context) => {
        if (result === null) return null;
        const made = packageOf(result);
        return packagesOfAccount(context, made.accountId, { first: 1 }).edgeOfNew(made, made.id);
      },
    }),
  }),
});

function toWixProduct(product: NewProductFields, index: number): WixNewProduct {
  const at = (field: string) => `products.${index}.${field}`;
  const { billing, siteId, discountCode, referencedInstanceId } = product;
  const countryCode = product.countryCode.toUpperCase();
  if (!/^[A-Z]{2}$/.test(countryCode)) {
    throw new InputError(at('countryCode'), 'countryCode must be a two-letter ISO 3166-1 code such as BR.');
  }
  if ((discountCode ?? '').length > 25) {
    throw new InputError(at('discountCode'), 'discountCode must be at most 25 characters long.');
  }
  return {
    catalogProductId: guidInput(at('catalogProductId'), product.catalogProductId, 'a product'),
    ...(siteId ? { siteId: guidInput(at('siteId'), siteId, 'a site') } : {}),
    ...(billing ? { billingInfo: toWixBilling(at('billing'), billing) } : {}),
    countryCode,
    ...(discountCode ? { discountCode } : {}),
    ...(referencedInstanceId
      ? {
          referenceProductInstanceId: guidInput(at('referencedInstanceId'), referencedInstanceId, 'a product instance'),
        }
      : {}),
  };
}

/** Returns the external id, or null if there is none. Throws an InputError if Wix would not take it. */
function readExternalId(externalId: string | null | undefined): string | null {
  if (externalId === null || externalId === undefined) return null;
  if (externalId === '' || externalId.length > 100) {
    throw new InputError('externalId', 'externalId must be 1 to 100 characters long.');
  }
  return externalId;
}

builder.mutationField('createPackage', (t) =>
  t.field({
    upstream: { endpoint: createPackage, per: 'field' },
    type: CreatePackagePayload,
    nullable: true,
    description:
      'Sells Wix products to an account, in one package. This costs the reseller money. Only partners of the ' +
      'Resellers API can use it; others get FORBIDDEN. The products are PENDING in the response and delivered ' +
      'later: query the package again for their status. A Premium plan upgrades its site to Premium. Products run ' +
      'until they are canceled. Every call sells again: use an `idempotencyKey`. Costs two REST calls: the first lists ' +
      'packages (Query Packages), so that the new one can be found if the response is lost, the second sells (Create ' +
      'Package V2). With sites, they are read as well (Query Sites).',
    args: {
      input: t.arg({
        type: CreatePackageInput,
        required: true,
        description: 'The products to sell, and the account to sell them to.',
      }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<WrittenPackage, PackagesBefore>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const products = input.products.map(toWixProduct);
        const externalId = readExternalId(input.externalId);
        return {
          name: 'createPackage',
          input,
          endpoint: createPackage,
          lane: [accountId, 'packages'],
          check: () => {
            const maximum = createPackage.maxItems;
            if (products.length < 1 || products.length > maximum) {
              throw new InputError('products', 'products must contain 1 to 1,000 products.');
            }
          },
          plan: (purpose) => planSale(context, accountId, products, externalId, purpose === 'send'),
          send: async () => {
            const body = { ...keyOf(input), ...(externalId === null ? {} : { externalId }), products };
            const answer = await context.wix.call(createPackage, { accountId, body });
            return readWritten(createPackage, answer.package);
          },
          find: async ({ ids }) => {
            if (ids === null) return { is: 'unknown' };
            const known = new Set(ids);
            const after = await packagesBefore(context, accountId, externalId);
            const [made, ...others] = after.ids?.filter((id) => !known.has(id)) ?? [];
            if (after.ids === null || others.length > 0) return { is: 'unknown' };
            if (made === undefined) return { is: 'notSeen' };
            const isSold = ({ productInstances }: Package) => hasProducts(productInstances, products);
            return findWritten(context, accountId, made, isSold);
          },
          verifyQuery: `{ account(id: "${accountId}") { packages(first: 20${
            externalId === null ? '' : `, filter: { externalIds: [${JSON.stringify(externalId)}] }`
          }) { nodes { id externalId createdAt productInstances { catalogProductId siteId status } } } } }`,
          wrote: (written) => {
            const made = packageOf(written);
            const siteIds = [...new Set(made.productInstances.flatMap(({ siteId }) => siteId ?? []))];
            return [
              { type: 'Package', id: made.id, did: 'create', object: made },
              ...servedChanges({ siteIds, domainNames: [] }),
            ];
          },
          paths: {
            externalId: 'externalId',
            products: 'products',
            'products.catalogProductId': 'products',
            'products.siteId': 'products',
            'products.countryCode': 'products',
            'products.discountCode': 'products',
            'products.billingInfo': 'products',
            'products.referenceProductInstanceId': 'products',
          },
          refusals: packageRefusals({ product: 'products', billing: 'products', site: 'products' }),
        };
      }),
  }),
);

/** The packages of an account before another one is sold. */
interface PackagesBefore {
  /** The packages that can be taken for the new one; null if the key can't list them. */
  readonly ids: readonly string[] | null;
}

/**
 * Returns the packages of an account that a new one could be taken for: those with its external id, or the newest page
 * if it has none. A key that can't list packages might still be able to sell them.
 */
async function packagesBefore(
  context: GraphContext,
  accountId: string,
  externalId: string | null,
): Promise<PackagesBefore> {
  try {
    const ids =
      externalId === null
        ? await newestPackageIds(context, accountId)
        : await packageIdsByExternalId(context, accountId, externalId);
    return { ids: [...ids] };
  } catch (error) {
    if (error instanceof WixError && error.failure === 'forbidden') return { ids: null };
    throw error;
  }
}

/** Returns whether these are the products of a sale, in any order. */
function hasProducts(instances: readonly ProductInstance[], products: readonly WixNewProduct[]): boolean {
  const sold = instances.map(({ catalogProductId }) => catalogProductId).sort();
  const wanted = products.map(({ catalogProductId }) => catalogProductId).sort();
  return sold.length === wanted.length && sold.every((id, index) => id === wanted[index]);
}

async function planSale(
  context: GraphContext,
  accountId: string,
  products: readonly WixNewProduct[],
  externalId: string | null,
  isSent: boolean,
): Promise<Planned<PackagesBefore>> {
  const atAccount = await accountProblems(context, accountId, 'accountId');
  const calls = [{ endpoint: createPackage, count: 1 }];
  if (atAccount.length > 0) return { changes: [], problems: atAccount, calls, facts: null };
  const [sites, before] = await Promise.all([
    Promise.all(
      products.map(({ siteId }) => (siteId === undefined ? null : siteById(context, accountId).load(siteId))),
    ),
    isSent ? packagesBefore(context, accountId, externalId) : { ids: null },
  ]);
  const problems = products.flatMap(({ siteId }, index) => {
    return siteId === undefined
      ? []
      : siteProblems(sites[index] ?? null, ['input', 'products', String(index), 'siteId']);
  });
  const changes = products.map(({ catalogProductId }, index) => {
    const place = sites[index] ? `for the site ${sites[index].displayName}` : 'for no site yet';
    return {
      type: 'ProductInstance',
      id: null,
      field: null,
      before: null,
      after: catalogProductId,
      summary: `The product ${catalogProductId} is sold to the account ${accountId}, ${place}.`,
    };
  });
  const gains = new Map(
    sites.flatMap((site) => (site === null ? [] : premiumGain(site))).map((gain) => [gain.id, gain]),
  );
  return {
    changes: problems.length > 0 ? [] : [...changes, ...gains.values()],
    problems,
    calls,
    warnings: catalogRules,
    facts: before,
  };
}
