import type { SandboxAccount } from './account.ts';
import type { SandboxAssignmentTimes } from './assignment-times.ts';
import type { SandboxDnsZone } from './dns-zone.ts';
import type { SandboxDomain } from './domain.ts';
import type { SandboxFolder } from './folder.ts';
import type { SandboxAccountInvite, SandboxSiteInvite } from './invite.ts';
import type { SandboxRegistration } from './registration.ts';
import type { SandboxRole } from './role.ts';
import type { SandboxSite } from './site.ts';
import type { SandboxSiteProperties } from './site-properties.ts';
import type { SandboxTeamMember } from './team.ts';

/** The whole world of the sandbox as plain data: what the rules read and change, and what tests compare answers with. */
export interface SandboxState {
  readonly accounts: Map<string, SandboxAccount>;
  /** By id, over all accounts. */
  readonly sites: Map<string, SandboxSite>;
  readonly folders: Map<string, SandboxFolder>;
  /** By domain name. */
  readonly domains: Map<string, SandboxDomain>;
  /** By domain name. */
  readonly dnsZones: Map<string, SandboxDnsZone>;
  /** By domain name, of every assigned domain. */
  readonly assignmentTimes: Map<string, SandboxAssignmentTimes>;
  /** By root domain: every name that is taken. */
  readonly registrations: Map<string, SandboxRegistration>;
  /** By `teamMemberKey`. */
  readonly teamMembers: Map<string, SandboxTeamMember>;
  /** Predefined and custom roles. */
  readonly roles: Map<string, SandboxRole>;
  readonly accountInvites: Map<string, SandboxAccountInvite>;
  readonly siteInvites: Map<string, SandboxSiteInvite>;
  /** By site id; filled as sites are asked for. Read through `sitePropertiesOf`. */
  readonly siteProperties: Map<string, SandboxSiteProperties>;
}

/** A world without anything in it. */
export function emptyState(): SandboxState {
  return {
    accounts: new Map(),
    sites: new Map(),
    folders: new Map(),
    domains: new Map(),
    dnsZones: new Map(),
    assignmentTimes: new Map(),
    registrations: new Map(),
    teamMembers: new Map(),
    roles: new Map(),
    accountInvites: new Map(),
    siteInvites: new Map(),
    siteProperties: new Map(),
  };
}
