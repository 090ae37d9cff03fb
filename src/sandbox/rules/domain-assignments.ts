import { z } from 'zod';
import { type Answer, applicationError, ok, Refusal } from '../answer.ts';
import { domainPage } from '../query/domain-page.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy } from '../query/order.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { listParameter, pageSizeParameter, textParameter } from '../request/parameters.ts';
import { guid } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxDomain, SandboxDomainAssignment } from '../state/domain.ts';
import { shownItems } from '../state/shadow.ts';
import type { SandboxState } from '../state/state.ts';
import { domainNameIn } from './domain-path.ts';

/** A domain that serves a site. */
export type AssignedDomain = SandboxDomain & { readonly assignment: SandboxDomainAssignment };

function isAssigned(domain: SandboxDomain | undefined): domain is AssignedDomain {
  return domain?.assignment !== undefined;
}

/** Returns an assignment as the API prints it. */
export function assignmentJson(state: SandboxState, domain: AssignedDomain, quirks: SandboxQuirks): unknown {
  const { assignment } = domain;
  const { createdDate, updatedDate } = state.assignmentTimes.get(domain.domain) ?? domain;
  return {
    id: domain.domain,
    domain: domain.domain,
    siteInfo: { [quirks.assignmentSiteField]: assignment.siteId, assignmentType: assignment.type },
    createdDate,
    updatedDate,
  };
}

/** Returns the assigned domain that a call names. Throws a Refusal if it is not the account's or serves no site. */
export function assignedDomain(state: SandboxState, call: Call): AssignedDomain {
  const name = domainNameIn(call, 'domainAssignmentId');
  const domain = state.domains.get(name);
  if (domain !== undefined && domain.accountId !== call.accountId && call.quirks.foreignDomain === 'notPermitted') {
    const text = `Domain ${name} isn't permitted for the account.`;
    throw new Refusal(applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', text));
  }
  if (!isAssigned(domain) || domain.accountId !== call.accountId) {
    const isOwn = domain?.accountId === call.accountId;
    throw new Refusal(
      applicationError(
        isOwn ? call.quirks.unassignedDomain : 404,
        'NOT_FOUND',
        `Domain assignment ${name} wasn't found.`,
      ),
    );
  }
  return domain;
}

function getDomainAssignment(state: SandboxState, call: Call): Answer {
  return ok({ domainAssignment: assignmentJson(state, assignedDomain(state, call), call.quirks) });
}

const byId = orderBy<AssignedDomain>([], ({ domain }) => domain);

interface ListQuery {
  readonly siteIds: readonly string[];
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** UNKNOWN: the names of the parameters, and whether a larger limit is cut. */
function listQuery({ assignmentsSiteParameter }: SandboxQuirks): z.ZodType<ListQuery> {
  return z
    .strictObject({
      [assignmentsSiteParameter]: listParameter(guid),
      'paging.limit': pageSizeParameter(100, 'domainsAboveMaximum'),
      'paging.cursor': textParameter(z.string().max(10_000)),
    })
    .transform(
      ({ 'paging.limit': limit, 'paging.cursor': cursor, [assignmentsSiteParameter]: siteIds }): ListQuery => ({
        siteIds: siteIds as readonly string[],
        limit: limit as number | undefined,
        cursor: cursor as string | undefined,
      }),
    );
}

/** Without site ids the list is empty, whatever the cursor says. */
function listDomainAssignments(state: SandboxState, call: Call<unknown, ListQuery>): Answer {
  const { quirks, query } = call;
  const siteIds = new Set(query.siteIds);
  const limit = pageLimit(query.limit, quirks.assignmentsDefaultLimit);
  const scope = `domain-assignments/${call.accountId}`;
  const { cursor } = query;
  const found = shownItems(state.domains, state.domainShadows, call.now)
    .filter(isAssigned)
    .filter(({ accountId, assignment }) => accountId === call.accountId && siteIds.has(assignment.siteId));
  const page = domainPage(found, { scope, cursor, limit, order: byId, quirks });
  return ok({
    pagingMetadata: page.pagingMetadata,
    domainAssignments: page.items.map((domain) => assignmentJson(state, domain, quirks)),
  });
}

const access = {
  level: 'account',
  // UNKNOWN: the permission's id. The scope is the one of the connected domains.
  permission: 'DOMAINS.READ_CONNECTED_DOMAINS',
  refusals: 'domains',
} as const;

/** dev.wix.com/docs/api-reference/account-level/domains/domain-assignments */
export const domainAssignmentRoutes: readonly Route[] = [
  route({
    operation: 'List Domain Assignments',
    method: 'GET',
    path: '/domains/v1/domain-assignments',
    ...access,
    query: listQuery,
    handle: listDomainAssignments,
  }),
  route({
    operation: 'Get Domain Assignment',
    method: 'GET',
    path: '/domains/v1/domain-assignments/:domainAssignmentId',
    ...access,
    handle: getDomainAssignment,
  }),
];
