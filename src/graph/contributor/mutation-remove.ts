import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { objectId } from '../object-id.ts';
import { titleOf } from '../role/assignable.ts';
import { rolesById } from '../role/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { loadSite, siteField } from '../site/site-write.ts';
import type { PlanPurpose } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { type Found, type Planned, runWrite, type Write } from '../write/run-write.ts';
import {
  type ContributorAt,
  type ContributorWriteInput,
  contributorAt,
  contributorField,
  contributorLane,
  contributorProblems,
} from './contributor-write.ts';
import { contributorKey, contributorsOfSite, rolesOfContributor } from './loader.ts';
import type { SiteContributor } from './model.ts';
import { querySiteContributors, removeContributor } from './rest.ts';

const RemoveContributorInputRef = builder.inputRef<ContributorWriteInput>('RemoveContributorInput').implement({
  description: 'The contributor to remove, and the site.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    contributorAccountId: t.id(contributorField),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const RemoveContributorPayload = payloadType<ContributorAt>('RemoveContributorPayload', {
  description: 'The result of removing a contributor.',
  fields: (t) => ({
    removedAccountId: t.id({
      nullable: true,
      description: 'The account GUID of the removed contributor. Null after a refusal.',
      resolve: ({ result }) => result?.contributorAccountId ?? null,
    }),
    removedContributorId: t.id({
      nullable: true,
      description: 'The `id` of the removed contributor, for caches that drop it. Null after a refusal or a dry run.',
      resolve: ({ result }) =>
        result === null
          ? null
          : objectId('SiteContributor', result.accountId, result.siteId, result.contributorAccountId),
    }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: "The site. Null after a refusal, and if the account doesn't list it.",
      resolve: ({ result }, _args, context) => loadSite(context, result),
    }),
  }),
});

builder.mutationField('removeContributor', (t) =>
  t.field({
    upstream: { endpoint: removeContributor, per: 'field', needs: [querySites, querySiteContributors] },
    type: RemoveContributorPayload,
    nullable: true,
    description:
      'Ends all roles that an account has on a site. It loses access immediately, even in the middle of an edit. ' +
      'Its roles on other sites remain, and so do pending invites (see `revokeSiteInvite`). A dry run lists the ' +
      'roles. Costs three REST calls: the first two find the site and the contributor (Query Sites, Query Site ' +
      'Contributors).',
    args: {
      input: t.arg({
        type: RemoveContributorInputRef,
        required: true,
        description: 'The contributor to remove, and the site.',
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => removing(context, input)),
  }),
);

function removing(context: GraphContext, input: ContributorWriteInput): Write<ContributorAt> {
  const at = contributorAt(context, input);
  const send = removal(() =>
    context.wix.call(removeContributor, { siteId: at.siteId, body: { accountId: at.contributorAccountId } }),
  );
  return {
    name: 'removeContributor',
    input,
    endpoint: removeContributor,
    lane: contributorLane(at),
    plan: (purpose) => planRemoval(context, at, purpose),
    send: async () => {
      await send();
      return at;
    },
    find: async (): Promise<Found<ContributorAt>> => {
      const site = await loadSite(context, at);
      // Then its contributors can't be read for this account.
      if (site === null) return { is: 'unknown' };
      const contributors = await contributorsOfSite(context, site, []);
      const isListed = contributors.some(({ accountId }) => accountId === at.contributorAccountId);
      // The site had the contributor before.
      return isListed ? { is: 'notSeen' } : { is: 'done', result: at };
    },
    verifyQuery: `{ site(id: "${at.siteId}", accountId: "${at.accountId}") { contributors { accountId } } }`,
    wrote: () => [{ type: 'SiteContributor', id: contributorKey(at.siteId, at.contributorAccountId), did: 'remove' }],
    paths: { accountId: 'contributorAccountId' },
  };
}

async function planRemoval(context: GraphContext, at: ContributorAt, purpose: PlanPurpose): Promise<Planned<null>> {
  const { site, contributor, problems } = await contributorProblems(context, at);
  const calls = [{ endpoint: removeContributor, count: 1 }];
  if (site === null || contributor === null || problems.length > 0) {
    return { changes: [], problems, calls };
  }
  const before = purpose === 'show' ? await titlesOf(context, contributor) : null;
  const change = {
    type: 'SiteContributor',
    id: at.contributorAccountId,
    field: 'roles',
    before,
    after: null,
    summary: `The account ${at.contributorAccountId} loses ${before ?? 'every role'} on the site ${site.displayName}.`,
  };
  return { changes: [change], problems, calls };
}

/** Returns the titles of a contributor's roles; null if they are unknown. */
async function titlesOf(context: GraphContext, contributor: SiteContributor): Promise<string | null> {
  const [held, roles] = await Promise.all([
    rolesOfContributor(context, contributor),
    rolesById(context, contributor.site.accountId),
  ]);
  return held?.map(({ id }) => titleOf(roles, id)).join(', ') ?? null;
}
