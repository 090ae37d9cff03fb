import { InputError } from '../../lib/input-error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../domain/refusal.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import { payloadType } from '../write/payload.ts';
import { type Planned, runWrite } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { isShown, updateBody } from './apply-changes.ts';
import { maxPerCall, type RecordChange } from './diff.ts';
import type { DomainAt } from './loader.ts';
import type { DnsRecord } from './model.ts';
import { signingChange } from './mutation-replace.ts';
import { plannedRecord } from './planned-record.ts';
import { keyOf, keyOfListed } from './record.ts';
import { DnsRecordInput, type GivenRecord, readDeletions, readRecords, repeatedRecords } from './record-input.ts';
import { getDnsZone, updateDnsZone } from './rest.ts';
import { type WrittenZone, warningsField, type ZoneInput, zoneFields, zoneInput } from './zone-fields.ts';
import { currentZone, withIdentity, withoutZone, zoneLane, zoneQuery, zoneRefusals } from './zone-guard.ts';
import { planZone } from './zone-plan.ts';

interface UpdateDnsZoneInput extends ZoneInput {
  readonly additions?: readonly DnsRecordInput[] | null | undefined;
  readonly deletions?: readonly DnsRecordInput[] | null | undefined;
  readonly dnssecEnabled?: boolean | null | undefined;
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
        'The records to delete, up to 10, with all the values that the zone has, in any spelling that means the same. ' +
        'Deletions are made before additions. A record that is deleted and added again unchanged stays as it is. Empty ' +
        'or absent: none.',
    }),
    dnssecEnabled: t.boolean({
      required: false,
      description: 'Whether to sign the zone (DNSSEC). Unchanged by default.',
    }),
  }),
});

const UpdateDnsZonePayload = payloadType<WrittenZone>('UpdateDnsZonePayload', {
  description: 'The result of updating a DNS zone.',
  fields: (t) => ({ ...zoneFields<WrittenZone>(t), ...warningsField<WrittenZone>(t) }),
});

