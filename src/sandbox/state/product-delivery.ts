import type { Moment } from '../route.ts';
import { domainsOfSite, unassignDomain } from './domain-changes.ts';
import type { SandboxPackage, SandboxProductInstance, SandboxProductStatus } from './package.ts';
import { productById } from './product-catalog.ts';
import { writeShadowed } from './shadow.ts';
import { writeSite } from './site.ts';
import type { SandboxState } from './state.ts';

/** A pending status change of a product instance. */
export interface SandboxDelivery {
  readonly packageId: string;
  readonly at: string;
  readonly status: Exclude<SandboxProductStatus, 'PENDING'>;
}

/** Stores a package. Query Packages shows it after the lag. */
export function writePackage(state: SandboxState, { now, quirks }: Moment, written: SandboxPackage): void {
  const lag = { now, lagMs: quirks.packageLagMs };
  writeShadowed(state.packages, state.packageShadows, written.id, written, lag);
}

/** Puts a new version of an instance into its package, applies its effect on sites, and returns the new package. */
export function writeInstance(
  state: SandboxState,
  moment: Moment,
  { id, instances, ...rest }: SandboxPackage,
  written: SandboxProductInstance,
): SandboxPackage {
  const updatedDate = moment.now.toISOString();
  const before = instances.find(({ instanceId }) => instanceId === written.instanceId);
  const { failure, ...facts } = written;
  const current = {
    ...facts,
    ...(written.status === 'FAILED' && failure !== undefined ? { failure } : {}),
    updatedDate,
  };
  const changed: SandboxPackage = {
    ...rest,
    id,
    instances: instances.map((instance) => (instance === before ? current : instance)),
    updatedDate,
  };
  writePackage(state, moment, changed);
  // Mailboxes and tools do not decide about Premium, and what is not enabled does not yet.
  const wasPlan = before !== undefined && before.status === 'ENABLED' && isPlan(before);
  const becomesPlan = current.status === 'ENABLED' && isPlan(current);
  if (wasPlan) setPlan(state, moment, before.siteId);
  if (becomesPlan) setPlan(state, moment, current.siteId);
  return changed;
}

/** Whether an instance is in use or about to be. */
export function isLive({ status }: SandboxProductInstance): boolean {
  return status === 'PENDING' || status === 'ENABLED' || status === 'AWAITING_ACTION';
}

/**
 * Makes a site Premium, or not, by the plans that serve it. A site that loses Premium loses its domains, which stay connected
 * to the account. A plan that was never sold by a reseller stays.
 */
function setPlan(state: SandboxState, at: Moment, siteId: string | undefined): void {
  const site = state.sites.get(siteId ?? '');
  if (site === undefined) return;
  const premium = [...state.packages.values()].some(({ instances }) =>
    instances.some((instance) => instance.siteId === site.id && instance.status === 'ENABLED' && isPlan(instance)),
  );
  if (site.premium === premium) return;
  writeSite(state.sites, { ...site, premium, updatedDate: at.now.toISOString() }, at);
  if (!premium) for (const domain of domainsOfSite(state, site.id)) unassignDomain(state, at, domain);
}

function isPlan({ catalogProductId }: SandboxProductInstance): boolean {
  return productById(catalogProductId)?.isPremiumPlan === true;
}

/** Carries out the deliveries that are due. */
export function deliverProducts(state: SandboxState, moment: Moment): void {
  const now = moment.now.toISOString();
  for (const [instanceId, { packageId, at, status }] of state.deliveries) {
    if (at > now) continue;
    state.deliveries.delete(instanceId);
    const inPackage = state.packages.get(packageId);
    const instance = inPackage?.instances.find((candidate) => candidate.instanceId === instanceId);
    if (inPackage === undefined || instance === undefined) continue;
    const failure = { code: 'DELIVERY_TIMEOUT', message: "delivery of product has reached it's deadline" } as const;
    writeInstance(state, moment, inPackage, { ...instance, status, ...(status === 'FAILED' ? { failure } : {}) });
  }
}
