import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { domainsOfSite } from '../domain/loader.ts';
import type { Domain } from '../domain/model.ts';
import { listConnectedDomains } from '../domain/rest.ts';
import type { Site } from '../site/model.ts';
import { domainOfAssignment } from './any-domain.ts';
import { readAssignment } from './loader.ts';

/**
 * Returns the primary domain of a site. One that is connected comes from the account's list. One that is registered through
 * Wix is on no list: its name is the host of the site's address, and one Get Domain Assignment call confirms it.
 *
 * Throws a {@link WixError} `domainNotListed` if Wix says that the site has a domain and does not return its name.
 */
export async function primaryDomainOf(context: GraphContext, site: Site): Promise<Domain | null> {
  const [first] = await domainsOfSite(context, site);
  if (first?.assignment?.role === 'PRIMARY') return first;
  if (!site.hasDomain) return null;
  const name = hostOf(site.url);
  if (name === null) {
    throw new WixError('domainNotListed', 'the site has a domain that no list contains', {
      endpoint: listConnectedDomains.name,
    });
  }
  const record = await readAssignment(context, site.accountId, name);
  // The site's flag can lag behind a domain that was disconnected.
  if (record === null || record.role !== 'PRIMARY' || (record.siteId ?? site.id) !== site.id) return null;
  return domainOfAssignment(record, site.id);
}

/** Returns the host of an address without `www`; null if there is none. */
function hostOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/^www\./, '');
}
