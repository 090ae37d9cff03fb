import { InputError } from '../../lib/input-error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../domain/refusal.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import type { Plan } from '../write/dry-run.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite } from '../write/run-write.ts';
import { RefusedError, type UserError, UserErrorRef } from '../write/user-error.ts';
import { type AppliedChange, applyChanges } from './apply-changes.ts';
import { aliasConflicts, changesOf, chunksOf, type RecordChange } from './diff.ts';
import type { DomainAt } from './loader.ts';
import type { DnsRecord, DnsZone } from './model.ts';
import { plannedRecord } from './planned-record.ts';
import { type DesiredRecord, isAuthority, keyOf, keyOfListed } from './record.ts';
import { aliasRule, DnsRecordInput, DnsRecordKeyInput, readKeys, readRecords } from './record-input.ts';
import { getDnsZone, updateDnsZone } from './rest.ts';
import { DnsRecordRef } from './schema.ts';
import { expectedVersionInput, type ZoneInput, zoneFields, zoneInput } from './zone-fields.ts';
import { currentZone, noZone, versionConflict, zoneLane, zoneQuery, zoneRefusals, zoneToWrite } from './zone-guard.ts';

interface ApplyDnsRecordsInput extends ZoneInput {
  readonly records?: readonly DnsRecordInput[] | null | undefined;
  readonly remove?: readonly DnsRecordKeyInput[] | null | undefined;
  readonly mode: 'MERGE' | 'REPLACE';
  readonly expectedVersion?: string | null | undefined;
}

interface AppliedRecords extends DomainAt {
  readonly changes: readonly AppliedChange[];
}

const DnsApplyModeRef = builder.enumType('DnsApplyMode', {
  description: 'The treatment of existing records that are in neither `records` nor `remove`.',
  values: {
    MERGE: { description: 'Keep them.' },
    REPLACE: {
      description:
        "Remove them, mail records included. Requires at least one record in `records`. The domain's own NS and " +
        'SOA records and records of an unknown type are kept.',
    },
  } as const,
});

