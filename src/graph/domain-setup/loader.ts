import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { Domain } from '../domain/model.ts';
import { type DomainSetup, toDomainSetup } from './model.ts';
import { getSetupInfo } from './rest.ts';

/** How a domain is led to Wix, one Get Connected Domain Setup Info; null when Wix tells nothing that is known. */
export async function setupOf(context: GraphContext, { accountId, name }: Domain): Promise<DomainSetup | null> {
  try {
    const answer = await context.wix.call(getSetupInfo, { accountId, params: { connectedDomainId: name } });
    return toDomainSetup(object(answer.connectedDomainSetupInfo), name);
  } catch (error) {
    // UNKNOWN: the answer for a name that is not connected. The domain was there a moment ago, so 404 means it has gone.
    if (error instanceof WixError && error.failure === 'notFound') return null;
    throw error;
  }
}
