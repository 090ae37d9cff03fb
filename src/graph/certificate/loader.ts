import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { SiteAt } from '../site/site-write.ts';
import { type Certificate, toCertificate } from './model.ts';
import { getActiveCertificate } from './rest.ts';

/** A certificate with the site that it is installed for. */
export interface SiteCertificate extends Certificate {
  readonly accountId: string;
  readonly siteId: string;
}

/**
 * Returns the account's own certificate that a site's domain serves, or null if there is none. Costs one Get Active
 * Certificate. The header names the request's account, because Wix requires the one that owns the key, whichever
 * account owns the site.
 */
export async function activeCertificate(
  context: GraphContext,
  { accountId, siteId }: SiteAt,
  domainName: string,
): Promise<SiteCertificate | null> {
  try {
    const query = { domainName, metaSiteId: siteId };
    const answer = await context.wix.call(getActiveCertificate, { accountId: context.accountId, query });
    return { ...toCertificate(answer), accountId, siteId };
  } catch (error) {
    if (isNoneInstalled(error)) return null;
    throw error;
  }
}

/**
 * Whether the error means that no certificate is installed. Wix documents that the call then fails, but not how.
 * INFERRED: with status 404 or 428 and a code of the service. Without a code, the endpoint itself may be missing.
 */
function isNoneInstalled(error: unknown): boolean {
  return (
    error instanceof WixError && ['notFound', 'preconditionFailed'].includes(error.failure) && error.code !== undefined
  );
}
