import { object, time } from '../../lib/read.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { RecentWrite } from '../write/recent-writes.ts';
import type { Found } from '../write/run-write.ts';
import { type Package, toPackage } from './model.ts';
import { getPackage, type WixPackage } from './rest.ts';

/** A package as a write answered it, kept as Wix sent it: our own form refers to itself and could not be stored. */
export interface WrittenPackage {
  readonly endpoint: string;
  readonly raw: WixPackage;
}

/** Reads the package that a write answered. Throws a WixError `invalidResponse` for none, and for another than `packageId`. */
export function readWritten(endpoint: AnyEndpoint, raw: unknown, packageId?: string): WrittenPackage {
  const written = { endpoint: endpoint.name, raw: object(raw) };
  const { id } = packageOf(written);
  if (packageId !== undefined && id !== packageId) {
    throw new WixError('invalidResponse', 'answered another package', { endpoint: endpoint.name });
  }
  return written;
}

export function packageOf({ raw, endpoint }: WrittenPackage): Package {
  return toPackage(raw, endpoint);
}

/** Looks by Get Package, which does not lag, whether a package is as a write was to make it. */
export async function findWritten(
  context: GraphContext,
  accountId: string,
  packageId: string,
  isDone: (found: Package) => boolean,
): Promise<Found<WrittenPackage>> {
  const answer = await context.wix.call(getPackage, { accountId, params: { id: packageId } });
  const result = readWritten(getPackage, answer.package, packageId);
  // A delivery or cancellation that Wix has taken on need not show at once.
  return isDone(packageOf(result)) ? { is: 'done', result } : { is: 'unknown' };
}

/** How lists are to show a package that was written, until they show that version or a later one. */
export function packageChange(written: WrittenPackage): RecentWrite[] {
  const { id, externalId, productInstances, updatedAt } = packageOf(written);
  const isShownBy = (read: object) => {
    const readAt = time((read as Package).updatedAt);
    return readAt === null || updatedAt === null || Date.parse(readAt) >= Date.parse(updatedAt);
  };
  return [{ type: 'Package', id, did: 'change', fields: { externalId, productInstances, updatedAt }, isShownBy }];
}
