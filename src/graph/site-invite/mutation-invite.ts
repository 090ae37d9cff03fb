import { InputError } from '../../lib/input-error.ts';
import { languageInput } from '../../lib/language-input.ts';
import { list, object, texts } from '../../lib/read.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { personal } from '../federation/personal.ts';
import { emailKey, type InviteOutcome, repeatedEmail, sendInvites } from '../invite/send-invites.ts';
import { type RoleToGive, roleProblems, roleWarnings, siteRolesToGive, titleOf } from '../role/assignable.ts';
import { rolesById } from '../role/loader.ts';
import { getRolesInfo } from '../role/rest.ts';
import { querySites } from '../site/rest.ts';
import { loadSite, type SiteAt, type SiteWriteInput, siteAt, siteField, siteProblems } from '../site/site-write.ts';
import { dryRunInput, idempotencyKeyInput, payloadType, resultsPer } from '../write/payload.ts';
import { type Planned, runWrite, type Write } from '../write/run-write.ts';
import { resultsBefore } from '../write/sent-before.ts';
import { UserErrorRef } from '../write/user-error.ts';
import { type SiteInvite, toSiteInvite } from './model.ts';
import { bulkInvite } from './rest.ts';
import { SiteInviteRef } from './schema.ts';

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
  description: 'The people to invite and the site.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    emails: t.field({
      type: ['EmailAddress'],
      required: true,
      description:
        "1 to 200 e-mail addresses, unique. The graph sends 50 per REST call; Wix doesn't document its limit.",
    }),
    roleIds: t.idList({
      required: true,
      description:
        'The ids of 1 to 20 roles that each person gets, decimal strings. They must be roles of the account for ' +
        'sites.',
    }),
    purpose: t.string({
      required: false,
      description: "The purpose of the invite, up to 1,000 characters. Wix doesn't document where it is shown.",
    }),
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

const InviteResultRef = builder.objectRef<InviteResult>('InviteSiteContributorResult').implement({
  description: 'The result of inviting one address.',
  fields: (t) => ({
    email: t.expose('email', {
      ...personal('Reaches a person.'),
      type: 'EmailAddress',
      description: 'The e-mail address as given in the input.',
    }),
    invite: t.expose('invite', {
      type: SiteInviteRef,
      nullable: true,
      description: "The invite. Null if none was created. Keep its `id`: Wix doesn't list site invites.",
    }),
    error: t.expose('error', {
      type: UserErrorRef,
      nullable: true,
      description:
        'The reason why the address was not invited. Null if it was. Wix gives no reasons; a common one is that ' +
        'the site has no collaborator seats left.',
    }),
  }),
});

const InviteContributorsPayload = payloadType<InviteResults>('InviteSiteContributorsPayload', {
  description: 'The result of inviting people to a site. Some people may have been invited and others not.',
  fields: (t) => ({
    results: t.field(resultsPer('address', InviteResultRef)),
  }),
});

builder.mutationField('inviteSiteContributors', (t) =>
  t.field({
    upstream: { endpoint: bulkInvite, per: 'field', needs: [getRolesInfo, querySites] },
    type: InviteContributorsPayload,
    nullable: true,
    description:
      'Invites people from outside the team to contribute to one site. Wix e-mails each address a link; anyone ' +
      'who accepts it gets all these roles on the site. Each pending invite uses a collaborator seat of the site. ' +
      "Keep the returned ids, which are needed to resend or revoke an invite: Wix doesn't list site invites. If " +
      "Wix's response is lost, the graph can't tell whether e-mails were sent (OUTCOME_UNKNOWN); only the " +
      'recipients know. The site and the roles are checked before anything is sent. Costs two REST calls for them ' +
      '(Query Sites, Get Roles Info), plus one per 50 addresses.',
    args: {
      input: t.arg({
        type: InviteContributorsInputRef,
        required: true,
        description: 'The people to invite and the site.',
      }),
    },
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
  if (purpose.length > 1_000) throw new InputError('purpose', 'purpose must be at most 1,000 characters long.');
  return {
    name: 'inviteSiteContributors',
    input,
    endpoint: bulkInvite,
    lane: [at.accountId, 'site', at.siteId, 'contributors'],
    plan: () => planInvites(context, at, emails, roles),
    send: async (_facts, before) => ({
      results: await sendInvites(context, resultsBefore(before), {
        endpoint: bulkInvite,
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
        verifyQuery: null,
      }),
    }),
    // Wix doesn't list site invites, so nothing shows whether one was sent.
    verifyQuery: null,
    paths: {
      emails: 'emails',
      policyIds: 'roleIds',
      invitePurpose: 'purpose',
      defaultEmailLanguage: 'defaultEmailLanguage',
    },
  };
}

function readEmails(emails: readonly string[]): readonly string[] {
  if (emails.length < 1 || emails.length > 200)
    throw new InputError('emails', 'emails must contain 1 to 200 addresses.');
  const repeated = repeatedEmail(emails);
  if (repeated !== null) throw new InputError(`emails.${repeated}`, 'emails must be unique.');
  return emails;
}

async function planInvites(
  context: GraphContext,
  at: SiteAt,
  emails: readonly string[],
  wanted: readonly RoleToGive[],
): Promise<Planned<null>> {
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
    problems: [...siteProblems(site, ['input', 'siteId']), ...problems],
    calls: [{ endpoint: bulkInvite, count: Math.ceil(emails.length / bulkInvite.maxItems) }],
    warnings: [
      'Wix rejects addresses for which the site has no collaborator seat left.',
      ...(await roleWarnings(context, at.accountId, wanted)),
    ],
  };
}
