import { InputError } from '../../lib/input-error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../domain/refusal.ts';
import type { Plan } from '../write/dry-run.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Found, runWrite } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { changesOf, maxPerCall, type RecordChange } from './diff.ts';
import type { DomainAt } from './loader.ts';
import type { DnsRecord, DnsZone } from './model.ts';
import { signingChange } from './mutation-replace.ts';
import { plannedRecord } from './planned-record.ts';
import { asListed, isAsWanted, keyOf, keyOfListed, toWixRecord, type WantedRecord } from './record.ts';
import { DnsRecordInput, readDeletions, readRecords } from './record-input.ts';
import { updateDnsZone } from './rest.ts';
import { type ZoneInput, zoneFields, zoneInput } from './zone-fields.ts';
import { currentZone, noZone, withIdentity, zoneLane, zoneQuery, zoneRefusals } from './zone-guard.ts';

interface UpdateDnsZoneInput extends ZoneInput {
  readonly additions?: readonly DnsRecordInput[] | null | undefined;
  readonly deletions?: readonly DnsRecordInput[] | null | undefined;
  readonly dnssecEnabled?: boolean | null | undefined;
}

/** An update as Wix takes it. */
interface Update {
  readonly additions: readonly WantedRecord[];
  readonly deletions: readonly WantedRecord[];
  /** Null: as it is. */
  readonly dnssecEnabled: boolean | null;
}

const UpdateDnsZoneInput = builder.inputRef<UpdateDnsZoneInput>('UpdateDnsZoneInput').implement({
  description: 'What to change in a zone. At least one change is needed.',
  fields: (t) => ({
    ...zoneInput(t),
    additions: t.field({
      type: [DnsRecordInput],
      required: false,
      description:
        'Records to add, up to 10. Of each type and host a zone has one: to add a value to it, delete the record as it is and add ' +
        'it with all its values.',
    }),
    deletions: t.field({
      type: [DnsRecordInput],
      required: false,
      description:
        'Records to delete, up to 10, with exactly the values that the zone has. They are deleted before the others are added.',
    }),
    dnssecEnabled: t.boolean({
      required: false,
      description: 'Whether the zone is to be signed (DNSSEC). Default: as it is.',
    }),
    ...idempotencyKeyInput(t),
  }),
});

const UpdateDnsZonePayload = payloadType<DomainAt>('UpdateDnsZonePayload', {
  description: 'What changing a DNS zone did.',
  fields: (t) => zoneFields<DomainAt>(t),
});

builder.mutationField('updateDnsZone', (t) =>
  t.field({
    upstream: { endpoint: updateDnsZone, per: 'field' },
    type: UpdateDnsZonePayload,
    nullable: true,
    description:
      'Deletes and adds DNS records as they are given, all or none, and turns DNSSEC on or off. `applyDnsRecords` finds out by itself ' +
      'what must be deleted. Wrong records take a site or its mail offline until they are corrected and resolvers have forgotten ' +
      'them; turning DNSSEC on or off without the registrar takes the domain offline. Wix checks the propagation anew. One REST call.',
    args: { input: t.arg({ type: UpdateDnsZoneInput, required: true, description: 'What to change.' }) },
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
    if (records.length > maxPerCall) throw new InputError(field, `${field} takes up to ${maxPerCall} records.`);
  }
  if (additions.length + deletions.length === 0 && dnssecEnabled === null) {
    throw new InputError('', 'There is nothing to change: name additions, deletions or dnssecEnabled.');
  }
  return {
    additions: readRecords(additions, domainName, 'additions'),
    deletions: readDeletions(deletions, 'deletions'),
    dnssecEnabled,
  };
}

function callOf({ accountId, name: domainName }: DomainAt, { additions, deletions, dnssecEnabled }: Update) {
  const records = (wanted: readonly WantedRecord[]) => wanted.flatMap((record) => toWixRecord(asListed(record)) ?? []);
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
  const gone = new Set<DnsRecord>();
  update.deletions.forEach((deletion, index) => {
    const found = zone.records.find((record) => isAsWanted(record, { ...deletion, ttlSeconds: null }));
    if (found !== undefined) gone.add(found);
    else problems.push(refusal('NOT_FOUND', `deletions.${index}`, 'The zone has no such record with these values.'));
  });
  const kept = new Set(zone.records.filter((record) => !gone.has(record)).map(keyOfListed));
  update.additions.forEach((addition, index) => {
    const message = `The zone has ${keyOf(addition)} already: delete the record, and add it with all its values.`;
    if (kept.has(keyOf(addition))) problems.push(refusal('CONFLICT', `additions.${index}`, message));
  });
  const signing = signingChange(at.name, zone.dnssecEnabled, update.dnssecEnabled ?? zone.dnssecEnabled);
  return { changes: [...changesBy(gone, update).map(plannedRecord), ...signing], problems, calls };
}

/** The deleted and the added records, those of one type and host as one change. */
function changesBy(gone: ReadonlySet<DnsRecord>, { additions }: Update): RecordChange[] {
  return changesOf([...gone], additions, () => true);
}

/** Wix makes all changes of one call together, and its zone does not lag. */
async function findUpdate(context: GraphContext, at: DomainAt, update: Update): Promise<Found<DomainAt>> {
  const zone = await currentZone(context, at);
  if (zone === null) return { is: 'unknown' };
  const shown = [
    ...update.additions.map((addition) => has(zone, addition)),
    ...update.deletions
      // What is added again is no sign that it was not deleted.
      .filter((deletion) => !update.additions.some((addition) => keyOf(addition) === keyOf(deletion)))
      .map((deletion) => !has(zone, { ...deletion, ttlSeconds: null })),
    ...(update.dnssecEnabled === null ? [] : [zone.dnssecEnabled === update.dnssecEnabled]),
  ];
  if (shown.every((isThere) => isThere)) return { is: 'done', result: at };
  return { is: shown.some((isThere) => isThere) ? 'unknown' : 'absent' };
}

function has({ records }: DnsZone, wanted: WantedRecord): boolean {
  return records.some((record) => isAsWanted(record, wanted));
}
