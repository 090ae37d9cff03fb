import DataLoader from 'dataloader';
import { perOperation } from '../../lib/memo.ts';
import { answeredList, object } from '../../lib/read.ts';
import { WixError, type WixFailure } from '../../wix/error.ts';
import { cursorSource, readAll } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { justCreated, reportPending, withRecentWrites } from '../write/overlay.ts';
import { type PackageFilter, planFilter } from './filter.ts';
import { type Package, type ProductInstance, toPackage } from './model.ts';
import { getPackage, queryPackages, type WixPackageFilter, type WixPackageSort } from './rest.ts';

export type PackageOrderField = 'CREATED_AT' | 'UPDATED_AT';

export interface PackageOrder {
  readonly field: PackageOrderField;
  readonly direction?: 'ASC' | 'DESC' | null | undefined;
}

const newestFirst: PackageOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** The order for reading a list whole, which does not change while it is read. */
const newestCreatedFirst: readonly WixPackageSort[] = [{ fieldName: 'createdDate', order: 'DESC' }];

const sortFields = { CREATED_AT: 'createdDate', UPDATED_AT: 'updatedDate' } as const;

const pageSize = queryPackages.maxItems;

/**
 * Reads an account's own packages with a filter and an order in Wix's format. Wix lists the packages of the parent
 * account and all its children under any of their headers, so the filter always includes the account. Because Wix is
 * known to ignore filters, every response is verified.
 */
function packageSource(
  context: GraphContext,
  accountId: string,
  filter: WixPackageFilter,
  sort: readonly WixPackageSort[],
  fits: (candidate: Package) => boolean,
) {
  const own = { ...filter, accountId: { $eq: accountId } };
  return cursorSource(
    pageSize,
    async (cursor, limit) => {
      const query =
        cursor === null ? { filter: own, sort, cursorPaging: { limit } } : { cursorPaging: { limit, cursor } };
      const answer = await context.wix.call(queryPackages, { accountId, body: { query } });
      const listed = answeredList(answer.packages, queryPackages).map((raw) =>
        toPackage(object(raw), queryPackages.name),
      );
      for (const item of listed) {
        if (item.accountId !== accountId) throw invalid(queryPackages.name, 'a package of another account');
        if (!fits(item)) throw invalid(queryPackages.name, 'a package that the filter excludes');
      }
      const items = withRecentWrites(context, 'Package', ({ id }) => id, listed);
      reportPending(context, 'Package', Object.keys(filter).length > 0);
      const metadata = object(answer.metadata);
      return { items, cursors: metadata['cursors'], hasNext: metadata['hasNext'] };
    },
    ({ id }) => id,
  );
}

function invalid(endpoint: string, message: string): WixError {
  return new WixError('invalidResponse', message, { endpoint });
}

export interface PackageListArgs extends PageArgs {
  readonly filter?: PackageFilter | null | undefined;
  readonly orderBy?: PackageOrder | null | undefined;
}

/**
 * Returns an account's packages as a connection: one Query Packages per page of up to 100. Wix doesn't count them, so
 * `totalCount` reads the list.
 */
export function packagesOfAccount(
  context: GraphContext,
  accountId: string,
  args: PackageListArgs,
): Connection<Package> {
  const filter = args.filter ?? {};
  const order = args.orderBy ?? newestFirst;
  const { wix, fits, keep } = planFilter(filter);
  const sort = [{ fieldName: sortFields[order.field], order: order.direction ?? 'DESC' }];
  const source = packageSource(context, accountId, wix, sort, fits);
  return new Connection({
    endpoint: queryPackages.name,
    scope: ['Account.packages', accountId, filter, order],
    args,
    source,
    ...(keep === null ? {} : { keep }),
    total: async () => (await readAll(queryPackages.name, source)).filter(keep ?? (() => true)).length,
  });
}

/**
 * The packages of an account by id, null for one that the account doesn't have: one Get Package for a single id, one
 * Query Packages per 100.
 */
