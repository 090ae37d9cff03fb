import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { list, object, texts } from '../../lib/read.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { querySites } from '../site/rest.ts';
import { siteField } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Planned, runWrite, type Write } from '../write/run-write.ts';
import {
  type ContributorAt,
  type ContributorWriteInput,
  contributorAt,
  contributorField,
  contributorLane,
  contributorProblems,
  writtenContributor,
} from './contributor-write.ts';
import { changeContributorLocation, querySiteContributors } from './rest.ts';
import { SiteContributorRef } from './schema.ts';

interface ChangeLocationsInput extends ContributorWriteInput {
  readonly locationIds: readonly string[];
}

/** Locations that some of a contributor's assignments are limited to. */
interface AssignedLocations {
  readonly locationIds: readonly string[];
  readonly assignmentIds: readonly string[];
}

interface ChangedLocations extends ContributorAt {
  readonly locations: readonly AssignedLocations[];
}

const ChangeLocationsInputRef = builder.inputRef<ChangeLocationsInput>('ChangeContributorLocationsInput').implement({
  description: 'The contributor to limit, the site, and the business locations.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    contributorAccountId: t.id(contributorField),
    locationIds: t.idList({
      required: true,
      description: "ALL business locations that the roles apply to: 1 to 20 unique GUIDs of the site's locations.",
    }),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const AssignedLocationsRef = builder.objectRef<AssignedLocations>('ContributorLocations').implement({
  description: "Business locations, and the contributor's assignments that are limited to them.",
  fields: (t) => ({
    locationIds: t.exposeIDList('locationIds', { description: "The locations' GUIDs." }),
    assignmentIds: t.exposeIDList('assignmentIds', { description: "The assignments' ids, decimal strings." }),
  }),
});

const ChangeLocationsPayload = payloadType<ChangedLocations>('ChangeContributorLocationsPayload', {
  description: "The result of changing a contributor's locations.",
  fields: (t) => ({
    contributor: t.field({
      upstream: { endpoint: querySiteContributors, per: 'field' },
      type: SiteContributorRef,
      nullable: true,
      description:
        "The contributor. Null after a refusal, and if the account doesn't list the site. Costs two REST calls " +
        '(Query Sites, Query Site Contributors).',
      resolve: ({ result }, _args, context) => writtenContributor(context, result),
    }),
    locations: t.field({
      type: [AssignedLocationsRef],
      nullable: true,
      description: 'The locations as Wix returns them. Null after a refusal.',
      resolve: ({ result }) => result?.locations ?? null,
    }),
  }),
});

builder.mutationField('changeContributorLocations', (t) =>
  t.field({
    upstream: { endpoint: changeContributorLocation, per: 'field', needs: [querySites, querySiteContributors] },
    type: ChangeLocationsPayload,
    nullable: true,
    description:
      'Limits all roles that a contributor has on a site to some of its business locations, replacing their ' +
      "current locations immediately. Wix doesn't return the current locations, so a dry run can't show which " +
      'ones are replaced. Costs three REST calls: the first two find the site and the contributor (Query Sites, Query ' +
      'Site Contributors).',
    args: {
      input: t.arg({
        type: ChangeLocationsInputRef,
        required: true,
        description: 'The contributor to limit, the site, and the business locations.',
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => changing(context, input)),
  }),
);

function changing(context: GraphContext, input: ChangeLocationsInput): Write<ChangedLocations> {
  const at = contributorAt(context, input);
  const locationIds = readLocations(input.locationIds);
  return {
    name: 'changeContributorLocations',
    input,
    endpoint: changeContributorLocation,
    lane: contributorLane(at),
    plan: () => planChange(context, at, locationIds),
    send: async () => {
      const { newAssignedLocations } = await context.wix.call(changeContributorLocation, {
        siteId: at.siteId,
        body: { accountId: at.contributorAccountId, newLocations: locationIds },
      });
      const locations = list(newAssignedLocations)
        .map(object)
        .map((entry) => ({ locationIds: texts(entry['locationIds']), assignmentIds: texts(entry['assignmentIds']) }));
      return { ...at, locations };
    },
    // Setting the same locations again is harmless, so the result of the first call doesn't matter.
    find: async () => ({ is: 'notSeen' }),
    // Wix doesn't return locations.
    verifyQuery: null,
    paths: { accountId: 'contributorAccountId', newLocations: 'locationIds' },
  };
}

function readLocations(given: readonly string[]): readonly string[] {
  const most = changeContributorLocation.maxItems;
  if (given.length < 1 || given.length > most) {
    throw new InputError('locationIds', `locationIds must contain 1 to ${most} ids.`);
  }
  const ids = given.map((id, index) => guidInput(`locationIds.${index}`, id, 'a location'));
  if (new Set(ids).size < ids.length) throw new InputError('locationIds', 'locationIds must be unique.');
  return ids;
}

async function planChange(
  context: GraphContext,
  at: ContributorAt,
  locationIds: readonly string[],
): Promise<Planned<null>> {
  const { site, problems } = await contributorProblems(context, at);
  const calls = [{ endpoint: changeContributorLocation, count: 1 }];
  if (site === null || problems.length > 0) return { changes: [], problems, calls };
  const change = {
    type: 'SiteContributor',
    id: at.contributorAccountId,
    field: 'locations',
    before: null,
    after: locationIds.join(', '),
    summary:
      `On the site ${site.displayName}, all roles of the account ${at.contributorAccountId} apply only to these ` +
      'locations.',
  };
  return { changes: [change], problems, calls };
}
