import type { Answer } from '../answer.ts';
import type { SandboxAccount } from './account.ts';
import type { SandboxAssignmentTimes } from './assignment-times.ts';
import type { SandboxCertificate } from './certificate.ts';
import type { SandboxDnsZone } from './dns-zone.ts';
import type { SandboxDomain } from './domain.ts';
import type { SandboxFolder } from './folder.ts';
import type { SandboxAccountInvite, SandboxSiteInvite } from './invite.ts';
import type { SandboxPackage } from './package.ts';
import type { SandboxDelivery } from './product-delivery.ts';
import type { SandboxRegistration } from './registration.ts';
import type { SandboxRole } from './role.ts';
import type { Shadow } from './shadow.ts';
import type { SandboxSite } from './site.ts';
import type { SandboxSiteProperties } from './site-properties.ts';
import type { SandboxTeamMember } from './team.ts';
import type { SandboxTeamShadow } from './team-shelf.ts';

/** The whole world of the sandbox as plain data: what the rules read and change, and what tests compare answers with. */
export interface SandboxState {
  readonly accounts: Map<string, SandboxAccount>;
  /** By id, over all accounts. */
  readonly sites: Map<string, SandboxSite>;
  readonly folders: Map<string, SandboxFolder>;
  /** By folder id: what Query Folders shows in the place of a folder; empty unless the quirk `folderLagMs` is set. */
  readonly folderShadows: Map<string, Shadow<SandboxFolder>>;
  /** By domain name. */
  readonly domains: Map<string, SandboxDomain>;
  /** By domain name. */
  readonly dnsZones: Map<string, SandboxDnsZone>;
  /** By domain name, of every assigned domain. */
  readonly assignmentTimes: Map<string, SandboxAssignmentTimes>;
  /** By domain name: certificates that accounts have installed themselves. */
  readonly certificates: Map<string, SandboxCertificate>;
  /** By root domain: every name that is taken. */
  readonly registrations: Map<string, SandboxRegistration>;
  /** By id, over all accounts. */
  readonly packages: Map<string, SandboxPackage>;
  /** By package id: what Query Packages shows in the place of a package; empty unless the quirk `packageLagMs` is set. */
  readonly packageShadows: Map<string, Shadow<SandboxPackage>>;
  /** By product instance: what is still to become of it. Carried out by `deliverProducts`. */
  readonly deliveries: Map<string, SandboxDelivery>;
  /** By operation, account and `idempotencyKey`: the first answers of writes on packages. */
  readonly packageAnswers: Map<string, Answer>;
  /** By `teamMemberKey`. */
  readonly teamMembers: Map<string, SandboxTeamMember>;
  /** What Search Team still shows of members and invites that were written; by `teamMemberKey` and by invite id. */
  readonly teamShadows: Map<string, SandboxTeamShadow>;
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
    folderShadows: new Map(),
    domains: new Map(),
    dnsZones: new Map(),
    assignmentTimes: new Map(),
    certificates: new Map(),
    registrations: new Map(),
    packages: new Map(),
    packageShadows: new Map(),
    deliveries: new Map(),
    packageAnswers: new Map(),
    teamMembers: new Map(),
    teamShadows: new Map(),
    roles: new Map(),
    accountInvites: new Map(),
    siteInvites: new Map(),
    siteProperties: new Map(),
  };
}
