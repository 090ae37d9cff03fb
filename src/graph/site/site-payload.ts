import { payloadType } from '../write/payload.ts';
import { SiteRef } from './schema.ts';
import { loadSite, type SiteAt } from './site-write.ts';

/** Defines the payload type of a mutation whose result is one site. `site` describes the field. */
export function sitePayload<Result extends SiteAt = SiteAt>(
  name: string,
  options: { readonly description: string; readonly site: string; readonly hasDryRun?: boolean },
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
    }),
  });
}
