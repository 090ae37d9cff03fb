import { type Answer, applicationError, ok, Refusal } from '../answer.ts';
import { enumAt, objectAt, refuseField, stringAt } from '../input.ts';
import type { AccountCall, Route } from '../route.ts';
import type { SandboxDomain, SandboxDomainAssignment } from '../state/domain.ts';
import { assignDomain, domainsOfSite, newPropagation, unassignDomain } from '../state/domain-changes.ts';
import { domainParts, rootDomain } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { aliasRecord, hostedRecords } from '../state/wix-records.ts';
import { domainJson, viewOf } from './connected-domains.ts';

const connectionTypes = ['UNKNOWN_CONNECTION_TYPE', 'POINTING', 'NAMESERVERS', 'HIDDEN'] as const;
const assignmentTypes = ['UNKNOWN_ASSIGNMENT_TYPE', 'PRIMARY', 'REDIRECT'] as const;

/** Names of Wix itself, which nobody can connect. */
const restricted: ReadonlySet<string> = new Set(['wix.com', 'wixsite.com']);

interface Wish {
  readonly name: string;
  readonly connectionType: SandboxDomain['connectionType'];
  readonly assignment: SandboxDomainAssignment | undefined;
  readonly suppressNotifications: boolean;
}

function refuse(status: number, code: string, text: string): never {
  throw new Refusal(applicationError(status, code, text));
}

/** The name, if it may be connected at all. */
function readName(state: SandboxState, sent: string | undefined): string {
  const name = sent?.toLowerCase() ?? '';
  if (name === '') refuseField({ field: 'connectedDomain.domain', description: 'must not be empty' });
  const parts = domainParts(name);
  if (parts === undefined || restricted.has(parts.root)) {
    refuse(400, 'Invalid domain', `Domain ${name} is Wix restricted.`);
  }
  if (!state.registrations.has(parts.root)) {
    refuse(400, 'Invalid domain', `Unable to connect domain ${name}, it's available for purchase.`);
  }
  return name;
}

/** Root domains are pointed or use Wix's name servers; subdomains are neither. */
function readConnectionType(name: string, sent: (typeof connectionTypes)[number] | undefined) {
  const type = sent ?? 'UNKNOWN_CONNECTION_TYPE';
  const isRoot = rootDomain(name) === name;
  const isRight = isRoot ? type === 'POINTING' || type === 'NAMESERVERS' : type === 'UNKNOWN_CONNECTION_TYPE';
  return isRight ? type : refuse(400, 'Invalid connection type', `Invalid connection type ${type}.`);
}

function readAssignment(
  state: SandboxState,
  name: string,
  sent: (typeof assignmentTypes)[number] | undefined,
  { siteId, accountId, quirks }: AccountCall,
): SandboxDomainAssignment | undefined {
  const type = sent === 'UNKNOWN_ASSIGNMENT_TYPE' ? undefined : sent;
  if (siteId === '') {
    if (type === undefined || quirks.assignmentWithoutSite === 'ignore') return undefined;
    refuse(400, 'DOMAINS_MISSING_SITE_ID_FOR_ASSIGN_AS', 'Site id is missing.');
  }
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(siteId)) {
    refuse(400, 'DOMAINS_GUID_NOT_VALID', 'Wix site id and/or Wix account ID is invalid.');
  }
  const site = state.sites.get(siteId.toLowerCase());
  if (site?.accountId !== accountId) refuse(403, quirks.connectToForeignSiteCode, `Site ${siteId} isn't permitted.`);
  if (!site.premium) {
    refuse(403, 'NON_PREMIUM_SITE', `Domain ${name} can't be assigned to free Wix site ${site.id}.`);
  }
  const primary = domainsOfSite(state, site.id).find(({ assignment }) => assignment?.type === 'PRIMARY');
  const isFirst = primary === undefined && quirks.firstDomainAsRedirect === 'primary';
  return { siteId: site.id, type: isFirst ? 'PRIMARY' : (type ?? 'PRIMARY') };
}

function readWish(state: SandboxState, call: AccountCall): Wish {
  const sent = objectAt(call.body, 'connectedDomain');
  if (sent === undefined) return refuseField({ field: 'connectedDomain', description: 'must not be empty' });
  const name = readName(state, stringAt(sent, 'domain'));
  const siteInfo = objectAt(sent, 'siteInfo') ?? {};
  return {
    name,
    connectionType: readConnectionType(name, enumAt(sent, 'connectionType', connectionTypes)),
    assignment: readAssignment(state, name, enumAt(siteInfo, 'assignmentType', assignmentTypes), call),
    suppressNotifications: sent['suppressNotifications'] === true,
  };
}

