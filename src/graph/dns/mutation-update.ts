import { InputError } from '../../lib/input-error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../domain/refusal.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import type { Plan } from '../write/dry-run.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Found, runWrite } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { changesOf, maxPerCall, type RecordChange } from './diff.ts';
import type { DomainAt } from './loader.ts';
import type { DnsRecord, DnsZone } from './model.ts';
import { signingChange } from './mutation-replace.ts';
import { plannedRecord } from './planned-record.ts';
import { asListed, type DesiredRecord, keyOf, keyOfListed, matchesDesired, toWixRecord } from './record.ts';
import { DnsRecordInput, readDeletions, readRecords } from './record-input.ts';
import { updateDnsZone } from './rest.ts';
import { type ZoneInput, zoneFields, zoneInput } from './zone-fields.ts';
import { currentZone, noZone, withIdentity, zoneLane, zoneQuery, zoneRefusals } from './zone-guard.ts';

interface UpdateDnsZoneInput extends ZoneInput {
  readonly additions?: readonly DnsRecordInput[] | null | undefined;
  readonly deletions?: readonly DnsRecordInput[] | null | undefined;
  readonly dnssecEnabled?: boolean | null | undefined;
}

/** An update in the form of Wix's API. */
interface Update {
  readonly additions: readonly DesiredRecord[];
  readonly deletions: readonly DesiredRecord[];
  /** Null leaves it unchanged. */
  readonly dnssecEnabled: boolean | null;
}

const UpdateDnsZoneInput = builder.inputRef<UpdateDnsZoneInput>('UpdateDnsZoneInput').implement({
  description: 'The changes to make to a zone. At least one is required.',
  fields: (t) => ({
    ...zoneInput(t),
    additions: t.field({
      ...mayBeEmpty,
      type: [DnsRecordInput],
      required: false,
      description:
        'The records to add, up to 10. A zone has at most one record per type and host: to add a value to it, ' +
        'delete the existing record and add it again with all its values. Empty or absent: none.',
    }),
    deletions: t.field({
      ...mayBeEmpty,
      type: [DnsRecordInput],
      required: false,
      description:
        'The records to delete, up to 10, with exactly the values that the zone has. Deletions are made before ' +
        'additions. Empty or absent: none.',
    }),
    dnssecEnabled: t.boolean({
      required: false,
      description: 'Whether to sign the zone (DNSSEC). Default: unchanged.',
    }),
    ...idempotencyKeyInput(t),
  }),
});

const UpdateDnsZonePayload = payloadType<DomainAt>('UpdateDnsZonePayload', {
  description: 'The result of updating a DNS zone.',
  fields: (t) => zoneFields<DomainAt>(t),
});

