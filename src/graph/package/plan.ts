import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { domainsBySite } from '../domain/loader.ts';
import { siteById } from '../site/loader.ts';
import type { Site } from '../site/model.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import type { ProductInstance } from './model.ts';

/** Returns the change of one field of a product instance. */
export function instanceChange(
  { id }: ProductInstance,
  field: string,
  before: string | null,
  after: string | null,
  summary: string,
): PlannedChange {
  return { type: 'ProductInstance', id, field, before, after, summary };
}

/** The conditions of a sale that no API shows. */
export const catalogRules = [
  "Only Wix's catalog knows which products exist, with which billing they are sold and which of them a site can have at " +
    'the same time: Wix can reject the write because of them.',
];

/** Returns what a site gains that gets a product and has no Premium plan yet. */
export function premiumGain({ id, displayName, isPremium }: Site): PlannedChange[] {
  if (isPremium) return [];
  const summary = `${displayName} becomes Premium if the product is a Premium plan.`;
  return [{ type: 'Site', id, field: 'isPremium', before: 'false', after: null, summary }];
}

/** Whether the instance can still serve its site. */
export function isLive({ status }: ProductInstance): boolean {
  return status !== 'CANCELED' && status !== 'FAILED';
}

/**
 * Returns the losses of a site whose products are removed. Wix disconnects its domains when it loses its Premium plan;
 * only Wix's catalog knows whether one of these products is that plan, so the sentences say "if".
 */
export async function siteLosses(
  context: GraphContext,
  accountId: string,
  instances: readonly ProductInstance[],
): Promise<PlannedChange[]> {
  const siteIds = [...new Set(instances.filter(isLive).flatMap(({ siteId }) => siteId ?? []))];
  const losses = await Promise.all(siteIds.map((siteId) => lossesOf(context, accountId, siteId)));
  return losses.flat();
}

async function lossesOf(context: GraphContext, accountId: string, siteId: string): Promise<PlannedChange[]> {
  const site = await siteById(context, accountId).load(siteId);
  if (site === null || !site.isPremium) return [];
  const premium = {
    type: 'Site',
    id: siteId,
    field: 'isPremium',
    before: 'true',
    after: null,
    summary: `${site.displayName} loses Premium if this is its plan.`,
  };
  if (!site.hasDomain) return [premium];
  const names = await domainsOf(context, accountId, siteId);
  const domains = (names === null || names.length === 0 ? [null] : names).map((name) => ({
    type: 'Domain',
    id: name,
    field: 'assignment',
    before: siteId,
    after: null,
    summary: `Wix disconnects ${name ?? 'the connected domain'} from ${site.displayName} if it loses Premium.`,
  }));
  return [premium, ...domains];
}

/** Returns the domains of a site, or null if the key can't list them. */
export async function domainsOf(context: GraphContext, accountId: string, siteId: string): Promise<string[] | null> {
  try {
    return ((await domainsBySite(context, accountId)).get(siteId) ?? []).map(({ name }) => name);
  } catch (error) {
    if (error instanceof WixError && error.failure === 'forbidden') return null;
    throw error;
  }
}
