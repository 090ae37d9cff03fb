import { createHash } from 'node:crypto';
import type { View } from '../../directory/view.ts';
import { accountAttention } from '../account/attention.ts';
import type { Account } from '../account/model.ts';
import { type AccountHandle, AccountRef } from '../account/schema.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import { domainAttention } from '../domain/attention.ts';
import type { Domain } from '../domain/model.ts';
import { inviteAttention } from '../invite/attention.ts';
import type { AccountInvite } from '../invite/model.ts';
import { siteAttention } from '../site/attention.ts';
import type { Site } from '../site/model.ts';
import { memberAttention } from '../team/attention.ts';
import type { TeamMember } from '../team/model.ts';
import { findingsConnection } from './connection.ts';
import { type Finding, type Fix, type Severity, type Surroundings, severities } from './finding.ts';
import { totalCount, withStatus } from './list-fields.ts';
import { type Opened, openDirectory } from './open.ts';
import { accountBeside, served } from './served.ts';
import { DirectorySubjectRef } from './subject.ts';

export interface ShownFinding {
  readonly finding: Finding;
  readonly opened: Opened;
}

/** The findings about one record of each type. */
const rules: Readonly<Record<string, (value: object, around: Surroundings) => Finding[]>> = {
  Account: (value) => accountAttention(value as Account),
  Site: (value, around) => siteAttention(value as Site, around),
  Domain: (value, around) => domainAttention(value as Domain, around),
  TeamMember: (value, around) => memberAttention(value as TeamMember, around),
  AccountInvite: (value, around) => inviteAttention(value as AccountInvite, around),
};

/** Returns everything in a part of the directory that needs somebody at a time. Depends on nothing else. */
export function findingsIn(view: View, types: ReadonlySet<string>, now: number): Finding[] {
  const around: Surroundings = {
    now,
    find: <T extends object>(type: string, accountId: string, id: string) =>
      view.find(type, accountId, id)?.value as T | undefined,
    isWhole: (list, accountId) => view.isWhole(list, accountId),
  };
  const found: Finding[] = [];
  for (const type of types) {
    const rule = rules[type];
    if (rule !== undefined) for (const { value } of view.entriesOfType(type)) found.push(...rule(value, around));
  }
  return found;
}

const kinds = {
  ACCOUNT_UNUSABLE: 'The account is blocked or deleted.',
  SITE_BLOCKED: 'Wix has blocked the site for legal reasons. Only Wix can end that.',
  TRASH_PURGE:
    'Wix deletes the site in 14 days or less (MEDIUM), or in 3 days or less (HIGH). Restore it in the dashboard.',
  DOMAIN_WITHOUT_PLAN: 'A domain is connected to a site without a Premium plan.',
  PLAN_UNPUBLISHED: 'The site has a Premium plan, is older than 14 days and is not published.',
  PLAN_WITHOUT_DOMAIN: 'The site has a Premium plan, is published and has no domain.',
  DOMAIN_FAILED:
    'The DNS records of the domain are not the required ones. HIGH if it is the address of a published site.',
  DOMAIN_PENDING: 'The DNS records of the domain have not propagated in two days (MEDIUM) or three (HIGH).',
  DOMAIN_UNASSIGNED: 'The domain serves no site.',
  DOMAIN_OF_GONE_SITE: 'The domain serves a site that is in the trash, or that the account does not have.',
  INVITE_EXPIRING: 'The invite expires within three days.',
  INVITE_EXPIRED: 'The invite expired before it was accepted.',
  INVITE_TO_WHOLE_ACCOUNT: 'A pending invite gives access to the whole account. Anyone with its link can accept it.',
  MEMBER_WITHOUT_ROLE: 'The member has no role.',
  ROLE_ON_GONE_SITE: 'The member has a role on a site that the account does not have.',
} as const;

const AttentionKindRef = builder.enumType('AttentionKind', {
  description: 'The kind of a matter that needs somebody.',
  values: Object.fromEntries(Object.entries(kinds).map(([name, description]) => [name, { description }])) as Record<
    keyof typeof kinds,
    { description: string }
  >,
});

