import { refuseViolations } from '../answer.ts';
import { isEmail } from '../request/values.ts';
import type { Call, Mint } from '../route.ts';
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

/** Refuses malformed addresses if the quirk `malformedEmail` says that they fail the call. */
export function refuseMalformed(
  { quirks }: Pick<Call, 'quirks'>,
  addresses: readonly string[],
  fieldAt: (index: number) => string,
): void {
  if (quirks.malformedEmail === 'failsInvite') return;
  const malformed = addresses.flatMap((address, index) => (isEmail(address) ? [] : [index]));
  const description = 'must be an e-mail address';
  refuseViolations(malformed.map((index) => ({ field: fieldAt(index), description, violatedRule: 'FORMAT' })));
}
