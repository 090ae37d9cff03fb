import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { propagationOf } from '../dns-propagation/loader.ts';
import { domainByName } from '../domain/loader.ts';
import type { Domain } from '../domain/model.ts';
import { refusal } from '../domain/refusal.ts';
import { rootNameOf } from '../domain/root-domain.ts';
import type { UserError } from '../write/user-error.ts';
import type { DomainAt } from './loader.ts';
import { zoneRefusals } from './zone-guard.ts';

interface HostProblems {
  readonly problems: readonly UserError[];
  readonly warnings: readonly string[];
}

/**
 * Returns why Wix would not host a zone of a domain that has none. It hosts zones of domains that use its name servers,
 * and of those registered through Wix. No read shows the latter, but Wix tracks their propagation.
 */
export async function hostProblems(context: GraphContext, at: DomainAt): Promise<HostProblems> {
  const notPermitted = refusal('NOT_ALLOWED', 'domainName', zoneRefusals['DOMAIN_NOT_PERMITTED']?.message ?? '');
  try {
    const root = rootNameOf(at.name);
    const load = (name: string) => domainByName(context, at.accountId).load(name);
    const connected = (await load(at.name)) ?? (root === at.name ? null : await load(root));
    const isHosted = connected === null ? await isTracked(context, at) : usesWixNameservers(connected);
    return { problems: isHosted ? [] : [notPermitted], warnings: [] };
  } catch (error) {
    if (!(error instanceof WixError) || error.failure !== 'forbidden') throw error;
    const warning =
      'The key may not read how the domain is connected. Wix rejects zones of domains that it does not host.';
    return { problems: [], warnings: [warning] };
  }
}

function usesWixNameservers({ connectionMethod, connectionMethodRaw }: Domain): boolean {
  return connectionMethod === 'NAMESERVERS' || connectionMethodRaw === 'WIX_REGISTERED';
}

async function isTracked(context: GraphContext, { accountId, name }: DomainAt): Promise<boolean> {
  return (await propagationOf(context, { accountId, name: rootNameOf(name) })) !== null;
}
