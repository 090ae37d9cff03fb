import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { documentedKinds, siteKinds } from './model.ts';
import type { WixSiteFilter } from './rest.ts';

/** The result of reading all kinds of sites that Wix accepts in a filter. */
export interface OfAllKinds<T> {
  readonly read: T;
  /** Whether all known kinds were requested. Otherwise a site that is missing can be of another kind. */
  readonly isWhole: boolean;
}

/**
 * Reads sites of all known kinds. If Wix rejects the filter, reads once more with the documented kinds, and from then on
 * requests only those for this tenant.
 */
export async function ofAllKinds<T>(
  context: GraphContext,
  read: (filter: Pick<WixSiteFilter, 'namespace'>) => Promise<T>,
): Promise<OfAllKinds<T>> {
  const { kindMemory, write } = context;
  if (!kindMemory.isRejected(write.tenant())) {
    try {
      return { read: await read({ namespace: { $in: Object.keys(siteKinds) } }), isWhole: true };
    } catch (error) {
      if (!(error instanceof WixError && error.failure === 'refused')) throw error;
    }
  }
  const documented = await read({ namespace: { $in: Object.keys(documentedKinds) } });
  kindMemory.reject(write.tenant());
  return { read: documented, isWhole: false };
}
