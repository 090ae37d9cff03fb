import type { Finding } from '../directory/finding.ts';
import type { Account } from './model.ts';

/** Returns what needs somebody about an account. */
export function accountAttention({ id, status }: Account): Finding[] {
  if (status !== 'BLOCKED' && status !== 'DELETED') return [];
  const about = { type: 'Account', accountId: id, id } as const;
  return [{ ...about, kind: 'ACCOUNT_UNUSABLE', severity: 'HIGH', since: null, evidence: { status }, fix: null }];
}
