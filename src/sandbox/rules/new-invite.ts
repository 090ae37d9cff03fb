import type { Mint } from '../route.ts';
import { daysAfter } from '../state/invite.ts';

/** The part that account invites and site invites share. */
export function newInvite(mint: Mint, now: Date, validDays: number) {
  return {
    id: mint.guid(),
    acceptLink: `https://users.wix.com/invite/accept?token=${mint.guid().replaceAll('-', '')}`,
    status: 'Pending' as const,
    dateCreated: now.toISOString(),
    expirationDate: daysAfter(now, validDays),
  };
}
