import { accountProblems, ifPermitted } from '../account/reachable.ts';
import type { GraphContext } from '../context.ts';
import { domainsBySite } from '../domain/loader.ts';
import { productInstancesBySite } from '../package/loader.ts';
import { isLive } from '../package/plan.ts';
import { membersById } from '../team/loader.ts';
import { memberText } from '../team/model.ts';
import type { PlannedChange, PlanPurpose } from '../write/dry-run.ts';
import type { Planned, WriteInput } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { siteById } from './loader.ts';
import type { Site } from './model.ts';
import { transferSite } from './rest.ts';
import { siteChange, siteProblems } from './site-write.ts';

/** The site as it is known before the transfer, to show until the target's list has it. */
export type TransferFacts = Pick<Site, 'displayName' | 'kind' | 'editor' | 'isPublished' | 'url' | 'createdAt'>;

interface Transfer {
  readonly siteId: string;
  readonly sourceAccountId: string;
  /** The target. */
  readonly accountId: string;
  readonly input: WriteInput & { readonly notifyOwner: boolean };
}

/** Plans a transfer. Reads the site, the target account and the products of the site; to show it, also what the site leaves behind. */
export async function planTransfer(
  context: GraphContext,
  transfer: Transfer,
  purpose: PlanPurpose,
): Promise<Planned<TransferFacts>> {
  const { siteId, sourceAccountId, accountId, input } = transfer;
  const calls = [{ endpoint: transferSite, count: 1 }];
  const [site, atTarget, isSold] = await Promise.all([
    siteById(context, sourceAccountId).load(siteId),
    accountProblems(context, accountId, 'targetAccountId'),
    ifPermitted(productInstancesBySite(context, sourceAccountId).load(siteId)),
  ]);
  const atSite = siteProblems(site, ['input', 'siteId']);
  const isPaid = site?.isPremium === true || isSold?.some(isLive) === true;
  const problems = [...atSite, ...(atSite.length === 0 && isPaid ? [paid] : []), ...atTarget];
  if (site === null || problems.length > 0) return { changes: [], problems, calls, facts: null };
  const mail = input.notifyOwner ? ' Wix e-mails the owner.' : '';
  const summary = `${site.displayName} is transferred to the account ${accountId}.${mail}`;
  const left = purpose === 'show' ? await leftBehind(context, site) : { changes: [], warnings: [] };
  const { displayName, kind, editor, isPublished, url, createdAt } = site;
  return {
    changes: [siteChange(siteId, 'account', sourceAccountId, accountId, summary), ...left.changes],
    problems,
    calls,
    warnings: [
      ...left.warnings,
      'Wix rejects the transfer if the site has other paid services, which no API lists, or if the two accounts do not ' +
        'belong to the same partner.',
    ],
    facts: { displayName, kind, editor, isPublished, url, createdAt },
  };
}

/** Returns what the site has in its account, and what of it Wix documents no effect for. */
async function leftBehind(context: GraphContext, site: Site) {
  const { id, accountId, folderId, displayName } = site;
  const [members, domains] = await Promise.all([
    ifPermitted(membersById(context, accountId)),
    ifPermitted(domainsBySite(context, accountId)),
  ]);
  const changes: PlannedChange[] = [
    ...(folderId === null
      ? []
      : [siteChange(id, 'folder', folderId, null, `${displayName} leaves its folder, which stays in the account.`)]),
    ...[...(members?.values() ?? [])].flatMap((member) =>
      member.assignments.flatMap(({ id: assignmentId, scope }) =>
        scope.type === 'SiteScope' && scope.siteId === id
          ? [
              {
                type: 'RoleAssignment',
                id: assignmentId,
                field: null,
                before: memberText(member),
                after: null,
                summary: `${memberText(member)} had a role on the site through the team that it leaves.`,
              },
            ]
          : [],
      ),
    ),
  ];
  const names = (domains?.get(id) ?? []).map(({ name }) => name);
  const count = site.contributorAccountIds.length;
  const warnings = [
    ...(names.length === 0 ? [] : [`Wix does not document whether these domains go along: ${names.join(', ')}.`]),
    ...(count === 0 ? [] : [`Wix does not document whether the ${count} contributors keep their roles.`]),
    'Wix does not document whether pending invites to the site are revoked.',
  ];
  return { changes, warnings };
}

const paid: UserError = {
  code: 'FAILED_PRECONDITION',
  message: "The site has a Premium plan or another product, and sites with paid services can't be transferred.",
  path: ['input', 'siteId'],
  upstreamCode: null,
};
