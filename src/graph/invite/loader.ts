import { mapped } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { allTeamRows, teamFacets, teamRows } from '../team/loader.ts';
import { searchTeam, type TeamSearch } from '../team/rest.ts';
import { withRecentWrites } from '../write/overlay.ts';
import { type AccountInvite, type InviteStatus, inviteStatuses, toAccountInvite } from './model.ts';

export interface InviteListArgs extends PageArgs {
  readonly statuses?: readonly InviteStatus[] | null | undefined;
}

/** Returns the invite in a team row with recent writes applied, or null for a row without one. */
function inviteIn(context: GraphContext, accountId: string, row: unknown): AccountInvite | null {
  const invite = toAccountInvite(row, accountId);
  return invite === null ? null : (withRecentWrites(context, 'AccountInvite', ({ id }) => id, [invite])[0] ?? null);
}

/**
 * Returns all invites to an account's team, read together with the whole team, so that the REST call is shared with the
 * members.
 */
export function invitesOfWholeTeam(context: GraphContext, accountId: string): Promise<readonly AccountInvite[]> {
  return readInvites(context, accountId, {});
}

/**
 * Returns the pending invites to an account's team: one Search Team per 50. The filter is verified, because Wix may
 * ignore it. The list may lag behind invites that were just sent.
 */
export async function pendingInvites(context: GraphContext, accountId: string): Promise<readonly AccountInvite[]> {
  const invites = await readInvites(context, accountId, { filter: { inviteType: { $eq: 'Pending' } } });
  return invites.filter(({ status }) => status === 'PENDING');
}

async function readInvites(context: GraphContext, accountId: string, search: TeamSearch): Promise<AccountInvite[]> {
  const rows = await allTeamRows(context, accountId, search);
  return rows.flatMap((row) => inviteIn(context, accountId, row) ?? []);
}

/**
 * Returns the invites to an account's team as a connection that skips members. Search Team is the only endpoint that
 * lists invites.
 */
export function invitesOfAccount(context: GraphContext, accountId: string, args: InviteListArgs) {
  const statuses = new Set(args.statuses ?? []);
  const search = toSearch(statuses);
  const belongs = (invite: AccountInvite) => statuses.size === 0 || statuses.has(invite.status);
  return new Connection<AccountInvite | null>({
    endpoint: searchTeam.name,
    scope: ['Account.invites', accountId, [...statuses].sort()],
    args,
    source: mapped(teamRows(context, accountId, search), (row) => inviteIn(context, accountId, row)),
    keep: (invite) => invite !== null && belongs(invite),
    total: async () => {
      const counts = (await teamFacets(context, accountId, search)).get('InviteStatus');
      if (counts !== undefined) {
        // The count of a status is the same whether or not facets count under the filter, which is UNKNOWN.
        const wanted = [...counts].filter(([status]) => statuses.size === 0 || statuses.has(ours(status)));
        return wanted.reduce((sum, [, count]) => sum + count, 0);
      }
      const rows = await allTeamRows(context, accountId, search);
      return rows.flatMap((row) => inviteIn(context, accountId, row) ?? []).filter(belongs).length;
    },
  }) as Connection<AccountInvite>;
}

function ours(status: string): InviteStatus {
  return Object.hasOwn(inviteStatuses, status) ? inviteStatuses[status as keyof typeof inviteStatuses] : 'UNKNOWN';
}

/** Builds the search. Filtering by several statuses is UNKNOWN, so then the rows are filtered only here. */
function toSearch(statuses: ReadonlySet<InviteStatus>): TeamSearch {
  const [status] = statuses;
  const name = Object.keys(inviteStatuses).find((key) => ours(key) === status);
  return statuses.size === 1 && name !== undefined ? { filter: { inviteType: { $eq: name } } } : {};
}
