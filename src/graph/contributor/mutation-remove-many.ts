import { InputError } from '../../lib/input-error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { objectId } from '../object-id.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { loadSite, siteField } from '../site/site-write.ts';
import { type Batch, type BatchItem, findBatch, planBatch, sendBatch } from '../write/batch.ts';
import { batchItemFields } from '../write/batch-item.ts';
import { OutcomeUnknownError } from '../write/errors.ts';
import { type Found, sendAndVerify } from '../write/lost-write.ts';
import { dryRunInput, idempotencyKeyInput, payloadType, resultsPer } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { type Planned, runWrite, type Write, type WriteInput } from '../write/run-write.ts';
import { resultsBefore } from '../write/sent-before.ts';
import {
  type ContributorAt,
  contributorAt,
  contributorField,
  contributorLane,
  contributorProblems,
  findContributor,
} from './contributor-write.ts';
import { contributorKey } from './loader.ts';
import { querySiteContributors, removeContributor } from './rest.ts';

/** Each can take two REST calls, and one operation may make 500. */
const maxContributors = 100;

interface ContributorOnSite {
  readonly siteId: string;
  readonly contributorAccountId: string;
}

interface RemoveContributorsInput extends WriteInput {
  readonly contributors: readonly ContributorOnSite[];
  readonly accountId?: string | null | undefined;
}

interface RemovedContributor extends ContributorAt, BatchItem {}

interface RemovedContributors {
  readonly accountId: string;
  readonly results: readonly RemovedContributor[];
}

const ContributorOnSiteInput = builder.inputRef<ContributorOnSite>('ContributorOnSiteInput').implement({
  description: 'Identifies a contributor of a site.',
  fields: (t) => ({
    siteId: t.id(siteField),
    contributorAccountId: t.id(contributorField),
  }),
});

