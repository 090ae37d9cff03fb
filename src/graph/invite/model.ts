import { list, object, oneOf, text, time } from '../../lib/read.ts';
import { type AssignmentScope, type RoleAssignment, toAssignments } from '../assignment/model.ts';

/** The statuses of Wix's invites and their names in the graph. */
export const inviteStatuses = {
  Pending: 'PENDING',
  Used: 'ACCEPTED',
  Declined: 'DECLINED',
  Deleted: 'REVOKED',
  Expired: 'EXPIRED',
} as const;

export type InviteStatus = (typeof inviteStatuses)[keyof typeof inviteStatuses] | 'UNKNOWN';

/** An invite to an account's team. Null: Wix did not send it. */
export interface AccountInvite {
  readonly id: string;
  readonly accountId: string;
  readonly email: string | null;
  readonly status: InviteStatus;
  readonly statusRaw: string | null;
  readonly acceptUrl: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly expiresAt: string | null;
  readonly inviterAccountId: string | null;
  readonly assignments: readonly RoleAssignment[];
}

/** Maps the `invite` of a team row. Returns null for a row without one (a member). */
export function toAccountInvite(row: unknown, accountId: string): AccountInvite | null {
  const invite = object(object(row)['invite']);
  return toInvite(invite, accountId, toAssignments(invite['assignments'], accountId));
}

/** Maps an invite as Create Invite returns it. Returns null if it has no id. */
export function toCreatedInvite(raw: unknown, accountId: string): AccountInvite | null {
  const invite = object(raw);
  return toInvite(invite, accountId, toInviteAssignments(invite['assignments'], accountId));
}

function toInvite(
  invite: Readonly<Record<string, unknown>>,
  accountId: string,
  assignments: readonly RoleAssignment[],
): AccountInvite | null {
  const id = text(invite['id']);
  if (id === null) return null;
  return {
    id,
    accountId,
    email: text(invite['email']),
    status: oneOf(inviteStatuses, invite['status']),
    statusRaw: text(invite['status']),
    acceptUrl: text(invite['acceptLink']),
    createdAt: time(invite['dateCreated']),
    updatedAt: time(invite['dateUpdated']),
    expiresAt: time(invite['expirationDate']),
    inviterAccountId: text(invite['inviterAccountId']),
    assignments,
  };
}

/**
 * Maps the roles of a created invite. Wix sends a role once with all its resources: each becomes one assignment, and no
 * resources mean the whole account.
 */
function toInviteAssignments(raw: unknown, accountId: string): RoleAssignment[] {
  return list(raw).flatMap((item) => {
    const roleId = text(object(item)['policyId']);
    if (roleId === null) return [];
    const resources = list(object(item)['assignments']);
    const scopes: readonly AssignmentScope[] =
      resources.length === 0
        ? [{ type: 'AccountScope', accountId }]
        : resources.map((entry) => toResourceScope(object(object(entry)['fullNameResource']), accountId));
    return scopes.map((scope) => ({ id: null, accountId, roleId, scope }));
  });
}

function toResourceScope(resource: Readonly<Record<string, unknown>>, accountId: string): AssignmentScope {
  const siteId = text(object(resource['siteContext'])['metasiteId']);
  if (siteId !== null) return { type: 'SiteScope', accountId, siteId, siteName: null };
  if (text(object(resource['accountContext'])['accountId']) === accountId) return { type: 'AccountScope', accountId };
  return { type: 'UnknownScope', raw: JSON.stringify(resource).slice(0, 1_000) };
}
