import { describe, expect, it } from 'vitest';
import { type Route, specificFirst } from '../../src/sandbox/route.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxPackage } from '../../src/sandbox/state/package.ts';
import { accountCall, call, childIds, emptyForm } from './support.ts';

interface PackageJson {
  readonly id: string;
  readonly accountId: string;
  readonly externalId?: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly productInstances: readonly Readonly<Record<string, unknown>>[];
}
interface PackagesPage {
  readonly packages: readonly PackageJson[];
  readonly metadata: {
    readonly count: number;
    readonly cursors: { readonly next?: string };
    readonly hasNext?: boolean;
  };
}

const path = '/resellers/v1/packages/query';
const query = (sandbox: Sandbox, request: object = {}, accountId = sandbox.accountId) =>
  accountCall<PackagesPage>(sandbox, path, { query: request }, accountId);
const idsOf = ({ body }: { body: PackagesPage }) => body.packages.map(({ id }) => id);

function packagesWhere({ state }: Sandbox, fits: (item: SandboxPackage) => boolean): string[] {
  return [...state.packages.values()]
    .filter(fits)
    .sort((a, b) => (a.createdDate < b.createdDate ? 1 : -1))
    .map(({ id }) => id);
}

describe('Query Packages', () => {
  const sandbox = createSandbox();
  const family = new Set([sandbox.accountId, ...childIds(sandbox)]);

  it('lists the packages of the parent and its children, whichever of them is named, newest first', async () => {
    const expected = packagesWhere(sandbox, ({ accountId }) => family.has(accountId));
    for (const accountId of family) expect(idsOf(await query(sandbox, {}, accountId))).toEqual(expected);
    expect(new Set((await query(sandbox)).body.packages.map(({ accountId }) => accountId))).toEqual(family);
  });

  it('lists those of one account where the filter names it', async () => {
    for (const accountId of family) {
      const expected = packagesWhere(sandbox, (item) => item.accountId === accountId);
      const filter = { accountId: { $eq: accountId } };
      expect(idsOf(await query(sandbox, { filter }))).toEqual(expected);
      expect(idsOf(await query(sandbox, { filter }, accountId))).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
    }
  });

  it('prints every field of the contract, and leaves out what is absent', async () => {
    const { body } = await query(sandbox);
    expect(body.metadata).toEqual({ count: body.packages.length, cursors: {} });
    const instances = body.packages.flatMap(({ productInstances }) => productInstances);
    expect(new Set(instances.map(({ status }) => status))).toEqual(
      new Set(['PENDING', 'ENABLED', 'CANCELED', 'FAILED', 'AWAITING_ACTION']),
    );
    for (const instance of instances) expect('failure' in instance).toBe(instance['status'] === 'FAILED');
    expect(instances.some((instance) => !('siteId' in instance))).toBe(true);
    expect(body.packages.some((item) => !('externalId' in item))).toBe(true);
    expect([...new Set([...body.packages, ...instances].flatMap((item) => Object.keys(item)))].sort()).toEqual([
      'accountId',
      'billingInfo',
      'catalogProductId',
      'countryCode',
      'createdDate',
      'discountCode',
      'expirationDate',
      'externalId',
      'failure',
      'id',
      'instanceId',
      'productInstances',
      'referenceProductInstanceId',
      'siteId',
      'status',
      'updatedDate',
    ]);
  });

  it('filters by the products inside', async () => {
    const { body } = await query(sandbox);
    const [one] = body.packages.flatMap(({ productInstances }) => productInstances.filter(({ siteId }) => siteId));
    const filter = { 'productInstances.siteId': { $hasSome: [one?.['siteId'], 'another'] } };
    const found = await query(sandbox, { filter });
    expect(idsOf(found)).toEqual(
      packagesWhere(sandbox, ({ instances }) => instances.some(({ siteId }) => siteId === one?.['siteId'])),
    );
    expect(found.body.packages.length).toBeGreaterThan(0);
  });

  it.each([
    ['Enabled', 'Enabled', 'ENABLED'],
    ['ENABLED', 'ENABLED', 'Enabled'],
  ] as const)('knows statuses by one spelling, %s', async (packageStatusIndex, found, notFound) => {
    const spelling = createSandbox({ quirks: { packageStatusIndex } });
    const filter = (status: string) => ({ filter: { 'productInstances.status': { $hasSome: [status] } } });
    expect((await query(spelling, filter(found))).body.packages.length).toBeGreaterThan(0);
    expect((await query(spelling, filter(notFound))).body.packages).toEqual([]);
    const awaiting = packageStatusIndex === 'ENABLED' ? 'AWAITING_ACTION' : 'AwaitingAction';
    expect((await query(spelling, filter(awaiting))).body.packages.length).toBeGreaterThan(0);
  });

  it('filters and sorts by time', async () => {
    const { body } = await query(sandbox);
    const middle = body.packages[5]?.createdDate ?? '';
    const filter = { createdDate: { $gte: middle } };
    const sort = [{ fieldName: 'createdDate', order: 'ASC' }];
    expect(idsOf(await query(sandbox, { filter, sort }))).toEqual(idsOf({ body }).slice(0, 6).toReversed());
  });

  it('is walked by its cursor, which carries filter and sort and takes another limit', async () => {
    const large = createSandbox({ size: 'large' });
    const filter = { accountId: { $eq: large.accountId } };
    const sort = [{ fieldName: 'updatedDate', order: 'ASC' }];
    const listed: PackageJson[] = [];
    let cursor: string | undefined;
    for (let turn = 0; turn === 0 || cursor !== undefined; turn += 1) {
      const cursorPaging = { limit: [100, 7, 63][turn % 3] };
      const { body } = await query(
        large,
        cursor === undefined ? { filter, sort, cursorPaging } : { cursorPaging: { ...cursorPaging, cursor } },
      );
      listed.push(...body.packages);
      cursor = body.metadata.cursors.next;
    }
    expect(listed.map(({ id }) => id).sort()).toEqual(
      packagesWhere(large, ({ accountId }) => accountId === large.accountId).sort(),
    );
    const dates = listed.map(({ updatedDate }) => updatedDate);
    expect(dates).toEqual(dates.toSorted());
  });

  it.each([
    ['a cursor with a filter', { filter: { externalId: 'x' }, cursorPaging: { cursor: 'CURSOR' } }],
    ['a cursor with a sort', { sort: [{ fieldName: 'createdDate' }], cursorPaging: { cursor: 'CURSOR' } }],
    ['a made-up cursor', { cursorPaging: { cursor: 'nothing' } }],
    ['more than 100', { cursorPaging: { limit: 101 } }],
  ])('refuses %s', async (_name, request) => {
    const { body } = await query(sandbox, { cursorPaging: { limit: 1 } });
    const text = JSON.stringify(request).replace('CURSOR', body.metadata.cursors.next ?? '');
    expect(await query(sandbox, JSON.parse(text) as object)).toMatchObject({ status: 400 });
  });

  it('can say whether more follow', async () => {
    const telling = createSandbox({ quirks: { packagesHasNext: 'included', packagesLastCursor: 'null' } });
    expect((await query(telling, { cursorPaging: { limit: 1 } })).body.metadata).toMatchObject({ hasNext: true });
    expect((await query(telling)).body.metadata).toMatchObject({ hasNext: false, cursors: { next: null } });
  });

  it('can keep the packages of children to those who name them', async () => {
    const alone = createSandbox({ quirks: { packagesOfParent: 'alone' } });
    const [child] = childIds(alone) as [string];
    const parents = packagesWhere(alone, ({ accountId }) => accountId === alone.accountId);
    expect(idsOf(await query(alone, {}, child))).toEqual(parents);
    expect(idsOf(await query(alone, { filter: { accountId: child } }, child))).toEqual(
      packagesWhere(alone, ({ accountId }) => accountId === child),
    );
  });
});

