import type { Route } from './route.ts';
import { accountInviteRoutes } from './rules/account-invites.ts';
import { accountWriteRoutes } from './rules/account-writes.ts';
import { accountRoutes } from './rules/accounts.ts';
import { certificateRoutes } from './rules/certificates.ts';
import { connectedDomainWriteRoutes } from './rules/connected-domain-writes.ts';
import { connectedDomainRoutes } from './rules/connected-domains.ts';
import { contributorWriteRoutes } from './rules/contributor-writes.ts';
import { contributorRoutes } from './rules/contributors.ts';
import { dnsPropagationRoutes } from './rules/dns-propagations.ts';
import { dnsZoneWriteRoutes } from './rules/dns-zone-writes.ts';
import { dnsZoneRoutes } from './rules/dns-zones.ts';
import { domainAssignmentWriteRoutes } from './rules/domain-assignment-writes.ts';
import { domainAssignmentRoutes } from './rules/domain-assignments.ts';
import { domainAvailabilityRoutes } from './rules/domain-availability.ts';
import { domainSetupRoutes } from './rules/domain-setup.ts';
import { domainSuggestionRoutes } from './rules/domain-suggestions.ts';
import { domainTransferRoutes } from './rules/domain-transfers.ts';
import { editorUrlRoutes } from './rules/editor-urls.ts';
import { enterpriseSiteRoutes } from './rules/enterprise-site.ts';
import { folderWriteRoutes } from './rules/folder-writes.ts';
import { folderRoutes } from './rules/folders.ts';
import { packageWriteRoutes } from './rules/package-writes.ts';
import { packageRoutes } from './rules/packages.ts';
import { projectRoutes } from './rules/projects.ts';
import { registeredDomainRoutes } from './rules/registered-domains.ts';
import { roleRoutes } from './rules/roles.ts';
import { siteActionRoutes } from './rules/site-actions.ts';
import { siteInviteRoutes } from './rules/site-invites.ts';
import { sitePropertyRoutes } from './rules/site-properties.ts';
import { sitePropertyUpdateRoutes } from './rules/site-property-updates.ts';
import { siteTransferRoutes } from './rules/site-transfer.ts';
import { siteUrlRoutes } from './rules/site-urls.ts';
import { siteRoutes } from './rules/sites.ts';
import { teamRoutes } from './rules/team.ts';
import { teamWriteRoutes } from './rules/team-writes.ts';
import { templateRoutes } from './rules/templates.ts';

/**
 * Every operation the sandbox speaks: one line per resource. A new resource is a file in `rules/`, a line here, and where
 * it has data of its own a map in `state/state.ts` and a piece in `seed/seed.ts`.
 */
export const routes: readonly Route[] = [
  ...siteRoutes,
  ...siteActionRoutes,
  ...projectRoutes,
  ...templateRoutes,
  ...siteTransferRoutes,
  ...enterpriseSiteRoutes,
  ...certificateRoutes,
  ...accountRoutes,
  ...accountWriteRoutes,
  ...teamRoutes,
  ...teamWriteRoutes,
  ...roleRoutes,
  ...connectedDomainRoutes,
  ...connectedDomainWriteRoutes,
  ...registeredDomainRoutes,
  ...domainSetupRoutes,
  ...domainAssignmentRoutes,
  ...domainAssignmentWriteRoutes,
  ...dnsZoneRoutes,
  ...dnsZoneWriteRoutes,
  ...dnsPropagationRoutes,
  ...domainAvailabilityRoutes,
  ...domainSuggestionRoutes,
  ...domainTransferRoutes,
  ...folderRoutes,
  ...folderWriteRoutes,
  ...packageRoutes,
  ...packageWriteRoutes,
  ...accountInviteRoutes,
  ...siteInviteRoutes,
  ...sitePropertyRoutes,
  ...sitePropertyUpdateRoutes,
  ...siteUrlRoutes,
  ...editorUrlRoutes,
  ...contributorRoutes,
  ...contributorWriteRoutes,
];
