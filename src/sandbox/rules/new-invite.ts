import type { Mint } from '../route.ts';
import { daysAfter } from '../state/invite.ts';

/** Loose on purpose: enough to tell an address from a slip of the keyboard. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** What every fresh invite has, whatever it invites to. */
export function newInvite(mint: Mint, now: Date, validDays: number) {
  return {
    id: mint.guid(),
    acceptLink: `https://users.wix.com/invite/accept?token=${mint.guid().replaceAll('-', '')}`,
    status: 'Pending' as const,
    dateCreated: now.toISOString(),
    expirationDate: daysAfter(now, validDays),
  };
}
