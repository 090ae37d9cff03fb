import { describe, expect, it } from 'vitest';
import { catalog } from '../../../src/sandbox/state/product-catalog.ts';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import { useGraph } from '../../support/graph.ts';
import { bodiesOf, enabledPlan, instanceNow, nobody, reconcileAtOnce, sitesWithoutPlan, yearly } from './support.ts';

const document = `mutation ($input: CreatePackageInput!) { createPackage(input: $input) {
  package {
    id externalId account { id } createdAt
    productInstances { id catalogProductId siteId status countryCode discountCode billing { type cycle { unit count } } }
  }
  dryRun { isPossible changes { type id: objectId after summary } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }
} }`;

describe('createPackage', () => {
  const graph = useGraph(reconcileAtOnce);
  const create = (input: object) => graph.ask(document, { input });
  const tool = { catalogProductId: catalog.businessTool.id, countryCode: 'BR' };
  const site = (nth: number) => sitesWithoutPlan(graph)[nth]?.id ?? '';
  const packages = () => [...graph.sandbox.state.packages.values()];

  it('shows a new package to its own account only, among others and before it is listed', async () => {
    const { accountId, state } = graph.sandbox;
    const child = [...state.accounts.values()].find(({ parentAccountId }) => parentAccountId === accountId)?.id;
    const { data } = await create({ accountId: child, products: [{ ...tool, billing: { type: 'ONE_TIME' } }] });
    const { id } = data.createPackage.package;
    const read = (owner: string | undefined) =>
      graph.ask(
        `{ made: package(id: "${id}", accountId: "${owner}") { id } other: package(id: "${nobody}", accountId: "${owner}") { id } }`,
      );
    expect((await read(accountId)).data).toEqual({ made: null, other: null });
    expect((await read(child)).data).toEqual({ made: { id }, other: null });
  });

  it('sells products, which are pending', async () => {
    const siteId = site(0);
    const { data, errors, calls } = await create({
      externalId: 'order 1/ä',
      idempotencyKey: 'key-0',
      products: [
        { catalogProductId: catalog.yearlyPlan.id, siteId, billing: yearly, countryCode: 'br', discountCode: 'SPRING' },
        { ...tool, billing: { type: 'ONE_TIME' } },
      ],
    });
    expect(errors).toBeUndefined();
    const made = packages().at(-1);
    expect(data.createPackage).toEqual({
      package: {
        id: made?.id,
        externalId: 'order 1/ä',
        account: { id: graph.sandbox.accountId },
        createdAt: made?.createdDate,
        productInstances: [
          {
            id: made?.instances[0]?.instanceId,
            catalogProductId: catalog.yearlyPlan.id,
            siteId,
            status: 'PENDING',
            countryCode: 'BR',
            discountCode: 'SPRING',
            billing: { type: 'RECURRING', cycle: { unit: 'YEAR', count: 1 } },
          },
          {
            id: made?.instances[1]?.instanceId,
            catalogProductId: catalog.businessTool.id,
            siteId: null,
            status: 'PENDING',
            countryCode: 'BR',
            discountCode: null,
            billing: { type: 'ONE_TIME', cycle: null },
          },
        ],
      },
      dryRun: null,
      userErrors: [],
    });
    expect(calls).toEqual({ 'Create Package V2': 1, 'Query Packages': 1, 'Query Sites': 1 });
    expect(bodiesOf(graph, 'Create Package V2')).toEqual([
      {
        idempotencyKey: 'key-0',
        externalId: 'order 1/ä',
        products: [
          {
            catalogProductId: catalog.yearlyPlan.id,
            siteId,
            billingInfo: { type: 'RECURRING', cycleDuration: { unit: 'YEAR', count: 1 } },
            countryCode: 'BR',
            discountCode: 'SPRING',
          },
          { catalogProductId: catalog.businessTool.id, billingInfo: { type: 'ONE_TIME' }, countryCode: 'BR' },
        ],
      },
    ]);
  });

  it('is delivered with time, each product in its way, and a plan makes its site Premium', async () => {
    const plain = sitesWithoutPlan(graph).find(({ premium, editorType }) => !premium && editorType !== 'STUDIO');
    const { data } = await create({
      products: [
        { catalogProductId: catalog.flexiblePlan.id, siteId: plain?.id, billing: yearly, countryCode: 'BR' },
        { catalogProductId: catalog.brokenTool.id, countryCode: 'BR' },
        { catalogProductId: catalog.domain.id, billing: yearly, countryCode: 'BR' },
      ],
    });
    const query = `{
      package(id: "${data.createPackage.package.id}") { productInstances { status failure { code } } }
      site(id: "${plain?.id}") { isPremium }
    }`;
    const statuses = (answer: Awaited<ReturnType<typeof graph.ask>>) =>
      answer.data.package.productInstances.map(({ status }: { status: string }) => status);
    graph.sandbox.clock.advance(59_000);
    const before = await graph.ask(query);
    expect(statuses(before)).toEqual(['PENDING', 'PENDING', 'PENDING']);
    expect(before.data.site.isPremium).toBe(false);
    graph.sandbox.clock.advance(1_000);
    const after = await graph.ask(query);
    expect(statuses(after)).toEqual(['ENABLED', 'FAILED', 'AWAITING_ACTION']);
    expect(after.data.package.productInstances[1].failure).toEqual({ code: 'DELIVERY_TIMEOUT' });
    expect(after.data.site.isPremium).toBe(true);
  });

  it('sells to a child account in its own name', async () => {
    const child = [...graph.sandbox.state.accounts.values()].find(
      ({ parentAccountId }) => parentAccountId !== undefined,
    );
    const { data } = await create({ accountId: child?.id, products: [tool] });
    expect(data.createPackage.package.account).toEqual({ id: child?.id });
  });

  it('says in a dry run what it would sell, and sells nothing', async () => {
    const count = packages().length;
    const { data, calls } = await create({
      dryRun: true,
      externalId: 'x',
      products: [tool, { ...tool, siteId: site(1) }, { ...tool, siteId: nobody }],
    });
    const { dryRun, ...rest } = data.createPackage;
    expect(rest).toEqual({ package: null, userErrors: [] });
    expect(dryRun).toMatchObject({
      isPossible: false,
      changes: [],
      problems: [{ code: 'NOT_FOUND', path: ['input', 'products', '2', 'siteId'] }],
      calls: [{ operation: 'Create Package V2', count: 1, permission: 'premium.reseller-package.manage' }],
    });
    expect(calls).toEqual({ 'Query Sites': 1 });
    expect(packages()).toHaveLength(count);
  });

  const plan = (more: object) => ({
    catalogProductId: catalog.yearlyPlan.id,
    countryCode: 'BR',
    billing: yearly,
    ...more,
  });
  it.each([
    ['PRODUCT_NOT_FOUND', 'NOT_FOUND', () => [{ ...tool, catalogProductId: nobody }]],
    [
      'PRODUCT_SETTINGS_NOT_FOUND',
      'FAILED_PRECONDITION',
      () => [{ ...tool, catalogProductId: catalog.unsettledTool.id }],
    ],
    [
      'PRODUCT_LIMIT_EXCEEDED',
      'FAILED_PRECONDITION',
      () => Array(3).fill({ ...tool, catalogProductId: catalog.scarceTool.id }),
    ],
    ['MISSING_BILLING_CYCLE', 'BAD_USER_INPUT', () => [{ catalogProductId: catalog.yearlyPlan.id, countryCode: 'BR' }]],
    [
      'INCOMPATIBLE_BILLING_CYCLE',
      'BAD_USER_INPUT',
      () => [plan({ billing: { type: 'RECURRING', cycle: { unit: 'WEEK', count: 2 } } })],
    ],
    ['INVALID_BILLING_CYCLE', 'BAD_USER_INPUT', () => [plan({ billing: { type: 'ONE_TIME' } })]],
    ['INVALID_PRODUCTS', 'BAD_USER_INPUT', () => [{ ...tool, referencedInstanceId: nobody }]],
    [
      'MULTIPLE_PRODUCT_ASSIGNMENTS',
      'BAD_USER_INPUT',
      () => [plan({ siteId: site(2) }), plan({ siteId: site(2), catalogProductId: catalog.flexiblePlan.id })],
    ],
    ['PRODUCT_TYPE_ALREADY_ASSIGNED', 'CONFLICT', () => [plan({ siteId: enabledPlan(graph).siteId })]],
    [
      'PRODUCT_NOT_SUPPORTED_ON_SITE',
      'FAILED_PRECONDITION',
      () => {
        const other = sitesWithoutPlan(graph).find(({ editorType }) => editorType !== 'STUDIO');
        return [plan({ siteId: other?.id, catalogProductId: catalog.studioPlan.id })];
      },
    ],
  ])('answers the refusal %s as %s, and sells nothing', async (upstreamCode, code, products) => {
    const count = packages().length;
    const { data, errors } = await create({ products: products() });
    expect(errors).toBeUndefined();
    expect(data.createPackage.package).toBeNull();
    expect(data.createPackage.userErrors).toMatchObject([{ code, upstreamCode, path: ['input', 'products'] }]);
    expect(packages()).toHaveLength(count);
  });

  const isTrashedHere = ({ accountId, trashedDate }: SandboxSite): boolean =>
    accountId === graph.sandbox.accountId && trashedDate !== undefined;

  it.each([
    ['that is not there', (): string => nobody, 'NOT_FOUND'],
    [
      'in the trash',
      (): string | undefined => [...graph.sandbox.state.sites.values()].find(isTrashedHere)?.id,
      'FAILED_PRECONDITION',
    ],
  ] as const)('refuses a site %s, dry or not, and sells nothing', async (_name, siteId, code) => {
    const count = packages().length;
    const problems = [{ code, path: ['input', 'products', '0', 'siteId'] }];
    const { data } = await create({ products: [plan({ siteId: siteId() })] });
    expect(data.createPackage).toMatchObject({ package: null, userErrors: problems });
    const dry = await create({ products: [plan({ siteId: siteId() })], dryRun: true });
    expect(dry.data.createPackage.dryRun).toMatchObject({ isPossible: false, problems });
    expect(packages()).toHaveLength(count);
  });

  it('answers the refusal of an account that is not there', async () => {
    const { data } = await create({ accountId: nobody, products: [tool] });
    expect(data.createPackage.userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', upstreamCode: null, path: ['input', 'accountId'] },
    ]);
  });

  it('gives a second product for a referenced one, once', async () => {
    const plan = await create({ products: [tool] });
    const referencedInstanceId = plan.data.createPackage.package.productInstances[0].id;
    const free = { ...tool, referencedInstanceId };
    const first = await create({ products: [free] });
    const [made] = first.data.createPackage.package.productInstances;
    expect(instanceNow(graph, made.id)?.referenceProductInstanceId).toBe(referencedInstanceId);
    const second = await create({ products: [free] });
    expect(second.data.createPackage.userErrors).toMatchObject([{ upstreamCode: 'INVALID_PRODUCTS' }]);
  });

  it.each([
    ['no product', { products: [] }, 'products'],
    ['a product that is none', { products: [{ ...tool, catalogProductId: 'plan' }] }, 'products.0.catalogProductId'],
    ['a country that is none', { products: [tool, { ...tool, countryCode: 'BRA' }] }, 'products.1.countryCode'],
    ['a long discount code', { products: [{ ...tool, discountCode: 'x'.repeat(26) }] }, 'products.0.discountCode'],
    ['a long external id', { products: [tool], externalId: 'x'.repeat(101) }, 'externalId'],
    ['an empty external id', { products: [tool], externalId: '' }, 'externalId'],
    ['a billing of no type', { products: [plan({ billing: { type: 'UNKNOWN' } })] }, 'products.0.billing.type'],
    ['a payment without a cycle', { products: [plan({ billing: { type: 'RECURRING' } })] }, 'products.0.billing.cycle'],
    [
      'a cycle of what is paid once',
      { products: [plan({ billing: { type: 'ONE_TIME', cycle: { unit: 'DAY' } } })] },
      'products.0.billing.cycle',
    ],
    [
      'a cycle of no unit',
      { products: [plan({ billing: { type: 'RECURRING', cycle: { unit: 'UNKNOWN' } } })] },
      'products.0.billing.cycle.unit',
    ],
    [
      'a cycle of nothing',
      { products: [plan({ billing: { type: 'RECURRING', cycle: { unit: 'DAY', count: 0 } } })] },
      'products.0.billing.cycle.count',
    ],
  ])('refuses %s before any call', async (_name, input, field) => {
    const { data, calls } = await create(input);
    expect(data.createPackage.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', ...field.split('.')] },
    ]);
    expect(calls).toEqual({});
  });

  it('finds the package by its external id when the answer is lost, and does not sell again', async () => {
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Create Package V2' });
    const count = packages().length;
    const { data, errors, calls } = await create({ externalId: 'lost-1', products: [tool] });
    expect(errors).toBeUndefined();
    expect(packages()).toHaveLength(count + 1);
    expect(data.createPackage.package).toMatchObject({ id: packages().at(-1)?.id, externalId: 'lost-1' });
    expect(calls['Create Package V2']).toBe(1);
  });

  it.each([
    ['nothing new is listed', {}, 'reset'],
    ['nothing new has the external id', { externalId: 'lost-1' }, 'reset'],
  ] as const)('says that it does not know when the answer is lost and %s', async (_name, input, kind) => {
    graph.sandbox.faults.inject({ kind, operation: 'Create Package V2' });
    const { errors, calls } = await create({ ...input, products: [tool] });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'unknown' });
    expect(calls['Create Package V2']).toBe(1);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.errors).toBeUndefined();
    expect(verified.data.account.packages.nodes.length).toBeGreaterThan(0);
  });

  it('finds a package without an external id when the answer is lost', async () => {
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Create Package V2' });
    const count = packages().length;
    const { data, calls } = await create({ products: [tool] });
    expect(packages()).toHaveLength(count + 1);
    expect(data.createPackage.package.id).toBe(packages().at(-1)?.id);
    expect(calls['Create Package V2']).toBe(1);
  });

  it('sells once for three tries with one key', async () => {
    const count = packages().length;
    const input = { products: [tool], idempotencyKey: 'key-1' };
    const answers = await Promise.all([create(input), create(input), create(input)]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.createPackage.package.id).toBe(packages().at(-1)?.id);
    expect(packages()).toHaveLength(count + 1);
    const reused = await create({ ...input, externalId: 'other' });
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('createPackage without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden, and names the permission', async () => {
    const products = [{ catalogProductId: catalog.businessTool.id, countryCode: 'BR' }];
    const { errors } = await graph.ask(document, { input: { products } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors?.[0]?.message).toContain('premium.reseller-package.manage');
  });
});

describe('a package just sold, while Wix does not list it', () => {
  const graph = useGraph({ quirks: { packageLagMs: 60_000 } });

  it('is found by its id, also among others', async () => {
    const products = [{ catalogProductId: catalog.businessTool.id, countryCode: 'BR' }];
    const { data } = await graph.ask(document, { input: { products } });
    const { id } = data.createPackage.package;
    const other = [...graph.sandbox.state.packages.values()].find(
      ({ accountId }) => accountId === graph.sandbox.accountId,
    );
    const read = await graph.ask(`{ a: package(id: "${id}") { id } b: package(id: "${other?.id}") { id } }`);
    expect(read.data).toEqual({ a: { id }, b: { id: other?.id } });
  });
});
