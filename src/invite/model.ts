import { type RoleAssignment, toAssignments } from '../assignment/model.ts';
import { object, oneOf, text, time } from '../lib/read.ts';

/** Wix's invite statuses, and what the graph calls them. */
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
  readonly assignments: readonly RoleAssignment[];
}

/** Maps the `invite` of a team row; null for a row that holds none (a member). */
export function toAccountInvite(row: unknown, accountId: string): AccountInvite | null {
  const invite = object(object(row)['invite']);
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
    assignments: toAssignments(invite['assignments'], accountId),
  };
}
