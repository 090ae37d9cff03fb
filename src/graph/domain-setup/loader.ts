import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { DomainAt } from '../dns/loader.ts';
import { type DomainSetup, toDomainSetup } from './model.ts';
import { getSetupInfo } from './rest.ts';

/**
 * Returns the setup of a domain, with one Get Connected Domain Setup Info call; null if Wix returns none in a known
 * form.
 */
export async function setupOf(context: GraphContext, { accountId, name }: DomainAt): Promise<DomainSetup | null> {
  try {
    const answer = await context.wix.call(getSetupInfo, { accountId, params: { connectedDomainId: name } });
    return toDomainSetup(object(answer.connectedDomainSetupInfo), name);
  } catch (error) {
    // UNKNOWN: the response for a name that is not connected. The domain was just read, so a 404 means that it was
    // disconnected meanwhile.
    if (error instanceof WixError && error.failure === 'notFound') return null;
    throw error;
  }
}
