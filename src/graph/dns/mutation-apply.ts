import { InputError } from '../../lib/input-error.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { refusal } from '../domain/refusal.ts';
import type { Plan } from '../write/dry-run.ts';
import { idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite } from '../write/run-write.ts';
import { RefusedError, type UserError, UserErrorRef } from '../write/user-error.ts';
import { type AppliedChange, applyChanges } from './apply-changes.ts';
import { aliasConflicts, changesOf, chunksOf, type RecordChange } from './diff.ts';
import type { DomainAt } from './loader.ts';
import type { DnsRecord, DnsZone } from './model.ts';
import { plannedRecord } from './planned-record.ts';
import { isAuthority, keyOf, keyOfListed, type WantedRecord } from './record.ts';
import { aliasRule, DnsRecordInput, DnsRecordKeyInput, readKeys, readRecords } from './record-input.ts';
import { updateDnsZone } from './rest.ts';
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
  description: 'What becomes of records that are not named.',
  values: {
    MERGE: { description: 'They stay.' },
    REPLACE: {
      description:
        "They are removed, those for mail included; at least one record must be named. The domain's own NS and SOA records and records of an unknown type stay.",
    },
  } as const,
});

const ApplyDnsRecordsInput = builder.inputRef<ApplyDnsRecordsInput>('ApplyDnsRecordsInput').implement({
  description: 'The DNS records that a zone is to have.',
  fields: (t) => ({
    ...zoneInput(t),
    records: t.field({
      type: [DnsRecordInput],
      required: false,
      description:
        'The records that the zone is to have, each type and host once, up to 5,000. One that is there with other values or ' +
        'another lifetime is replaced as a whole. Default: none.',
    }),
    remove: t.field({
      type: [DnsRecordKeyInput],
      required: false,
      description:
        "Records that the zone is not to have. The domain's own NS and SOA records are removed only if they are named here. One " +
        'that is not there is no mistake. Default: none.',
    }),
    mode: t.field({
      type: DnsApplyModeRef,
      required: true,
      defaultValue: 'MERGE',
      description: 'What becomes of records that are in neither list.',
    }),
    ...expectedVersionInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const DnsChangeRef = builder.objectRef<AppliedChange>('DnsRecordChange').implement({
  description: 'What became of the DNS records of one type at one host that were to be changed.',
  fields: (t) => ({
    before: t.expose('before', { type: DnsRecordRef, nullable: true, description: 'As they were; null for new ones.' }),
    after: t.expose('after', {
      type: DnsRecordRef,
      nullable: true,
      description: 'As they are to be; null for removed ones. `ttlSeconds` is null where Wix chooses it.',
    }),
    error: t.expose('error', {
      type: UserErrorRef,
      nullable: true,
      description: 'Why they were not changed; null when they were.',
    }),
  }),
});

const ApplyDnsRecordsPayload = payloadType<AppliedRecords>('ApplyDnsRecordsPayload', {
  description: 'What applying DNS records did. Some changes may have been carried out and others not.',
  fields: (t) => ({
    ...zoneFields<AppliedRecords>(t),
    changes: t.field({
      type: [DnsChangeRef],
      nullable: true,
      description:
        'What became of each change, in the order in which they were made; empty when the zone was as wanted, or was found to be ' +
        'after a lost answer. Null after a refusal of the whole write.',
      resolve: ({ result }) => result?.changes ?? null,
    }),
    isComplete: t.boolean({
      nullable: true,
      description: 'True if no change failed: the zone is as wanted. Null after a refusal of the whole write.',
      resolve: ({ result }) => result?.changes.every(({ error }) => error === null) ?? null,
    }),
  }),
});

builder.mutationField('applyDnsRecords', (t) =>
  t.field({
    upstream: { endpoint: updateDnsZone, per: 'field' },
    type: ApplyDnsRecordsPayload,
    nullable: true,
    description:
      'Makes a DNS zone have the records that are named: reads the zone and changes only what differs. Wrong records take a site ' +
      "or its mail offline until they are corrected and resolvers have forgotten them. Wix checks the domain's propagation anew. " +
      'One REST call to read, and one for each 10 additions and 10 deletions. They are made one after the other and stop at the ' +
      'first that fails; sending the same records again, with a new idempotencyKey, goes on from there.',
    args: { input: t.arg({ type: ApplyDnsRecordsInput, required: true, description: 'The records.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<AppliedRecords>(context, () => {
        const at = { accountId: ownerOf(context, input.accountId), name: input.domainName };
        const wish = readWish(input);
        let changes: readonly RecordChange[] = [];
        return {
          name: 'applyDnsRecords',
          input,
          endpoint: updateDnsZone,
          lane: zoneLane(at),
          plan: () => planRecords(context, at, wish, input.expectedVersion),
          prepare: async () => {
            const zone = await zoneToWrite(context, at, input.expectedVersion);
            changes = wish.changesIn(zone);
            const problems = problemsOf(zone, changes, wish);
            if (problems.length > 0) throw new RefusedError(problems);
          },
          send: async () => ({ ...at, changes: await applyChanges(context, at, changes) }),
          find: async () => {
            const zone = await currentZone(context, at);
            const isDone = zone !== null && wish.changesIn(zone).length === 0;
            return isDone ? { is: 'done', result: { ...at, changes: [] } } : { is: 'unknown' };
          },
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);

interface Wish {
  readonly wanted: readonly WantedRecord[];
  readonly changesIn: (zone: DnsZone) => RecordChange[];
}

function readWish(input: ApplyDnsRecordsInput): Wish {
  const { domainName, mode } = input;
  const wanted = readRecords(input.records ?? [], domainName, 'records');
  const removed = readKeys(input.remove ?? [], domainName, 'remove');
  if (mode === 'REPLACE' && wanted.length === 0) {
    throw new InputError('records', 'records must name at least one record for REPLACE. deleteDnsZone deletes a zone.');
  }
  const both = wanted.findIndex((record) => removed.has(keyOf(record)));
  if (both >= 0) {
    const message = 'A record is either wanted or removed: it is in both lists.';
    throw new RefusedError([refusal('BAD_USER_INPUT', `records.${both}`, message)]);
  }
  const isRemoved = (record: DnsRecord) =>
    removed.has(keyOfListed(record) ?? '') ||
    (mode === 'REPLACE' && record.type !== 'UNKNOWN' && !isAuthority(record, domainName));
  return { wanted, changesIn: (zone) => changesOf(zone.records, wanted, isRemoved) };
}

/** What the zone itself has against the changes. */
function problemsOf(zone: DnsZone, changes: readonly RecordChange[], { wanted }: Wish): UserError[] {
  return aliasConflicts(zone.records, changes).map(({ key }) => {
    const index = wanted.findIndex((record) => keyOf(record) === key);
    return refusal('FAILED_PRECONDITION', `records.${index}`, aliasRule(key));
  });
}

async function planRecords(
  context: GraphContext,
  at: DomainAt,
  wish: Wish,
  expectedVersion: string | null | undefined,
): Promise<Plan> {
  const zone = await currentZone(context, at);
  if (zone === null) return { changes: [], problems: [noZone], calls: [{ endpoint: updateDnsZone, count: 1 }] };
  const changes = wish.changesIn(zone);
  return {
    changes: changes.map(plannedRecord),
    problems: [...versionConflict(zone, expectedVersion), ...problemsOf(zone, changes, wish)],
    calls: [{ endpoint: updateDnsZone, count: chunksOf(changes).length }],
  };
}
