import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxSite } from '../../src/sandbox/state/site.ts';

/** What no account has. */
export const noId = '00000000-0000-4000-8000-000000000000';

/** The agency's sites that are as wanted. Throws when there is none: the seed has every kind. */
export function agencySites(
  { state, accountId }: Sandbox,
  isWanted: (site: SandboxSite) => boolean,
): readonly [SandboxSite, ...SandboxSite[]] {
  const [first, ...others] = [...state.sites.values()].filter((site) => site.accountId === accountId && isWanted(site));
  if (first === undefined) throw new Error('The sandbox has no such site');
  return [first, ...others];
}

/** Neither in the trash nor with a plan: Wix takes every write to it. */
export function isFree(site: SandboxSite): boolean {
  return site.namespace === 'WIX' && !site.premium && site.trashedDate === undefined && !site.blocked;
}

/** Not published, and nothing stands in the way of it. */
export function isOffline(site: SandboxSite): boolean {
  return site.namespace === 'WIX' && !site.published && site.trashedDate === undefined;
}

/** The site as it is now. */
export function siteNow({ state }: Sandbox, id: string): SandboxSite {
  const site = state.sites.get(id);
  if (site === undefined) throw new Error('The sandbox has no such site');
  return site;
}

/** The ids of the agency's child accounts. */
export function childAccountIds({ state, accountId }: Sandbox): readonly string[] {
  return [...state.accounts.values()].filter((account) => account.parentAccountId === accountId).map(({ id }) => id);
}

/** Looks for lost writes at once, so that no test waits. */
export const soon = { writes: { reconcileDelaysMs: [1, 1, 1] } } as const;
