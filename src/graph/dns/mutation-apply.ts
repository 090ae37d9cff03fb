import { InputError } from '../../lib/input-error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../domain/refusal.ts';
import { mayBeEmpty } from '../empty-lists.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Found, type Planned, runWrite } from '../write/run-write.ts';
import { RefusedError, type UserError, UserErrorRef } from '../write/user-error.ts';
import { type AppliedChange, applyChanges, isShown } from './apply-changes.ts';
import { chunksOf, type RecordChange } from './diff.ts';
import type { DomainAt } from './loader.ts';
import type { DnsRecord } from './model.ts';
import { plannedRecord } from './planned-record.ts';
import { isAuthority, keyOf, keyOfListed } from './record.ts';
import { DnsRecordInput, DnsRecordKeyInput, readKeys, readRecords } from './record-input.ts';
import { getDnsZone, updateDnsZone } from './rest.ts';
import { DnsRecordRef } from './schema.ts';
import {
  expectedVersionInput,
  type WrittenZone,
  warningsField,
  type ZoneInput,
  zoneFields,
  zoneInput,
} from './zone-fields.ts';
import { currentZone, versionConflict, withoutZone, zoneLane, zoneQuery, zoneRefusals } from './zone-guard.ts';
import { planZone, type ZoneRequest } from './zone-plan.ts';

interface ApplyDnsRecordsInput extends ZoneInput {
  readonly records?: readonly DnsRecordInput[] | null | undefined;
  readonly remove?: readonly DnsRecordKeyInput[] | null | undefined;
  readonly mode: 'MERGE' | 'REPLACE';
  readonly expectedVersion?: string | null | undefined;
}

interface AppliedRecords extends WrittenZone {
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
        'The records to remove, with `records` up to 4,900. Records that do not exist are ignored. The NS and SOA ' +
        "records of the domain itself can't be removed, only replaced. Empty or absent: none.",
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
    ...warningsField<AppliedRecords>(t),
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
      runWrite<AppliedRecords, RecordFacts>(context, () => {
        const at = { accountId: ownerOf(context, input.accountId), name: input.domainName };
        const request = readRequest(input);
        return {
          name: 'applyDnsRecords',
          input,
          endpoint: updateDnsZone,
          lane: zoneLane(at),
          plan: () => planRecords(context, at, request, input.expectedVersion),
          send: async ({ changes, warnings }, { partial }) => {
            const known = partial?.changes ?? changes.map((change) => ({ ...change, error: missing }));
            const rest = await applyChanges(
              context,
              at,
              known.filter(({ error }) => error !== null),
            );
            return { ...at, changes: merged(known, rest), warnings };
          },
          find: (facts, { partial }) => findRecords(context, at, facts, partial),
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);

/** With ten records in a call, and some calls to read the zone, no more fit the default of `MAX_REST_CALLS`. */
const maxListed = 4_900;

/** The facts that a write is sent with. */
interface RecordFacts {
  readonly changes: readonly RecordChange[];
  readonly warnings: readonly string[];
}

/** Marks a change that was not tried yet. */
const missing: UserError = { code: 'OUTCOME_UNKNOWN', message: 'Not tried.', path: ['input'], upstreamCode: null };

/** Puts the new results in the place of those that were no success. */
function merged(known: readonly AppliedChange[], results: readonly AppliedChange[]): AppliedChange[] {
  const rest = [...results];
  return known.map((change) => (change.error === null ? change : (rest.shift() ?? change)));
}

/** Looks which changes a zone shows. Its reads do not lag, and Wix applies the changes of one call together. */
async function findRecords(
  context: GraphContext,
  at: DomainAt,
  { changes, warnings }: RecordFacts,
  partial: AppliedRecords | null,
): Promise<Found<AppliedRecords>> {
  const zone = await currentZone(context, at);
  if (zone === null) return { is: 'unknown' };
  const shown = changes.map((change) => isShown(zone.records, change));
  if (shown.every((isThere) => isThere)) return { is: 'done', result: { ...at, changes: [], warnings } };
  if (partial !== null) {
    const known = partial.changes.map((change) =>
      isShown(zone.records, change) ? { ...change, error: null } : change,
    );
    return { is: 'partly', result: { ...partial, changes: known } };
  }
  return { is: shown.some((isThere) => isThere) ? 'unknown' : 'absent' };
}

function readRequest(input: ApplyDnsRecordsInput): ZoneRequest {
  const { domainName, mode } = input;
  const given = readRecords(input.records ?? [], domainName, 'records');
  const removed = readKeys(input.remove ?? [], domainName, 'remove');
  if (mode === 'REPLACE' && given.length === 0) {
    throw new InputError(
      'records',
      'records must contain at least one record for mode REPLACE. To delete the zone, use deleteDnsZone.',
    );
  }
  if (given.length + removed.size > maxListed) {
    throw new InputError('records', `records and remove must contain at most ${maxListed} records together.`);
  }
  const both = given.find(({ record }) => record !== null && removed.has(keyOf(record)));
  if (both !== undefined) {
    const message = 'Record is in both lists. Remove it from either records or remove.';
    throw new RefusedError([refusal('BAD_USER_INPUT', both.path, message)]);
  }
  const keyed = (record: DnsRecord) => removed.get(keyOfListed(record) ?? '');
  return {
    domainName,
    field: 'records',
    given,
    isRemoved: (record) =>
      keyed(record) !== undefined ||
      (mode === 'REPLACE' && record.type !== 'UNKNOWN' && !isAuthority(record, domainName)),
    removedAt: (record) => keyed(record) ?? 'records',
  };
}

async function planRecords(
  context: GraphContext,
  at: DomainAt,
  request: ZoneRequest,
  expectedVersion: string | null | undefined,
): Promise<Planned<RecordFacts>> {
  const zone = await currentZone(context, at);
  const { changes, problems, warnings } = planZone(zone?.records ?? [], request);
  if (zone === null) {
    const calls = [{ endpoint: updateDnsZone, count: 1 }];
    return { changes: [], problems: withoutZone(problems), calls, warnings: [], facts: null };
  }
  const found = [...versionConflict(zone, expectedVersion), ...problems];
  const calls = chunksOf(changes);
  const ordered = calls.flat();
  return {
    changes: ordered.map(plannedRecord),
    problems: found,
    calls: [{ endpoint: updateDnsZone, count: calls.length }],
    warnings,
    facts: found.length > 0 ? null : { changes: ordered, warnings },
  };
}
