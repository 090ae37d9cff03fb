import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import type { GraphContext } from '../context.ts';
import { fieldBelow, loadSite, type SiteAt, type SiteWriteInput, siteAt, siteProblems } from '../site/site-write.ts';
import { pathOf, type UserError } from '../write/user-error.ts';
import { contributorsOfSite } from './loader.ts';
import type { SiteContributor } from './model.ts';

/** The input of a write to one contributor of a site. */
export interface ContributorWriteInput extends SiteWriteInput {
  readonly contributorAccountId: string;
}

/** The contributor that a write is about. */
export interface ContributorAt extends SiteAt {
  readonly contributorAccountId: string;
}

/** Describes `contributorAccountId` of an input. */
export const contributorField = {
  required: true,
  description: "The contributor's ACCOUNT GUID from `Site.contributors`, not a user id.",
} as const;

/**
 * Reads the contributor from an input, which is at a dotted path below `input`. Throws an InputError if the id is not a
 * GUID, or if it is the site's owner.
 */
export function contributorAt(context: GraphContext, input: ContributorWriteInput, field = ''): ContributorAt {
  const at = siteAt(context, input, field);
  const name = fieldBelow(field, 'contributorAccountId');
  const contributorAccountId = guidInput(name, input.contributorAccountId, 'an account');
  if (contributorAccountId === at.accountId) {
    throw new InputError(
      name,
      'contributorAccountId is the account that owns the site, and an owner is not a contributor. If another ' +
        'account owns the site, pass that one as accountId.',
    );
  }
  return { ...at, contributorAccountId };
}

/** The lane of a write: writes to the contributors of one site run one after another. */
export function contributorLane({ accountId, siteId }: SiteAt): readonly string[] {
  return [accountId, 'site', siteId, 'contributors'];
}

/**
 * Returns the contributor as Wix lists it, or null if the account doesn't have the site or the site doesn't have the
 * contributor.
 */
export async function findContributor(context: GraphContext, at: ContributorAt): Promise<SiteContributor | null> {
  const site = await loadSite(context, at);
  if (site === null) return null;
  const contributors = await contributorsOfSite(context, site, []);
  return contributors.find(({ accountId }) => accountId === at.contributorAccountId) ?? null;
}

/** Returns the contributor after a write, even if Wix's list doesn't show it yet. */
export async function writtenContributor(
  context: GraphContext,
  at: ContributorAt | null,
): Promise<SiteContributor | null> {
  if (at === null) return null;
  const site = await loadSite(context, at);
  if (site === null) return null;
  return (await findContributor(context, at)) ?? { site, accountId: at.contributorAccountId, ownerUserId: null };
}

/**
 * Returns the problems of a write to a contributor, and the contributor: the account doesn't have the site, the site is
 * in the trash or doesn't have the contributor. `field` is the dotted path of the contributor below `input`.
 */
export async function contributorProblems(context: GraphContext, at: ContributorAt, field = '') {
  const site = await loadSite(context, at);
  const problems = siteProblems(site, pathOf(fieldBelow(field, 'siteId')));
  if (site === null || problems.length > 0) return { site, contributor: null, problems };
  const contributor = await findContributor(context, at);
  return { site, contributor, problems: contributor === null ? [noContributor(field)] : [] };
}

/** Returns the problem with an account that isn't a contributor of the site. */
function noContributor(field: string): UserError {
  return {
    code: 'NOT_FOUND',
    message: 'The site has no contributor with this account id.',
    path: pathOf(fieldBelow(field, 'contributorAccountId')),
    upstreamCode: null,
  };
}
