import { describe, expect, it } from 'vitest';
import { catalog } from '../../../src/sandbox/state/product-catalog.ts';
import { roleIds } from '../../../src/sandbox/state/role.ts';
import { type TestAnswer, type TestGraph, useGraph } from '../../support/graph.ts';
import { operations } from '../../support/operations.ts';

const options = { tickMs: 1_000, server: { writes: { reconcileDelaysMs: [1, 1], settledAfterMs: 0 } } };

type Variables = Readonly<Record<string, unknown>>;

/** A step that failed: the steps behind it were not run. */
class StepFailed extends Error {}

/** Runs an operation of the library as a step. Its key comes of the root key and its name, so that a retry has the same one. */
async function step(
  graph: TestGraph,
  rootKey: string,
  name: string,
  variables: Variables,
): Promise<TestAnswer['data']> {
  const operation = operations.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`schema/operations/ has no ${name}`);
  const isWrite = /^mutation/m.test(operation.document);
  const write = {
    idempotencyKey: `${rootKey}/${name}`,
    ...(/\$dryRun/.test(operation.document) ? { dryRun: false } : {}),
  };
  const { data, errors } = await graph.ask(operation.document, { ...variables, ...(isWrite ? write : {}) });
  if (errors !== undefined) throw new StepFailed(`${name}: ${errors[0]?.extensions.code}`);
  const [payload] = Object.values(data) as [
    { userErrors?: readonly { code: string }[]; results?: readonly { error: unknown }[] },
  ];
  if ((payload.userErrors ?? []).length > 0) throw new StepFailed(`${name}: ${payload.userErrors?.[0]?.code}`);
  if (payload.results?.some(({ error }) => error !== null) === true) throw new StepFailed(`${name}: an item failed`);
  return data;
}

/** The steps of docs/operations.md, in their order. */
async function onboard(graph: TestGraph, rootKey: string): Promise<string> {
  const created = await step(graph, rootKey, 'onboard-create-site', { name: 'Harbour Bakery' });
  const { id: siteId } = created.createSite.site;
  const plan = { siteId, catalogProductId: catalog.yearlyPlan.id, countryCode: 'NO' };
  await step(graph, rootKey, 'onboard-sell-premium', plan);
  while (!(await step(graph, rootKey, 'onboard-premium-status', { siteId })).site.isPremium) {
    // The sandbox delivers by its clock, which every call moves.
  }
  await step(graph, rootKey, 'connect-domain', {
    siteId,
    name: 'bakery.com',
    connectionMethod: 'POINTING',
    assignAs: 'PRIMARY',
  });
  await step(graph, rootKey, 'onboard-invite-client', {
    siteId,
    clientEmail: 'client@guest.example',
    roleId: roleIds.siteAdmin,
  });
  await step(graph, rootKey, 'onboard-publish-site', { siteId });
  return siteId;
}

/** The objects that an onboarding leaves in the sandbox, by the id of its site. */
function madeFor({ sandbox: { state } }: TestGraph, siteId: string) {
  return {
    packages: [...state.packages.values()].filter(({ instances }) => instances.some((one) => one.siteId === siteId))
      .length,
    domains: [...state.domains.values()].filter(({ assignment }) => assignment?.siteId === siteId).length,
    invites: [...state.siteInvites.values()].filter((invite) => invite.siteId === siteId).length,
    isPublished: state.sites.get(siteId)?.published,
  };
}

const newSites = ({ sandbox }: TestGraph, before: ReadonlySet<string>) =>
  [...sandbox.state.sites.keys()].filter((id) => !before.has(id));

describe('onboarding a client', () => {
  const graph = useGraph(options);

  it('stops where a step fails, and continues there with the same root key', async () => {
    const before = new Set(graph.sandbox.state.sites.keys());
    graph.sandbox.faults.inject({ kind: 'status', status: 428, operation: 'Create Connected Domain' });
    await expect(onboard(graph, 'client-1')).rejects.toThrow(StepFailed);
    const [siteId = ''] = newSites(graph, before);
    // Nobody is invited to a site without its domain.
    expect(madeFor(graph, siteId)).toEqual({ packages: 1, domains: 0, invites: 0, isPublished: false });
    expect(await onboard(graph, 'client-1')).toBe(siteId);
    expect(newSites(graph, before)).toEqual([siteId]);
    expect(madeFor(graph, siteId)).toEqual({ packages: 1, domains: 1, invites: 1, isPublished: true });
  });
});

const writes = ['Create Project', 'Create Package V2', 'Create Connected Domain', 'Publish Site'];

describe.each(writes)('onboarding a client, with the answer to %s lost and the first look too', (operation) => {
  const graph = useGraph(options);

  it('makes nothing twice with the same root key', async () => {
    const before = new Set(graph.sandbox.state.sites.keys());
    let isLost = false;
    const match = (call: { operation: string }) => {
      if (isLost || call.operation !== operation) return false;
      isLost = true;
      return true;
    };
    graph.sandbox.faults.inject({ kind: 'status', status: 503, afterCommit: true, match });
    graph.sandbox.faults.inject({ kind: 'status', status: 503, times: Number.POSITIVE_INFINITY, match: () => isLost });
    await expect(onboard(graph, 'client-2')).rejects.toThrow('OUTCOME_UNKNOWN');
    graph.sandbox.faults.clear();
    const siteId = await onboard(graph, 'client-2');
    expect(newSites(graph, before)).toEqual([siteId]);
    expect(madeFor(graph, siteId)).toEqual({ packages: 1, domains: 1, invites: 1, isPublished: true });
  });
});