builder.mutationField('updateDnsZone', (t) =>
  t.field({
    upstream: { endpoint: updateDnsZone, per: 'field', needs: [getDnsZone] },
    type: UpdateDnsZonePayload,
    nullable: true,
    description:
      'Deletes and adds exactly the given DNS records, all or none, and turns DNSSEC on or off. To have the graph ' +
      'work out the deletions, use `applyDnsRecords`. Wrong records take a site or its mail offline until they ' +
      "are corrected and resolvers' caches expire. Changing DNSSEC without updating the registrar takes the " +
      "domain offline. Wix then rechecks the domain's propagation. Costs one REST call to read the zone, and one to " +
      'change it.',
    args: { input: t.arg({ type: UpdateDnsZoneInput, required: true, description: 'The changes to make.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<WrittenZone, UpdateFacts>(context, () => {
        const at = { accountId: ownerOf(context, input.accountId), name: input.domainName };
        const update = readUpdate(input);
        return {
          name: 'updateDnsZone',
          input,
          endpoint: updateDnsZone,
          lane: zoneLane(at),
          plan: () => planUpdate(context, at, update),
          send: async ({ changes, dnssecEnabled, warnings }) => {
            if (changes.length > 0 || dnssecEnabled !== null) {
              const body = { ...updateBody(at, changes), ...(dnssecEnabled === null ? {} : { dnssecEnabled }) };
              const call = { accountId: at.accountId, params: { domainName: at.name }, body };
              await withIdentity(() => context.wix.call(updateDnsZone, call));
            }
            return { ...at, warnings };
          },
          find: async (sent) => {
            const zone = await currentZone(context, at);
            if (zone === null) return { is: 'unknown' };
            const shown = [
              ...sent.changes.map((change) => isShown(zone.records, change)),
              ...(sent.dnssecEnabled === null ? [] : [zone.dnssecEnabled === sent.dnssecEnabled]),
            ];
            if (shown.every((isThere) => isThere)) return { is: 'done', result: { ...at, warnings: sent.warnings } };
            return { is: shown.some((isThere) => isThere) ? 'unknown' : 'absent' };
          },
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);

interface Update {
  readonly domainName: string;
  readonly additions: readonly GivenRecord[];
  readonly deletions: readonly GivenRecord[];
  /** Null leaves it unchanged. */
  readonly dnssecEnabled: boolean | null;
}

/** The facts of an update: one call, of which Wix applies all or nothing, and whose zone reads do not lag. */
interface UpdateFacts {
  readonly changes: readonly RecordChange[];
  /** Null if it is not sent. */
  readonly dnssecEnabled: boolean | null;
  readonly warnings: readonly string[];
}

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
    domainName,
    additions: readRecords(additions, domainName, 'additions'),
    deletions: readDeletions(deletions, 'deletions'),
    dnssecEnabled,
  };
}

async function planUpdate(context: GraphContext, at: DomainAt, update: Update): Promise<Planned<UpdateFacts>> {
  const calls = [{ endpoint: updateDnsZone, count: 1 }];
  const zone = await currentZone(context, at);
  const records = zone?.records ?? [];
  const removed = foundRecords(update.deletions, records);
  const { changes, problems, warnings } = planZone(records, {
    domainName: update.domainName,
    field: 'additions',
    given: update.additions,
    kept: (record) => !removed.has(record),
    isRemoved: (record) => removed.has(record),
    removedAt: (record) => removed.get(record)?.path ?? 'deletions',
  });
  if (zone === null) return { changes: [], problems: withoutZone(problems), calls, warnings: [], facts: null };
  const kept = new Set(records.filter((record) => !removed.has(record)).map(keyOfListed));
  const existing = update.additions.flatMap(({ record, path }) => {
    if (record === null || !kept.has(keyOf(record))) return [];
    const message = `The zone already has ${keyOf(record)}. Delete that record, and add it again with all its values.`;
    return [refusal('CONFLICT', path, message)];
  });
  const found = [...deletionProblems(update.deletions, removed), ...existing, ...problems];
  const signed = update.dnssecEnabled ?? zone.dnssecEnabled;
  return {
    changes: [...changes.map(plannedRecord), ...signingChange(at.name, zone.dnssecEnabled, signed)],
    problems: found,
    calls,
    warnings,
    facts: found.length > 0 ? null : { changes, dnssecEnabled: update.dnssecEnabled, warnings },
  };
}

/** Returns the records of a zone that the deletions mean, each with its deletion. The TTL decides only between equals. */
function foundRecords(
  deletions: readonly GivenRecord[],
  records: readonly DnsRecord[],
): ReadonlyMap<DnsRecord, GivenRecord> {
  const exact = repeatedRecords(deletions, records);
  const rest = deletions
    .filter((deletion) => !exact.has(deletion))
    .map((deletion) => ({ ...deletion, ttlSeconds: null }));
  const taken = new Set(exact.values());
  const others = repeatedRecords(
    rest,
    records.filter((record) => !taken.has(record)),
  );
  return new Map([...exact, ...others].map(([deletion, record]) => [record, deletion]));
}

/** Returns the errors of deletions that are repeated, or that mean no record of the zone. */
function deletionProblems(
  deletions: readonly GivenRecord[],
  removed: ReadonlyMap<DnsRecord, GivenRecord>,
): UserError[] {
  const found = new Set([...removed.values()].map(({ path }) => path));
  const first = new Map<string, string>();
  return deletions.flatMap(({ meaning, path }) => {
    const same = first.get(meaning);
    if (same === undefined) first.set(meaning, path);
    if (found.has(path)) return [];
    if (same !== undefined) return [refusal('BAD_USER_INPUT', path, `The record repeats ${same}. List it once.`)];
    const message = 'The zone has no record with this type, host and exactly these values.';
    return [refusal('NOT_FOUND', path, message)];
  });
}
