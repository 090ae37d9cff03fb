import { type Answer, applicationError, ok } from '../answer.ts';
import { readCursor, writeCursor } from '../query/cursor.ts';
import { cutPage } from '../query/cursor-page.ts';
import { lastCursorSpelling } from '../query/last-cursor.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy } from '../query/order.ts';
import { queryInteger, queryText } from '../query-string.ts';
import type { SandboxQuirks } from '../quirks.ts';
import type { AccountCall, Route } from '../route.ts';
import { primaryDomains, propagationAt, type SandboxDomain } from '../state/domain.ts';
import type { SandboxState } from '../state/state.ts';

/** What a domain's JSON depends on beside the domain. */
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

/** A domain as the API prints it. */
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

export function viewOf(state: SandboxState, { now, quirks }: AccountCall): View {
  return { now, quirks, primary: primaryDomains(state.domains) };
}

const newestFirst = orderBy<SandboxDomain>(
  [{ read: ({ createdDate }) => createdDate, direction: 'DESC' }],
  ({ domain }) => domain,
);

function listConnectedDomains(state: SandboxState, call: AccountCall): Answer {
  const limit = pageLimit(queryInteger(call.query, 'paging.limit'), {
    field: 'paging.limit',
    fallback: call.quirks.domainsDefaultLimit,
    maximum: 100,
    aboveMaximum: call.quirks.domainsAboveMaximum,
  });
  const scope = `connected-domains/${call.accountId}`;
  const cursor = queryText(call.query, 'paging.cursor') || undefined;
  const position = cursor === undefined ? undefined : readCursor(scope, cursor).position;
  const owned = [...state.domains.values()].filter(({ accountId }) => accountId === call.accountId);
  const page = cutPage(owned, { order: newestFirst, position, limit });
  const next = page.next && writeCursor(scope, { position: page.next, query: {} });
  const prev = page.previous && writeCursor(scope, { position: page.previous, query: {} });
  const view = viewOf(state, call);
  return ok({
    pagingMetadata: {
      count: page.items.length,
      cursors: {
        ...lastCursorSpelling(call.quirks.domainsLastCursor, 'next', next),
        ...lastCursorSpelling(call.quirks.domainsLastCursor, 'prev', prev),
      },
      hasNext: next !== undefined,
    },
    connectedDomains: page.items.map((domain) => domainJson(domain, view)),
  });
}

function getConnectedDomain(state: SandboxState, call: AccountCall): Answer {
  const { connectedDomainId: name = '' } = call.params;
  const domain = state.domains.get(name);
  if (domain === undefined) return applicationError(404, 'NOT_FOUND', `Domain name ${name} wasn't found.`);
  if (domain.accountId !== call.accountId) {
    return applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', `Domain ${name} isn't permitted for the account.`);
  }
  return ok({ connectedDomain: domainJson(domain, viewOf(state, call)) });
}

/** dev.wix.com/docs/api-reference/account-level/domains/connected-domains */
export const connectedDomainRoutes: readonly Route[] = [
  {
    operation: 'List Connected Domains',
    method: 'GET',
    path: '/domains/v1/connected-domains',
    level: 'account',
    permission: 'DOMAINS.READ_CONNECTED_DOMAINS',
    refusals: 'domains',
    handle: listConnectedDomains,
  },
  {
    operation: 'Get Connected Domain',
    method: 'GET',
    path: '/domains/v1/connected-domains/:connectedDomainId',
    level: 'account',
    permission: 'DOMAINS.READ_CONNECTED_DOMAINS',
    refusals: 'domains',
    handle: getConnectedDomain,
  },
];