const ApplyDnsRecordsInput = builder.inputRef<ApplyDnsRecordsInput>('ApplyDnsRecordsInput').implement({
  description: 'The DNS records to apply to a zone.',
  fields: (t) => ({
    ...zoneInput(t),
    records: t.field({
      ...mayBeEmpty,
      type: [DnsRecordInput],
      required: false,
      description:
        'The records that the zone must have, with `remove` up to 4,900. Each type and host must be unique. An ' +
        'existing record with other values or another TTL is replaced as a whole. Empty or absent: none.',
    }),
    remove: t.field({
      ...mayBeEmpty,
      type: [DnsRecordKeyInput],
      required: false,
      description:
        "The records to remove, with `records` up to 4,900. The domain's own NS and SOA records are removed only if " +
        'listed here. Records that do not exist are ignored. Empty or absent: none.',
    }),
    mode: t.field({
      type: DnsApplyModeRef,
      required: true,
      defaultValue: 'MERGE',
      description: 'The treatment of existing records that are in neither `records` nor `remove`.',
    }),
    ...expectedVersionInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const DnsChangeRef = builder.objectRef<AppliedChange>('DnsRecordChange').implement({
  description: 'A change to the DNS records of one type at one host, with its result.',
  fields: (t) => ({
    before: t.expose('before', {
      type: DnsRecordRef,
      nullable: true,
      description: 'The records before the change. Null if they are new.',
    }),
    after: t.expose('after', {
      type: DnsRecordRef,
      nullable: true,
      description:
        'The records after the change. Null if they are removed. `ttlSeconds` is null if Wix chooses the TTL.',
    }),
    error: t.expose('error', {
      type: UserErrorRef,
      nullable: true,
      description: 'The reason why the change was not applied. Null if it was.',
    }),
  }),
});

const ApplyDnsRecordsPayload = payloadType<AppliedRecords>('ApplyDnsRecordsPayload', {
  description: 'The result of applying DNS records. Some changes may have been applied and others not.',
  fields: (t) => ({
    ...zoneFields<AppliedRecords>(t),
    changes: t.field({
      type: [DnsChangeRef],
      nullable: true,
      description:
        'The changes with their results, in the order in which they were made. Empty if no change was needed, or ' +
        'if the changes turned out to be applied after a timeout. Null after a refusal of the whole write.',
      resolve: ({ result }) => result?.changes ?? null,
    }),
    isComplete: t.boolean({
      nullable: true,
      description:
        'Whether every change was applied, so that the zone has the requested records. Null after a refusal of ' +
        'the whole write.',
      resolve: ({ result }) => result?.changes.every(({ error }) => error === null) ?? null,
    }),
  }),
});

builder.mutationField('applyDnsRecords', (t) =>
  t.field({
    upstream: { endpoint: updateDnsZone, per: 'field', needs: [getDnsZone] },
    type: ApplyDnsRecordsPayload,
    nullable: true,
    description:
      'Applies DNS records to a zone: reads the zone and changes only what differs. Wrong records take a site or ' +
      "its mail offline until they are corrected and resolvers' caches expire. Wix then rechecks the domain's " +
      'propagation. Costs one REST call to read the zone, and one per 10 additions and 10 deletions. The calls ' +
      'run one after the other and stop at the first failure. To continue from there, send the same records with ' +
      'a new `idempotencyKey`.',
    args: { input: t.arg({ type: ApplyDnsRecordsInput, required: true, description: 'The records to apply.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<AppliedRecords>(context, () => {
        const at = { accountId: ownerOf(context, input.accountId), name: input.domainName };
        const desired = readDesiredRecords(input);
        let changes: readonly RecordChange[] = [];
        return {
          name: 'applyDnsRecords',
          input,
          endpoint: updateDnsZone,
          lane: zoneLane(at),
          plan: () => planRecords(context, at, desired, input.expectedVersion),
          prepare: async () => {
            const zone = await zoneToWrite(context, at, input.expectedVersion);
            changes = desired.changesIn(zone);
            const problems = problemsOf(zone, changes, desired);
            if (problems.length > 0) throw new RefusedError(problems);
          },
          send: async () => ({ ...at, changes: await applyChanges(context, at, changes) }),
          find: async () => {
            const zone = await currentZone(context, at);
            const isDone = zone !== null && desired.changesIn(zone).length === 0;
            return isDone ? { is: 'done', result: { ...at, changes: [] } } : { is: 'unknown' };
          },
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);

/** With ten records in a call, and some calls to read the zone, no more fit the default of `MAX_REST_CALLS`. */
const maxListed = 4_900;

interface DesiredRecords {
  readonly records: readonly DesiredRecord[];
  readonly changesIn: (zone: DnsZone) => RecordChange[];
}

function readDesiredRecords(input: ApplyDnsRecordsInput): DesiredRecords {
  const { domainName, mode } = input;
  const records = readRecords(input.records ?? [], domainName, 'records');
  const removed = readKeys(input.remove ?? [], domainName, 'remove');
  if (mode === 'REPLACE' && records.length === 0) {
    throw new InputError(
      'records',
      'records must contain at least one record for mode REPLACE. To delete the zone, use deleteDnsZone.',
    );
  }
  if (records.length + removed.size > maxListed) {
    throw new InputError('records', `records and remove must contain at most ${maxListed} records together.`);
  }
  const both = records.findIndex((record) => removed.has(keyOf(record)));
  if (both >= 0) {
    const message = 'Record is in both lists. Remove it from either records or remove.';
    throw new RefusedError([refusal('BAD_USER_INPUT', `records.${both}`, message)]);
  }
  const isRemoved = (record: DnsRecord) =>
    removed.has(keyOfListed(record) ?? '') ||
    (mode === 'REPLACE' && record.type !== 'UNKNOWN' && !isAuthority(record, domainName));
  return { records, changesIn: (zone) => changesOf(zone.records, records, isRemoved) };
}

/** Returns the problems that the changes would cause in the zone as it is now. */
function problemsOf(zone: DnsZone, changes: readonly RecordChange[], { records }: DesiredRecords): UserError[] {
  return aliasConflicts(zone.records, changes).map(({ key }) => {
    const index = records.findIndex((record) => keyOf(record) === key);
    return refusal('FAILED_PRECONDITION', `records.${index}`, aliasRule(key));
  });
}

async function planRecords(
  context: GraphContext,
  at: DomainAt,
  desired: DesiredRecords,
  expectedVersion: string | null | undefined,
): Promise<Plan> {
  const zone = await currentZone(context, at);
  if (zone === null) return { changes: [], problems: [noZone], calls: [{ endpoint: updateDnsZone, count: 1 }] };
  const changes = desired.changesIn(zone);
  return {
    changes: changes.map(plannedRecord),
    problems: [...versionConflict(zone, expectedVersion), ...problemsOf(zone, changes, desired)],
    calls: [{ endpoint: updateDnsZone, count: chunksOf(changes).length }],
  };
}