const RemoveContributorsInputRef = builder.inputRef<RemoveContributorsInput>('RemoveContributorsInput').implement({
  description: 'The contributors to remove, with the site of each.',
  fields: (t) => ({
    contributors: t.field({
      type: [ContributorOnSiteInput],
      required: true,
      description: 'The contributors to remove: 1 to 100, unique. Wix removes one per REST call.',
    }),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const isRemoved = ({ userErrors }: RemovedContributor) => userErrors.length === 0;

const RemovedContributorRef = builder.objectRef<RemovedContributor>('RemoveContributorResult').implement({
  description: 'The result of removing one contributor from one site.',
  fields: (t) => ({
    ...batchItemFields<RemovedContributor>(t),
    siteId: t.exposeID('siteId', { description: "The site's GUID as given in the input." }),
    contributorAccountId: t.exposeID('contributorAccountId', { description: contributorField.description }),
    removedContributorId: t.id({
      nullable: true,
      description:
        'The `id` of the removed contributor, for caches that drop it. Null if the contributor was not removed.',
      resolve: (item) =>
        isRemoved(item) ? objectId('SiteContributor', item.accountId, item.siteId, item.contributorAccountId) : null,
    }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: "The site in its current state. Null if the account doesn't list it.",
      resolve: (item, _args, context) => loadSite(context, item),
    }),
  }),
});

const RemoveContributorsPayload = payloadType<RemovedContributors>('RemoveContributorsPayload', {
  description: 'The result of removing contributors. Some can be removed while others are refused.',
  fields: (t) => ({
    results: t.field(resultsPer('contributor', RemovedContributorRef)),
  }),
});

builder.mutationField('removeContributors', (t) =>
  t.field({
    upstream: {
      endpoint: removeContributor,
      per: 'field',
      callsPerItem: 2,
      needs: [querySites, querySiteContributors],
    },
    type: RemoveContributorsPayload,
    nullable: true,
    description:
      'Removes contributors from sites, like `removeContributor`: many from one site, one from many sites, or both. Each ' +
      'site is read once before: one that the account does not have, or that does not have the contributor, rejects the ' +
      'whole write. A dry run lists who loses access to which site; a dry run of `removeContributor` also lists the roles. Costs one REST call per contributor (Remove ' +
      'Contributor), after one per 100 sites (Query Sites) and one per site to read its contributors (Query Site ' +
      'Contributors).',
    args: {
      input: t.arg({
        type: RemoveContributorsInputRef,
        required: true,
        description: 'The contributors to remove, with the site of each.',
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => removing(context, input)),
  }),
);

const field = (index: number) => `contributors.${index}`;
const pathOf = (index: number) => ['input', 'contributors', String(index)];

function removing(
  context: GraphContext,
  input: RemoveContributorsInput,
): Write<RemovedContributors, readonly ContributorAt[]> {
  const accountId = ownerOf(context, input.accountId);
  const places = readPlaces(context, accountId, input.contributors);
  const at = (index: number) => places[index] ?? { accountId, siteId: '', contributorAccountId: '' };
  const removed = (index: number): RemovedContributor => ({ ...at(index), index, userErrors: [], verify: null });
  const siteIds = [...new Set(places.map(({ siteId }) => siteId))];
  const verifyAll = `{ sites(ids: ${JSON.stringify(siteIds)}, accountId: "${accountId}") { id contributors { accountId } } }`;
  const verifyQuery = (index: number) =>
    `{ site(id: "${at(index).siteId}", accountId: "${accountId}") { contributors { accountId } } }`;
  const look = async (index: number): Promise<Found<RemovedContributor>> => {
    // The contributors of a site that the account does not list can't be read.
    if ((await loadSite(context, at(index))) === null) return { is: 'unknown' };
    const isListed = (await findContributor(context, at(index))) !== null;
    // The site had the contributor before, and the list can lag.
    return isListed ? { is: 'notSeen' } : { is: 'done', result: removed(index) };
  };
  const batch: Batch<ContributorAt, RemovedContributor> = {
    pathOf,
    objectOf: (index) => at(index).siteId,
    send: async (index, { siteId, contributorAccountId }, { partial }) => {
      // After an earlier try no plan has checked that the account still has the site.
      if (partial !== null && (await loadSite(context, at(index))) === null) {
        throw new OutcomeUnknownError(verifyQuery(index), Date.now(), undefined);
      }
      const send = removal(
        () => context.wix.call(removeContributor, { siteId, body: { accountId: contributorAccountId } }),
        partial !== null,
      );
      return sendAndVerify<RemovedContributor>(context, {
        endpoint: removeContributor,
        send: () => send().then(() => removed(index)),
        look: () => look(index),
        verifyQuery: verifyQuery(index),
      });
    },
    find: async (lost) => {
      const found = await Promise.all(lost.map(({ index }) => look(index)));
      return found.flatMap((one) => (one.is === 'done' ? [one.result] : []));
    },
    failed: (base) => ({ ...removed(base.index), ...base }),
    verifyQuery,
    verifyAll,
    paths: { accountId: 'contributorAccountId' },
  };
  return {
    name: 'removeContributors',
    input,
    endpoint: removeContributor,
    lane: contributorLane(at(0)),
    otherLanes: siteIds.map((siteId) => contributorLane({ accountId, siteId })),
    plan: () => planRemovals(context, places),
    send: async (facts, before) => ({
      accountId,
      results: await sendBatch(context, batch, facts, resultsBefore(before)),
    }),
    find: (facts, { partial }) =>
      findBatch(batch, facts, partial?.results ?? null, (results) => ({ accountId, results })),
    verifyQuery: verifyAll,
    wrote: ({ results }) =>
      results.filter(isRemoved).map(({ siteId, contributorAccountId }) => ({
        type: 'SiteContributor',
        id: contributorKey(siteId, contributorAccountId),
        did: 'remove',
      })),
  };
}

function readPlaces(
  context: GraphContext,
  accountId: string,
  given: readonly ContributorOnSite[],
): readonly ContributorAt[] {
  if (given.length < 1 || given.length > maxContributors) {
    throw new InputError('contributors', `contributors must contain 1 to ${maxContributors} items.`);
  }
  const seen = new Set<string>();
  return given.map((one, index) => {
    const at = contributorAt(context, { ...one, accountId }, field(index));
    const key = contributorKey(at.siteId, at.contributorAccountId);
    if (seen.has(key)) throw new InputError(field(index), 'contributors must be unique.');
    seen.add(key);
    return at;
  });
}

async function planRemovals(
  context: GraphContext,
  places: readonly ContributorAt[],
): Promise<Planned<readonly ContributorAt[]>> {
  const items = await Promise.all(
    places.map(async (at, index) => {
      const { site, contributor, problems } = await contributorProblems(context, at, field(index));
      if (site === null || contributor === null || problems.length > 0) {
        return { changes: [], problems, calls: [], facts: null };
      }
      const { contributorAccountId: id } = at;
      const summary = `The account ${id} loses every role on the site ${site.displayName}.`;
      const change = { type: 'SiteContributor', id, field: null, before: site.displayName, after: null, summary };
      return { changes: [change], problems, calls: [{ endpoint: removeContributor, count: 1 }], facts: at };
    }),
  );
  return planBatch(items);
}
