import type { SandboxSite } from './site.ts';
import type { SandboxState } from './state.ts';

/** The address every published site has, whether or not a domain is connected. */
export function freeSiteUrl(state: SandboxState, site: SandboxSite): string {
  return `https://${state.accounts.get(site.accountId)?.slug ?? 'unknown'}.wixsite.com/${site.name}`;
}