const AttentionSeverityRef = builder.enumType('AttentionSeverity', {
  description: 'The severity of a matter that needs somebody.',
  values: {
    LOW: { description: 'Worth tidying up.' },
    MEDIUM: { description: 'Costs money or trust if nobody acts.' },
    HIGH: { description: 'Something is broken or about to be lost.' },
  } as const,
});

const FixRef = builder.objectRef<Fix>('AttentionFix').implement({
  description: 'A mutation that mends the matter.',
  fields: (t) => ({
    mutation: t.exposeString('mutation', { description: 'The name of the mutation.' }),
    input: t.string({
      description: 'Its `input` as JSON, for a dry run. Set `dryRun` to false to apply it.',
      resolve: ({ input }) => JSON.stringify(input),
    }),
  }),
});

const AttentionRef = builder.objectRef<ShownFinding>('Attention').implement({
  description: 'A matter that needs somebody.',
  fields: (t) => ({
    kind: t.field({
      type: AttentionKindRef,
      description: 'The kind of the matter.',
      resolve: ({ finding }) => finding.kind as keyof typeof kinds,
    }),
    severity: t.field({
      type: AttentionSeverityRef,
      description: 'The severity of the matter.',
      resolve: ({ finding }): Severity => finding.severity,
    }),
    since: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time since which this is known. Null if no date of Wix tells it.',
      resolve: ({ finding }) => finding.since,
    }),
    evidence: t.string({
      description: 'The fields that show it, as JSON.',
      resolve: ({ finding }) => JSON.stringify(finding.evidence),
    }),
    snoozeKey: t.string({
      description: 'Identifies the matter with its evidence, for callers that hide it until the evidence changes.',
      resolve: ({ finding: { kind, type, accountId, id, evidence } }) =>
        createHash('sha256')
          .update(JSON.stringify([kind, type, accountId, id, evidence]))
          .digest('base64url')
          .slice(0, 22),
    }),
    account: t.field({
      type: AccountRef,
      description: 'The account that the matter is about.',
      resolve: ({ finding, opened }): AccountHandle =>
        accountBeside(served(opened.view, 'Account', { id: finding.accountId }), finding.accountId),
    }),
    subject: t.field({
      type: DirectorySubjectRef,
      nullable: true,
      description: 'The object in its present state. Null if it is gone.',
      resolve: ({ finding: { type, accountId, id }, opened }) => {
        const entry = opened.view.find(type, accountId, id);
        return entry === undefined ? null : (served(opened.view, type, entry.value) as AccountHandle);
      },
    }),
    fix: t.field({
      type: FixRef,
      nullable: true,
      description: 'A mutation that mends it. Null if the graph has none.',
      resolve: ({ finding }) => finding.fix,
    }),
  }),
});

const AttentionConnectionRef = connectionType(AttentionRef, {
  name: 'Attention',
  description: 'A page of matters that need somebody, most severe first.',
  totalCount: totalCount('matters'),
});

withStatus(AttentionConnectionRef);

builder.objectField(AccountRef, 'attention', (t) =>
  t.field({
    directory: [],
    type: AttentionConnectionRef,
    nullable: true,
    description:
      'The matters that need somebody in this account and its child accounts, from the directory, most severe first. A matter that ' +
      'rests on something missing is shown only once the lists that could have it were read to their end; see ' +
      '`directory` for what is unknown. Costs no REST call.',
    args: {
      kinds: t.arg({
        type: [AttentionKindRef],
        required: false,
        description: 'Only matters of these kinds. Defaults to all.',
      }),
      minSeverity: t.arg({
        type: AttentionSeverityRef,
        required: false,
        defaultValue: 'LOW',
        description: 'Only matters of this severity or a higher one.',
      }),
      ...pageArgs(t.arg),
    },
    resolve: async ({ id }, args, context) => {
      const opened = await openDirectory(context, id);
      const wanted = args.kinds == null ? null : new Set<string>(args.kinds);
      const least = severities.indexOf(args.minSeverity ?? 'LOW');
      const found = findingsIn(opened.view, opened.types, Date.now()).filter(
        ({ kind, severity }) => (wanted === null || wanted.has(kind)) && severities.indexOf(severity) >= least,
      );
      return findingsConnection(opened, found, ['Account.attention', args.kinds ?? null, least], args);
    },
  }),
);
