import { describe, expect, it } from 'vitest';
import { catalog } from '../../../src/sandbox/state/product-catalog.ts';
import { useGraph } from '../../support/graph.ts';
import {
  bodiesOf,
  enabledPlan,
  instanceNow,
  nobody,
  reconcileAtOnce,
  sitesWithoutPlan,
  soldProduct,
} from './support.ts';

const dryRun =
  'dryRun { isPossible changes { type id: objectId field before after } problems { code path } calls { operation count } }';
const userErrors = 'userErrors { code path upstreamCode }';
const assignDocument = `mutation ($input: AssignProductInstanceInput!) { assignProductInstance(input: $input) {
  productInstance { id siteId site { id } } package { id } ${dryRun} ${userErrors}
} }`;
const unassignDocument = `mutation ($input: UnassignProductInstanceInput!) { unassignProductInstance(input: $input) {
  productInstance { id siteId site { id } } package { id } ${dryRun} ${userErrors}
} }`;

describe('assignProductInstance', () => {
  const graph = useGraph(reconcileAtOnce);
  const floating = () => soldProduct(graph, ({ status, siteId }) => status === 'ENABLED' && siteId === undefined);
  const assign = (packageId: string, instanceId: string, siteId: string, more: object = {}) =>
    graph.ask(assignDocument, { input: { packageId, instanceId, siteId, ...more } });
  const freeSite = () => sitesWithoutPlan(graph)[0]?.id ?? '';

  it('says in a dry run what would change, and changes nothing', async () => {
    const { item, instance, siteId } = enabledPlan(graph);
    const target = freeSite();
    const { data, calls } = await assign(item.id, instance.instanceId, target, { dryRun: true });
    const { changes, ...rest } = data.assignProductInstance.dryRun;
    expect(rest).toEqual({
      isPossible: true,
      problems: [],
      calls: [{ operation: 'Assign Product Instance To Site', count: 1 }],
    });
    expect(changes[0]).toEqual({
      type: 'ProductInstance',
      id: instance.instanceId,
      field: 'siteId',
      before: siteId,
      after: target,
    });
    expect(changes.slice(1).map(({ type }: { type: string }) => type)).toContain('Domain');
    // The site that gets the product is read beside its package, the one that loses it afterwards.
    expect(calls).toEqual({ 'Get Package': 1, 'Query Sites': 2, 'List Connected Domains': 1 });
    expect(instanceNow(graph, instance.instanceId)?.siteId).toBe(siteId);
    const lost = await assign(item.id, instance.instanceId, nobody, { dryRun: true });
    expect(lost.data.assignProductInstance.dryRun).toMatchObject({
      isPossible: false,
      changes: [],
      problems: [{ code: 'NOT_FOUND', path: ['input', 'siteId'] }],
    });
  });

  it('assigns a floating product', async () => {
    const { item, instance } = floating();
    const siteId = freeSite();
    const { data, errors, calls } = await assign(item.id, instance.instanceId.toUpperCase(), siteId, {
      idempotencyKey: 'assign-1',
    });
    expect(errors).toBeUndefined();
    expect(data.assignProductInstance).toEqual({
      productInstance: { id: instance.instanceId, siteId, site: { id: siteId } },
      package: { id: item.id },
      dryRun: null,
      userErrors: [],
    });
    expect(instanceNow(graph, instance.instanceId)?.siteId).toBe(siteId);
    expect(calls).toEqual({ 'Assign Product Instance To Site': 1, 'Get Package': 1, 'Query Sites': 2 });
    expect(bodiesOf(graph, 'Assign Product Instance To Site')).toEqual([{ idempotencyKey: 'assign-1' }]);
    expect(graph.sandbox.calls.entries()[2]).toMatchObject({
      method: 'PATCH',
      path: `/resellers/v1/packages/product-instances/${instance.instanceId}/${siteId}`,
    });
  });

  it('moves Premium with a plan from one site to another', async () => {
    const { item, instance, siteId } = enabledPlan(graph);
    const target = sitesWithoutPlan(graph).find(({ premium }) => !premium)?.id ?? '';
    await assign(item.id, instance.instanceId, target);
    const { data } = await graph.ask(`{
      old: site(id: "${siteId}") { isPremium domains { name } } new: site(id: "${target}") { isPremium }
    }`);
    expect(data).toEqual({ old: { isPremium: false, domains: [] }, new: { isPremium: true } });
  });

  it.each([
    ['SITE_NOT_FOUND', 'NOT_FOUND', 'siteId', () => ({ ...floating(), siteId: nobody })],
    [
      'PRODUCT_TYPE_ALREADY_ASSIGNED',
      'CONFLICT',
      'siteId',
      () => {
        const { item, instance, siteId } = enabledPlan(graph);
        const other = soldProduct(
          graph,
          (it) => it.status === 'ENABLED' && it.siteId !== siteId && it.catalogProductId === catalog.yearlyPlan.id,
        );
        return { item, instance, siteId: other.instance.siteId ?? '' };
      },
    ],
    [
      'INCOMPATIBLE_PRODUCT_INSTANCE_STATUS',
      'FAILED_PRECONDITION',
      'instanceId',
      () => ({ ...soldProduct(graph, ({ status }) => status === 'FAILED'), siteId: freeSite() }),
    ],
  ])('answers the refusal %s as %s', async (upstreamCode, code, field, target) => {
    const { item, instance, siteId } = target();
    const { data, errors } = await assign(item.id, instance.instanceId, siteId);
    expect(errors).toBeUndefined();
    expect(data.assignProductInstance).toMatchObject({
      productInstance: null,
      userErrors: [
        { code, path: ['input', field], upstreamCode: upstreamCode === 'SITE_NOT_FOUND' ? null : upstreamCode },
      ],
    });
  });

  it('refuses a malformed site before any call', async () => {
    const { data, calls } = await assign(nobody, nobody, 'unassign');
    expect(data.assignProductInstance.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', 'siteId'] },
    ]);
    expect(calls).toEqual({});
  });

  it.each([
    ['truncated', undefined],
    ['reset', 'OUTCOME_UNKNOWN'],
  ] as const)('looks when the answer is lost, and does not send again: %s', async (kind, code) => {
    const { item, instance } = floating();
    const siteId = freeSite();
    graph.sandbox.faults.inject({ kind, operation: 'Assign Product Instance To Site' });
    const { data, errors, calls } = await assign(item.id, instance.instanceId, siteId);
    expect(errors?.[0]?.extensions.code).toBe(code);
    if (code === undefined) expect(data.assignProductInstance.productInstance.siteId).toBe(siteId);
    else expect((await graph.ask(String(errors?.[0]?.extensions['verify']))).errors).toBeUndefined();
    expect(calls['Assign Product Instance To Site']).toBe(1);
  });

  it('assigns once for three tries with one key', async () => {
    const { item, instance } = floating();
    const tries = [1, 2, 3].map(() => assign(item.id, instance.instanceId, freeSite(), { idempotencyKey: 'assign-2' }));
    const answers = await Promise.all(tries);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    const reused = await assign(item.id, nobody, freeSite(), { idempotencyKey: 'assign-2' });
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('unassignProductInstance', () => {
  const graph = useGraph(reconcileAtOnce);
  const unassign = (packageId: string, instanceId: string, more: object = {}) =>
    graph.ask(unassignDocument, { input: { packageId, instanceId, ...more } });

  it('says in a dry run that the site may lose Premium and its domains', async () => {
    const { item, instance, siteId } = enabledPlan(graph);
    const { data } = await unassign(item.id, instance.instanceId, { dryRun: true });
    const { changes, isPossible } = data.unassignProductInstance.dryRun;
    expect(isPossible).toBe(true);
    expect(changes[0]).toMatchObject({ id: instance.instanceId, before: siteId, after: null });
    expect(changes.slice(1, 3)).toMatchObject([
      { type: 'Site', id: siteId },
      { type: 'Domain', before: siteId },
    ]);
    expect(instanceNow(graph, instance.instanceId)?.siteId).toBe(siteId);
  });

  it('makes the product floating, and the site loses what came with it', async () => {
    const { item, instance, siteId } = enabledPlan(graph);
    const { data, calls } = await unassign(item.id, instance.instanceId);
    expect(data.unassignProductInstance).toMatchObject({
      productInstance: { id: instance.instanceId, siteId: null, site: null },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Get Package': 1, 'Unassign Product Instance From Site': 1 });
    expect(graph.sandbox.calls.entries()[1]).toMatchObject({
      method: 'PATCH',
      path: `/resellers/v1/packages/product-instances/${instance.instanceId}/unassign`,
      body: {},
    });
    expect(graph.sandbox.state.sites.get(siteId)?.premium).toBe(false);
    expect([...graph.sandbox.state.domains.values()].some(({ assignment }) => assignment?.siteId === siteId)).toBe(
      false,
    );
  });

  it('refuses a floating product before sending', async () => {
    const { item, instance } = soldProduct(graph, ({ siteId }) => siteId === undefined);
    const { data, calls } = await unassign(item.id, instance.instanceId);
    expect(data.unassignProductInstance.userErrors).toMatchObject([
      { code: 'FAILED_PRECONDITION', path: ['input', 'instanceId'] },
    ]);
    expect(calls).toEqual({ 'Get Package': 1 });
  });

  it.each([
    ['truncated', undefined],
    ['reset', 'OUTCOME_UNKNOWN'],
  ] as const)('looks when the answer is lost, and does not send again: %s', async (kind, code) => {
    const { item, instance } = enabledPlan(graph);
    graph.sandbox.faults.inject({ kind, operation: 'Unassign Product Instance From Site' });
    const { data, errors, calls } = await unassign(item.id, instance.instanceId);
    expect(errors?.[0]?.extensions.code).toBe(code);
    if (code === undefined) expect(data.unassignProductInstance.productInstance.siteId).toBeNull();
    expect(calls['Unassign Product Instance From Site']).toBe(1);
  });

  it('takes it away once for three tries with one key', async () => {
    const { item, instance } = enabledPlan(graph);
    const key = { idempotencyKey: 'unassign-1' };
    const answers = await Promise.all([1, 2, 3].map(() => unassign(item.id, instance.instanceId, key)));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.unassignProductInstance.userErrors).toEqual([]);
    const reused = await unassign(item.id, nobody, key);
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('assigning without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const ids = { packageId: nobody, instanceId: nobody };
    const to = await graph.ask(assignDocument, { input: { ...ids, siteId: nobody } });
    const from = await graph.ask(unassignDocument, { input: ids });
    expect([to, from].map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});