/** What a domain that is connected already says to being connected again. */
function connectAgain(state: SandboxState, domain: SandboxDomain, wish: Wish, call: AccountCall): Answer {
  const { domain: name, assignment } = domain;
  if (domain.accountId !== call.accountId) {
    return applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', `Domain ${name} isn't permitted for the account.`);
  }
  if (domain.connectionType !== wish.connectionType) {
    const text = `Domain ${name} with different connection type is already connected.`;
    return applicationError(409, 'DOMAINS_ALREADY_EXISTS', text);
  }
  const isSame = assignment?.siteId === wish.assignment?.siteId && assignment?.type === wish.assignment?.type;
  if (!isSame || call.quirks.repeatedConnect === 'reject') {
    const text = `Domain ${name} with different settings is already connected.`;
    return applicationError(409, 'DOMAINS_ALREADY_EXISTS', text);
  }
  return ok({ connectedDomain: domainJson(domain, viewOf(state, call)) });
}

/** The zone of a domain on Wix's name servers; the record of a subdomain in the zone that Wix hosts for its root domain. */
function addRecords(state: SandboxState, { domain, accountId, connectionType }: SandboxDomain): void {
  if (connectionType === 'NAMESERVERS') {
    const records = hostedRecords(domain);
    state.dnsZones.set(domain, { domainName: domain, accountId, records, dnssecEnabled: false });
    return;
  }
  const zone = state.dnsZones.get(rootDomain(domain));
  const isHosted = connectionType === 'UNKNOWN_CONNECTION_TYPE' && zone?.accountId === accountId;
  if (isHosted && !zone.records.some(({ hostName }) => hostName === domain)) {
    zone.records = [...zone.records, aliasRecord(domain)];
  }
}

function createConnectedDomain(state: SandboxState, call: AccountCall): Answer {
  const { accountId, now } = call;
  const wish = readWish(state, call);
  const known = state.domains.get(wish.name);
  if (known !== undefined) return connectAgain(state, known, wish, call);
  const { name, connectionType, assignment, suppressNotifications } = wish;
  if (assignment?.type === 'PRIMARY') {
    for (const other of domainsOfSite(state, assignment.siteId)) {
      if (other.assignment?.type === 'PRIMARY') unassignDomain(state, other, now);
    }
  }
  const moment = now.toISOString();
  const domain: SandboxDomain = {
    domain: name,
    accountId,
    connectionType,
    suppressNotifications,
    propagation: newPropagation(now),
    createdDate: moment,
    updatedDate: moment,
  };
  state.domains.set(name, domain);
  if (assignment !== undefined) assignDomain(state, domain, assignment, now);
  addRecords(state, domain);
  return ok({ connectedDomain: domainJson(domain, viewOf(state, call)) });
}

function deleteConnectedDomain(state: SandboxState, call: AccountCall): Answer {
  const { connectedDomainId = '' } = call.params;
  const name = connectedDomainId.toLowerCase();
  const domain = state.domains.get(name);
  // INFERRED: an unknown domain is answered as Get answers it.
  if (domain === undefined) return applicationError(404, 'NOT_FOUND', `Domain name ${name} wasn't found.`);
  if (domain.accountId !== call.accountId) {
    return applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', `Domain ${name} isn't permitted for the account.`);
  }
  const { assignment } = domain;
  state.domains.delete(name);
  state.dnsZones.delete(name);
  state.assignmentTimes.delete(name);
  if (assignment?.type === 'PRIMARY' && call.quirks.redirectsOfDeletedPrimary === 'unassigned') {
    for (const redirect of domainsOfSite(state, assignment.siteId)) unassignDomain(state, redirect, call.now);
  }
  const zone = state.dnsZones.get(rootDomain(name));
  if (zone?.accountId === call.accountId) {
    zone.records = zone.records.filter(({ type, hostName }) => type !== 'CNAME' || hostName !== name);
  }
  return ok({});
}

const access = {
  level: 'account',
  permission: 'DOMAINS.MANAGE_CONNECTED_DOMAINS',
  refusals: 'domains',
} as const;

/** dev.wix.com/docs/api-reference/account-level/domains/connected-domains */
export const connectedDomainWriteRoutes: readonly Route[] = [
  {
    operation: 'Create Connected Domain',
    method: 'POST',
    path: '/domains/v1/connected-domains',
    ...access,
    takesSiteHeader: true,
    handle: createConnectedDomain,
  },
  {
    operation: 'Delete Connected Domain',
    method: 'DELETE',
    path: '/domains/v1/connected-domains/:connectedDomainId',
    ...access,
    handle: deleteConnectedDomain,
  },
];
