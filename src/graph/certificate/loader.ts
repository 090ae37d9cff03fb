import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { type Certificate, toCertificate } from './model.ts';
import { getActiveCertificate } from './rest.ts';

/**
 * The account's own certificate that a domain of a site serves; null for none. One Get Active Certificate. The header names the
 * account that the operation speaks for: Wix wants the one that owns the key, whichever account the site is in.
 */
export async function activeCertificate(
  context: GraphContext,
  siteId: string,
  domainName: string,
): Promise<Certificate | null> {
  try {
    const query = { domainName, metaSiteId: siteId };
    return toCertificate(await context.wix.call(getActiveCertificate, { accountId: context.accountId, query }));
  } catch (error) {
    if (isNoneInstalled(error)) return null;
    throw error;
  }
}

/**
 * Wix documents that the call fails where no certificate is installed, and not how. INFERRED: by one of the two statuses that mean
 * "not there" and "not in this state", with a code of the service. Without a code it may be the call itself that is not there.
 */
function isNoneInstalled(error: unknown): boolean {
  return (
    error instanceof WixError && ['notFound', 'preconditionFailed'].includes(error.failure) && error.code !== undefined
  );
}