describe('Get Package', () => {
  const sandbox = createSandbox();
  const get = (from: Sandbox, id: string, accountId = from.accountId) =>
    accountCall<{ package?: PackageJson }>(from, `/resellers/v1/packages/${id}`, undefined, accountId);

  it('answers a package of the account in the header, as Query Packages prints it', async () => {
    for (const item of (await query(sandbox)).body.packages) {
      expect((await get(sandbox, item.id, item.accountId)).body).toEqual({ package: item });
    }
  });

  it.each([404, 400, 403, 428] as const)('refuses one of another account with %i', async (foreignPackage) => {
    const refusing = createSandbox({ quirks: { foreignPackage } });
    const [child] = childIds(refusing) as [string];
    const [id] = packagesWhere(refusing, ({ accountId }) => accountId === child) as [string];
    expect((await get(refusing, id)).status).toBe(foreignPackage);
    expect((await get(refusing, 'a5a5a5a5-0000-4000-8000-000000000000')).status).toBe(404);
  });

  it('needs the permission, as the query does', async () => {
    const headers = { authorization: sandbox.keys.siteListOnly, 'wix-account-id': sandbox.accountId };
    for (const request of [
      call(sandbox, '/resellers/v1/packages/x', { headers }),
      call(sandbox, path, { headers, body: {} }),
    ]) {
      expect(await request).toMatchObject({ status: 403, body: emptyForm });
    }
  });
});

describe('the paths of the Resellers API', () => {
  it('are tried with their fixed parts first, so that none is taken for the id of another', () => {
    const base = '/resellers/v1/packages';
    const order = specificFirst(
      [
        `${base}/:id`,
        `${base}/product-instances/:instanceId/:siteId`,
        `${base}/product-instances/:instanceId`,
        `${base}/update/:packageId/:externalId`,
        `${base}/product-instances/:instanceId/unassign`,
        `${base}/query`,
      ].map((each) => ({ path: each }) as Route),
    ).map((route) => route.path);
    const isBefore = (one: string, other: string) => order.indexOf(base + one) < order.indexOf(base + other);
    expect(isBefore('/query', '/:id')).toBe(true);
    expect(isBefore('/product-instances/:instanceId/unassign', '/product-instances/:instanceId/:siteId')).toBe(true);
    expect(isBefore('/product-instances/:instanceId', '/:id')).toBe(true);
    expect(isBefore('/update/:packageId/:externalId', '/:id')).toBe(true);
  });

  it('keep the query apart from a package by its id', async () => {
    const sandbox = createSandbox();
    await query(sandbox);
    await accountCall(sandbox, path);
    expect(sandbox.calls.entries().map(({ operation, status }) => [operation, status])).toEqual([
      ['Query Packages', 200],
      ['Get Package', 404],
    ]);
  });
});
