import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';

/** How much the account of a benchmark has. What is not named stays as the sandbox seeds it. */
export interface AccountSize {
  readonly seededAs: 'large' | 'huge';
  readonly sites?: number;
  readonly childAccounts?: number;
  readonly members?: number;
  readonly invites?: number;
  readonly domains?: number;
}

/** Two pages of domains, and a team that fits on one page and works on at most 100 sites. */
export const comparedAccount: AccountSize = { seededAs: 'large', domains: 150, members: 20, invites: 10 };

/** A sandbox whose agency is of exactly this size. The same size gives the same data in every process. */
export function createAccount(size: AccountSize): Sandbox {
  const sandbox = createSandbox({ size: size.seededAs });
  const { state, accountId } = sandbox;
  const isOwn = (item: { readonly accountId: string }) => item.accountId === accountId;
  for (const [id, { trashedDate, ...site }] of state.sites) {
    if (trashedDate !== undefined && isOwn(site)) state.sites.set(id, site);
  }
  repeatDomains(sandbox, size.domains ?? 0);
  keep(state.sites, isOwn, size.sites);
  keep(state.accounts, ({ parentAccountId }) => parentAccountId === accountId, size.childAccounts);
  keep(state.teamMembers, isOwn, size.members);
  keep(state.accountInvites, isOwn, size.invites);
  keep(state.domains, isOwn, size.domains);
  return sandbox;
}

/** Ids of the agency's sites that lists show without a filter. */
export function listedSiteIds({ state, accountId }: Sandbox): string[] {
  return [...state.sites.values()].filter((site) => site.accountId === accountId).map(({ id }) => id);
}

function keep<T>(items: Map<string, T>, counts: (item: T) => boolean, limit = Number.POSITIVE_INFINITY): void {
  let kept = 0;
  for (const [key, item] of items) {
    if (!counts(item)) continue;
    kept += 1;
    if (kept > limit) items.delete(key);
  }
}

/** Copies domains under further names until there are enough. The copies serve no site. */
function repeatDomains({ state, accountId }: Sandbox, wanted: number): void {
  const own = [...state.domains.values()].filter((domain) => domain.accountId === accountId);
  for (let count = own.length; count < wanted; count += 1) {
    const { assignment, ...model } = own[count % own.length] as (typeof own)[number];
    const domain = `copy-${count}.example`;
    state.domains.set(domain, { ...model, domain });
  }
}
