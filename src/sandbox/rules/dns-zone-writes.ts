import { type Answer, applicationError, ok, Refusal } from '../answer.ts';
import { type JsonObject, objectAt, objectsAt, refuseField, stringAt } from '../input.ts';
import type { AccountCall, Mint, Route } from '../route.ts';
import type { SandboxDnsRecord, SandboxDnsZone } from '../state/dns-zone.ts';
import { restartPropagation } from '../state/domain-changes.ts';
import { rootDomain } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { hostedRecords } from '../state/wix-records.ts';
import { addedRecord, checkUnique, deletedRecord } from './dns-record-input.ts';
import { zoneJson, zoneNotFound } from './dns-zones.ts';

const maxChanges = 10;

function notPermitted(name: string): never {
  throw new Refusal(
    applicationError(428, 'DOMAIN_NOT_PERMITTED', `Domain ${name} is not permitted to target account.`),
  );
}

/** Wix hosts zones of domains, and of their subdomains, that use its name servers. */
function mayHaveZone(state: SandboxState, name: string, accountId: string): boolean {
  const domain = state.domains.get(name) ?? state.domains.get(rootDomain(name));
  return domain?.accountId === accountId && domain.connectionType === 'NAMESERVERS';
}

/** The zone that a call changes. UNKNOWN: how a domain without one is refused. */
function zoneToChange(state: SandboxState, { params, accountId, quirks }: AccountCall): SandboxDnsZone {
  const name = params['domainName']?.toLowerCase() ?? '';
  const zone = state.dnsZones.get(name);
  if (zone !== undefined && zone.accountId !== accountId) return notPermitted(name);
  if (zone !== undefined) return zone;
  if (quirks.changedZoneMissing === 'notPermitted') return notPermitted(name);
  throw new Refusal(zoneNotFound(name));
}

function setDnssec(zone: SandboxDnsZone, enabled: boolean, mint: Mint): void {
  if (enabled === zone.dnssecEnabled) return;
  zone.dnssecEnabled = enabled;
  if (!enabled) delete zone.dnssecInfo;
  else {
    const digest = `${mint.guid()}${mint.guid()}`.replaceAll('-', '').toUpperCase();
    zone.dnssecInfo = { keyTag: (Number(mint.decimalId().slice(-4)) % 65_535) + 1, digest };
  }
}

function recordsChanged(state: SandboxState, name: string, call: AccountCall): void {
  const domain = state.domains.get(name);
  const isServed = state.dnsZones.has(name);
  if (domain !== undefined) restartPropagation(domain, call.now, isServed ? 'COMPLETED' : 'FAILED');
}

/** Name servers and the start of the zone. UNKNOWN: whether Wix adds them to a new zone that was sent without. */
function withAuthority(name: string, records: readonly SandboxDnsRecord[]): readonly SandboxDnsRecord[] {
  const missing = hostedRecords(name).filter(
    ({ type }) =>
      (type === 'NS' || type === 'SOA') && !records.some((one) => one.type === type && one.hostName === name),
  );
  return [...records, ...missing];
}

function createDnsZone(state: SandboxState, call: AccountCall): Answer {
  const { accountId, quirks, mint } = call;
  const sent = objectAt(call.body, 'dnsZone');
  const name = sent && stringAt(sent, 'domainName')?.toLowerCase();
  if (sent === undefined || name === undefined) {
    return refuseField({ field: 'dnsZone.domainName', description: 'must not be empty' });
  }
  if (!mayHaveZone(state, name, accountId)) notPermitted(name);
  if (state.dnsZones.has(name) && quirks.existingZone === 'alreadyExists') {
    return applicationError(428, 'DOMAIN_ALREADY_EXISTS', `Domain ${name} already exists.`);
  }
  const listed = objectsAt(sent, 'records') ?? [];
  if (listed.length > 5_000) refuseField({ field: 'dnsZone.records', description: 'has size more than 5000' });
  const records = listed.map((record) => addedRecord(record, name, quirks));
  checkUnique(records, quirks);
  const zone: SandboxDnsZone = {
    domainName: name,
    accountId,
    records: quirks.newZoneAuthority === 'added' ? withAuthority(name, records) : records,
    dnssecEnabled: false,
  };
  setDnssec(zone, sent['dnssecEnabled'] === true, mint);
  state.dnsZones.set(name, zone);
  recordsChanged(state, name, call);
  return ok({ dnsZone: zoneJson(zone) });
}

function changesAt(body: JsonObject, field: string): readonly JsonObject[] {
  const changes = objectsAt(body, field) ?? [];
  return changes.length <= maxChanges
    ? changes
    : refuseField({ field, description: `has size more than ${maxChanges}`, violatedRule: 'MAX_SIZE' });
}

/** Deletions first, then additions, all or nothing. */
function updateDnsZone(state: SandboxState, call: AccountCall): Answer {
  const { body, quirks, mint } = call;
  const zone = zoneToChange(state, call);
  const [additions, deletions] = [changesAt(body, 'additions'), changesAt(body, 'deletions')];
  const { dnssecEnabled } = body;
  const isEmpty = additions.length + deletions.length === 0 && typeof dnssecEnabled !== 'boolean';
  if (isEmpty && quirks.emptyZoneUpdate === 'reject') {
    return applicationError(428, 'DOMAIN_UPDATE_EMPTY_UPDATE_REQUEST', 'There is nothing to update.');
  }
  let records = zone.records;
  deletions.forEach((deletion, index) => {
    const found = deletedRecord(deletion, records, quirks);
    if (found === undefined && quirks.deletedRecordMissing === 'reject') {
      refuseField({ field: `deletions[${index}]`, description: 'no such record' });
    }
    records = records.filter((record) => record !== found);
  });
  records = [...records, ...additions.map((addition) => addedRecord(addition, zone.domainName, quirks))];
  checkUnique(records, quirks);
  zone.records = records;
  if (typeof dnssecEnabled === 'boolean') setDnssec(zone, dnssecEnabled, mint);
  recordsChanged(state, zone.domainName, call);
  // The sample of Wix answers the added records alone; its text says the updated zone.
  const answered =
    quirks.zoneUpdateAnswer === 'zone' ? zone : { ...zone, records: records.slice(records.length - additions.length) };
  return ok({ dnsZone: zoneJson(answered) });
}

function deleteDnsZone(state: SandboxState, call: AccountCall): Answer {
  const { domainName } = zoneToChange(state, call);
  state.dnsZones.delete(domainName);
  recordsChanged(state, domainName, call);
  return ok({});
}

const access = { level: 'account', permission: 'DOMAINS.MANAGE_DNS_ZONES', refusals: 'dnsZones' } as const;

/** dev.wix.com/docs/api-reference/account-level/domains/domain-dns */
export const dnsZoneWriteRoutes: readonly Route[] = [
  { operation: 'Create DNS Zone', method: 'POST', path: '/domains/v1/dns-zones', ...access, handle: createDnsZone },
  {
    operation: 'Update DNS Zone',
    method: 'PATCH',
    path: '/domains/v1/dns-zones/:domainName',
    ...access,
    handle: updateDnsZone,
  },
  {
    operation: 'Delete DNS Zone',
    method: 'DELETE',
    path: '/domains/v1/dns-zones/:domainName',
    ...access,
    handle: deleteDnsZone,
  },
];
