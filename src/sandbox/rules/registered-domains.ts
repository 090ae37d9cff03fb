import { type Answer, applicationError, emptyError, ok, Refusal } from '../answer.ts';
import { domainPage, newestDomainsFirst } from '../query/domain-page.ts';
import { pageLimit } from '../query/limit.ts';
import { type Call, type Route, route } from '../route.ts';
import { isConnected, type SandboxDomain } from '../state/domain.ts';
import type { SandboxState } from '../state/state.ts';
import { type DomainListQuery, domainJson, domainListQuery, viewOf } from './connected-domains.ts';
import { domainNameIn } from './domain-path.ts';

/** The first end of a yearly term after a moment. */
function endOfTerm(createdDate: string, now: Date): string {
  const end = new Date(createdDate);
  do end.setUTCFullYear(end.getUTCFullYear() + 1);
  while (end <= now);
  return end.toISOString();
}

/** Returns a domain as the docs of 2024 print it, without the contacts. */
function registeredDomainJson(state: SandboxState, domain: SandboxDomain, call: Call): unknown {
  const {
    connectionType: _type,
    suppressNotifications: _mails,
    ...shared
  } = domainJson(domain, viewOf(state, call)) as {
    readonly connectionType: unknown;
    readonly suppressNotifications: unknown;
  };
  const productInstanceId = state.registrations.get(domain.domain)?.productInstanceId;
  return {
    ...shared,
    ...(productInstanceId === undefined ? {} : { productInstanceId }),
    revision: '1',
    status: 'ACTIVE',
    icannConfirmationStatus: 'UNKNOWN_ICANN_CONFIRMATION_STATUS',
    icannConfirmationStatusInfo: null,
    expirationDate: endOfTerm(domain.createdDate, call.now),
  };
}

/** Throws a Refusal (404) if the endpoints no longer exist. */
function requireServed({ quirks }: Call): void {
  if (quirks.registeredDomainEndpoints === 'gone') throw new Refusal(emptyError(404));
}

function listRegisteredDomains(state: SandboxState, call: Call<unknown, DomainListQuery>): Answer {
  requireServed(call);
  const { quirks, accountId } = call;
  const limit = pageLimit(call.query['paging.limit'], quirks.domainsDefaultLimit);
  const scope = `registered-domains/${accountId}`;
  const cursor = call.query['paging.cursor'];
  const owned = [...state.domains.values()].filter((one) => one.accountId === accountId && !isConnected(one));
  const page = domainPage(owned, { scope, cursor, limit, order: newestDomainsFirst, quirks });
  return ok({
    pagingMetadata: page.pagingMetadata,
    registeredDomains: page.items.map((domain) => registeredDomainJson(state, domain, call)),
  });
}

function getRegisteredDomain(state: SandboxState, call: Call): Answer {
  requireServed(call);
  const name = domainNameIn(call, 'registeredDomainId');
  const domain = state.domains.get(name);
  if (domain === undefined || isConnected(domain) || domain.accountId !== call.accountId) {
    return applicationError(400, 'REGISTERED_DOMAIN_NOT_FOUND', `Registered domain ${name} wasn't found.`);
  }
  return ok({ registeredDomain: registeredDomainJson(state, domain, call) });
}

const access = { level: 'account', permission: 'DOMAINS.READ_REGISTERED_DOMAINS', refusals: 'domains' } as const;

/** github.com/wix-incubator/wix-rest-docs registered-domains.service.json of 2024-03-06; absent from the newest docs */
export const registeredDomainRoutes: readonly Route[] = [
  route({
    operation: 'List Registered Domains',
    method: 'GET',
    path: '/domains/v1/registered-domains',
    ...access,
    query: domainListQuery,
    handle: listRegisteredDomains,
  }),
  route({
    operation: 'Get Registered Domain',
    method: 'GET',
    path: '/domains/v1/registered-domains/:registeredDomainId',
    ...access,
    handle: getRegisteredDomain,
  }),
];
