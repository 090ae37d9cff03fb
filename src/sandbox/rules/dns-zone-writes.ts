import { z } from 'zod';
import { type Answer, applicationError, ok, Refusal, refuseViolations } from '../answer.ts';
import { hostName, optional } from '../request/values.ts';
import { type Call, type Mint, type Route, route } from '../route.ts';
import type { SandboxDnsRecord, SandboxDnsZone } from '../state/dns-zone.ts';
import { isHosted } from '../state/domain.ts';
import { restartPropagation } from '../state/domain-changes.ts';
import { rootDomain } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { hostedRecords } from '../state/wix-records.ts';
import { addedRecord, checkTogether, deletedRecord, recordSchema } from './dns-record-input.ts';
import { zoneJson, zoneNotFound } from './dns-zones.ts';
import { domainNameIn } from './domain-path.ts';

const createZoneBody = z.strictObject({
  dnsZone: z.strictObject({
    domainName: hostName,
    records: optional(z.array(recordSchema).max(5_000)),
    dnssecEnabled: optional(z.boolean()),
  }),
});
const updateZoneBody = z.strictObject({
  // Repeats the path, as samples and clients do.
  domainName: optional(hostName),
  additions: optional(z.array(recordSchema).max(10)),
  deletions: optional(z.array(recordSchema).max(10)),
  dnssecEnabled: optional(z.boolean()),
});

function notPermitted(name: string): never {
  throw new Refusal(
    applicationError(428, 'DOMAIN_NOT_PERMITTED', `Domain ${name} is not permitted to target account.`),
  );
}

/** Whether the account can have a zone of this name: Wix hosts zones of domains that use its name servers. */
function canHaveZone(state: SandboxState, name: string, accountId: string): boolean {
  const domain = state.domains.get(name) ?? state.domains.get(rootDomain(name));
  return domain?.accountId === accountId && isHosted(domain);
}

/** Returns the zone that a call changes. UNKNOWN: how a domain without one is refused. */
function zoneToChange(state: SandboxState, call: Call): SandboxDnsZone {
  const name = domainNameIn(call, 'domainName');
  const zone = state.dnsZones.get(name);
  if (zone !== undefined && zone.accountId !== call.accountId) return notPermitted(name);
  if (zone !== undefined) return zone;
  if (call.quirks.changedZoneMissing === 'notPermitted') return notPermitted(name);
  throw new Refusal(zoneNotFound(name));
}

function withDnssec(zone: SandboxDnsZone, enabled: boolean | undefined, mint: Mint): SandboxDnsZone {
  if (enabled === undefined || enabled === zone.dnssecEnabled) return zone;
  const { dnssecInfo: _dnssecInfo, ...rest } = zone;
  if (!enabled) return { ...rest, dnssecEnabled: false };
  const digest = `${mint.guid()}${mint.guid()}`.replaceAll('-', '').toUpperCase();
  return {
    ...rest,
    dnssecEnabled: true,
    dnssecInfo: { keyTag: (Number(mint.decimalId().slice(-4)) % 65_535) + 1, digest },
  };
}

function recordsChanged(state: SandboxState, call: Call, name: string): void {
  const domain = state.domains.get(name);
  const outcome = state.dnsZones.has(name) ? 'COMPLETED' : 'FAILED';
  if (domain !== undefined) restartPropagation(state, call, domain, outcome);
}

/** The types that the top of a zone needs. */
const authorityTypes: readonly SandboxDnsRecord['type'][] = ['NS', 'SOA'];

function hasAtTop(records: readonly SandboxDnsRecord[], name: string, type: SandboxDnsRecord['type']): boolean {
  return records.some((record) => record.type === type && record.hostName === name);
}

/** Adds name servers and the start of the zone. UNKNOWN: whether Wix adds them to a new zone that was sent without. */
function withAuthority(name: string, records: readonly SandboxDnsRecord[]): readonly SandboxDnsRecord[] {
  const missing = hostedRecords(name).filter(
    ({ type }) => authorityTypes.includes(type) && !hasAtTop(records, name, type),
  );
  return [...records, ...missing];
}

/** Refuses to take the name servers or the start of the zone away. UNKNOWN: the status; a draft names the code. */
function checkAuthority({ domainName, records }: SandboxDnsZone, after: readonly SandboxDnsRecord[]): void {
  const lost = authorityTypes.find((type) => hasAtTop(records, domainName, type) && !hasAtTop(after, domainName, type));
  if (lost === undefined) return;
  const text = `The ${lost} record of ${domainName} cannot be deleted.`;
  throw new Refusal(applicationError(428, 'INVALID_NS_RECORD', text));
}

