import { z } from 'zod';
import { type Answer, applicationError, ok, Refusal } from '../answer.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { filled, isGuid, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { isConnected, type SandboxDomain, type SandboxDomainAssignment } from '../state/domain.ts';
import {
  assignDomain,
  domainsOfSite,
  newPropagation,
  removeDomain,
  unassignDomain,
  writeDomain,
} from '../state/domain-changes.ts';
import { domainParts, isBelowPrivateSuffix, rootDomain } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { aliasRecord, hostedRecords } from '../state/wix-records.ts';
import { domainJson, viewOf } from './connected-domains.ts';
import { domainNameIn } from './domain-path.ts';

const createConnectedDomainBody = z.strictObject({
  connectedDomain: z.strictObject({
    // A text that is not a host name has a code of its own.
    domain: filled(253),
    connectionType: optional(z.enum(['UNKNOWN_CONNECTION_TYPE', 'POINTING', 'NAMESERVERS', 'HIDDEN'])),
    siteInfo: optional(
      z.strictObject({ assignmentType: optional(z.enum(['UNKNOWN_ASSIGNMENT_TYPE', 'PRIMARY', 'REDIRECT'])) }),
    ),
    suppressNotifications: optional(z.boolean()),
  }),
});

type CreateConnectedDomain = Call<z.output<typeof createConnectedDomainBody>>;
type Sent = CreateConnectedDomain['body']['connectedDomain'];

/** Names of Wix itself, which nobody can connect. */
const restricted: ReadonlySet<string> = new Set(['wix.com', 'wixsite.com']);

/** Most redirects that a site can have beside its primary domain. */
export const maximumRedirects = 300;

/** A connection as it is wanted, checked. */
interface WantedConnection {
  readonly name: string;
  readonly connectionType: SandboxDomain['connectionType'];
  readonly assignment: SandboxDomainAssignment | undefined;
  readonly suppressNotifications: boolean;
}

function refuse(status: number, code: string, text: string): never {
  throw new Refusal(applicationError(status, code, text));
}

/** Returns the name in lower case if it can be connected at all. */
function readName(state: SandboxState, call: CreateConnectedDomain): string {
  const name = call.body.connectedDomain.domain.toLowerCase();
  const parts = domainParts(name);
  if (parts === undefined || restricted.has(parts.root)) {
    refuse(400, 'Invalid domain', `Domain ${name} is Wix restricted.`);
  }
  if (!state.registrations.has(parts.root) && !(isBelowPrivateSuffix(name) && state.registrations.has(name))) {
    refuse(400, 'Invalid domain', `Unable to connect domain ${name}, it's available for purchase.`);
  }
  const known = state.domains.get(name);
  if (known !== undefined && !isConnected(known)) {
    // UNKNOWN: status and code; the docs say only that such a domain cannot be connected.
    const code = call.quirks.connectRegisteredDomain === 400 ? 'Invalid domain' : 'DOMAINS_ALREADY_EXISTS';
    refuse(call.quirks.connectRegisteredDomain, code, `Domain ${name} is registered through Wix.`);
  }
  return name;
}

/** Root domains are pointed or use Wix's name servers; subdomains are neither. */
function readConnectionType(
  name: string,
  sent: Sent['connectionType'],
  { privateSuffix }: SandboxQuirks,
): SandboxDomain['connectionType'] {
  const type = sent ?? 'UNKNOWN_CONNECTION_TYPE';
  const isRegistered = isBelowPrivateSuffix(name);
  const canBeRoot = rootDomain(name) === name || (isRegistered && privateSuffix !== 'subdomain');
  const canBeSubdomain = isRegistered ? privateSuffix !== 'root' : !canBeRoot;
  const isRight = type === 'UNKNOWN_CONNECTION_TYPE' ? canBeSubdomain : type !== 'HIDDEN' && canBeRoot;
  return isRight ? type : refuse(400, 'Invalid connection type', `Invalid connection type ${type}.`);
}

function readAssignment(
  state: SandboxState,
  name: string,
  sent: Sent['siteInfo'],
  { siteId, accountId, quirks, covers }: CreateConnectedDomain,
): SandboxDomainAssignment | undefined {
  const type = sent?.assignmentType === 'UNKNOWN_ASSIGNMENT_TYPE' ? undefined : sent?.assignmentType;
  if (siteId === '') {
    if (type === undefined || quirks.assignmentWithoutSite === 'ignore') return undefined;
    refuse(400, 'DOMAINS_MISSING_SITE_ID_FOR_ASSIGN_AS', 'Site id is missing.');
  }
  if (!isGuid(siteId)) {
    refuse(400, 'DOMAINS_GUID_NOT_VALID', 'Wix site id and/or Wix account ID is invalid.');
  }
  const site = state.sites.get(siteId);
  const isCovered = covers(siteId) || quirks.limitedKeyWrites === 'accept';
  if (site?.accountId !== accountId || !isCovered) {
    refuse(403, quirks.connectToForeignSiteCode, `Site ${siteId} isn't permitted.`);
  }
  if (!site.premium) {
    refuse(403, 'NON_PREMIUM_SITE', `Domain ${name} can't be assigned to free Wix site ${site.id}.`);
  }
  const domains = domainsOfSite(state, site.id);
  const primary = domains.find(({ assignment }) => assignment?.type === 'PRIMARY');
  const isFirst = primary === undefined && quirks.firstDomainAsRedirect === 'primary';
  const assignment = { siteId: site.id, type: isFirst ? 'PRIMARY' : (type ?? 'PRIMARY') } as const;
  const redirects = domains.filter((one) => one.assignment?.type === 'REDIRECT' && one.domain !== name);
  if (assignment.type === 'REDIRECT' && redirects.length >= maximumRedirects) {
    // UNKNOWN: the code; only the limit is documented.
    refuse(
      quirks.tooManyRedirects,
      'SANDBOX_TOO_MANY_REDIRECTS',
      `Site ${site.id} has ${maximumRedirects} redirects already.`,
    );
  }
  return assignment;
}

