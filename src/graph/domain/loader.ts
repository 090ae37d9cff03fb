import DataLoader from 'dataloader';
import { Listed } from '../../lib/listed.ts';
import { perOperation } from '../../lib/memo.ts';
import { answeredList, object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { cursorSource, readAll } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import type { Site } from '../site/model.ts';
import { reportPending, reportPendingBy, withRecentWrites } from '../write/overlay.ts';
import { domainsBesideSite, groupBySite } from './beside.ts';
import { type Domain, toDomain } from './model.ts';
import { getConnectedDomain, listConnectedDomains } from './rest.ts';

/** The domains of an account that this operation has already listed, by name. */
const listedDomains = perOperation(
  (_context: GraphContext, _accountId: string) => new Listed<Domain>(({ name }) => name),
);

/** Lists the domains of an account, newest first. */
export function domainSource(context: GraphContext, accountId: string) {
  return cursorSource(
    listConnectedDomains.maxItems,
    async (cursor, limit) => {
      const paging = cursor === null ? { limit } : { limit, cursor };
      const answer = await context.wix.call(listConnectedDomains, { accountId, query: { paging } });
      const listed = listedDomains(context, accountId);
      const read = answeredList(answer.connectedDomains, listConnectedDomains).map((raw) =>
        toDomain(object(raw), accountId),
      );
      const items = withRecentWrites(context, 'Domain', (domain) => domain.name, read);
      reportPending(context, 'Domain');
      for (const { name, assignment } of items) {
        // Wix takes the domains of a site that loses its plan.
        const siteId = assignment?.siteId ?? null;
        if (siteId !== null) reportPendingBy(context, { type: 'Site', id: siteId }, { type: 'Domain', id: name });
      }
      listed.add(items);
      const metadata = object(answer.pagingMetadata);
      return { items, cursors: metadata['cursors'], hasNext: metadata['hasNext'] };
    },
    ({ name }) => name,
  );
}

/**
 * Returns all domains of an account, newest first, with one List Connected Domains call per 100. Cached for the
 * operation.
 */
export const allDomains = perOperation((context: GraphContext, accountId: string) =>
  readAll(listConnectedDomains.name, domainSource(context, accountId)),
);

/**
 * Returns the domains of every site of an account by site id, each site's primary domain first. Wix has no filter by
 * site.
 */
export const domainsBySite = perOperation(async (context: GraphContext, accountId: string) => {
  return groupBySite(await allDomains(context, accountId));
});

/** Returns the domains of a site, its primary domain first. Those of a site of the directory are known there. */
export async function domainsOfSite(context: GraphContext, site: Site): Promise<readonly Domain[]> {
  return domainsBesideSite(site) ?? (await domainsBySite(context, site.accountId)).get(site.id) ?? [];
}

/** Returns an account's domains as a connection. Wix does not count them, so `totalCount` reads the whole list. */
export function domainsOfAccount(context: GraphContext, accountId: string, args: PageArgs): Connection<Domain> {
  return new Connection({
    endpoint: listConnectedDomains.name,
    scope: ['Account.domains', accountId],
    args,
    source: domainSource(context, accountId),
    total: async () => (await allDomains(context, accountId)).length,
  });
}

/**
 * Loads domains of an account by name; null if the account does not have the domain. Makes one Get Connected Domain
 * call per domain, in parallel, and none for domains already listed.
 */
export const domainByName = perOperation(
  (context: GraphContext, accountId: string) =>
    new DataLoader<string, Domain | null>((names) =>
      Promise.all(names.map((name) => readDomain(context, accountId, name).catch(asError))),
    ),
);

/**
 * Reads whether an account has a domain with this name: the domain, null if it has none, or `elsewhere` if Wix says that
 * another account has it.
 */
export async function readConnection(
  context: GraphContext,
  accountId: string,
  name: string,
): Promise<Domain | null | 'elsewhere'> {
  try {
    return await requestDomain(context, accountId, name);
  } catch (error) {
    if (error instanceof WixError && error.code === 'DOMAINS_DOMAIN_NOT_PERMITTED') return 'elsewhere';
    if (error instanceof WixError && error.failure === 'notFound') return null;
    throw error;
  }
}

async function requestDomain(context: GraphContext, accountId: string, name: string): Promise<Domain> {
  const answer = await context.wix.call(getConnectedDomain, { accountId, params: { connectedDomainId: name } });
  const domain = toDomain(object(answer.connectedDomain), accountId);
  if (domain.name === name) return domain;
  throw new WixError('invalidResponse', 'returned another domain', { endpoint: getConnectedDomain.name });
}

async function readDomain(context: GraphContext, accountId: string, name: string): Promise<Domain | null> {
  const listed = listedDomains(context, accountId).get(name);
  if (listed !== undefined) return listed;
  try {
    return await requestDomain(context, accountId, name);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Returns true if the account does not have the domain. A domain of another account counts as missing, so that callers
 * do not learn where it is connected.
 */
function isMissing(error: unknown): boolean {
  return error instanceof WixError && (error.failure === 'notFound' || error.code === 'DOMAINS_DOMAIN_NOT_PERMITTED');
}

/** Converts a failure to an Error, which DataLoader treats as the failure of that key alone. */
function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
