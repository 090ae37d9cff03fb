import { InputError } from '../../lib/input-error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { domainByName } from '../domain/loader.ts';
import { getConnectedDomain } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import {
  type Batch,
  type BatchItem,
  findBatch,
  type ItemPlan,
  planBatch,
  sendBatch,
  unknownItem,
} from '../write/batch.ts';
import { batchItemFields } from '../write/batch-item.ts';
import { dryRunInput, idempotencyKeyInput, payloadType, resultsPer } from '../write/payload.ts';
import { type Planned, runWrite, type Write, type WriteInput } from '../write/run-write.ts';
import { resultsBefore } from '../write/sent-before.ts';
import { toUserErrors, type UserError } from '../write/user-error.ts';
import { DnsChangeRef } from './applied-schema.ts';
import { type AppliedChange, applyRest, isShown } from './apply-changes.ts';
import { type AppliedRecords, planRecords, type RecordFacts } from './apply-plan.ts';
import { type RequestedRecords, readRequest, requestedRecordsInput } from './apply-request.ts';
import { type DomainAt, dnsZoneOf } from './loader.ts';
import { getDnsZone, updateDnsZone } from './rest.ts';
import { DnsZoneRef } from './schema.ts';
import { expectedVersionInput } from './zone-fields.ts';
import { currentZone, zoneLane, zoneQuery, zoneRefusals } from './zone-guard.ts';

const maxDomains = 50;
/** With ten in a call, as many as fit the default of `MAX_REST_CALLS` beside two calls per domain. */
const maxListed = 2_000;
/** One query can read so many zones. */
const maxVerified = 20;

interface RecordsOfDomain extends RequestedRecords {
  readonly expectedVersion?: string | null | undefined;
}

interface ApplyToDomainsInput extends WriteInput {
  readonly domains: readonly RecordsOfDomain[];
  readonly accountId?: string | null | undefined;
}

interface AppliedZone extends AppliedRecords, BatchItem {}

interface AppliedZones {
  readonly accountId: string;
  readonly results: readonly AppliedZone[];
}

const RecordsOfDomainInput = builder.inputRef<RecordsOfDomain>('DnsRecordsOfDomainInput').implement({
  description: 'The DNS records to apply to the zone of one domain.',
  fields: (t) => ({
    domainName: t.field({ type: 'DomainName', required: true, description: 'The domain of the zone.' }),
    ...requestedRecordsInput(t, 'and those of all other domains 2,000'),
    ...expectedVersionInput(t),
  }),
});

