import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { nobody, reconcileAtOnce, soldProduct } from './support.ts';

const document = `mutation ($input: SetPackageExternalIdInput!) { setPackageExternalId(input: $input) {
  package { id externalId } userErrors { code path }
} }`;

describe.each(['updatedPackage', 'updated_package'] as const)('setPackageExternalId, answered as %s', (field) => {
  const graph = useGraph({ ...reconcileAtOnce, quirks: { updatedPackageField: field, packageLagMs: 60_000 } });
  const item = () => soldProduct(graph, () => true).item;
  const set = (packageId: string, externalId: string) => graph.ask(document, { input: { packageId, externalId } });

  it('sets the id, whatever its characters, and lists show it at once', async () => {
    const { id } = item();
    const { data, errors, calls } = await set(id, 'order/7?x=%20#1');
    expect(errors).toBeUndefined();
    expect(data.setPackageExternalId).toEqual({ package: { id, externalId: 'order/7?x=%20#1' }, userErrors: [] });
    expect(graph.sandbox.state.packages.get(id)?.externalId).toBe('order/7?x=%20#1');
    expect(calls).toEqual({ 'Get Package': 1, 'Update Package External Id': 1 });
    const read = await graph.ask('{ account { packages(first: 100) { nodes { id externalId } } } }');
    expect(read.data.account.packages.nodes).toContainEqual({ id, externalId: 'order/7?x=%20#1' });
  });

  it('answers the refusal of a package that is not there', async () => {
    const { data } = await set(nobody, 'a');
    expect(data.setPackageExternalId).toEqual({
      package: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'packageId'] }],
    });
  });

  it.each([
    ['no id', '', 'externalId'],
    ['a long id', 'x'.repeat(101), 'externalId'],
    ['a blank', 'a b', 'externalId'],
    ['a way up', '..', 'externalId'],
  ])('refuses %s before any call', async (_name, externalId, path) => {
    const { data, calls } = await set(nobody, externalId);
    expect(data.setPackageExternalId.userErrors).toEqual([{ code: 'BAD_USER_INPUT', path: ['input', path] }]);
    expect(calls).toEqual({});
  });

  it.each(['truncated', 'reset'] as const)('sets it once more when the answer is lost: %s', async (kind) => {
    const { id } = item();
    graph.sandbox.faults.inject({ kind, operation: 'Update Package External Id' });
    const { data, calls } = await set(id, `order-${kind}`);
    expect(data.setPackageExternalId.package).toEqual({ id, externalId: `order-${kind}` });
    expect(calls['Update Package External Id']).toBe(2);
  });
});

describe('setPackageExternalId without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden, and names the permission', async () => {
    const { errors } = await graph.ask(document, { input: { packageId: nobody, externalId: 'a' } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors?.[0]?.message).toContain('premium.reseller-package.read');
  });
});
