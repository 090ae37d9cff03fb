import { type Answer, applicationError, ok } from '../answer.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxDnsRecord } from '../state/dns-zone.ts';
import { isConnected, type SandboxDomain } from '../state/domain.ts';
import { rootDomain } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { aliasRecord, nameserverRecord, pointingRecord } from '../state/wix-records.ts';
import { domainNameIn } from './domain-path.ts';

function severalJson({ hostName, ttl, values }: SandboxDnsRecord): unknown {
  return { hostName, ttl, values };
}

/** CNAME records have one `value` here, unlike in DNS zones. */
function singleJson({ hostName, ttl, values }: SandboxDnsRecord): unknown {
  return { hostName, ttl, value: values[0] };
}

function recordsJson({ domain, connectionType }: SandboxDomain): Record<string, unknown> {
  switch (connectionType) {
    case 'NAMESERVERS':
      return { nameserverRecord: { nsRecord: severalJson(nameserverRecord(domain)) } };
    case 'POINTING':
      return {
        pointingRecords: {
          aRecord: severalJson(pointingRecord(domain)),
          cnameRecord: singleJson(aliasRecord(`www.${domain}`)),
        },
      };
    default:
      return { subdomainRecords: { cnameRecords: [domain, `www.${domain}`].map(aliasRecord).map(singleJson) } };
  }
}

function registrarJson(state: SandboxState, domain: string, { quirks }: Call): Record<string, unknown> {
  const registration = state.registrations.get(rootDomain(domain));
  if (registration === undefined) return {};
  const { registrarName, nameServers } = registration;
  return quirks.setupRegistrar === 'object' ? { registrar: { name: registrarName, nameServers } } : { registrarName };
}

function getSetupInfo(state: SandboxState, call: Call): Answer {
  const name = domainNameIn(call, 'connectedDomainId');
  const known = state.domains.get(name);
  const domain = known !== undefined && isConnected(known) ? known : undefined;
  if (domain?.accountId !== call.accountId) {
    return domain === undefined && call.quirks.setupOfUnconnected === 'notFound'
      ? applicationError(404, 'NOT_FOUND', `Domain name ${name} wasn't found.`)
      : applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', `Domain ${name} isn't permitted for the account.`);
  }
  return ok({
    connectedDomainSetupInfo: {
      connectedDomainId: name,
      ...recordsJson(domain),
      ...registrarJson(state, name, call),
    },
  });
}

/** dev.wix.com/docs/api-reference/account-level/domains/connected-domains/connected-domain-setup-info-v1 */
export const domainSetupRoutes: readonly Route[] = [
  route({
    operation: 'Get Connected Domain Setup Info',
    method: 'GET',
    path: '/domains/v1/connected-domain-setup-info/:connectedDomainId',
    level: 'account',
    permission: 'DOMAINS.READ_CONNECTED_DOMAINS',
    refusals: 'domains',
    handle: getSetupInfo,
  }),
];
