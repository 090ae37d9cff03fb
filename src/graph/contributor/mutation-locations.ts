import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { list, object, texts } from '../../lib/read.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { loadSite, noSite, siteField } from '../site/site-write.ts';
import type { Plan } from '../write/dry-run.ts';
import { dryRunInput, payloadType } from '../write/payload.ts';
import { runWrite, type Write } from '../write/run-write.ts';
import {
  type ContributorAt,
  type ContributorWriteInput,
  contributorAt,
  contributorField,
  contributorLane,
  findContributor,
  noContributor,
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
  description: 'Whose roles on which site to limit, and to which locations.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    contributorAccountId: t.id(contributorField),
    locationIds: t.idList({
      required: true,
      description:
        "ALL business locations that the roles are to hold for: 1 to 20 GUIDs of the site's locations, none twice.",
    }),
    ...dryRunInput(t),
  }),
});

const AssignedLocationsRef = builder.objectRef<AssignedLocations>('ContributorLocations').implement({
  description: "Business locations, and which of a contributor's assignments are limited to them.",
  fields: (t) => ({
    locationIds: t.exposeIDList('locationIds', { description: "The locations' GUIDs." }),
    assignmentIds: t.exposeIDList('assignmentIds', { description: "The assignments' ids, decimal text." }),
  }),
});

const ChangeLocationsPayload = payloadType<ChangedLocations>('ChangeContributorLocationsPayload', {
  description: "What changing a contributor's locations did.",
  fields: (t) => ({
    contributor: t.field({
      upstream: { endpoint: querySiteContributors, per: 'field' },
      type: SiteContributorRef,
      nullable: true,
      description:
        'The contributor; null after a refusal, and where the account does not list the site. Two REST calls (Query Sites, Query ' +
        'Site Contributors).',
      resolve: ({ result }, _args, context) => writtenContributor(context, result),
    }),
    locations: t.field({
      type: [AssignedLocationsRef],
      nullable: true,
      description: 'The locations as Wix answers them; null after a refusal.',
      resolve: ({ result }) => result?.locations ?? null,
    }),
  }),
});

builder.mutationField('changeContributorLocations', (t) =>
  t.field({
    upstream: { endpoint: changeContributorLocation, per: 'field' },
    type: ChangeLocationsPayload,
    nullable: true,
    description:
      'Limits everything that a contributor may do on a site to some of its business locations, in place of the locations of all ' +
      'their roles there, at once. Wix tells no present locations, so a dry run cannot show what is replaced. One REST call.',
    args: { input: t.arg({ type: ChangeLocationsInputRef, required: true, description: 'Whose, and which.' }) },
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
    // Setting the same locations once more is harmless, so it need not be known whether the first call took effect.
    find: async () => ({ is: 'absent' }),
    verifyQuery: `{ site(id: "${at.siteId}", accountId: "${at.accountId}") { contributors { accountId } } }`,
    paths: { accountId: 'contributorAccountId', newLocations: 'locationIds' },
  };
}

function readLocations(given: readonly string[]): readonly string[] {
  const most = changeContributorLocation.maxItems;
  if (given.length < 1 || given.length > most) {
    throw new InputError('locationIds', `locationIds takes 1 to ${most} ids.`);
  }
  const ids = given.map((id, index) => guidInput(`locationIds.${index}`, id, 'a location'));
  if (new Set(ids).size < ids.length)
    throw new InputError('locationIds', 'locationIds must not name a location twice.');
  return ids;
}

async function planChange(context: GraphContext, at: ContributorAt, locationIds: readonly string[]): Promise<Plan> {
  const [site, contributor] = await Promise.all([loadSite(context, at), findContributor(context, at)]);
  const calls = [{ endpoint: changeContributorLocation, count: 1 }];
  if (site === null) return { changes: [], problems: [noSite(['input', 'siteId'])], calls };
  if (contributor === null) return { changes: [], problems: [noContributor], calls };
  const change = {
    type: 'SiteContributor',
    id: at.contributorAccountId,
    field: 'locations',
    before: null,
    after: locationIds.join(', '),
    summary: `On the site ${site.displayName} all roles of the account ${at.contributorAccountId} hold for these locations only.`,
  };
  return { changes: [change], problems: [], calls };
}
