import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { SandboxDnsZone } from '../../../src/sandbox/state/dns-zone.ts';
import { agencyDomains, connectedBy } from '../../support/domains.ts';
import type { TestGraph } from '../../support/graph.ts';

/** A zone of the agency for a test of its own, so that tests do not see each other's changes. */
export function freshZone({ state, accountId }: Sandbox, index: number): SandboxDnsZone {
  const names = agencyDomains({ state, accountId } as Sandbox)
    .filter(connectedBy('NAMESERVERS'))
    .map(({ domain }) => domain);
  const zone = state.dnsZones.get(names[index] ?? '');
  if (zone === undefined) throw new Error('The sandbox has no further zone');
  return zone;
}

/** The bodies of the calls that changed zones. */
export function sentUpdates({ sandbox }: TestGraph): readonly unknown[] {
  return sandbox.calls
    .entries()
    .filter(({ operation }) => operation === 'Update DNS Zone')
    .map(({ body }) => body);
}

/** Records as Wix's, from a number of them. */
export function manyRecords(domainName: string, count: number, value = '203.0.113.1') {
  return Array.from({ length: count }, (_value, index) => ({
    type: 'A',
    hostName: `host-${index}.${domainName}`,
    ttlSeconds: 300,
    values: [value],
  }));
}

/** No test waits for the pauses before a lost write is looked for. */
export const quickly = { writes: { reconcileDelaysMs: [5, 5, 5] } };
