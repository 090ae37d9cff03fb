import { InputError } from '../../lib/input-error.ts';
import { languageInput } from '../../lib/language-input.ts';
import { list, object, texts } from '../../lib/read.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { emailKey, type InviteOutcome, repeatedEmail, sendInvites } from '../invite/send-invites.ts';
import { type RoleToGive, roleProblems, siteRolesToGive, titleOf } from '../role/assignable.ts';
import { rolesById } from '../role/loader.ts';
import { loadSite, noSite, type SiteAt, type SiteWriteInput, siteAt, siteField } from '../site/site-write.ts';
import type { Plan } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type Write } from '../write/run-write.ts';
import { RefusedError, UserErrorRef } from '../write/user-error.ts';
import { type SiteInvite, toSiteInvite } from './model.ts';
import { bulkInvite } from './rest.ts';
import { SiteInviteRef } from './schema.ts';
import { acceptedQuery } from './verify.ts';

interface InviteContributorsInput extends SiteWriteInput {
  readonly emails: readonly string[];
  readonly roleIds: readonly string[];
  readonly purpose?: string | null | undefined;
  readonly defaultEmailLanguage?: string | null | undefined;
}

type InviteResult = InviteOutcome<SiteInvite>;

interface InviteResults {
  readonly results: readonly InviteResult[];
}

const InviteContributorsInputRef = builder.inputRef<InviteContributorsInput>('InviteSiteContributorsInput').implement({
  description: 'Whom to invite to work on a site.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    emails: t.field({
      type: ['EmailAddress'],
      required: true,
      description: '1 to 200 e-mail addresses, none twice. 50 go into one call; what Wix takes is not documented.',
    }),
    roleIds: t.idList({
      required: true,
      description: 'The roles that each of them gets, 1 to 20, decimal text: roles of the account for sites.',
    }),
    purpose: t.string({
      required: false,
      description: 'What the invite is for, up to 1,000 characters. Where Wix shows it is not documented.',
    }),
    defaultEmailLanguage: t.string({
      required: false,
      description:
        'The language of the e-mail for people who have no Wix user yet, an ISO 639 code such as `de`. Default: that of the owner.',
    }),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const InviteResultRef = builder.objectRef<InviteResult>('InviteSiteContributorResult').implement({
  description: 'What became of one address that was to be invited.',
  fields: (t) => ({
    email: t.expose('email', { tag: 'pii', type: 'EmailAddress', description: 'The address, as it was given.' }),
    invite: t.expose('invite', {
      type: SiteInviteRef,
      nullable: true,
      description: 'The invite; null when none was made. Keep its `id`: Wix does not list site invites.',
    }),
    error: t.expose('error', {
      type: UserErrorRef,
      nullable: true,
      description:
        'Why the address was not invited; null when it was. Wix gives no reasons: a site out of collaborator seats is a usual one.',
    }),
  }),
});

const InviteContributorsPayload = payloadType<InviteResults>('InviteSiteContributorsPayload', {
  description: 'What inviting people to a site did. Some may have been invited and others not.',
  fields: (t) => ({
    results: t.field({
      type: [InviteResultRef],
      nullable: true,
      description: 'What became of each address, in the order of the input; null after a refusal of the whole write.',
      resolve: ({ result }) => result?.results ?? null,
    }),
  }),
});

builder.mutationField('inviteSiteContributors', (t) =>
  t.field({
    upstream: { endpoint: bulkInvite, per: 'field' },
    type: InviteContributorsPayload,
    nullable: true,
    description:
      'Invites people from outside the team to work on one site: Wix mails each address a link, and whoever opens it gets all these ' +
      'roles on the site. Each pending invite takes a collaborator seat of the site. Wix has no list of site invites: keep the ' +
      'ids in the answer, they are needed to send an invite again or to revoke it; after a lost answer nobody but the ' +
      'recipients can tell whether mails went out (OUTCOME_UNKNOWN). Roles are checked before anything is sent. One REST call for ' +
      'the roles (Get Roles Info), then one for each 50 addresses.',
    args: { input: t.arg({ type: InviteContributorsInputRef, required: true, description: 'Whom, and where.' }) },
    resolve: (_root, { input }, context) => runWrite(context, () => inviting(context, input)),
  }),
);

const path = ['input', 'emails'];

function inviting(context: GraphContext, input: InviteContributorsInput): Write<InviteResults> {
  const at = siteAt(context, input);
  const emails = readEmails(input.emails);
  const roles = siteRolesToGive(input.roleIds);
  const language = languageInput('defaultEmailLanguage', input.defaultEmailLanguage);
  const purpose = input.purpose ?? '';
  if (purpose.length > 1_000) throw new InputError('purpose', 'purpose takes up to 1,000 characters.');
  const verifyQuery = acceptedQuery(at);
  return {
    name: 'inviteSiteContributors',
    input,
    endpoint: bulkInvite,
    lane: [at.accountId, 'site', at.siteId, 'contributors'],
    plan: () => planInvites(context, at, emails, roles),
    prepare: async () => {
      const problems = await roleProblems(context, at.accountId, roles);
      if (problems.length > 0) throw new RefusedError(problems);
    },
    send: async () => ({
      results: await sendInvites(context, {
        items: emails,
        emailOf: (email) => email,
        maxItems: bulkInvite.maxItems,
        path,
        send: (part) =>
          context.wix.call(bulkInvite, {
            siteId: at.siteId,
            body: {
              policyIds: input.roleIds,
              emails: part,
              ...(purpose === '' ? {} : { invitePurpose: purpose }),
              ...(language === null ? {} : { defaultEmailLanguage: language }),
            },
          }),
        read: (answer) => ({
          invites: list(answer.invites).flatMap((raw) => toSiteInvite(object(raw), at) ?? []),
          refused: new Map(texts(answer.failedEmails).map((email) => [emailKey(email), null])),
        }),
        verifyQuery,
      }),
    }),
    verifyQuery,
    paths: {
      emails: 'emails',
      policyIds: 'roleIds',
      invitePurpose: 'purpose',
      defaultEmailLanguage: 'defaultEmailLanguage',
    },
  };
}

function readEmails(emails: readonly string[]): readonly string[] {
  if (emails.length < 1 || emails.length > 200) throw new InputError('emails', 'emails takes 1 to 200 addresses.');
  const repeated = repeatedEmail(emails);
  if (repeated !== null) throw new InputError(`emails.${repeated}`, 'emails must not name an address twice.');
  return emails;
}

async function planInvites(
  context: GraphContext,
  at: SiteAt,
  emails: readonly string[],
  wanted: readonly RoleToGive[],
): Promise<Plan> {
  const [site, problems, roles] = await Promise.all([
    loadSite(context, at),
    roleProblems(context, at.accountId, wanted),
    rolesById(context, at.accountId),
  ]);
  const titles = wanted.map(({ roleId }) => titleOf(roles, roleId)).join(', ');
  return {
    changes: emails.map((email) => ({
      type: 'SiteInvite',
      id: null,
      field: null,
      before: null,
      after: email,
      summary: `${email} gets an e-mail with an invite to the site ${site?.displayName ?? at.siteId}: ${titles}.`,
    })),
    problems: [...(site === null ? [noSite(['input', 'siteId'])] : []), ...problems],
    calls: [{ endpoint: bulkInvite, count: Math.ceil(emails.length / bulkInvite.maxItems) }],
  };
}
