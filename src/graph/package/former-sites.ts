import type { ObjectFieldBuilder } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Types } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { domainByName } from '../domain/loader.ts';
import { getConnectedDomain } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import { selects } from '../federation/read-ahead.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import type { Payload } from '../write/run-write.ts';
import type { ProductInstance } from './model.ts';
import { domainsOf } from './plan.ts';
import { packageOf, type WrittenPackage } from './written.ts';

/** The sites that used products before a write, and their domains. */
export interface FormerSites {
  readonly siteIds: readonly string[];
  /** The names of the sites' connected domains, if the operation selects `affectedDomains`. Null if the key can't list them. */
  readonly domainNames: readonly string[] | null;
}

export interface WithFormerSites extends WrittenPackage {
  readonly former: FormerSites;
}

/** Reads what a write to these products can take from sites. */
export async function readFormerSites(
  context: GraphContext,
  accountId: string,
  instances: readonly ProductInstance[],
  info: GraphQLResolveInfo,
): Promise<FormerSites> {
  const siteIds = [...new Set(instances.flatMap(({ siteId }) => siteId ?? []))];
  if (siteIds.length === 0 || !selects(info, 'affectedDomains')) return { siteIds, domainNames: [] };
  const names = await Promise.all(siteIds.map((siteId) => domainsOf(context, accountId, siteId)));
  return { siteIds, domainNames: names.includes(null) ? null : names.flatMap((some) => some ?? []) };
}

/** Defines `formerSites` and `affectedDomains` for the payload of a write that takes products from sites. */
export function formerSiteFields<Result extends WithFormerSites>(t: ObjectFieldBuilder<Types, Payload<Result>>) {
  return {
    formerSites: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      listSize: { assumedSize: 1 },
      type: [SiteRef],
      nullable: true,
      description:
        'The sites that used the products before, in their current state: they can lose Premium. Null after a refusal ' +
        'or a dry run. Costs one REST call (Query Sites) per 100 sites.',
      resolve: async ({ result }, _args, context) => {
        if (result === null) return null;
        const loader = siteById(context, packageOf(result).accountId);
        const sites = await Promise.all(result.former.siteIds.map((id) => loader.load(id)));
        return sites.filter((site) => site !== null);
      },
    }),
    affectedDomains: t.field({
      upstream: { endpoint: getConnectedDomain, per: 'field' },
      listSize: { assumedSize: 2 },
      type: [DomainRef],
      nullable: true,
      description:
        'The other connected domains that the write can change, in their current state. They are those of `formerSites`: ' +
        "Wix disconnects them from a site that loses Premium. Null after a refusal or a dry run, and if the key can't list domains. Costs one REST call (List " +
        'Connected Domains) per 100 domains of the account before the write, and one (Get Connected Domain) per domain ' +
        'after it.',
      resolve: async ({ result }, _args, context) => {
        const names = result?.former.domainNames ?? null;
        if (result === null || names === null) return null;
        const loader = domainByName(context, packageOf(result).accountId);
        const domains = await Promise.all(names.map((name) => loader.load(name)));
        return domains.filter((domain) => domain !== null);
      },
    }),
  };
}
