import { endpoint, shape } from '../../wix/endpoint.ts';

export interface TeamSearch {
  /** Free text over names and e-mail addresses. */
  readonly query?: string;
  /** The only two fields that can be filtered by. `inviteType` takes an invite status. */
  readonly filter?: { readonly inviteType?: { readonly $eq: string }; readonly roleId?: { readonly $eq: string } };
  readonly orderBy?: readonly { readonly fieldName: 'Name' | 'JoinedAt'; readonly direction: 'ASC' | 'DESC' }[];
}

export const searchTeam = endpoint({
  name: 'Search Team',
  method: 'POST',
  path: '/roles-management/v3/team/search',
  level: 'account',
  retry: 'read',
  permission: null,
  // The default and maximum page sizes are UNKNOWN. 50 has been seen in use; smaller pages in the response are handled.
  maxItems: 50,
  cache: 'permission',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/user-management/accounts/users/search-team, read 2026-11-23',
  body: shape<
    TeamSearch & {
      readonly facets: readonly ('Users' | 'InviteStatus' | 'Roles')[];
      readonly paging: { readonly limit: number; readonly offset: number };
    }
  >(),
  texts: {
    'body.filter.inviteType.$eq': 'text',
    'body.filter.roleId.$eq': 'text',
    'body.query': 'text',
  },
  response: shape<{ readonly teamMembers?: readonly unknown[]; readonly facets?: unknown }>(),
});

/** A role to assign to a member. Without `restrictions` it applies to the whole account. */
export interface WixNewAssignment {
  readonly policyId: string;
  readonly restrictions?:
    | { readonly site: { readonly id: string } }
    | {
        readonly conditions: {
          readonly conditions: readonly [{ readonly conditionType: 'FOLDER'; readonly id: string }];
        };
      };
}

export const updateTeamMemberAssignments = endpoint({
  name: 'Update Team Member Assignments',
  method: 'PATCH',
  path: '/roles-management/v2/team/assignments',
  level: 'account',
  // Adding twice could assign a role twice.
  retry: 'unsafeWrite',
  permission: 'team.manage-team-member-roles',
  certainty: 'documented',
  source:
    'dev.wix.com/docs/api-reference/account-level/user-management/accounts/users/update-team-member-assignments, ' +
    'read 2026-11-23',
  // All three are required. The limits of the lists are UNKNOWN; that they can be empty is INFERRED.
  body: shape<{
    readonly userId: string;
    readonly newAssignments: readonly WixNewAssignment[];
    readonly assignmentIdsToRemove: readonly string[];
  }>(),
  texts: {
    'body.assignmentIdsToRemove[]': 'text',
    'body.newAssignments[].policyId': 'text',
    'body.newAssignments[].restrictions.conditions.conditions[].id': 'text',
    'body.newAssignments[].restrictions.site.id': 'siteId',
    'body.userId': 'text',
  },
  // The new assignments only.
  response: shape<{ readonly assignments?: readonly unknown[] }>(),
});

export const removeMember = endpoint({
  name: 'Remove Member',
  method: 'POST',
  path: '/roles-management/team/remove',
  level: 'account',
  retry: 'idempotentWrite',
  permission: 'team.delete-member',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/user-management/accounts/users/remove-member, read 2026-11-23',
  body: shape<{ readonly userId: string }>(),
  texts: {
    'body.userId': 'text',
  },
  response: shape<Readonly<Record<string, unknown>>>(),
});
