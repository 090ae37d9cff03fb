import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { bodiesOf, enabledPlan, instanceNow, nobody, reconcileAtOnce, soldProduct } from './support.ts';

const dryRun =
  'dryRun { isPossible changes { type id: objectId field before after summary } problems { code path } calls { operation count } }';
const userErrors = 'userErrors { code message path upstreamCode }';
const cancelInstance = `mutation ($input: CancelProductInstanceInput!) { cancelProductInstance(input: $input) {
  productInstance { id status } package { id productInstances { id status } } ${dryRun} ${userErrors}
} }`;
const cancelPackage = `mutation ($input: CancelPackageInput!) { cancelPackage(input: $input) {
  package { id productInstances { id status } } ${dryRun} ${userErrors}
} }`;

describe('cancelProductInstance', () => {
  const graph = useGraph(reconcileAtOnce);
  const cancel = (packageId: string, instanceId: string, more: object = {}) =>
    graph.ask(cancelInstance, { input: { packageId, instanceId, ...more } });
  const live = () => soldProduct(graph, ({ status, siteId }) => status === 'ENABLED' && siteId === undefined);

  it('says in a dry run that the site may lose Premium and its domains, and cancels nothing', async () => {
    const { item, instance, siteId } = enabledPlan(graph);
    const { data, errors, calls } = await cancel(item.id, instance.instanceId, { dryRun: true });
    expect(errors).toBeUndefined();
    const plan = data.cancelProductInstance.dryRun;
    const domains = [...graph.sandbox.state.domains.values()].filter(({ assignment }) => assignment?.siteId === siteId);
    expect(plan).toMatchObject({
      isPossible: true,
      problems: [],
      calls: [{ operation: 'Cancel Product Instance', count: 1 }],
    });
    expect(plan.changes.slice(0, 2)).toMatchObject([
      { type: 'ProductInstance', id: instance.instanceId, field: 'status', before: 'ENABLED', after: 'CANCELED' },
      { type: 'Site', id: siteId, field: 'isPremium', before: 'true', after: null },
    ]);
    expect(
      plan.changes
        .slice(2)
        .map(({ type, id }: Record<string, string>) => [type, id])
        .sort(),
    ).toEqual(domains.map(({ domain }) => ['Domain', domain]).sort());
    expect(calls).toEqual({ 'Get Package': 1, 'Query Sites': 1, 'List Connected Domains': 1 });
    expect(instanceNow(graph, instance.instanceId)?.status).toBe('ENABLED');
  });

  it('says so too when the key may not list domains', async () => {
    const { item, instance } = enabledPlan(graph);
    const noDomains = { kind: 'status', status: 403, operation: 'List Connected Domains', times: 9 } as const;
    graph.sandbox.faults.inject({
      ...noDomains,
      body: { message: '', details: { applicationError: { code: 'DOMAINS_PERMISSION_DENIED' } } },
    });
    const { data, errors } = await cancel(item.id, instance.instanceId, { dryRun: true });
    expect(errors).toBeUndefined();
    expect(data.cancelProductInstance.dryRun.changes[2]).toMatchObject({ type: 'Domain', id: null });
  });

  it('cancels, and the site loses Premium and its domains', async () => {
    const { item, instance, siteId } = enabledPlan(graph);
    const { data, errors, calls } = await cancel(item.id, instance.instanceId, { idempotencyKey: 'cancel-1' });
    expect(errors).toBeUndefined();
    expect(data.cancelProductInstance).toMatchObject({
      productInstance: { id: instance.instanceId, status: 'CANCELED' },
      package: { id: item.id },
      dryRun: null,
      userErrors: [],
    });
    expect(calls).toEqual({ 'Get Package': 1, 'Cancel Product Instance': 1 });
    expect(bodiesOf(graph, 'Cancel Product Instance')).toEqual([{ idempotencyKey: 'cancel-1' }]);
    expect(graph.sandbox.calls.entries().at(-1)).toMatchObject({
      method: 'DELETE',
      path: `/resellers/v1/packages/product-instances/${instance.instanceId}`,
    });
    expect(graph.sandbox.state.sites.get(siteId)?.premium).toBe(false);
    expect([...graph.sandbox.state.domains.values()].some(({ assignment }) => assignment?.siteId === siteId)).toBe(
      false,
    );
  });

  it.each([
    ['a package that is not there', () => [nobody, nobody], 'NOT_FOUND', 'packageId'],
    ['a product of another package', () => [live().item.id, nobody], 'NOT_FOUND', 'instanceId'],
    [
      'a product that is canceled',
      () => {
        const { item, instance } = soldProduct(graph, ({ status }) => status === 'CANCELED');
        return [item.id, instance.instanceId];
      },
      'FAILED_PRECONDITION',
      'instanceId',
    ],
  ])('refuses %s before sending, dry or not', async (_name, ids, code, field) => {
    const [packageId = '', instanceId = ''] = ids();
    const wet = await cancel(packageId, instanceId);
    expect(wet.data.cancelProductInstance.userErrors).toMatchObject([{ code, path: ['input', field] }]);
    expect(wet.calls['Cancel Product Instance']).toBeUndefined();
    const dry = await cancel(packageId, instanceId, { dryRun: true });
    expect(dry.data.cancelProductInstance.dryRun).toMatchObject({
      isPossible: false,
      changes: [],
      problems: [{ code, path: ['input', field] }],
    });
  });

  it('answers the refusal of Wix', async () => {
    const { item, instance } = live();
    const details = { applicationError: { code: 'PRODUCT_INSTANCE_NOT_FOUND', description: '' } };
    graph.sandbox.faults.inject({
      kind: 'status',
      status: 428,
      operation: 'Cancel Product Instance',
      body: { message: '', details },
    });
    const { data } = await cancel(item.id, instance.instanceId);
    expect(data.cancelProductInstance.userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'instanceId'], upstreamCode: 'PRODUCT_INSTANCE_NOT_FOUND' },
    ]);
  });

  it.each([
    ['malformed ids', { packageId: 'x', instanceId: nobody }, 'packageId'],
    ['a malformed instance', { packageId: nobody, instanceId: '..' }, 'instanceId'],
    ['a malformed account', { packageId: nobody, instanceId: nobody, accountId: '1' }, 'accountId'],
  ])('refuses %s before any call', async (_name, input, field) => {
    const { data, calls } = await graph.ask(cancelInstance, { input });
    expect(data.cancelProductInstance.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it('sees that it is canceled when the answer is lost', async () => {
    const { item, instance } = live();
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Cancel Product Instance' });
    const { data, errors, calls } = await cancel(item.id, instance.instanceId);
    expect(errors).toBeUndefined();
    expect(data.cancelProductInstance.productInstance).toEqual({ id: instance.instanceId, status: 'CANCELED' });
    expect(calls['Cancel Product Instance']).toBe(1);
  });

  it('says that it does not know when it is not seen to be canceled', async () => {
    const { item, instance } = live();
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Cancel Product Instance' });
    const { errors, calls } = await cancel(item.id, instance.instanceId);
    expect(errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    expect(calls['Cancel Product Instance']).toBe(1);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.data.package.productInstances).toContainEqual({ id: instance.instanceId, status: 'ENABLED' });
  });

  it('cancels once for three tries with one key', async () => {
    const { item, instance } = live();
    const tries = [1, 2, 3].map(() => cancel(item.id, instance.instanceId, { idempotencyKey: 'cancel-2' }));
    const answers = await Promise.all(tries);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.cancelProductInstance.productInstance.status).toBe('CANCELED');
    const reused = await cancel(item.id, nobody, { idempotencyKey: 'cancel-2' });
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('cancelPackage', () => {
  const graph = useGraph(reconcileAtOnce);
  const cancel = (packageId: string, more: object = {}) => graph.ask(cancelPackage, { input: { packageId, ...more } });
  const mixed = () => {
    const { item } = soldProduct(graph, ({ status }) => status === 'PENDING');
    return item;
  };

  it('shows in a dry run what is left to cancel', async () => {
    const { item, siteId } = enabledPlan(graph);
    for (const domain of graph.sandbox.state.domains.values()) {
      if (domain.assignment?.siteId === siteId) delete domain.assignment;
    }
    const { data } = await cancel(item.id, { dryRun: true });
    const { changes } = data.cancelPackage.dryRun;
    const canceled = changes.filter(({ type }: { type: string }) => type === 'ProductInstance');
    expect(canceled.map(({ id }: { id: string }) => id)).toEqual(item.instances.map(({ instanceId }) => instanceId));
    expect(changes).toContainEqual(expect.objectContaining({ type: 'Site', id: siteId, field: 'isPremium' }));
    expect(changes.some(({ type }: { type: string }) => type === 'Domain')).toBe(false);
  });

  it('cancels everything in it', async () => {
    const item = mixed();
    const { data, calls } = await cancel(item.id);
    expect(data.cancelPackage).toMatchObject({
      package: {
        id: item.id,
        productInstances: item.instances.map(({ instanceId }) => ({ id: instanceId, status: 'CANCELED' })),
      },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Get Package': 1, 'Cancel Package': 1 });
    expect(bodiesOf(graph, 'Cancel Package')).toEqual([{}]);
  });

  it('refuses what is not there or canceled already before sending', async () => {
    const canceled = [...graph.sandbox.state.packages.values()].find(
      ({ instances, accountId }) =>
        accountId === graph.sandbox.accountId && instances.every(({ status }) => status === 'CANCELED'),
    );
    for (const [id, code] of [
      [nobody, 'NOT_FOUND'],
      [canceled?.id ?? '', 'FAILED_PRECONDITION'],
    ] as const) {
      const { data, calls } = await cancel(id);
      expect(data.cancelPackage).toMatchObject({ package: null, userErrors: [{ code, path: ['input', 'packageId'] }] });
      expect(calls['Cancel Package']).toBeUndefined();
    }
  });

  it.each([
    ['truncated', undefined],
    ['reset', 'OUTCOME_UNKNOWN'],
  ] as const)('looks when the answer is lost, and does not send again: %s', async (kind, code) => {
    const item = mixed();
    graph.sandbox.faults.inject({ kind, operation: 'Cancel Package' });
    const { data, errors, calls } = await cancel(item.id);
    expect(errors?.[0]?.extensions.code).toBe(code);
    if (code === undefined) expect(data.cancelPackage.package.productInstances[0].status).toBe('CANCELED');
    expect(calls['Cancel Package']).toBe(1);
  });
});

describe('cancelPackage with a key', () => {
  const graph = useGraph(reconcileAtOnce);

  it('cancels once for three tries', async () => {
    const { item } = enabledPlan(graph);
    const cancel = (packageId: string) =>
      graph.ask(cancelPackage, { input: { packageId, idempotencyKey: 'cancel-3' } });
    const answers = await Promise.all([cancel(item.id), cancel(item.id), cancel(item.id)]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.cancelPackage.userErrors).toEqual([]);
    const reused = await cancel(nobody);
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('a cancellation that takes its time', () => {
  const graph = useGraph({ ...reconcileAtOnce, quirks: { statusAfterCancel: 'unchanged' } });

  it('answers the status of before, and is not taken for done when its answer is lost', async () => {
    const { item, instance } = enabledPlan(graph);
    const input = { packageId: item.id, instanceId: instance.instanceId };
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Cancel Product Instance' });
    const lost = await graph.ask(cancelInstance, { input });
    expect(lost.errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    const { data } = await graph.ask(cancelInstance, { input });
    expect(data.cancelProductInstance).toMatchObject({ productInstance: { status: 'ENABLED' }, userErrors: [] });
    graph.sandbox.clock.advance(60_000);
    const read = await graph.ask(`{ package(id: "${item.id}") { productInstances { id status } } }`);
    expect(read.data.package.productInstances).toContainEqual({ id: instance.instanceId, status: 'CANCELED' });
  });
});

describe('a canceled product, while Wix lists it as before', () => {
  const graph = useGraph({ quirks: { packageLagMs: 60_000 } });

  it('is read as canceled', async () => {
    const { item, instance, siteId } = enabledPlan(graph);
    await graph.ask(cancelInstance, { input: { packageId: item.id, instanceId: instance.instanceId } });
    const { data } = await graph.ask(`{ site(id: "${siteId}") { isPremium productInstances { id status } } }`);
    expect(data.site.productInstances).toContainEqual({ id: instance.instanceId, status: 'CANCELED' });
    expect(data.site.isPremium).toBe(false);
  });
});

describe('canceling without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const one = await graph.ask(cancelInstance, { input: { packageId: nobody, instanceId: nobody } });
    const all = await graph.ask(cancelPackage, { input: { packageId: nobody } });
    expect([one, all].map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});
