import type { GraphContext } from '../context.ts';
import { siteById } from '../site/loader.ts';
import { newSitesSince, type SitesBefore, sitesBefore } from '../site/new-site.ts';
import type { Found } from '../write/lost-write.ts';
import { templateById } from './loader.ts';

/** The world before a site is created from a template, so that the new site can be recognized. */
export interface BeforeCreation {
  /** The sites that were created from the template before. */
  readonly ofTemplate: readonly string[];
  readonly inAccount: SitesBefore;
}

/** Returns the sites of a template and the newest ones of its account. Makes one Query Sites call. */
export async function beforeCreation(
  context: GraphContext,
  accountId: string,
  ofTemplate: readonly string[],
): Promise<BeforeCreation> {
  return { ofTemplate, inAccount: await sitesBefore(context, accountId) };
}

/**
 * Verifies the creation of a site from a template whose response was lost. The name of the new site is UNKNOWN, so it is recognized by the
 * template, which lists it, and by the account, which has it. A new site that the template doesn't list can be somebody else's.
 */
export async function findFromTemplate(
  context: GraphContext,
  accountId: string,
  templateId: string,
  before: BeforeCreation,
): Promise<Exclude<Found<{ readonly siteId: string }>, { is: 'partly' }>> {
  const [template, added] = await Promise.all([
    templateById(context, accountId, templateId),
    newSitesSince(context, accountId, before.inAccount),
  ]);
  const known = new Set([...before.ofTemplate, ...(before.inAccount.ids ?? [])]);
  const candidates = [...new Set(template?.siteIds)].filter((id) => !known.has(id));
  const sites = await siteById(context, accountId).loadAll(candidates);
  const [found, ...others] = sites.flatMap((site) => (site === null || site instanceof Error ? [] : [site.id]));
  if (found !== undefined && others.length === 0) return { is: 'done', result: { siteId: found } };
  return { is: added !== null && added.length === 0 && found === undefined ? 'notSeen' : 'unknown' };
}
