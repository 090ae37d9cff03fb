import { guidInput } from '../../lib/guid-input.ts';
import { languageInput } from '../../lib/language-input.ts';
import { object } from '../../lib/read.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { loadSite, type SiteAt, type SiteWriteInput, siteAt, siteField, siteProblems } from '../site/site-write.ts';
import { OutcomeUnknownError } from '../write/errors.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Planned, runWrite, type Write } from '../write/run-write.ts';
import { type SiteInvite, toSiteInvite } from './model.ts';
import { resendInvite, revokeInvite } from './rest.ts';
import { SiteInviteRef } from './schema.ts';

interface OpenInviteInput extends SiteWriteInput {
  readonly inviteId: string;
}

const inviteIdField = {
  required: true,
  description: "The invite's GUID, as returned by `inviteSiteContributors`. Wix doesn't list site invites.",
} as const;

// --- resendSiteInvite ---

interface ResendInput extends OpenInviteInput {
  readonly defaultEmailLanguage?: string | null | undefined;
}

interface Resent {
  readonly invite: SiteInvite;
}

const ResendInputRef = builder.inputRef<ResendInput>('ResendSiteInviteInput').implement({
  description: 'The invite to resend.',
  fields: (t) => ({
    siteId: t.id(siteField),
    inviteId: t.id(inviteIdField),
    accountId: t.id(ownerArgument),
    defaultEmailLanguage: t.string({
      required: false,
      description:
        'The language of the e-mail for people without a Wix user, an ISO 639 code such as `de`. Defaults to the ' +
        "owner's language.",
    }),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const ResendPayload = payloadType<Resent>('ResendSiteInvitePayload', {
  description: 'The result of resending an invite.',
  fields: (t) => ({
    invite: t.field({
      type: SiteInviteRef,
      nullable: true,
      description:
        "The invite as Wix returns it. Null after a refusal or a dry run. Keep its id, because Wix doesn't " +
        'document whether it stays the same.',
      resolve: ({ result }) => result?.invite ?? null,
    }),
  }),
});

builder.mutationField('resendSiteInvite', (t) =>
  t.field({
    upstream: { endpoint: resendInvite, per: 'field', needs: [querySites] },
    type: ResendPayload,
    nullable: true,
    description:
      "Resends the e-mail of an invite to a site, including an expired one. Wix doesn't document whether the " +
      'expiry is extended; see `expiresAt` of the result. Accepted, declined and revoked invites are rejected. If ' +
      "Wix's response is lost, the graph can't tell whether the e-mail was sent (OUTCOME_UNKNOWN). " +
      'Costs two REST calls: the first finds the site (Query Sites).',
    args: { input: t.arg({ type: ResendInputRef, required: true, description: 'The invite to resend.' }) },
    resolve: (_root, { input }, context) => runWrite(context, () => resending(context, input)),
  }),
);

function resending(context: GraphContext, input: ResendInput): Write<Resent> {
  const { at, inviteId } = readInvite(context, input);
  const language = languageInput('defaultEmailLanguage', input.defaultEmailLanguage);
  return {
    name: 'resendSiteInvite',
    input,
    endpoint: resendInvite,
    lane: [at.accountId, 'site', at.siteId, 'contributors'],
    plan: () => planFor(context, at, inviteId, resendInvite, 'The invite is e-mailed to its address again'),
    send: async () => {
      const { invite: raw } = await context.wix.call(resendInvite, {
        siteId: at.siteId,
        params: { inviteId },
        body: { inviteId, ...(language === null ? {} : { defaultEmailLanguage: language }) },
      });
      const invite = toSiteInvite(object(raw), at);
      if (invite === null) throw new WixError('invalidResponse', 'returned no invite', { endpoint: resendInvite.name });
      return { invite };
    },
    // Wix doesn't list site invites, so nothing shows whether the e-mail was sent.
    verifyQuery: null,
    paths: { inviteId: 'inviteId', defaultEmailLanguage: 'defaultEmailLanguage' },
  };
}

// --- revokeSiteInvite ---

interface Revoked extends SiteAt {
  readonly inviteId: string;
}

const RevokeInputRef = builder.inputRef<OpenInviteInput>('RevokeSiteInviteInput').implement({
  description: 'The invite to revoke.',
  fields: (t) => ({
    siteId: t.id(siteField),
    inviteId: t.id(inviteIdField),
    accountId: t.id(ownerArgument),
    ...dryRunInput(t),
  }),
});

const RevokePayload = payloadType<Revoked>('RevokeSiteInvitePayload', {
  description: 'The result of revoking an invite.',
  fields: (t) => ({
    revokedInviteId: t.id({
      nullable: true,
      description: 'The GUID of the revoked invite, whose link no longer works. Null after a refusal or a dry run.',
      resolve: ({ result }) => result?.inviteId ?? null,
    }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description: 'The site of the invite. Null after a refusal or a dry run.',
      resolve: ({ result }, _args, context) => loadSite(context, result),
    }),
  }),
});

builder.mutationField('revokeSiteInvite', (t) =>
  t.field({
    upstream: { endpoint: revokeInvite, per: 'field', needs: [querySites] },
    type: RevokePayload,
    nullable: true,
    description:
      'Revokes a pending invite to a site. Its link stops working at once. People who have already accepted keep ' +
      'their roles; to remove them, use `removeContributor`. Invites that are not pending are rejected. ' +
      'Costs two REST calls: the first finds the site (Query Sites).',
    args: { input: t.arg({ type: RevokeInputRef, required: true, description: 'The invite to revoke.' }) },
    resolve: (_root, { input }, context) => runWrite(context, () => revoking(context, input)),
  }),
);

function revoking(context: GraphContext, input: OpenInviteInput): Write<Revoked> {
  const { at, inviteId } = readInvite(context, input);
  let firstSentAt: number | undefined;
  return {
    name: 'revokeSiteInvite',
    input,
    endpoint: revokeInvite,
    lane: [at.accountId, 'site', at.siteId, 'contributors'],
    plan: () => planFor(context, at, inviteId, revokeInvite, 'The link of the invite stops working'),
    send: async () => {
      const isRepeat = firstSentAt !== undefined;
      firstSentAt ??= Date.now();
      try {
        await context.wix.call(revokeInvite, { siteId: at.siteId, params: { inviteId }, body: { inviteId } });
      } catch (error) {
        // The invite is no longer pending: either the first attempt revoked it, or it was accepted.
        if (isRepeat && isRefusal(error)) throw new OutcomeUnknownError(null, firstSentAt, error);
        throw error;
      }
      return { ...at, inviteId };
    },
    // Invites can't be read, and revoking again is harmless.
    find: async () => ({ is: 'notSeen' }),
    verifyQuery: null,
    paths: { inviteId: 'inviteId' },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof WixError && ['refused', 'notFound', 'conflict', 'preconditionFailed'].includes(error.failure);
}

function readInvite(context: GraphContext, input: OpenInviteInput): { at: SiteAt; inviteId: string } {
  return { at: siteAt(context, input), inviteId: guidInput('inviteId', input.inviteId, 'an invite') };
}

/** Plans a write to an invite. Wix can't return an invite, so only its site is checked. */
async function planFor(
  context: GraphContext,
  at: SiteAt,
  inviteId: string,
  endpoint: AnyEndpoint,
  effect: string,
): Promise<Planned<null>> {
  const site = await loadSite(context, at);
  const problems = siteProblems(site, ['input', 'siteId']);
  const change = {
    type: 'SiteInvite',
    id: inviteId,
    field: null,
    before: null,
    after: null,
    summary:
      `${effect}, if it is an open invite to the site ${site?.displayName ?? at.siteId}. Wix can't look up invites ` +
      'by id.',
  };
  return {
    changes: problems.length > 0 ? [] : [change],
    problems,
    calls: [{ endpoint, count: 1 }],
    warnings: ['Wix rejects the write unless the invite is open. Nothing that can be read shows that.'],
  };
}