function readConnection(state: SandboxState, call: CreateConnectedDomain): WantedConnection {
  const { connectionType, siteInfo, suppressNotifications = false } = call.body.connectedDomain;
  const name = readName(state, call);
  return {
    name,
    connectionType: readConnectionType(name, connectionType, call.quirks),
    assignment: readAssignment(state, name, siteInfo, call),
    suppressNotifications,
  };
}

/** Answers a second connection of a connected domain. */
function connectAgain(state: SandboxState, domain: SandboxDomain, wanted: WantedConnection, call: Call): Answer {
  const { domain: name, assignment } = domain;
  if (domain.accountId !== call.accountId) {
    return applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', `Domain ${name} isn't permitted for the account.`);
  }
  if (domain.connectionType !== wanted.connectionType) {
    const text = `Domain ${name} with different connection type is already connected.`;
    return applicationError(409, 'DOMAINS_ALREADY_EXISTS', text);
  }
  const isSame = assignment?.siteId === wanted.assignment?.siteId && assignment?.type === wanted.assignment?.type;
  if (!isSame || call.quirks.repeatedConnect === 'reject') {
    const text = `Domain ${name} with different settings is already connected.`;
    return applicationError(409, 'DOMAINS_ALREADY_EXISTS', text);
  }
  return ok({ connectedDomain: domainJson(domain, viewOf(state, call)) });
}

/** Adds the zone of a domain on Wix's name servers, or the record of a subdomain to the zone that Wix hosts for its root. */
function addRecords(state: SandboxState, { domain, accountId, connectionType }: SandboxDomain): void {
  if (connectionType === 'NAMESERVERS') {
    const records = hostedRecords(domain);
    state.dnsZones.set(domain, { domainName: domain, accountId, records, dnssecEnabled: false });
    return;
  }
  const zone = state.dnsZones.get(rootDomain(domain));
  const isInZone = connectionType === 'UNKNOWN_CONNECTION_TYPE' && zone?.accountId === accountId;
  if (isInZone && !zone.records.some((record) => record.hostName === domain)) {
    state.dnsZones.set(zone.domainName, { ...zone, records: [...zone.records, aliasRecord(domain)] });
  }
}

function createConnectedDomain(state: SandboxState, call: CreateConnectedDomain): Answer {
  const { accountId, now } = call;
  const wanted = readConnection(state, call);
  const known = state.domains.get(wanted.name);
  if (known !== undefined) return connectAgain(state, known, wanted, call);
  const { name, connectionType, assignment, suppressNotifications } = wanted;
  if (assignment?.type === 'PRIMARY') {
    for (const other of domainsOfSite(state, assignment.siteId)) {
      if (other.assignment?.type === 'PRIMARY') unassignDomain(state, call, other);
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
  writeDomain(state, call, name, domain);
  if (assignment !== undefined) assignDomain(state, call, domain, assignment);
  addRecords(state, domain);
  return ok({ connectedDomain: domainJson(state.domains.get(name) ?? domain, viewOf(state, call)) });
}

function deleteConnectedDomain(state: SandboxState, call: Call): Answer {
  const name = domainNameIn(call, 'connectedDomainId');
  const domain = state.domains.get(name);
  // INFERRED: an unknown domain is answered as Get answers it.
  if (domain === undefined || !isConnected(domain)) {
    return applicationError(call.quirks.unknownConnectedDomain, 'NOT_FOUND', `Domain name ${name} wasn't found.`);
  }
  if (domain.accountId !== call.accountId) {
    return applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', `Domain ${name} isn't permitted for the account.`);
  }
  const { assignment } = domain;
  removeDomain(state, call, name);
  if (assignment?.type === 'PRIMARY' && call.quirks.redirectsOfDeletedPrimary === 'unassigned') {
    for (const redirect of domainsOfSite(state, assignment.siteId)) unassignDomain(state, call, redirect);
  }
  const zone = state.dnsZones.get(rootDomain(name));
  if (zone?.accountId === call.accountId) {
    const records = zone.records.filter(({ type, hostName: host }) => type !== 'CNAME' || host !== name);
    state.dnsZones.set(zone.domainName, { ...zone, records });
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
  route({
    operation: 'Create Connected Domain',
    method: 'POST',
    path: '/domains/v1/connected-domains',
    ...access,
    takesSiteHeader: true,
    body: createConnectedDomainBody,
    handle: createConnectedDomain,
  }),
  route({
    operation: 'Delete Connected Domain',
    method: 'DELETE',
    path: '/domains/v1/connected-domains/:connectedDomainId',
    ...access,
    handle: deleteConnectedDomain,
  }),
];