export const packageById = perOperation(
  (context: GraphContext, accountId: string) =>
    new DataLoader<string, Package | null>(
      async (ids) => {
        const [first, ...others] = ids;
        if (first !== undefined && others.length === 0) return [await readPackage(context, accountId, first)];
        const found = await readPackages(context, accountId, ids);
        return ids.map((id) => found.get(id) ?? createdHere(context, accountId, id));
      },
      { maxBatchSize: pageSize },
    ),
);

/** Returns a package that was just created in the account and is not listed yet; null for any other. */
function createdHere(context: GraphContext, accountId: string, id: string): Package | null {
  const created = justCreated<Package>(context, 'Package', id);
  return created?.accountId === accountId ? created : null;
}

async function readPackages(context: GraphContext, accountId: string, ids: readonly string[]) {
  const wanted = new Set(ids);
  const source = packageSource(context, accountId, { id: { $in: ids } }, [], ({ id }) => wanted.has(id));
  const packages = await readAll(queryPackages.name, source);
  return new Map(packages.map((item) => [item.id, item]));
}

/** The failures that can mean that the account doesn't have a package. Wix's actual response is UNKNOWN. */
const refusals: ReadonlySet<WixFailure> = new Set(['refused', 'forbidden', 'preconditionFailed']);

async function readPackage(context: GraphContext, accountId: string, id: string): Promise<Package | null> {
  try {
    const answer = await context.wix.call(getPackage, { accountId, params: { id } });
    const item = toPackage(object(answer.package), getPackage.name);
    if (item.id !== id) throw invalid(getPackage.name, 'returned another package');
    return item.accountId === accountId ? item : null;
  } catch (error) {
    if (!(error instanceof WixError)) throw error;
    if (error.failure === 'notFound') return null;
    if (!refusals.has(error.failure)) throw error;
    // The account's list shows whether only this package is refused, or every package.
    return (await readPackages(context, accountId, [id])).get(id) ?? null;
  }
}

/**
 * The product instances on sites of an account: one Query Packages per 100 sites, and one more per 100 further
 * packages. Only packages of the sites' owner are searched: INFERRED from Wix refusing to sell a product for another
 * account's site.
 */
export const productInstancesBySite = perOperation(
  (context: GraphContext, accountId: string) =>
    new DataLoader<string, readonly ProductInstance[]>(
      async (siteIds) => {
        const bySite = new Map<string | null, ProductInstance[]>(siteIds.map((siteId) => [siteId, []]));
        const filter = { 'productInstances.siteId': { $hasSome: siteIds } };
        const servesOne = ({ productInstances }: Package) => productInstances.some(({ siteId }) => bySite.has(siteId));
        const source = packageSource(context, accountId, filter, newestCreatedFirst, servesOne);
        for (const { productInstances } of await readAll(queryPackages.name, source)) {
          for (const instance of productInstances) bySite.get(instance.siteId)?.push(instance);
        }
        return siteIds.map((siteId) => bySite.get(siteId) ?? []);
      },
      { maxBatchSize: pageSize },
    ),
);

/** Returns the ids of the newest packages of an account, up to 100: one Query Packages. */
export async function newestPackageIds(context: GraphContext, accountId: string): Promise<ReadonlySet<string>> {
  const sort = [{ fieldName: sortFields.CREATED_AT, order: 'DESC' }] as const;
  const { items } = await packageSource(context, accountId, {}, sort, () => true)(null, pageSize);
  return new Set(items.map(({ id }) => id));
}

/**
 * Returns the ids of all packages of an account with an external id, which might not be unique: one Query Packages per
 * 100.
 */
export async function packageIdsByExternalId(
  context: GraphContext,
  accountId: string,
  externalId: string,
): Promise<ReadonlySet<string>> {
  const { wix, fits } = planFilter({ externalIds: [externalId] });
  const packages = await readAll(queryPackages.name, packageSource(context, accountId, wix, newestCreatedFirst, fits));
  return new Set(packages.map(({ id }) => id));
}
