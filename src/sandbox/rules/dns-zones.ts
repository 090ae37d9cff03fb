import { type Answer, applicationError, ok } from '../answer.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxDnsRecord, SandboxDnsZone } from '../state/dns-zone.ts';
import { domainParts } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { hostedRecords } from '../state/wix-records.ts';
import { domainNameIn } from './domain-path.ts';

function recordJson({ type, hostName, ttl, values }: SandboxDnsRecord): unknown {
  return { type, hostName, ttl, values };
}

/** Returns a zone as the API prints it. */
export function zoneJson({
  domainName,
  records,
  dnssecEnabled,
  dnssecInfo,
}: Omit<SandboxDnsZone, 'accountId'>): unknown {
  return {
    id: domainName,
    domainName,
    records: records.map(recordJson),
    dnssecEnabled,
    ...(dnssecInfo === undefined ? {} : { dnssecInfo }),
  };
}

/** The refusal of a name without a zone. */
export function zoneNotFound(name: string): Answer {
  return applicationError(404, 'DNS_ZONE_NOT_FOUND', `No dns zone found for domain name ${name}.`);
}

function getDnsZone(state: SandboxState, call: Call): Answer {
  const name = domainNameIn(call, 'domainName');
  const zone = state.dnsZones.get(name);
  if (zone === undefined) return zoneNotFound(name);
  if (zone.accountId !== call.accountId) {
    return call.quirks.foreignDomain === 'notFound'
      ? zoneNotFound(name)
      : applicationError(428, 'DOMAIN_NOT_PERMITTED', `Domain ${name} is not permitted to target account.`);
  }
  return ok({ dnsZone: zoneJson(zone) });
}

/** Computed for any name, connected or not. INFERRED: a text without a root domain has no zone. */
function previewDnsZone(_state: SandboxState, call: Call): Answer {
  const name = domainNameIn(call, 'domainName');
  if (domainParts(name) === undefined) return zoneNotFound(name);
  return ok({ dnsZone: zoneJson({ domainName: name, records: hostedRecords(name), dnssecEnabled: false }) });
}

const access = { level: 'account', permission: 'DOMAINS.READ_DNS_ZONES', refusals: 'dnsZones' } as const;

/** dev.wix.com/docs/api-reference/account-level/domains/domain-dns */
export const dnsZoneRoutes: readonly Route[] = [
  route({
    operation: 'Get DNS Zone',
    method: 'GET',
    path: '/domains/v1/dns-zones/:domainName',
    ...access,
    handle: getDnsZone,
  }),
  route({
    operation: 'Preview DNS Zone',
    method: 'GET',
    path: '/domains/v1/dns-zones/:domainName/preview',
    ...access,
    handle: previewDnsZone,
  }),
];
