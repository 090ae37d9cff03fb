import { describe, expect, it } from 'vitest';
import { catalog } from '../../../src/sandbox/state/product-catalog.ts';
import { useGraph } from '../../support/graph.ts';
import { bodiesOf, instanceNow, nobody, reconcileAtOnce, soldProduct, yearly } from './support.ts';

const document = `mutation ($input: AdjustProductInstanceInput!) { adjustProductInstance(input: $input) {
  productInstance { id catalogProductId discountCode billing { type cycle { unit count } } }
  dryRun { isPossible changes { type id: objectId field before after } problems { code path } calls { operation count } }
  userErrors { code message path upstreamCode }
} }`;

describe('adjustProductInstance', () => {
  const graph = useGraph(reconcileAtOnce);
  const plan = () =>
    soldProduct(
      graph,
      ({ status, catalogProductId }) => status === 'ENABLED' && catalogProductId === catalog.yearlyPlan.id,
    );
  const adjust = (input: object, { item, instance } = plan()) =>
    graph.ask(document, { input: { packageId: item.id, instanceId: instance.instanceId, ...input } });
  const monthly = { type: 'RECURRING', cycle: { unit: 'MONTH' } };

  it('says in a dry run what would change, and changes nothing', async () => {
    const { instance } = plan();
    const input = { dryRun: true, catalogProductId: catalog.flexiblePlan.id, billing: monthly };
    const { data, calls } = await adjust(input);
    expect(data.adjustProductInstance.dryRun).toEqual({
      isPossible: true,
      changes: [
        {
          type: 'ProductInstance',
          id: instance.instanceId,
          field: 'catalogProductId',
          before: catalog.yearlyPlan.id,
          after: catalog.flexiblePlan.id,
        },
        {
          type: 'ProductInstance',
          id: instance.instanceId,
          field: 'billing',
          before: 'RECURRING 1 YEAR',
          after: 'RECURRING 1 MONTH',
        },
      ],
      problems: [],
      calls: [{ operation: 'Adjust Product Instance Specifications', count: 1 }],
    });
    expect(calls).toEqual({ 'Get Package': 1 });
    expect(instanceNow(graph, instance.instanceId)?.catalogProductId).toBe(catalog.yearlyPlan.id);
    const same = await adjust({ dryRun: true, billing: yearly });
    expect(same.data.adjustProductInstance.dryRun.changes).toEqual([]);
  });

  it('changes the product, its billing or both at once', async () => {
    const sold = plan();
    const id = sold.instance.instanceId;
    const both = await adjust(
      { catalogProductId: catalog.flexiblePlan.id, billing: monthly, discountCode: 'MORE', idempotencyKey: 'adjust-1' },
      sold,
    );
    expect(both.errors).toBeUndefined();
    expect(both.data.adjustProductInstance).toEqual({
      productInstance: {
        id,
        catalogProductId: catalog.flexiblePlan.id,
        discountCode: 'MORE',
        billing: { type: 'RECURRING', cycle: { unit: 'MONTH', count: 1 } },
      },
      dryRun: null,
      userErrors: [],
    });
    expect(both.calls).toEqual({ 'Get Package': 1, 'Adjust Product Instance Specifications': 1 });
    expect(bodiesOf(graph, 'Adjust Product Instance Specifications')).toEqual([
      {
        idempotencyKey: 'adjust-1',
        catalogProductId: catalog.flexiblePlan.id,
        billingInfo: { type: 'RECURRING', cycleDuration: { unit: 'MONTH', count: 1 } },
        discountCode: 'MORE',
      },
    ]);
    const billing = await adjust({ billing: yearly }, sold);
    expect(billing.data.adjustProductInstance.productInstance.billing.cycle).toEqual({ unit: 'YEAR', count: 1 });
    const product = await adjust({ catalogProductId: catalog.yearlyPlan.id }, sold);
    expect(product.data.adjustProductInstance.productInstance.catalogProductId).toBe(catalog.yearlyPlan.id);
  });

  it.each([
    ['PRODUCT_NOT_FOUND', 'NOT_FOUND', 'catalogProductId', { catalogProductId: nobody }],
    ['INCOMPATIBLE_PRODUCT', 'FAILED_PRECONDITION', 'catalogProductId', { catalogProductId: catalog.businessTool.id }],
    [
      'PRODUCT_SETTINGS_NOT_FOUND',
      'FAILED_PRECONDITION',
      'catalogProductId',
      { catalogProductId: catalog.unsettledTool.id },
    ],
    ['INCOMPATIBLE_BILLING_CYCLE', 'BAD_USER_INPUT', 'billing', { billing: monthly }],
    ['INVALID_BILLING_CYCLE', 'BAD_USER_INPUT', 'billing', { billing: { type: 'ONE_TIME' } }],
  ])('answers the refusal %s as %s', async (upstreamCode, code, field, input) => {
    const { data, errors } = await adjust(input);
    expect(errors).toBeUndefined();
    expect(data.adjustProductInstance).toMatchObject({
      productInstance: null,
      userErrors: [{ code, path: ['input', field], upstreamCode }],
    });
  });

  it.each(['MISSING_PRODUCT_DETAILS', 'INCOMPATIBLE_PRODUCT_INSTANCE_STATUS', 'PRODUCT_INSTANCE_NOT_FOUND'])(
    'answers the refusal %s',
    async (code) => {
      const body = { message: '', details: { applicationError: { code } } };
      graph.sandbox.faults.inject({
        kind: 'status',
        status: 428,
        operation: 'Adjust Product Instance Specifications',
        body,
      });
      const { data } = await adjust({ billing: yearly });
      expect(data.adjustProductInstance.userErrors).toMatchObject([{ upstreamCode: code }]);
      expect(data.adjustProductInstance.userErrors[0].message).not.toMatch(/^Wix refuses this/);
    },
  );

  it('refuses a canceled product before sending', async () => {
    const { data, calls } = await adjust(
      { billing: yearly },
      soldProduct(graph, ({ status }) => status === 'CANCELED'),
    );
    expect(data.adjustProductInstance.userErrors).toMatchObject([{ code: 'FAILED_PRECONDITION' }]);
    expect(calls).toEqual({ 'Get Package': 1 });
  });

  it.each([
    ['nothing to change', {}, 'catalogProductId'],
    ['a product that is none', { catalogProductId: 'plan' }, 'catalogProductId'],
    ['a discount without a product', { billing: yearly, discountCode: 'A' }, 'discountCode'],
    ['a long discount code', { catalogProductId: nobody, discountCode: 'x'.repeat(26) }, 'discountCode'],
    ['a payment without a cycle', { billing: { type: 'RECURRING' } }, 'billing.cycle'],
  ])('refuses %s before any call', async (_name, input, field) => {
    const { data, calls } = await adjust(input);
    expect(data.adjustProductInstance.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', ...field.split('.')] },
    ]);
    expect(calls).toEqual({});
  });

  it.each([
    ['truncated', undefined],
    ['reset', 'OUTCOME_UNKNOWN'],
  ] as const)('looks when the answer is lost, and does not send again: %s', async (kind, code) => {
    graph.sandbox.faults.inject({ kind, operation: 'Adjust Product Instance Specifications' });
    const { data, errors, calls } = await adjust({ catalogProductId: catalog.flexiblePlan.id, billing: monthly });
    expect(errors?.[0]?.extensions.code).toBe(code);
    if (code === undefined)
      expect(data.adjustProductInstance.productInstance.catalogProductId).toBe(catalog.flexiblePlan.id);
    else expect((await graph.ask(String(errors?.[0]?.extensions['verify']))).errors).toBeUndefined();
    expect(calls['Adjust Product Instance Specifications']).toBe(1);
  });

  it('adjusts once for three tries with one key', async () => {
    const sold = plan();
    const input = { catalogProductId: catalog.flexiblePlan.id, billing: yearly, idempotencyKey: 'adjust-2' };
    const answers = await Promise.all([1, 2, 3].map(() => adjust(input, sold)));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    const reused = await adjust({ ...input, billing: monthly }, sold);
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('adjustProductInstance without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const input = { packageId: nobody, instanceId: nobody, billing: yearly };
    const { errors } = await graph.ask(document, { input });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
