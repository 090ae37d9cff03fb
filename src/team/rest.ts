import { operation, shape } from '../wix/operation.ts';

export interface TeamSearch {
  /** Free text over names and e-mail addresses. */
  readonly query?: string;
  /** Only these two fields can be filtered by; `inviteType` takes an invite status. */
  readonly filter?: { readonly inviteType?: { readonly $eq: string }; readonly roleId?: { readonly $eq: string } };
  readonly orderBy?: readonly { readonly fieldName: 'Name' | 'JoinedAt'; readonly direction: 'ASC' | 'DESC' }[];
}

export const searchTeam = operation({
  name: 'Search Team',
  method: 'POST',
  path: '/roles-management/v3/team/search',
  level: 'account',
  retry: 'read',
  permission: null,
  // Default and largest page are UNKNOWN; 50 is seen in use, and a smaller page that comes back is coped with.
  maxItems: 50,
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/user-management/accounts/users/search-team, read 2026-11-23',
  body: shape<
    TeamSearch & {
      readonly facets: readonly ('Users' | 'InviteStatus' | 'Roles')[];
      readonly paging: { readonly limit: number; readonly offset: number };
    }
  >(),
  response: shape<{ readonly teamMembers?: readonly unknown[]; readonly facets?: unknown }>(),
});
