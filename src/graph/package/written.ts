import { object, time } from '../../lib/read.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { type RecentWrite, unsettled } from '../write/recent-writes.ts';
import type { Found } from '../write/run-write.ts';
import { type Package, toPackage } from './model.ts';
import { getPackage, type WixPackage } from './rest.ts';

/** A package from a write's response, stored as Wix sent it, because our own form has circular references. */
export interface WrittenPackage {
  readonly endpoint: string;
  readonly raw: WixPackage;
}

/**
 * Reads the package from a write's response. Throws a WixError `invalidResponse` if there is none, or not the one with
 * `packageId`.
 */
export function readWritten(endpoint: AnyEndpoint, raw: unknown, packageId?: string): WrittenPackage {
  const written = { endpoint: endpoint.name, raw: object(raw) };
  const { id } = packageOf(written);
  if (packageId !== undefined && id !== packageId) {
    throw new WixError('invalidResponse', 'returned another package', { endpoint: endpoint.name });
  }
  return written;
}

export function packageOf({ raw, endpoint }: WrittenPackage): Package {
  return toPackage(raw, endpoint);
}

/** Verifies with Get Package, which doesn't lag, whether a write to a package took effect. */
export async function findWritten(
  context: GraphContext,
  accountId: string,
  packageId: string,
  isDone: (found: Package) => boolean,
): Promise<Exclude<Found<WrittenPackage>, { is: 'partly' }>> {
  const answer = await context.wix.call(getPackage, { accountId, params: { id: packageId } });
  const result = readWritten(getPackage, answer.package, packageId);
  // A delivery or cancellation that Wix has accepted might not be visible immediately.
  return isDone(packageOf(result)) ? { is: 'done', result } : { is: 'notSeen' };
}

/** The sites and domains that a write can take a plan from, or give one to. */
interface Served {
  readonly siteIds: readonly string[];
  readonly domainNames: readonly string[] | null;
}

/** Returns the sites and domains whose plan a write can change, which Wix does some time after it. */
export function servedChanges({ siteIds, domainNames }: Served): RecentWrite[] {
  return [
    ...siteIds.map((id) => unsettled('Site', id)),
    ...(domainNames ?? []).map((name) => unsettled('Domain', name)),
  ];
}

/**
 * Returns the overlay of a written package, which lists show until they return that version or a later one, and of the
 * sites that used its products before.
 */
export function packageChange(written: WrittenPackage & { readonly former?: Served }): RecentWrite[] {
  const { id, externalId, productInstances, updatedAt } = packageOf(written);
  const isShownBy = (read: object) => {
    const readAt = time((read as Package).updatedAt);
    return readAt === null || updatedAt === null || Date.parse(readAt) >= Date.parse(updatedAt);
  };
  const fields = { externalId, productInstances, updatedAt };
  return [
    { type: 'Package', id, did: 'change', fields, isShownBy },
    ...(written.former === undefined ? [] : servedChanges(written.former)),
  ];
}
