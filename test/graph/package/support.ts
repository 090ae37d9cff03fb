import type { SandboxPackage, SandboxProductInstance } from '../../../src/sandbox/state/package.ts';
import { catalog } from '../../../src/sandbox/state/product-catalog.ts';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import type { TestGraph } from '../../support/graph.ts';

/** What stands for something that no account has. */
export const nobody = '00000000-0000-4000-8000-000000000000';

/** Looks for lost writes without waiting. */
export const reconcileAtOnce = { server: { writes: { reconcileDelaysMs: [1, 1, 1] } } } as const;

export const yearly = { type: 'RECURRING', cycle: { unit: 'YEAR', count: 1 } } as const;

interface Sold {
  readonly item: SandboxPackage;
  readonly instance: SandboxProductInstance;
}

/** The first product that was sold to the agency and is as wanted. Throws when there is none. */
export function soldProduct({ sandbox }: TestGraph, isWanted: (instance: SandboxProductInstance) => boolean): Sold {
  for (const item of sandbox.state.packages.values()) {
    const instance = item.instances.find(isWanted);
    if (item.accountId === sandbox.accountId && instance !== undefined) return { item, instance };
  }
  throw new Error('The sandbox has no such product');
}

/** An enabled plan that makes its site Premium, of a site with connected domains. */
export function enabledPlan(graph: TestGraph): Sold & { readonly siteId: string } {
  const { domains } = graph.sandbox.state;
  const served = new Set([...domains.values()].map(({ assignment }) => assignment?.siteId));
  const plans: readonly string[] = [catalog.yearlyPlan.id, catalog.monthlyPlan.id];
  const found = soldProduct(
    graph,
    ({ status, siteId, catalogProductId }) =>
      status === 'ENABLED' && siteId !== undefined && plans.includes(catalogProductId) && served.has(siteId),
  );
  return { ...found, siteId: found.instance.siteId ?? '' };
}

/** The agency's sites without a plan that is sold, being delivered or in use, not in the trash. */
export function sitesWithoutPlan({ sandbox }: TestGraph): SandboxSite[] {
  const sold = new Set(
    [...sandbox.state.packages.values()].flatMap(({ instances }) => instances.map(({ siteId }) => siteId)),
  );
  return [...sandbox.state.sites.values()].filter(
    (site) => site.accountId === sandbox.accountId && site.trashedDate === undefined && !sold.has(site.id),
  );
}

/** An instance as the sandbox has it now. */
export function instanceNow({ sandbox }: TestGraph, instanceId: string): SandboxProductInstance | undefined {
  return [...sandbox.state.packages.values()]
    .flatMap(({ instances }) => instances)
    .find((instance) => instance.instanceId === instanceId);
}

/** The bodies that an operation was sent, in order. */
export function bodiesOf({ sandbox }: TestGraph, operation: string): unknown[] {
  return sandbox.calls
    .entries()
    .filter((call) => call.operation === operation)
    .map(({ body }) => body);
}
