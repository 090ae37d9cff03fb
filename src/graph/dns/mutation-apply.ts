import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { payloadType } from '../write/payload.ts';
import { runWrite } from '../write/run-write.ts';
import { DnsChangeRef } from './applied-schema.ts';
import { applyRest } from './apply-changes.ts';
import { type AppliedRecords, findRecords, planRecords, type RecordFacts } from './apply-plan.ts';
import { type RequestedRecords, readRequest, requestedRecordsInput } from './apply-request.ts';
import { getDnsZone, updateDnsZone } from './rest.ts';
import { expectedVersionInput, warningsField, type ZoneInput, zoneFields, zoneInput } from './zone-fields.ts';
import { zoneLane, zoneQuery, zoneRefusals } from './zone-guard.ts';

/** With ten records in a call, and some calls to read the zone, no more fit the default of `MAX_REST_CALLS`. */
const maxListed = 4_900;

interface ApplyDnsRecordsInput extends ZoneInput, RequestedRecords {
  readonly expectedVersion?: string | null | undefined;
}

const ApplyDnsRecordsInput = builder.inputRef<ApplyDnsRecordsInput>('ApplyDnsRecordsInput').implement({
  description: 'The DNS records to apply to a zone.',
  fields: (t) => ({
    ...zoneInput(t),
    ...requestedRecordsInput(t, 'up to 4,900'),
    ...expectedVersionInput(t),
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
      'run one after the other and stop at the first failure. A retry with the same `idempotencyKey` continues from ' +
      'there, unless Wix refused a record: then correct it and use a new key.',
    args: { input: t.arg({ type: ApplyDnsRecordsInput, required: true, description: 'The records to apply.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<AppliedRecords, RecordFacts>(context, () => {
        const at = { accountId: ownerOf(context, input.accountId), name: input.domainName };
        const request = readRequest(input, maxListed);
        return {
          name: 'applyDnsRecords',
          input,
          endpoint: updateDnsZone,
          lane: zoneLane(at),
          plan: () => planRecords(context, at, request, input.expectedVersion),
          send: async ({ changes, warnings }, before) => ({
            ...at,
            changes: await applyRest(context, at, changes, {
              partial: before.partial?.changes ?? null,
              keepsUnknown: before.keepsUnknown,
            }),
            warnings,
          }),
          find: (facts, { partial }) => findRecords(context, at, facts, partial),
          verifyQuery: zoneQuery(at),
          refusals: zoneRefusals,
        };
      }),
  }),
);
