import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { catalog } from '../../src/sandbox/state/product-catalog.ts';
import { agencySites, call, childIds, first } from './support.ts';

function send(sandbox: Sandbox, method: string, path: string, body?: unknown, accountId = sandbox.accountId) {
  const headers = { authorization: sandbox.keys.owner, 'wix-account-id': accountId };
  // biome-ignore lint/suspicious/noExplicitAny: tests state the shape of each answer in their expectations.
  return call<any>(sandbox, `/resellers${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
}

const tool = { catalogProductId: catalog.businessTool.id, countryCode: 'BR' };
const cycle = (unit: string, count = 1) => ({ type: 'RECURRING', cycleDuration: { unit, count } });

function create(sandbox: Sandbox, products: readonly object[], more: object = {}) {
  return send(sandbox, 'POST', '/v2/packages', { products, ...more });
}

function codeOf({ status, body }: { status: number; body: { details?: { applicationError?: { code: string } } } }) {
  return [status, body.details?.applicationError?.code];
}

describe('the paths of packages', () => {
  it('are told apart: unassign from a site, query, update and product-instances from a package', async () => {
    const sandbox = createSandbox();
    const { body } = await create(sandbox, [tool]);
    const { id, productInstances } = body.package;
    const instancePath = `/v1/packages/product-instances/${productInstances[0].instanceId}`;
    const site = first(agencySites(sandbox));
    sandbox.calls.clear();
    const answers = [
      await send(sandbox, 'PATCH', `${instancePath}/${site.id}`),
      await send(sandbox, 'PATCH', `${instancePath}/unassign`),
      await send(sandbox, 'PATCH', instancePath, { billingInfo: { type: 'ONE_TIME' } }),
      await send(sandbox, 'PATCH', `/v1/packages/update/${id}/product-instances`),
      await send(sandbox, 'POST', '/v1/packages/query', {}),
      await send(sandbox, 'GET', `/v1/packages/${id}`),
      await send(sandbox, 'DELETE', instancePath),
      await send(sandbox, 'DELETE', `/v1/packages/${id}`, { idempotencyKey: 'a' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(Object.keys(sandbox.calls.counts())).toEqual([
      'Assign Product Instance To Site',
      'Unassign Product Instance From Site',
      'Adjust Product Instance Specifications',
      'Update Package External Id',
      'Query Packages',
      'Get Package',
      'Cancel Product Instance',
      'Cancel Package',
    ]);
    expect((await send(sandbox, 'POST', '/v1/packages', { products: [tool] })).status).toBe(404);
  });
});

describe('Create Package V2', () => {
  it('answers pending instances, and prints only what there is', async () => {
    const sandbox = createSandbox();
    const { body } = await create(sandbox, [{ ...tool, discountCode: 'not valid' }], {
      idempotencyKey: 'k',
      externalId: 'e',
    });
    const times = { createdDate: '2026-11-23T12:00:00.000Z', updatedDate: '2026-11-23T12:00:00.000Z' };
    expect(body).toEqual({
      idempotencyKey: 'k',
      package: {
        id: expect.any(String),
        accountId: sandbox.accountId,
        externalId: 'e',
        productInstances: [
          {
            instanceId: expect.any(String),
            catalogProductId: catalog.businessTool.id,
            status: 'PENDING',
            billingInfo: { type: 'ONE_TIME' },
            countryCode: 'BR',
            discountCode: 'not valid',
            ...times,
          },
        ],
        ...times,
      },
    });
  });

  it.each([
    ['no products', []],
    ['no country', [{ catalogProductId: catalog.businessTool.id }]],
    ['too many products', Array(1001).fill(tool)],
    ['a long discount code', [{ ...tool, discountCode: 'x'.repeat(26) }]],
    ['an unknown unit', [{ ...tool, billingInfo: cycle('DECADE') }]],
  ])('refuses %s with 400', async (_name, products) => {
    expect((await create(createSandbox(), products)).status).toBe(400);
  });

  it('answers a repeated key as it did first, or sells again by quirk', async () => {
    const sandbox = createSandbox();
    const one = await create(sandbox, [tool], { idempotencyKey: 'k' });
    const count = sandbox.state.packages.size;
    expect((await create(sandbox, [tool, tool], { idempotencyKey: 'k' })).body).toEqual(one.body);
    expect(sandbox.state.packages.size).toBe(count);
    const forgetful = createSandbox({ quirks: { packageReplay: 'ignore' } });
    const first = await create(forgetful, [tool], { idempotencyKey: 'k' });
    const second = await create(forgetful, [tool], { idempotencyKey: 'k' });
    expect(second.body.package.id).not.toBe(first.body.package.id);
  });

  it('says what stands in the way in both texts', async () => {
    const { body } = await create(createSandbox(), [{ catalogProductId: catalog.flexiblePlan.id, countryCode: 'BR' }]);
    const message = `Product ${catalog.flexiblePlan.id} must receive a cycle upon creating.`;
    expect(body).toEqual({
      message,
      details: { applicationError: { code: 'MISSING_BILLING_CYCLE', description: message } },
    });
  });
});

describe('products on their way', () => {
  it('stay pending for the time of the quirk, and seeded ones for ever', async () => {
    const sandbox = createSandbox({ tickMs: 0, quirks: { productDeliveryMs: 5_000 } });
    const seeded = [...sandbox.state.packages.values()].flatMap(({ instances }) => instances);
    const pending = seeded.find(({ status }) => status === 'PENDING');
    const { body } = await create(sandbox, [tool]);
    const status = async () =>
      (await send(sandbox, 'GET', `/v1/packages/${body.package.id}`)).body.package.productInstances[0].status;
    sandbox.clock.advance(4_999);
    expect(await status()).toBe('PENDING');
    sandbox.clock.advance(1);
    expect(await status()).toBe('ENABLED');
    const now = [...sandbox.state.packages.values()].flatMap(({ instances }) => instances);
    expect(now.find(({ instanceId }) => instanceId === pending?.instanceId)?.status).toBe('PENDING');
  });

  it('are not delivered any more once they are canceled', async () => {
    const sandbox = createSandbox();
    const { body } = await create(sandbox, [tool]);
    await send(sandbox, 'DELETE', `/v1/packages/${body.package.id}`);
    sandbox.clock.advance(60_000);
    const after = await send(sandbox, 'GET', `/v1/packages/${body.package.id}`);
    expect(after.body.package.productInstances[0].status).toBe('CANCELED');
  });

  it('leave a site Premium that has its plan from elsewhere when a tool of it is canceled', async () => {
    const sandbox = createSandbox();
    const site = first(agencySites(sandbox).filter(({ premium, trashedDate }) => premium && trashedDate === undefined));
    const { body } = await create(sandbox, [{ ...tool, siteId: site.id }]);
    sandbox.clock.advance(60_000);
    await send(sandbox, 'DELETE', `/v1/packages/${body.package.id}`);
    expect(sandbox.state.sites.get(site.id)?.premium).toBe(true);
  });
});

describe('writes on packages', () => {
  it('need the account of the package in the header', async () => {
    const sandbox = createSandbox();
    const child = first(childIds(sandbox));
    const { body } = await create(sandbox, [tool]);
    const { id, productInstances } = body.package;
    const instancePath = `/v1/packages/product-instances/${productInstances[0].instanceId}`;
    const codes = [
      await send(sandbox, 'DELETE', `/v1/packages/${id}`, undefined, child),
      await send(sandbox, 'DELETE', instancePath, undefined, child),
      await send(sandbox, 'PATCH', instancePath, { billingInfo: cycle('YEAR') }, child),
      await send(sandbox, 'PATCH', `${instancePath}/unassign`, undefined, child),
      await send(sandbox, 'PATCH', `/v1/packages/update/${id}/x`, undefined, child),
    ].map(codeOf);
    const noInstance = [428, 'PRODUCT_INSTANCE_NOT_FOUND'];
    const noPackage = [404, 'PACKAGE_NOT_FOUND'];
    expect(codes).toEqual([noPackage, noInstance, noInstance, noInstance, noPackage]);
    const stranger = await send(sandbox, 'POST', '/v2/packages', { products: [tool] }, 'nobody');
    expect(codeOf(stranger)).toEqual([404, 'ACCOUNT_NOT_FOUND']);
  });

  it('need a product or a billing to adjust, and a cycle for a recurring one', async () => {
    const sandbox = createSandbox();
    const { body } = await create(sandbox, [tool]);
    const path = `/v1/packages/product-instances/${body.package.productInstances[0].instanceId}`;
    const missing = [428, 'MISSING_PRODUCT_DETAILS'];
    expect(codeOf(await send(sandbox, 'PATCH', path, {}))).toEqual(missing);
    expect(codeOf(await send(sandbox, 'PATCH', path, { billingInfo: { type: 'RECURRING' } }))).toEqual(missing);
    await send(sandbox, 'DELETE', path);
    const status = [428, 'INCOMPATIBLE_PRODUCT_INSTANCE_STATUS'];
    expect(codeOf(await send(sandbox, 'PATCH', path, { billingInfo: { type: 'ONE_TIME' } }))).toEqual(status);
    expect(codeOf(await send(sandbox, 'DELETE', path))).toEqual(status);
  });
});
