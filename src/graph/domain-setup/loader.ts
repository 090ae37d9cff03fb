import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { scopeOf } from '../../wix/scope.ts';
import type { GraphContext } from '../context.ts';
import type { DomainAt } from '../dns/loader.ts';
import { domainByName } from '../domain/loader.ts';
import { getConnectedDomain } from '../domain/rest.ts';
import { lackingScope } from '../federation/scopes.ts';
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

/**
 * Returns the setup of a domain that was not read before; null also if it is not connected to the account. Wix denies the setup of a domain
 * of another account, which is told apart from a missing permission by asking for the domain itself.
 */
export async function setupByName(context: GraphContext, domain: DomainAt): Promise<DomainSetup | null> {
  try {
    return await setupOf(context, domain);
  } catch (error) {
    const isDenied = error instanceof WixError && error.failure === 'forbidden' && !error.notSent;
    if (!isDenied || lackingScope(context, [scopeOf(getConnectedDomain)]) !== null) throw error;
    const connected = await domainByName(context, domain.accountId)
      .load(domain.name)
      .catch(() => undefined);
    if (connected === null) return null;
    throw error;
  }
}
