import type { ObjectFieldBuilder } from '@pothos/core';
import type { Types } from '../builder.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { loadSite } from '../site/site-write.ts';
import type { Payload } from '../write/run-write.ts';
import { domainByName } from './loader.ts';
import { getConnectedDomain } from './rest.ts';
import { DomainRef } from './schema.ts';

/** The site and the other domains that a write to a domain changed. */
export interface Affected {
  readonly accountId: string;
  /** The site that the domain serves or served; null if none. */
  readonly siteId: string | null;
  /** The names of other connected domains that changed. */
  readonly others: readonly string[];
}

/** Defines `site` and `affectedDomains` for the payload of a write to a domain. */
export function affectedFields<Result extends Affected>(t: ObjectFieldBuilder<Types, Payload<Result>>) {
  return {
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description:
        'The site that the domain serves. If it no longer serves one, the site before the write. Null if there is none, and ' +
        'after a refusal or a dry run. Costs one REST call (Query Sites).',
      resolve: ({ result }, _args, context) =>
        result === null || result.siteId === null
          ? null
          : loadSite(context, { accountId: result.accountId, siteId: result.siteId }),
    }),
    affectedDomains: t.field({
      upstream: { endpoint: getConnectedDomain, per: 'field' },
      listSize: { assumedSize: 2 },
      type: [DomainRef],
      nullable: true,
      description:
        'The other connected domains that the write can change, in their current state. They are the previous primary domain ' +
        'and the redirects of the site. Null after a refusal or a dry run. Costs one REST call (Get Connected Domain) per ' +
        'domain.',
      resolve: async ({ result }, _args, context) => {
        if (result === null) return null;
        const loader = domainByName(context, result.accountId);
        const domains = await Promise.all(result.others.map((name) => loader.load(name)));
        return domains.filter((domain) => domain !== null);
      },
    }),
  };
}
