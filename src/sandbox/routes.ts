import type { Route } from './route.ts';
import { accountInviteRoutes } from './rules/account-invites.ts';
import { accountRoutes } from './rules/accounts.ts';
import { connectedDomainRoutes } from './rules/connected-domains.ts';
import { contributorRoutes } from './rules/contributors.ts';
import { dnsPropagationRoutes } from './rules/dns-propagations.ts';
import { dnsZoneRoutes } from './rules/dns-zones.ts';
import { domainAssignmentRoutes } from './rules/domain-assignments.ts';
import { domainAvailabilityRoutes } from './rules/domain-availability.ts';
import { domainSetupRoutes } from './rules/domain-setup.ts';
import { domainSuggestionRoutes } from './rules/domain-suggestions.ts';
import { editorUrlRoutes } from './rules/editor-urls.ts';
import { folderRoutes } from './rules/folders.ts';
import { roleRoutes } from './rules/roles.ts';
import { siteInviteRoutes } from './rules/site-invites.ts';
import { sitePropertyRoutes } from './rules/site-properties.ts';
import { siteUrlRoutes } from './rules/site-urls.ts';
import { siteRoutes } from './rules/sites.ts';
import { teamRoutes } from './rules/team.ts';

/**
 * Every operation the sandbox speaks: one line per resource. A new resource is a file in `rules/`, a line here, and where
 * it has data of its own a map in `state/state.ts` and a piece in `seed/seed.ts`.
 */
export const routes: readonly Route[] = [
  ...siteRoutes,
  ...accountRoutes,
  ...teamRoutes,
  ...roleRoutes,
  ...connectedDomainRoutes,
  ...domainSetupRoutes,
  ...domainAssignmentRoutes,
  ...dnsZoneRoutes,
  ...dnsPropagationRoutes,
  ...domainAvailabilityRoutes,
  ...domainSuggestionRoutes,
  ...folderRoutes,
  ...accountInviteRoutes,
  ...siteInviteRoutes,
  ...sitePropertyRoutes,
  ...siteUrlRoutes,
  ...editorUrlRoutes,
  ...contributorRoutes,
];
