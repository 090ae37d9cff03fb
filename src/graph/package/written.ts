import { object, time } from '../../lib/read.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { RecentWrite } from '../write/recent-writes.ts';
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

/** Returns the overlay of a written package: lists show it until they return that version or a later one. */
export function packageChange(written: WrittenPackage): RecentWrite[] {
  const { id, externalId, productInstances, updatedAt } = packageOf(written);
  const isShownBy = (read: object) => {
    const readAt = time((read as Package).updatedAt);
    return readAt === null || updatedAt === null || Date.parse(readAt) >= Date.parse(updatedAt);
  };
  return [{ type: 'Package', id, did: 'change', fields: { externalId, productInstances, updatedAt }, isShownBy }];
}