function createDnsZone(state: SandboxState, call: Call<z.output<typeof createZoneBody>>): Answer {
  const { accountId, quirks, mint, body } = call;
  const { domainName, records: listed = [], dnssecEnabled } = body.dnsZone;
  const name = domainName.toLowerCase();
  if (!canHaveZone(state, name, accountId)) notPermitted(name);
  if (state.dnsZones.has(name) && quirks.existingZone === 'alreadyExists') {
    return applicationError(428, 'DOMAIN_ALREADY_EXISTS', `Domain ${name} already exists.`);
  }
  const records = listed.map((record) => addedRecord(record, name, quirks));
  checkTogether(records, quirks);
  const zone = withDnssec(
    {
      domainName: name,
      accountId,
      records: quirks.newZoneAuthority === 'added' ? withAuthority(name, records) : records,
      dnssecEnabled: false,
    },
    dnssecEnabled,
    mint,
  );
  state.dnsZones.set(name, zone);
  recordsChanged(state, call, name);
  return ok({ dnsZone: zoneJson(zone) });
}

/** Deletes first, then adds, all or nothing. */
function updateDnsZone(state: SandboxState, call: Call<z.output<typeof updateZoneBody>>): Answer {
  const { body, quirks, mint } = call;
  const { additions = [], deletions = [], dnssecEnabled } = body;
  const zone = zoneToChange(state, call);
  const name = zone.domainName;
  if (body.domainName !== undefined && body.domainName.toLowerCase() !== name) {
    refuseViolations([{ field: 'domainName', description: 'must be the name in the path', violatedRule: 'CUSTOM' }]);
  }
  const isEmpty = additions.length + deletions.length === 0 && dnssecEnabled === undefined;
  if (isEmpty && quirks.emptyZoneUpdate === 'reject') {
    return applicationError(428, 'DOMAIN_UPDATE_EMPTY_UPDATE_REQUEST', 'There is nothing to update.');
  }
  const found = deletions.map((deletion) => deletedRecord(deletion, zone.records, quirks));
  if (quirks.deletedRecordMissing === 'reject') {
    const missing = found.flatMap((record, index) => (record === undefined ? [index] : []));
    refuseViolations(missing.map((index) => ({ field: `deletions[${index}]`, description: 'no such record' })));
  }
  const kept = zone.records.filter((record) => !found.includes(record));
  const records = [...kept, ...additions.map((addition) => addedRecord(addition, name, quirks))];
  checkTogether(records, quirks);
  if (quirks.zoneAuthority === 'kept') checkAuthority(zone, records);
  const changed = withDnssec({ ...zone, records }, dnssecEnabled, mint);
  state.dnsZones.set(name, changed);
  recordsChanged(state, call, name);
  // The sample of Wix answers the added records alone; its text says the updated zone.
  const answered =
    quirks.zoneUpdateAnswer === 'zone'
      ? changed
      : { ...changed, records: records.slice(records.length - additions.length) };
  return ok({ dnsZone: zoneJson(answered) });
}

function deleteDnsZone(state: SandboxState, call: Call): Answer {
  const { domainName } = zoneToChange(state, call);
  state.dnsZones.delete(domainName);
  recordsChanged(state, call, domainName);
  return ok({});
}

const access = { level: 'account', permission: 'DOMAINS.MANAGE_DNS_ZONES', refusals: 'dnsZones' } as const;

/** dev.wix.com/docs/api-reference/account-level/domains/domain-dns */
export const dnsZoneWriteRoutes: readonly Route[] = [
  route({
    operation: 'Create DNS Zone',
    method: 'POST',
    path: '/domains/v1/dns-zones',
    ...access,
    body: createZoneBody,
    handle: createDnsZone,
  }),
  route({
    operation: 'Update DNS Zone',
    method: 'PATCH',
    path: '/domains/v1/dns-zones/:domainName',
    ...access,
    body: updateZoneBody,
    handle: updateDnsZone,
  }),
  route({
    operation: 'Delete DNS Zone',
    method: 'DELETE',
    path: '/domains/v1/dns-zones/:domainName',
    ...access,
    handle: deleteDnsZone,
  }),
];