builder.mutationField('updateDnsZone', (t) =>
  t.field({
    upstream: { endpoint: updateDnsZone, per: 'field' },
    type: UpdateDnsZonePayload,
    nullable: true,
    description:
      'Deletes and adds exactly the given DNS records, all or none, and turns DNSSEC on or off. To have the graph ' +
      'work out the deletions, use `applyDnsRecords`. Wrong records take a site or its mail offline until they ' +
      "are corrected and resolvers' caches expire. Changing DNSSEC without updating the registrar takes the " +
      "domain offline. Wix then rechecks the domain's propagation. Costs one REST call.",
    args: { input: t.arg({ type: UpdateDnsZoneInput, required: true, description: 'The changes to make.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<DomainAt>(context, () => {
        const at = { accountId: ownerOf(context, input.accountId), name: input.domainName };
        const update = readUpdate(input);
        return {
          name: 'updateDnsZone',
          input,
          endpoint: updateDnsZone,
          lane: zoneLane(at),
          plan: () => planUpdate(context, at, update),
          send: async () => {
            await withIdentity(() => context.wix.call(updateDnsZone, callOf(at, update)));
            return at;
          },
          find: () => findUpdate(context, at, update),
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);

function readUpdate(input: UpdateDnsZoneInput): Update {
  const { domainName, dnssecEnabled = null } = input;
  const additions = input.additions ?? [];
  const deletions = input.deletions ?? [];
  for (const [field, records] of Object.entries({ additions, deletions })) {
    if (records.length > maxPerCall)
      throw new InputError(field, `${field} must contain at most ${maxPerCall} records.`);
  }
  if (additions.length + deletions.length === 0 && dnssecEnabled === null) {
    throw new InputError('', 'No changes given. Set additions, deletions or dnssecEnabled.');
  }
  return {
    additions: readRecords(additions, domainName, 'additions'),
    deletions: readDeletions(deletions, 'deletions'),
    dnssecEnabled,
  };
}

function callOf({ accountId, name: domainName }: DomainAt, { additions, deletions, dnssecEnabled }: Update) {
  const records = (desired: readonly DesiredRecord[]) =>
    desired.flatMap((record) => toWixRecord(asListed(record)) ?? []);
  return {
    accountId,
    params: { domainName },
    body: {
      domainName,
      ...(additions.length === 0 ? {} : { additions: records(additions) }),
      ...(deletions.length === 0 ? {} : { deletions: records(deletions) }),
      ...(dnssecEnabled === null ? {} : { dnssecEnabled }),
    },
  };
}

async function planUpdate(context: GraphContext, at: DomainAt, update: Update): Promise<Plan> {
  const calls = [{ endpoint: updateDnsZone, count: 1 }];
  const zone = await currentZone(context, at);
  if (zone === null) return { changes: [], problems: [noZone], calls };
  const problems: UserError[] = [];
  const removed = new Set<DnsRecord>();
  update.deletions.forEach((deletion, index) => {
    const found = zone.records.find((record) => matchesDesired(record, { ...deletion, ttlSeconds: null }));
    if (found !== undefined) removed.add(found);
    else
      problems.push(
        refusal('NOT_FOUND', `deletions.${index}`, 'The zone has no record with this type, host and values.'),
      );
  });
  const kept = new Set(zone.records.filter((record) => !removed.has(record)).map(keyOfListed));
  update.additions.forEach((addition, index) => {
    const message = `The zone already has ${keyOf(addition)}. Delete that record, and add it again with all its values.`;
    if (kept.has(keyOf(addition))) problems.push(refusal('CONFLICT', `additions.${index}`, message));
  });
  const signing = signingChange(at.name, zone.dnssecEnabled, update.dnssecEnabled ?? zone.dnssecEnabled);
  return { changes: [...changesBy(removed, update).map(plannedRecord), ...signing], problems, calls };
}

/** Returns the changes, with a deletion and an addition of the same type and host as one. */
function changesBy(removed: ReadonlySet<DnsRecord>, { additions }: Update): RecordChange[] {
  return changesOf([...removed], additions, () => true);
}

/**
 * Verifies an update whose response was lost. Wix applies all changes of one call together, and its zone reads do not
 * lag.
 */
async function findUpdate(context: GraphContext, at: DomainAt, update: Update): Promise<Found<DomainAt>> {
  const zone = await currentZone(context, at);
  if (zone === null) return { is: 'unknown' };
  const shown = [
    ...update.additions.map((addition) => has(zone, addition)),
    ...update.deletions
      // A deleted record that is also added again shows nothing about the deletion.
      .filter((deletion) => !update.additions.some((addition) => keyOf(addition) === keyOf(deletion)))
      .map((deletion) => !has(zone, { ...deletion, ttlSeconds: null })),
    ...(update.dnssecEnabled === null ? [] : [zone.dnssecEnabled === update.dnssecEnabled]),
  ];
  if (shown.every((isThere) => isThere)) return { is: 'done', result: at };
  return { is: shown.some((isThere) => isThere) ? 'unknown' : 'absent' };
}

function has({ records }: DnsZone, desired: DesiredRecord): boolean {
  return records.some((record) => matchesDesired(record, desired));
}
