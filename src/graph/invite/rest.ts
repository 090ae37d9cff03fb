import { endpoint, shape } from '../../wix/endpoint.ts';

/** The scope of an invite's role: exactly one of the two fields is present. */
export interface WixInviteResource {
  readonly fullNameResource:
    | { readonly siteContext: { readonly metasiteId: string } }
    | { readonly accountContext: { readonly accountId: string } };
}

/** One invitee with the roles to assign. A role without resources would apply to the whole account. */
export interface WixInviteSubject {
  readonly subjectEmail: string;
  readonly assignments: readonly {
    readonly policyId: string;
    readonly assignments: readonly WixInviteResource[];
  }[];
}

export const createInvite = endpoint({
  name: 'Create Invite',
  method: 'POST',
  path: '/invites/account-invite/create',
  level: 'account',
  // Sends e-mails, and Wix documents no idempotency key.
  retry: 'unsafeWrite',
  mailsPeople: true,
  permission: 'team.send-invite',
  maxItems: 50,
  certainty: 'documented',
  source:
    'dev.wix.com/docs/api-reference/account-level/user-management/accounts/account-invites/create-invite, ' +
    'read 2026-11-23',
  body: shape<{
    readonly subjectsAssignments: readonly WixInviteSubject[];
    readonly defaultEmailLanguage?: string;
  }>(),
  texts: {
    'body.defaultEmailLanguage': 'text',
    'body.subjectsAssignments[].assignments[].assignments[].fullNameResource.accountContext.accountId': 'accountId',
    'body.subjectsAssignments[].assignments[].assignments[].fullNameResource.siteContext.metasiteId': 'siteId',
    'body.subjectsAssignments[].assignments[].policyId': 'text',
    'body.subjectsAssignments[].subjectEmail': 'text',
  },
  // Status 200 even if every invite failed.
  response: shape<{
    readonly successfulInvites?: readonly unknown[];
    readonly failedInvites?: readonly { readonly subjectEmail?: unknown; readonly errorMessage?: unknown }[];
  }>(),
});
