import { oneOf, text, texts, time } from '../../lib/read.ts';
import { type InviteStatus, inviteStatuses } from '../invite/model.ts';
import type { WixSiteInvite } from './rest.ts';

/** An invite to contribute to one site. Null fields were not sent by Wix. */
export interface SiteInvite {
  readonly id: string;
  readonly siteId: string;
  /** The account that owns the site. */
  readonly accountId: string;
  readonly email: string | null;
  readonly roleIds: readonly string[];
  readonly status: InviteStatus;
  readonly statusRaw: string | null;
  readonly acceptUrl: string | null;
  readonly inviterAccountId: string | null;
  readonly acceptedByAccountId: string | null;
  readonly locationIds: readonly string[];
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
}

/** Maps an invite in Wix's response to ours; null if it has no id and so can't be used. */
export function toSiteInvite(
  raw: WixSiteInvite,
  at: { readonly accountId: string; readonly siteId: string },
): SiteInvite | null {
  const id = text(raw.id);
  if (id === null) return null;
  return {
    id,
    siteId: at.siteId,
    accountId: at.accountId,
    email: text(raw.email),
    roleIds: texts(raw.policyIds),
    status: oneOf(inviteStatuses, raw.status),
    statusRaw: text(raw.status),
    acceptUrl: text(raw.acceptLink),
    inviterAccountId: text(raw.inviterAccountId),
    acceptedByAccountId: text(raw.acceptedByAccountId),
    locationIds: texts(raw.locationIds),
    createdAt: time(raw.dateCreated),
    expiresAt: time(raw.expirationDate),
  };
}
