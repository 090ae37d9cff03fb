import type { Route } from './route.ts';
import { accountRoutes } from './rules/accounts.ts';
import { connectedDomainRoutes } from './rules/connected-domains.ts';
import { roleRoutes } from './rules/roles.ts';
import { siteRoutes } from './rules/sites.ts';
import { teamRoutes } from './rules/team.ts';

/** Every operation the sandbox speaks: one line per resource. */
export const routes: readonly Route[] = [
  ...siteRoutes,
  ...accountRoutes,
  ...teamRoutes,
  ...roleRoutes,
  ...connectedDomainRoutes,
];
