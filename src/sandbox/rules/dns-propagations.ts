import { type Answer, applicationError, ok } from '../answer.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxDnsRecord } from '../state/dns-zone.ts';
import { isHosted, propagationAt, type SandboxDomain } from '../state/domain.ts';
import { rootDomain } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { aliasRecord, nameserverRecord, pointingRecord } from '../state/wix-records.ts';
import { domainNameIn } from './domain-path.ts';

/** The API has its own words for how far a propagation is. */
const statuses = {
  UNKNOWN_DNS_PROPAGATION_STATUS: 'UNKNOWN_STATUS',
  IN_PROGRESS: 'IN_PROGRESS',
  COMPLETED: 'SUCCEEDED',
  FAILED: 'FAILED',
} as const;

const infoNames = { NS: 'invalidNsRecordInfo', A: 'invalidARecordInfo', CNAME: 'invalidCnameRecordInfo' } as const;

interface Mismatch {
  readonly kind: keyof typeof infoNames;
  readonly expected: SandboxDnsRecord;
  readonly actual: readonly string[];
}

/** Returns what a failed check found. Addresses and names are of the ranges reserved for documentation. */
function mismatchesOf(state: SandboxState, { domain, connectionType }: SandboxDomain): readonly Mismatch[] {
  switch (connectionType) {
    case 'WIX_REGISTERED':
    case 'NAMESERVERS': {
      const actual = state.registrations.get(rootDomain(domain))?.nameServers ?? [];
      return [{ kind: 'NS', expected: nameserverRecord(domain), actual }];
    }
    case 'POINTING':
      return [
        { kind: 'A', expected: pointingRecord(domain), actual: ['203.0.113.7', '203.0.113.8'] },
        { kind: 'CNAME', expected: aliasRecord(`www.${domain}`), actual: [] },
      ];
    default:
      return [{ kind: 'CNAME', expected: aliasRecord(domain), actual: ['old-host.example'] }];
  }
}

function failureJson(mismatches: readonly Mismatch[], { propagationRecords }: SandboxQuirks): unknown {
  const listed = ({ type, hostName }: SandboxDnsRecord, values: readonly string[]): readonly unknown[] =>
    propagationRecords === 'texts' || values.length === 0 ? values : [{ type, hostName, values }];
  return {
    invalidRecords: mismatches.map(({ kind }) => `INVALID_${kind}_RECORD`),
    ...Object.fromEntries(
      mismatches.map(({ kind, expected, actual }) => [
        infoNames[kind],
        { expectedDnsRecords: listed(expected, expected.values), actualDnsRecords: listed(expected, actual) },
      ]),
    ),
  };
}

/** INFERRED: the Wix name servers are found once a domain connected by them has propagated. */
function usesWixNameservers(state: SandboxState, domain: string, now: Date): boolean {
  const root = state.domains.get(rootDomain(domain));
  return root !== undefined && isHosted(root) && propagationAt(root, now) === 'COMPLETED';
}

function getDnsPropagation(state: SandboxState, call: Call): Answer {
  const { now, quirks } = call;
  if (quirks.propagationHeader === 'site') {
    const text = "Couldn't extract metasiteId from the request context";
    return applicationError(428, 'MISSING_METASITE_ID', text);
  }
  const name = domainNameIn(call, 'dnsPropagationId');
  const domain = state.domains.get(name);
  const isForeign = domain !== undefined && domain.accountId !== call.accountId;
  if (isForeign && quirks.foreignDomain === 'notPermitted') {
    return applicationError(403, 'DOMAINS_DOMAIN_NOT_PERMITTED', `Domain ${name} isn't permitted for the account.`);
  }
  const status = domain === undefined || isForeign ? undefined : statuses[propagationAt(domain, now)];
  const isUntracked = status === 'UNKNOWN_STATUS' && quirks.untrackedPropagation === 'notFound';
  if (domain === undefined || status === undefined || isUntracked) {
    // UNKNOWN: the code; only the status is known.
    return applicationError(404, 'NOT_FOUND', `DNS propagation ${name} wasn't found.`);
  }
  const reached = domain.propagation.filter(({ from }) => from <= now.toISOString());
  return ok({
    dnsPropagation: {
      id: name,
      revision: String(reached.length),
      createdDate: domain.createdDate,
      updatedDate: reached.at(-1)?.from ?? domain.createdDate,
      domain: name,
      dnsResolverIncludesWixNs: usesWixNameservers(state, name, now),
      status,
      ...(status === 'FAILED' ? { failureInfo: failureJson(mismatchesOf(state, domain), quirks) } : {}),
    },
  });
}

/** dev.wix.com/docs/api-reference/account-level/domains/dns-propagation */
export const dnsPropagationRoutes: readonly Route[] = [
  route({
    operation: 'Get DNS Propagation',
    method: 'GET',
    path: '/premium/domains/v1/dns-propagations/:dnsPropagationId',
    level: 'account',
    permission: 'DOMAINS.READ_DNS_PROPAGATION',
    refusals: 'domains',
    handle: getDnsPropagation,
  }),
];
