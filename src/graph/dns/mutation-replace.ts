import { InputError } from '../../lib/input-error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { objectId } from '../object-id.ts';
import type { Plan, PlannedChange } from '../write/dry-run.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { runWrite } from '../write/run-write.ts';
import { changesOf } from './diff.ts';
import type { DomainAt } from './loader.ts';
import { plannedRecord } from './planned-record.ts';
import { asListed, type DesiredRecord, isAuthority, toWixRecord } from './record.ts';
import { DnsRecordInput, readRecords } from './record-input.ts';
import { createDnsZone, deleteDnsZone } from './rest.ts';
import { expectedVersionInput, type ZoneInput, zoneFields, zoneInput } from './zone-fields.ts';
import {
  currentZone,
  noZone,
  versionConflict,
  withIdentity,
  zoneLane,
  zoneQuery,
  zoneRefusals,
  zoneToWrite,
} from './zone-guard.ts';

// --- replaceDnsZone ---

interface ReplaceDnsZoneInput extends ZoneInput {
  readonly records: readonly DnsRecordInput[];
  readonly dnssecEnabled?: boolean | null | undefined;
  readonly expectedVersion?: string | null | undefined;
}

const ReplaceDnsZoneInput = builder.inputRef<ReplaceDnsZoneInput>('ReplaceDnsZoneInput').implement({
  description: 'The zone that replaces the existing one.',
  fields: (t) => ({
    ...zoneInput(t),
    records: t.field({
      type: [DnsRecordInput],
      required: true,
      description:
        "All records of the new zone, 1 to 5,000. Each type and host must be unique. Include the domain's own NS " +
        "and SOA records: Wix doesn't document whether it adds missing ones.",
    }),
    dnssecEnabled: t.boolean({
      required: false,
      description: "Whether to sign the zone (DNSSEC). Default: Wix's default, which is false.",
    }),
    ...expectedVersionInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const ReplaceDnsZonePayload = payloadType<DomainAt>('ReplaceDnsZonePayload', {
  description: 'The result of replacing a DNS zone.',
  fields: (t) => zoneFields<DomainAt>(t),
});

builder.mutationField('replaceDnsZone', (t) =>
  t.field({
    upstream: { endpoint: createDnsZone, per: 'field' },
    type: ReplaceDnsZonePayload,
    nullable: true,
    description:
      'Creates the DNS zone of a domain. An existing zone is DELETED FIRST with all its records, mail records ' +
      'included. If Wix then fails, the domain has no zone. `applyDnsRecords` changes only what differs and is ' +
      'safer. Changing DNSSEC without updating the registrar takes the domain offline. Wix then rechecks the ' +
      "domain's propagation. Costs one REST call, plus one to read the zone if `expectedVersion` is set.",
    args: { input: t.arg({ type: ReplaceDnsZoneInput, required: true, description: 'The new zone.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<DomainAt>(context, () => {
        const { domainName: name, dnssecEnabled, expectedVersion } = input;
        const at = { accountId: ownerOf(context, input.accountId), name };
        const desired = readRecords(input.records, name, 'records');
        if (desired.length === 0) {
          throw new InputError(
            'records',
            'records must contain at least one record. To delete the zone, use deleteDnsZone.',
          );
        }
        return {
          name: 'replaceDnsZone',
          input,
          endpoint: createDnsZone,
          lane: zoneLane(at),
          plan: () => planReplacement(context, at, desired, input),
          prepare: async () => {
            if (typeof expectedVersion === 'string') await zoneToWrite(context, at, expectedVersion);
          },
          send: async () => {
            const records = desired.flatMap((record) => toWixRecord(asListed(record)) ?? []);
            const dnsZone = {
              domainName: name,
              records,
              ...(typeof dnssecEnabled === 'boolean' ? { dnssecEnabled } : {}),
            };
            await withIdentity(() => context.wix.call(createDnsZone, { accountId: at.accountId, body: { dnsZone } }));
            return at;
          },
          find: async () => {
            const zone = await currentZone(context, at);
            if (zone === null) return { is: 'unknown' };
            // Ignore records that Wix may have added itself.
            const changes = changesOf(zone.records, desired, (record) => !isAuthority(record, name));
            const isSigned = typeof dnssecEnabled !== 'boolean' || zone.dnssecEnabled === dnssecEnabled;
            return changes.length === 0 && isSigned ? { is: 'done', result: at } : { is: 'unknown' };
          },
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);

async function planReplacement(
  context: GraphContext,
  at: DomainAt,
  desired: readonly DesiredRecord[],
  { dnssecEnabled, expectedVersion }: ReplaceDnsZoneInput,
): Promise<Plan> {
  const zone = await currentZone(context, at);
  const changes = changesOf(zone?.records ?? [], desired, () => true).map(plannedRecord);
  const signed = dnssecEnabled ?? false;
  const signing = signingChange(at.name, zone?.dnssecEnabled ?? false, signed);
  return {
    changes: [...(zone === null ? [newZone(at.name)] : []), ...changes, ...signing],
    problems: versionConflict(zone, expectedVersion),
    calls: [{ endpoint: createDnsZone, count: 1 }],
  };
}

function newZone(name: string): PlannedChange {
  const summary = `Wix hosts a DNS zone for ${name}.`;
  return { type: 'DnsZone', id: null, field: null, before: null, after: name, summary };
}

/** Returns the planned change of DNSSEC; empty if it does not change. */
export function signingChange(name: string, before: boolean, after: boolean): PlannedChange[] {
  if (before === after) return [];
  const summary = after
    ? 'The zone is signed (DNSSEC). Enter the key at the registrar.'
    : 'The zone is no longer signed (DNSSEC). Remove the key at the registrar first, or the domain goes offline.';
  return [{ type: 'DnsZone', id: name, field: 'dnssecEnabled', before: String(before), after: String(after), summary }];
}

// --- deleteDnsZone ---

const DeleteDnsZoneInput = builder.inputRef<ZoneInput>('DeleteDnsZoneInput').implement({
  description: 'The zone to delete.',
  fields: zoneInput,
});

const DeleteDnsZonePayload = payloadType<DomainAt>('DeleteDnsZonePayload', {
  description: 'The result of deleting a DNS zone.',
  fields: (t) => ({
    ...zoneFields<DomainAt>(t),
    removedDnsZoneId: t.id({
      nullable: true,
      description: 'The `id` of the deleted zone, for caches that drop it. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : objectId('DnsZone', result.accountId, result.name, 'hosted')),
    }),
  }),
});

builder.mutationField('deleteDnsZone', (t) =>
  t.field({
    upstream: { endpoint: deleteDnsZone, per: 'field' },
    type: DeleteDnsZonePayload,
    nullable: true,
    description:
      'Deletes the DNS zone of a domain with all its records, mail records included. The domain stays connected, ' +
      "but its site and mail servers can't be reached as long as it uses the Wix name servers. The records can't " +
      'be restored; list them first with `dryRun`. Costs one REST call.',
    args: { input: t.arg({ type: DeleteDnsZoneInput, required: true, description: 'The zone to delete.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<DomainAt>(context, () => {
        const { domainName } = input;
        const at = { accountId: ownerOf(context, input.accountId), name: domainName };
        const { accountId } = at;
        const params = { domainName };
        const remove = removal(() => withIdentity(() => context.wix.call(deleteDnsZone, { accountId, params })));
        return {
          name: 'deleteDnsZone',
          input,
          endpoint: deleteDnsZone,
          lane: zoneLane(at),
          plan: async () => {
            const zone = await currentZone(context, at);
            const calls = [{ endpoint: deleteDnsZone, count: 1 }];
            if (zone === null) return { changes: [], problems: [noZone], calls };
            const summary = `Wix no longer hosts a DNS zone for ${domainName}.`;
            const removed = { type: 'DnsZone', id: domainName, field: null, before: domainName, after: null, summary };
            const records = changesOf(zone.records, [], () => true).map(plannedRecord);
            return { changes: [removed, ...records], problems: [], calls };
          },
          send: async () => {
            await remove();
            return at;
          },
          find: async () => ((await currentZone(context, at)) === null ? { is: 'done', result: at } : { is: 'absent' }),
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);
