import { daysSince, type Finding, type Surroundings } from '../directory/finding.ts';
import type { AccountInvite } from './model.ts';

/** Days before its end in which a pending invite is told. */
const soonDays = 3;

/** Returns what needs somebody about an invite. */
export function inviteAttention(invite: AccountInvite, { now }: Surroundings): Finding[] {
  const { id, accountId, status, expiresAt, createdAt, assignments } = invite;
  const about = { type: 'AccountInvite', accountId, id } as const;
  const found: Finding[] = [];
  const daysOver = daysSince(expiresAt, now);
  const evidence = { status, expiresAt };
  if (status === 'EXPIRED' || (status === 'PENDING' && daysOver !== null && daysOver > 0)) {
    found.push({ ...about, kind: 'INVITE_EXPIRED', severity: 'MEDIUM', since: expiresAt, evidence, fix: null });
  } else if (status === 'PENDING' && daysOver !== null && daysOver > -soonDays) {
    found.push({ ...about, kind: 'INVITE_EXPIRING', severity: 'LOW', since: null, evidence, fix: null });
  }
  if (status === 'PENDING' && assignments.some(({ scope }) => scope.type === 'AccountScope')) {
    const roleIds = assignments.filter(({ scope }) => scope.type === 'AccountScope').map(({ roleId }) => roleId);
    found.push({
      ...about,
      kind: 'INVITE_TO_WHOLE_ACCOUNT',
      severity: 'MEDIUM',
      since: createdAt,
      evidence: { status, roleIds },
      fix: null,
    });
  }
  return found;
}
