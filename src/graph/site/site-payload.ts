import type { ObjectFieldBuilder, ObjectFieldsShape } from '@pothos/core';
import { newEdge, type Types } from '../builder.ts';
import { payloadType } from '../write/payload.ts';
import type { Payload } from '../write/run-write.ts';
import { sitesOfAccount } from './loader.ts';
import { querySites } from './rest.ts';
import { SiteEdgeRef, SiteRef } from './schema.ts';
import { loadSite, type SiteAt } from './site-write.ts';

/** Defines the payload type of a mutation whose result is one site. `site` describes the field. */
export function sitePayload<Result extends SiteAt = SiteAt>(
  name: string,
  options: {
    readonly description: string;
    readonly site: string;
    readonly hasDryRun?: boolean;
    readonly fields?: ObjectFieldsShape<Types, Payload<Result>>;
  },
) {
  return payloadType<Result>(name, {
    description: options.description,
    ...(options.hasDryRun === undefined ? {} : { hasDryRun: options.hasDryRun }),
    fields: (t) => ({
      site: t.field({
        type: SiteRef,
        nullable: true,
        description: options.site,
        resolve: ({ result }, _args, context) => loadSite(context, result),
      }),
      ...options.fields?.(t),
    }),
  });
}

/** Returns the field `siteEdge` of a mutation that adds a site to an account's list. */
export function siteEdgeField<Result extends SiteAt>(t: ObjectFieldBuilder<Types, Payload<Result>>) {
  return t.field({
    ...newEdge(SiteEdgeRef, 'site', 'Account.sites', querySites),
    resolve: async ({ result }, _args, context) => {
      const site = await loadSite(context, result);
      return site === null ? null : sitesOfAccount(context, site.accountId, { first: 1 }).edgeOfNew(site, site.id);
    },
  });
}
