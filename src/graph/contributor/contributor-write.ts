import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import type { GraphContext } from '../context.ts';
import { loadSite, type SiteAt, type SiteWriteInput, siteAt } from '../site/site-write.ts';
import type { UserError } from '../write/user-error.ts';
import { contributorsOfSite } from './loader.ts';
import type { SiteContributor } from './model.ts';

/** The input of a write to one contributor of a site. */
export interface ContributorWriteInput extends SiteWriteInput {
  readonly contributorAccountId: string;
}

/** Which contributor a write is about. */
export interface ContributorAt extends SiteAt {
  readonly contributorAccountId: string;
}

/** Describes `contributorAccountId` of an input. */
export const contributorField = {
  required: true,
  description: "The contributor's ACCOUNT GUID, as `Site.contributors` lists it; not a user's.",
} as const;

/** Reads which contributor an input names. Throws an InputError for what is no GUID, and for the owner of the site. */
export function contributorAt(context: GraphContext, input: ContributorWriteInput): ContributorAt {
  const at = siteAt(context, input);
  const contributorAccountId = guidInput('contributorAccountId', input.contributorAccountId, 'an account');
  if (contributorAccountId === at.accountId) {
    throw new InputError(
      'contributorAccountId',
      'This is the account that owns the site, which is no contributor. If another account owns it, name that as accountId.',
    );
  }
  return { ...at, contributorAccountId };
}

/** Writes to the contributors of one site do not interleave. */
export function contributorLane({ accountId, siteId }: SiteAt): readonly string[] {
  return [accountId, 'site', siteId, 'contributors'];
}

/** The contributor as Wix lists them; null where the account does not have the site, or the site not the contributor. */
export async function findContributor(context: GraphContext, at: ContributorAt): Promise<SiteContributor | null> {
  const site = await loadSite(context, at);
  if (site === null) return null;
  const contributors = await contributorsOfSite(context, site, []);
  return contributors.find(({ accountId }) => accountId === at.contributorAccountId) ?? null;
}

/** The contributor after a write to them, also where Wix's list does not show them yet. */
export async function writtenContributor(
  context: GraphContext,
  at: ContributorAt | null,
): Promise<SiteContributor | null> {
  if (at === null) return null;
  const site = await loadSite(context, at);
  if (site === null) return null;
  return (await findContributor(context, at)) ?? { site, accountId: at.contributorAccountId, ownerUserId: null };
}

/** For an account that does not contribute to the site. */
export const noContributor: UserError = {
  code: 'NOT_FOUND',
  message: 'The site has no contributor of this account id.',
  path: ['input', 'contributorAccountId'],
  upstreamCode: null,
};
