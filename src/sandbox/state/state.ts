import type { SandboxAccount } from './account.ts';
import type { SandboxDomain } from './domain.ts';
import type { SandboxFolder } from './folder.ts';
import type { SandboxAccountInvite, SandboxSiteInvite } from './invite.ts';
import type { SandboxRole } from './role.ts';
import type { SandboxSite } from './site.ts';
import type { SandboxTeamMember } from './team.ts';

/** The whole world of the sandbox as plain data: what the rules read and change, and what tests compare answers with. */
export interface SandboxState {
  readonly accounts: Map<string, SandboxAccount>;
  /** By id, over all accounts. */
  readonly sites: Map<string, SandboxSite>;
  readonly folders: Map<string, SandboxFolder>;
  /** By domain name. */
  readonly domains: Map<string, SandboxDomain>;
  /** By `teamMemberKey`. */
  readonly teamMembers: Map<string, SandboxTeamMember>;
  /** Predefined and custom roles. */
  readonly roles: Map<string, SandboxRole>;
  readonly accountInvites: Map<string, SandboxAccountInvite>;
  readonly siteInvites: Map<string, SandboxSiteInvite>;
}

export function emptyState(): SandboxState {
  return {
    accounts: new Map(),
    sites: new Map(),
    folders: new Map(),
    domains: new Map(),
    teamMembers: new Map(),
    roles: new Map(),
    accountInvites: new Map(),
    siteInvites: new Map(),
  };
}
