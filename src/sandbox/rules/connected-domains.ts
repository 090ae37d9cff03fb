import { z } from 'zod';
import { type Answer, applicationError, ok } from '../answer.ts';
import { domainPage, newestDomainsFirst } from '../query/domain-page.ts';
import { pageLimit } from '../query/limit.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { pageSizeParameter, textParameter } from '../request/parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import { isConnected, primaryDomains, propagationAt, type SandboxDomain } from '../state/domain.ts';
import { shownItems } from '../state/shadow.ts';
import type { SandboxState } from '../state/state.ts';
import { domainNameIn } from './domain-path.ts';

/** Everything that the JSON of a domain depends on beside the domain. */
interface View {
  readonly now: Date;
  readonly quirks: SandboxQuirks;
  /** Primary domains, by site id. */
  readonly primary: ReadonlyMap<string, SandboxDomain>;
}

function siteInfoJson({ assignment }: SandboxDomain, { quirks, primary }: View): { siteInfo?: unknown } {
  if (assignment === undefined) return quirks.unassignedSiteInfo === 'empty' ? { siteInfo: {} } : {};
  const target = primary.get(assignment.siteId)?.domain;
  const redirects = assignment.type === 'REDIRECT' && target !== undefined;
  return {
    siteInfo: {
      id: assignment.siteId,
      assignmentType: assignment.type,
      ...(redirects ? { redirectInfo: { primaryDomain: target } } : {}),
    },
  };
}

/** Returns a domain as the API prints it. */
export function domainJson(domain: SandboxDomain, view: View): unknown {
  return {
    id: domain.domain,
    domain: domain.domain,
    connectionType: domain.connectionType,
    ...siteInfoJson(domain, view),
    suppressNotifications: domain.suppressNotifications,
    dnsPropagationStatus: propagationAt(domain, view.now),
    createdDate: domain.createdDate,
    updatedDate: domain.updatedDate,
  };
}

/** Returns the view of domains as they are now. */
export function viewOf(state: SandboxState, { now, quirks }: Call): View {
  return { now, quirks, primary: primaryDomains(state.domains.values()) };
}

/** The query of a list of domains. */
export const domainListQuery = z.strictObject({
  'paging.limit': pageSizeParameter(100, 'domainsAboveMaximum'),
  'paging.cursor': textParameter(z.string().max(10_000)),
});

export type DomainListQuery = z.output<typeof domainListQuery>;

function listConnectedDomains(state: SandboxState, call: Call<unknown, DomainListQuery>): Answer {
  const { now, quirks, accountId } = call;
  const limit = pageLimit(call.query['paging.limit'], quirks.domainsDefaultLimit);
  const scope = `connected-domains/${accountId}`;
  const cursor = call.query['paging.cursor'];
  const shown = shownItems(state.domains, state.domainShadows, now);
  const owned = shown.filter((domain) => domain.accountId === accountId && isConnected(domain));
  const page = domainPage(owned, { scope, cursor, limit, order: newestDomainsFirst, quirks });
  const view = { now, quirks, primary: primaryDomains(shown) };
  return ok({
    pagingMetadata: page.pagingMetadata,
    connectedDomains: page.items.map((domain) => domainJson(domain, view)),
  });
}

function getConnectedDomain(state: SandboxState, call: Call): Answer {
  const name = domainNameIn(call, 'connectedDomainId');
  const domain = state.domains.get(name);
  if (domain === undefined || !isConnected(domain)) {
    return applicationError(404, 'NOT_FOUND', `Domain name ${name} wasn't found.`);
  }
  if (domain.accountId !== call.accountId) {
    return applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', `Domain ${name} isn't permitted for the account.`);
  }
  return ok({ connectedDomain: domainJson(domain, viewOf(state, call)) });
}

const access = { level: 'account', permission: 'DOMAINS.READ_CONNECTED_DOMAINS', refusals: 'domains' } as const;

/** dev.wix.com/docs/api-reference/account-level/domains/connected-domains */
export const connectedDomainRoutes: readonly Route[] = [
  route({
    operation: 'List Connected Domains',
    method: 'GET',
    path: '/domains/v1/connected-domains',
    ...access,
    query: domainListQuery,
    handle: listConnectedDomains,
  }),
  route({
    operation: 'Get Connected Domain',
    method: 'GET',
    path: '/domains/v1/connected-domains/:connectedDomainId',
    ...access,
    handle: getConnectedDomain,
  }),
];
