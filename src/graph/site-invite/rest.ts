import { endpoint, shape } from '../../wix/endpoint.ts';

/** A site invite as Wix sends it. */
export interface WixSiteInvite {
  readonly id?: unknown;
  readonly siteId?: unknown;
  readonly email?: unknown;
  readonly policyIds?: unknown;
  readonly status?: unknown;
  readonly acceptLink?: unknown;
  readonly inviterAccountId?: unknown;
  readonly acceptedByAccountId?: unknown;
  readonly dateCreated?: unknown;
  readonly expirationDate?: unknown;
  readonly locationIds?: unknown;
}

export const bulkInvite = endpoint({
  name: 'Bulk Invite',
  method: 'POST',
  path: '/invites/site-invite/bulk',
  level: 'site',
  // Sends e-mails, and Wix documents no idempotency key.
  retry: 'unsafeWrite',
  mailsPeople: true,
  permission: 'site-users.send-invite',
  // The maximum number of addresses per call is UNKNOWN. 50 is the maximum for invites to an account.
  maxItems: 50,
  certainty: 'documented',
  source:
    'dev.wix.com/docs/api-reference/account-level/user-management/sites/site-invites/bulk-invite, read 2026-11-23',
  // Every address gets all the roles.
  body: shape<{
    readonly policyIds: readonly string[];
    readonly emails: readonly string[];
    readonly invitePurpose?: string;
    readonly defaultEmailLanguage?: string;
  }>(),
  texts: {
    'body.defaultEmailLanguage': 'text',
    'body.emails[]': 'text',
    'body.invitePurpose': 'text',
    'body.policyIds[]': 'text',
  },
  // 200 even if every address failed, without a reason.
  response: shape<{ readonly invites?: readonly WixSiteInvite[]; readonly failedEmails?: unknown }>(),
});

export const resendInvite = endpoint({
  name: 'Resend Invite',
  method: 'POST',
  path: '/invites/site-invite/{inviteId}/resend',
  params: { inviteId: 'guid' },
  level: 'site',
  // Each call sends an e-mail.
  retry: 'unsafeWrite',
  mailsPeople: true,
  permission: 'site-users.send-invite',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/api-reference/account-level/user-management/sites/site-invites/resend-invite, read 2026-11-23',
  // Wix's own client repeats the id of the path in the body.
  body: shape<{ readonly inviteId: string; readonly defaultEmailLanguage?: string }>(),
  texts: {
    'body.defaultEmailLanguage': 'text',
    'body.inviteId': 'text',
  },
  response: shape<{ readonly invite?: WixSiteInvite }>(),
});

export const revokeInvite = endpoint({
  name: 'Revoke Invite',
  method: 'POST',
  path: '/invites/site-invite/{inviteId}/revoke',
  params: { inviteId: 'guid' },
  level: 'site',
  retry: 'idempotentWrite',
  permission: 'site-users.delete-invite',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/api-reference/account-level/user-management/sites/site-invites/revoke-invite, read 2026-11-23',
  // Wix's own client repeats the id of the path in the body.
  body: shape<{ readonly inviteId: string }>(),
  texts: {
    'body.inviteId': 'text',
  },
  response: shape<Readonly<Record<string, unknown>>>(),
});