const ApplyToDomainsInputRef = builder.inputRef<ApplyToDomainsInput>('ApplyDnsRecordsToDomainsInput').implement({
  description: 'The DNS records to apply to the zones of many domains.',
  fields: (t) => ({
    domains: t.field({
      type: [RecordsOfDomainInput],
      required: true,
      description: 'The domains with their records: 1 to 50, unique.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const AppliedZoneRef = builder.objectRef<AppliedZone>('ApplyDnsRecordsToDomainResult').implement({
  description: 'The result of applying DNS records to the zone of one domain.',
  fields: (t) => ({
    ...batchItemFields<AppliedZone>(t, ({ changes }) => changes.some(({ error }) => error === null)),
    domainName: t.expose('name', { type: 'DomainName', description: 'The domain of the zone.' }),
    zone: t.field({
      upstream: { endpoint: getDnsZone, per: 'field' },
      type: DnsZoneRef,
      nullable: true,
      description: 'The zone in its current state. Null if Wix hosts none. Costs one REST call (Get DNS Zone).',
      resolve: (item, _args, context) => dnsZoneOf(context, item),
    }),
    domain: t.field({
      upstream: { endpoint: getConnectedDomain, per: 'field' },
      type: DomainRef,
      nullable: true,
      description:
        'The connected domain of the zone. Null if the domain is registered through Wix. Costs one REST call (Get ' +
        'Connected Domain).',
      resolve: ({ accountId, name }, _args, context) => domainByName(context, accountId).load(name),
    }),
    changes: t.expose('changes', {
      type: [DnsChangeRef],
      description:
        'The changes with their results, in the order in which they were made. Empty if no change was needed.',
    }),
    warnings: t.exposeStringList('warnings', {
      description:
        'Records of the write that are legal and do not work: several SPF or DMARC policies, quotes in TXT values, ' +
        'mail servers that are aliases, loops, private addresses.',
    }),
  }),
});

const ApplyToDomainsPayload = payloadType<AppliedZones>('ApplyDnsRecordsToDomainsPayload', {
  description: 'The result of applying DNS records to many domains. Some can be changed while others are refused.',
  fields: (t) => ({
    results: t.field(resultsPer('domain', AppliedZoneRef)),
  }),
});

builder.mutationField('applyDnsRecordsToDomains', (t) =>
  t.field({
    upstream: { endpoint: updateDnsZone, per: 'field', callsPerItem: 2, needs: [getDnsZone] },
    type: ApplyToDomainsPayload,
    nullable: true,
    description:
      'Applies DNS records to the zones of many domains, like `applyDnsRecords`: reads each zone once and changes only ' +
      'what differs. All zones are read before: records that are wrong for one domain, or a domain without a zone, reject ' +
      'the whole write. Wrong records take a site or its mail offline. Costs one REST call per domain (Get DNS Zone), and per ' +
      'domain one for each 10 additions and 10 deletions (Update DNS Zone).',
    args: {
      input: t.arg({
        type: ApplyToDomainsInputRef,
        required: true,
        description: 'The DNS records to apply to the zones of many domains.',
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => applying(context, input)),
  }),
);

const pathOf = (index: number) => ['input', 'domains', String(index)];

function applying(context: GraphContext, input: ApplyToDomainsInput): Write<AppliedZones, readonly RecordFacts[]> {
  const accountId = ownerOf(context, input.accountId);
  const domains = readDomains(input.domains);
  const at = (index: number): DomainAt => ({ accountId, name: domains[index]?.domainName ?? '' });
  const verifyAll = zonesQuery(domains.map((_domain, index) => at(index)));
  const verifyQuery = (index: number) => zoneQuery(at(index));
  const itemOf = (index: number, { warnings }: RecordFacts, changes: readonly AppliedChange[]): AppliedZone => {
    const userErrors = errorsOf(changes, pathOf(index));
    const isUnknown = userErrors.some(({ code }) => code === 'OUTCOME_UNKNOWN');
    return { ...at(index), index, changes, warnings, userErrors, verify: isUnknown ? verifyQuery(index) : null };
  };
  const failed = (base: BatchItem, facts: RecordFacts): AppliedZone => {
    const [error = null] = base.userErrors;
    const changes = facts.changes.map((change) => ({ ...change, error }));
    return { ...at(base.index), ...base, changes, warnings: facts.warnings };
  };
  const batch: Batch<RecordFacts, AppliedZone> = {
    pathOf,
    objectOf: (index) => at(index).name,
    send: async (index, facts, { partial, keepsUnknown }) => {
      const before = { partial: partial?.changes ?? null, keepsUnknown };
      return itemOf(index, facts, await applyRest(context, at(index), facts.changes, before));
    },
    find: (lost) =>
      Promise.all(
        lost.map(async ({ index, facts, before }) => {
          const zone = await currentZone(context, at(index));
          const error = unknownItem(pathOf(index));
          const known = before?.changes ?? facts.changes.map((change) => ({ ...change, error }));
          const isThere = (change: AppliedChange) => zone !== null && isShown(zone.records, change);
          return itemOf(
            index,
            facts,
            known.map((change) => (isThere(change) ? { ...change, error: null } : change)),
          );
        }),
      ),
    failed,
    verifyQuery,
    verifyAll,
    refusals: zoneRefusals,
  };
  return {
    name: 'applyDnsRecordsToDomains',
    input,
    endpoint: updateDnsZone,
    lane: zoneLane(at(0)),
    otherLanes: domains.map((_domain, index) => zoneLane(at(index))),
    plan: () => planDomains(context, accountId, domains),
    send: async (facts, before) => ({
      accountId,
      results: await sendBatch(context, batch, facts, resultsBefore(before)),
    }),
    find: (facts, { partial }) =>
      findBatch(batch, facts, partial?.results ?? null, (results) => ({ accountId, results })),
    verifyQuery: verifyAll,
  };
}

/** Returns the query that shows several zones. */
function zonesQuery(domains: readonly DomainAt[]): string {
  const zones = domains.slice(0, maxVerified).map(({ accountId, name }, index) => {
    return `zone${index}: dnsZone(domainName: "${name}", accountId: "${accountId}") { version records { type hostName ttlSeconds values } }`;
  });
  const note = domains.length > maxVerified ? ` # the first ${maxVerified} of ${domains.length} domains` : '';
  return `{ ${zones.join(' ')} }${note}`;
}

/** Returns the errors of changes, each once, at the path of their item. */
function errorsOf(changes: readonly AppliedChange[], at: readonly string[]): UserError[] {
  const errors = changes.flatMap(({ error }) =>
    error === null ? [] : [{ ...error, path: belowItem(error.path, at) }],
  );
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

/** Returns the path of an error of one item in the arguments of the batch. */
function belowItem(path: readonly string[], at: readonly string[]): readonly string[] {
  return at.every((part, index) => path[index] === part) ? path : [...at, ...path.slice(1)];
}

function readDomains(domains: readonly RecordsOfDomain[]): readonly RecordsOfDomain[] {
  if (domains.length < 1 || domains.length > maxDomains) {
    throw new InputError('domains', `domains must contain 1 to ${maxDomains} domains.`);
  }
  const names = domains.map(({ domainName }) => domainName);
  const repeated = names.findIndex((name, index) => names.indexOf(name) < index);
  if (repeated >= 0) throw new InputError(`domains.${repeated}.domainName`, 'The domains must be unique.');
  const listed = domains.flatMap(({ records, remove }) => [...(records ?? []), ...(remove ?? [])]).length;
  if (listed > maxListed) {
    throw new InputError('domains', `All records and remove together must contain at most ${maxListed} records.`);
  }
  return domains;
}

async function planDomains(
  context: GraphContext,
  accountId: string,
  domains: readonly RecordsOfDomain[],
): Promise<Planned<readonly RecordFacts[]>> {
  const plans = domains.map(async (domain, index): Promise<ItemPlan<RecordFacts>> => {
    const refused = (problems: readonly UserError[]) => ({
      changes: [],
      problems: problems.map((problem) => ({ ...problem, path: belowItem(problem.path, pathOf(index)) })),
      calls: [],
      facts: null,
    });
    try {
      const request = readRequest(domain, maxListed);
      const at = { accountId, name: domain.domainName };
      const plan = await planRecords(context, at, request, domain.expectedVersion);
      if (plan.problems.length > 0) return refused(plan.problems);
      return { ...plan, facts: plan.facts ?? null };
    } catch (error) {
      const problems = toUserErrors(error, {}, zoneRefusals);
      if (problems === null) throw error;
      return refused(problems);
    }
  });
  return planBatch(await Promise.all(plans));
}
