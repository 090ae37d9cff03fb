/** The usual pattern: loaders for each request, over whatever client a server has. */
import DataLoader from 'dataloader';
import { bySite, type Domain, type Role, type Site, toDomain, toRoles, toSite } from './model.ts';
import type { Wix } from './wix.ts';

export interface Context {
  readonly wix: Wix;
  readonly account: DataLoader<string, Awaited<ReturnType<Wix['account']>>['account']>;
  readonly site: DataLoader<string, Site | null>;
  /** The domains of a site. */
  readonly domains: DataLoader<string, readonly Domain[]>;
  readonly role: DataLoader<string, Role | null>;
}

export function createContext(wix: Wix): Context {
  return {
    wix,
    account: new DataLoader((ids) => Promise.all(ids.map(async (id) => (await wix.account(id)).account))),
    site: new DataLoader((ids) => sitesById(wix, ids), { maxBatchSize: 100 }),
    domains: new DataLoader(async (siteIds) => {
      const domains = await domainsBySite(wix);
      return siteIds.map((id) => domains.get(id) ?? []);
    }),
    role: new DataLoader(async (ids) => {
      const roles = toRoles(await wix.roles());
      return ids.map((id) => roles.get(id) ?? null);
    }),
  };
}

/** At most 100 sites, in the order of their ids. */
export async function sitesById(wix: Wix, ids: readonly string[]): Promise<(Site | null)[]> {
  const { sites } = await wix.sitesById(ids);
  const found = new Map(sites.map((raw) => [raw['id'], toSite(raw)]));
  return ids.map((id) => found.get(id) ?? null);
}

export async function domainsBySite(wix: Wix): Promise<Map<string, Domain[]>> {
  const domains: Domain[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await wix.domains(cursor);
    domains.push(...page.connectedDomains.map(toDomain));
    if (!page.pagingMetadata.hasNext) return bySite(domains);
    cursor = page.pagingMetadata.cursors.next ?? undefined;
  }
}
