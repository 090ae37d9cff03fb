import { InputError } from '../../lib/input-error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { objectId } from '../object-id.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import { payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { type Planned, runWrite } from '../write/run-write.ts';
import { changesOf } from './diff.ts';
import type { DomainAt } from './loader.ts';
import type { DnsRecord } from './model.ts';
import { plannedRecord } from './planned-record.ts';
import { isAuthority, toWixRecord, zoneVersion } from './record.ts';
import { DnsRecordInput, readRecords } from './record-input.ts';
import { createDnsZone, deleteDnsZone, getDnsZone } from './rest.ts';
import {
  expectedVersionInput,
  type WrittenZone,
  warningsField,
  type ZoneInput,
  zoneFields,
  zoneInput,
} from './zone-fields.ts';
import { currentZone, noZone, versionConflict, withIdentity, zoneLane, zoneQuery, zoneRefusals } from './zone-guard.ts';
import { hostProblems } from './zone-host.ts';
import { planZone, type ZoneRequest } from './zone-plan.ts';

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
      description: "Whether to sign the zone (DNSSEC). Defaults to Wix's default, which is false.",
    }),
    ...expectedVersionInput(t),
  }),
});

const ReplaceDnsZonePayload = payloadType<WrittenZone>('ReplaceDnsZonePayload', {
  description: 'The result of replacing a DNS zone.',
  fields: (t) => ({ ...zoneFields<WrittenZone>(t), ...warningsField<WrittenZone>(t) }),
});

builder.mutationField('replaceDnsZone', (t) =>
  t.field({
    upstream: { endpoint: createDnsZone, per: 'field', needs: [getDnsZone] },
    type: ReplaceDnsZonePayload,
    nullable: true,
    description:
      'Creates the DNS zone of a domain. An existing zone is DELETED FIRST with all its records, mail records ' +
      'included. If Wix then fails, the domain has no zone. `applyDnsRecords` changes only what differs and is ' +
      'safer. Changing DNSSEC without updating the registrar takes the domain offline. Wix then rechecks the ' +
      "domain's propagation. Costs one REST call to read the zone, up to two more if there is none, and one to replace " +
      'it, which is not made if nothing differs.',
    args: { input: t.arg({ type: ReplaceDnsZoneInput, required: true, description: 'The new zone.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<WrittenZone, ReplacementFacts>(context, () => {
        const { domainName: name, dnssecEnabled } = input;
        const at = { accountId: ownerOf(context, input.accountId), name };
        const request = readRequest(input);
        return {
          name: 'replaceDnsZone',
          input,
          endpoint: createDnsZone,
          lane: zoneLane(at),
          plan: () => planReplacement(context, at, request, input),
          send: async ({ records, warnings }) => {
            if (records !== null) {
              const dnssec = typeof dnssecEnabled === 'boolean' ? { dnssecEnabled } : {};
              const dnsZone = {
                domainName: name,
                records: records.flatMap((one) => toWixRecord(one) ?? []),
                ...dnssec,
              };
              await withIdentity(() => context.wix.call(createDnsZone, { accountId: at.accountId, body: { dnsZone } }));
            }
            return { ...at, warnings };
          },
          find: async ({ warnings, version }) => {
            const zone = await currentZone(context, at);
            // Wix deletes the zone first: without one, the rest did not happen, or did not yet.
            if (zone === null) return { is: 'notSeen' };
            // Ignore records that Wix may have added itself.
            const isRemoved = (record: DnsRecord) => !isAuthority(record, name);
            const { changes } = planZone(zone.records, { ...request, isRemoved });
            const isSigned = typeof dnssecEnabled !== 'boolean' || zone.dnssecEnabled === dnssecEnabled;
            if (changes.length === 0 && isSigned) return { is: 'done', result: { ...at, warnings } };
            return { is: zoneVersion(zone) === version ? 'notSeen' : 'unknown' };
          },
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);

/** The facts that a write is sent with. */
interface ReplacementFacts {
  /** All records of the new zone; null if nothing differs, so that nothing is sent. */
  readonly records: readonly DnsRecord[] | null;
  /** The version of the zone before; null if there was none. */
  readonly version: string | null;
  readonly warnings: readonly string[];
}

function readRequest({ records, domainName }: ReplaceDnsZoneInput): ZoneRequest {
  const given = readRecords(records, domainName, 'records');
  if (given.length === 0) {
    throw new InputError('records', 'records must contain at least one record. To delete the zone, use deleteDnsZone.');
  }
  return { domainName, field: 'records', given, isRemoved: () => true, removedAt: () => 'records', isNew: true };
}

async function planReplacement(
  context: GraphContext,
  at: DomainAt,
  request: ZoneRequest,
  { dnssecEnabled, expectedVersion }: ReplaceDnsZoneInput,
): Promise<Planned<ReplacementFacts>> {
  const zone = await currentZone(context, at);
  const { changes, problems, warnings, listed } = planZone(zone?.records ?? [], request);
  const signing = signingChange(at.name, zone?.dnssecEnabled ?? false, dnssecEnabled ?? false);
  const isSame = zone !== null && changes.length + signing.length === 0;
  const host =
    zone === null && problems.length === 0 ? await hostProblems(context, at) : { problems: [], warnings: [] };
  const found = [...versionConflict(zone, expectedVersion), ...problems, ...host.problems];
  const told = [...warnings, ...authorityWarnings(listed, at.name), ...host.warnings];
  return {
    changes: [...(zone === null ? [newZone(at.name)] : []), ...changes.map(plannedRecord), ...signing],
    problems: found,
    calls: isSame ? [] : [{ endpoint: createDnsZone, count: 1 }],
    warnings: told,
    facts:
      found.length > 0
        ? null
        : { records: isSame ? null : listed, version: zone === null ? null : zoneVersion(zone), warnings: told },
  };
}

/** Warns of a zone that is sent without the records that every zone needs. */
function authorityWarnings(records: readonly DnsRecord[], name: string): string[] {
  return (['NS', 'SOA'] as const).flatMap((type) =>
    records.some((record) => record.type === type && isAuthority(record, name))
      ? []
      : [`The new zone has no ${type} record of its domain. Wix does not document whether it adds one.`],
  );
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
    upstream: { endpoint: deleteDnsZone, per: 'field', needs: [getDnsZone] },
    type: DeleteDnsZonePayload,
    nullable: true,
    description:
      'Deletes the DNS zone of a domain with all its records, mail records included. The domain stays connected, ' +
      "but its site and mail servers can't be reached as long as it uses the Wix name servers. The records can't " +
      'be restored; list them first with `dryRun`. Costs one REST call to read the zone, and one to delete it.',
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
          plan: () => planDeletion(context, at),
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

async function planDeletion(context: GraphContext, at: DomainAt): Promise<Planned<null>> {
  const calls = [{ endpoint: deleteDnsZone, count: 1 }];
  const zone = await currentZone(context, at);
  if (zone === null) return { changes: [], problems: [noZone], calls };
  const { name } = at;
  const summary = `Wix no longer hosts a DNS zone for ${name}.`;
  const removed = { type: 'DnsZone', id: name, field: null, before: name, after: null, summary };
  const records = changesOf(zone.records, [], () => true).map(plannedRecord);
  return { changes: [removed, ...records], problems: [], calls };
}
