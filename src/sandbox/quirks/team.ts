import { choice, milliseconds, number, optionalName, type QuirkTable } from './quirk.ts';

/** Child accounts, teams, invites, contributors. */
export const teamQuirks = {
  childAccountsAboveMaximum: choice(['reject', 'clamp'], 'List Child Accounts with a limit above 50.'),
  childAccountsLagMs: milliseconds(0, 'How long List Child Accounts does not show a new account.'),
  duplicateAccountEmail: choice(
    ['accept', 'reject'],
    'Create Account with the e-mail address of the owner of another child of the same parent: another account, or 409.',
  ),
  searchTeamPermission: optionalName(
    'The permission that Search Team needs; none is documented. `null`: any key of the account.',
  ),
  searchTeamDefaultLimit: number(50, 'Page size of Search Team without a limit.', { minimum: 1 }),
  searchTeamMaxLimit: number(50, 'Largest page of Search Team; a larger limit is cut to it.', { minimum: 1 }),
  teamFacets: choice(
    ['result', 'account'],
    'What the facets of Search Team count: the filtered result or the account.',
  ),
  roleFacetValues: choice(['ids', 'titles'], 'The values of the facet `Roles`.'),
  teamLagMs: milliseconds(0, 'How long Search Team shows a written member or invite as it was before.'),
  unknownAssignment: choice(
    ['reject', 'ignore'],
    'Update Team Member Assignments with the removal of an assignment that the member does not have. `reject` returns 400.',
  ),
  memberWithoutRoles: choice(['stays', 'leaves'], 'What happens to a member whose last assignment is removed.'),
  ownerRemoval: choice(
    [403, 400],
    'Status of Remove Member for the owner of the account, and of Remove Contributor and Change Role for the owner of the site.',
  ),
  removeAbsent: choice(
    [404, 'accept'],
    'Remove Member and Remove Contributor for someone who is not a member or contributor.',
  ),
  unknownPerson: choice(
    [404, 400, 428],
    'Status of Update Team Member Assignments and Change Contributor Location for someone who is not a member or contributor.',
  ),
  unknownRole: choice(
    [400, 404, 428],
    'Status for a role that does not exist, or that cannot be assigned for the requested scope.',
  ),
  unlistedRoles: choice(
    ['accept', 'reject'],
    'The role `6600344420111308827` of the docs, which Get Roles Info does not list as it lists no role of an app: can be assigned, or is unknown.',
  ),
  unknownInvite: choice(
    [404, 400, 428],
    'Status of Resend and Revoke Invite for an invite that the site does not have.',
  ),
  closedInvite: choice([400, 409, 428], 'Status of Resend and Revoke Invite for an invite that is closed.'),
  malformedEmail: choice(
    ['failsInvite', 'rejectsCall'],
    'A malformed address in Create Invite or Bulk Invite: fails its own invite, or the call with 400.',
  ),
  teamDefaultOrder: choice(
    ['joined', 'name'],
    'Order of Search Team without `orderBy`. Invites come after users by `joined`.',
  ),
  folderConditionText: choice(
    ['path', 'name'],
    'How a role limited to a folder names it: by its path with slashes, or by its own name.',
  ),
  removeContributorByDelete: choice(
    ['accept', 'reject'],
    'Remove Contributor sent as DELETE, which one page of the docs shows in addition to POST.',
  ),
  contributorsListOwner: choice([false, true], 'Whether Query Site Contributors lists the owner of the site.'),
  contributorsLagMs: milliseconds(0, 'How long Query Site Contributors shows the contributors of a site as before.'),
  emptyRoles: choice(['reject', 'accept'], 'Change Role without any role: 400, or the contributor is removed.'),
  accountInviteDays: number(30, 'How many days an account invite can be accepted.'),
  siteInviteDays: number(30, 'How many days a site invite can be accepted.'),
  siteInvitesMaximum: number(50, 'Maximum number of addresses in one Bulk Invite. More are rejected with 400.', {
    minimum: 1,
  }),
  resendExtendsExpiry: choice(
    [true, false],
    'Whether Resend Invite restarts the time in which the invite can be accepted.',
  ),
  duplicateSiteInvite: choice(
    ['new', 'fail'],
    'Inviting an address that already has a pending invite to the site: another invite, or a failed one.',
  ),
  collaboratorSeats: choice(
    ['unlimited', 'limited'],
    'Collaborator seats of sites without Premium (1, in Studio 5). `limited` fails the addresses beyond them.',
  ),
} satisfies QuirkTable;
