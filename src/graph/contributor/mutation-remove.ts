import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { titleOf } from '../role/assignable.ts';
import { rolesById } from '../role/loader.ts';
import { SiteRef } from '../site/schema.ts';
import { loadSite, noSite, siteField } from '../site/site-write.ts';
import type { Plan } from '../write/dry-run.ts';
import { dryRunInput, payloadType } from '../write/payload.ts';
import { removal } from '../write/removal.ts';
import { type Found, runWrite, type Write } from '../write/run-write.ts';
import {
  type ContributorAt,
  type ContributorWriteInput,
  contributorAt,
  contributorField,
  contributorLane,
  findContributor,
  noContributor,
} from './contributor-write.ts';
import { contributorKey, contributorsOfSite, rolesOfContributor } from './loader.ts';
import { removeContributor } from './rest.ts';

const RemoveContributorInputRef = builder.inputRef<ContributorWriteInput>('RemoveContributorInput').implement({
  description: 'The contributor to remove, and the site.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    contributorAccountId: t.id(contributorField),
    ...dryRunInput(t),
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
    upstream: { endpoint: removeContributor, per: 'field' },
    type: RemoveContributorPayload,
    nullable: true,
    description:
      'Ends all roles that an account has on a site. It loses access immediately, even in the middle of an edit. ' +
      'Its roles on other sites remain, and so do pending invites (see `revokeSiteInvite`). A dry run lists the ' +
      'roles. Costs one REST call (Remove Contributor).',
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
    plan: () => planRemoval(context, at),
    send: async () => {
      await send();
      return at;
    },
    find: async (): Promise<Found<ContributorAt>> => {
      const site = await loadSite(context, at);
      if (site === null) return { is: 'absent' };
      const contributors = await contributorsOfSite(context, site, []);
      const isListed = contributors.some(({ accountId }) => accountId === at.contributorAccountId);
      // The list may lag, but removing the contributor again is harmless.
      return isListed ? { is: 'absent' } : { is: 'done', result: at };
    },
    verifyQuery: `{ site(id: "${at.siteId}", accountId: "${at.accountId}") { contributors { accountId } } }`,
    wrote: () => [{ type: 'SiteContributor', id: contributorKey(at.siteId, at.contributorAccountId), did: 'remove' }],
    paths: { accountId: 'contributorAccountId' },
  };
}

async function planRemoval(context: GraphContext, at: ContributorAt): Promise<Plan> {
  const [site, contributor] = await Promise.all([loadSite(context, at), findContributor(context, at)]);
  const calls = [{ endpoint: removeContributor, count: 1 }];
  if (site === null) return { changes: [], problems: [noSite(['input', 'siteId'])], calls };
  if (contributor === null) return { changes: [], problems: [noContributor], calls };
  const [held, roles] = await Promise.all([rolesOfContributor(context, contributor), rolesById(context, at.accountId)]);
  const before = held.map(({ id }) => titleOf(roles, id)).join(', ');
  const change = {
    type: 'SiteContributor',
    id: at.contributorAccountId,
    field: 'roles',
    before,
    after: null,
    summary: `The account ${at.contributorAccountId} loses ${before || 'every role'} on the site ${site.displayName}.`,
  };
  return { changes: [change], problems: [], calls };
}
