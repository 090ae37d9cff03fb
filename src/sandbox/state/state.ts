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
import type { SandboxContributor, SandboxSite } from './site.ts';
import type { SandboxSiteProperties } from './site-properties.ts';
import type { SandboxTeamMember } from './team.ts';
import type { SandboxTeamShadow } from './team-shelf.ts';
import type { SandboxTemplate } from './template.ts';

/** The whole world of the sandbox as plain data: what the rules read and change, and what tests compare responses with. */
export interface SandboxState {
  readonly accounts: Map<string, SandboxAccount>;
  /** By id, over all accounts. */
  readonly sites: Map<string, SandboxSite>;
  /** By site id: what Query Site Contributors shows in place of the contributors; filled by the quirk `contributorsLagMs`. */
  readonly contributorShadows: Map<string, Shadow<readonly SandboxContributor[]>>;
  /** By id, over all accounts. */
  readonly templates: Map<string, SandboxTemplate>;
  readonly folders: Map<string, SandboxFolder>;
  /** By folder id: what Query Folders shows in place of a folder; filled by the quirk `folderLagMs`. */
  readonly folderShadows: Map<string, Shadow<SandboxFolder>>;
  /** By domain name: connected domains, and those registered through Wix. */
  readonly domains: Map<string, SandboxDomain>;
  /** By domain name: what lists show in place of a domain; filled by the quirk `domainsLagMs`. */
  readonly domainShadows: Map<string, Shadow<SandboxDomain>>;
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
  /** By package id: what Query Packages shows in place of a package; filled by the quirk `packageLagMs`. */
  readonly packageShadows: Map<string, Shadow<SandboxPackage>>;
  /** By product instance: its pending status change. Carried out by `deliverProducts`. */
  readonly deliveries: Map<string, SandboxDelivery>;
  /** By endpoint, account and `idempotencyKey`: the first responses of writes on packages. Only the newest are kept. */
  readonly packageAnswers: Map<string, Answer>;
  /** By `teamMemberKey`. */
  readonly teamMembers: Map<string, SandboxTeamMember>;
  /** By `teamMemberKey` and by invite id: what Search Team shows in place of a written member or invite. */
  readonly teamShadows: Map<string, SandboxTeamShadow>;
  /** Predefined and custom roles. */
  readonly roles: Map<string, SandboxRole>;
  readonly accountInvites: Map<string, SandboxAccountInvite>;
  readonly siteInvites: Map<string, SandboxSiteInvite>;
  /** By site id; filled as sites are requested. Read through `sitePropertiesOf`. */
  readonly siteProperties: Map<string, SandboxSiteProperties>;
}

/** An empty world. */
export function emptyState(): SandboxState {
  return {
    accounts: new Map(),
    sites: new Map(),
    contributorShadows: new Map(),
    templates: new Map(),
    folders: new Map(),
    folderShadows: new Map(),
    domains: new Map(),
    domainShadows: new Map(),
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
