import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { inviteStatus } from '../../src/sandbox/state/invite.ts';
import { roleIds } from '../../src/sandbox/state/role.ts';
import { accountCall, childIds, first } from './support.ts';

interface Member {
  readonly user?: {
    readonly id: string;
    readonly email: string;
    readonly name: { firstName: string; lastName: string };
  };
  readonly invite?: { readonly id: string; readonly email: string; readonly status: string };
}

interface TeamPage {
  readonly facets: readonly { facetType: string; values: readonly { value: string; count: number }[] }[];
  readonly teamMembers: readonly Member[];
}

function search(sandbox: Sandbox, body: unknown, accountId?: string) {
  return accountCall<TeamPage>(sandbox, '/roles-management/v3/team/search', body, accountId);
}

const idOf = ({ user, invite }: Member) => user?.id ?? invite?.id ?? '';

function team({ state, accountId }: Sandbox) {
  return {
    members: [...state.teamMembers.values()].filter((member) => member.accountId === accountId),
    invites: [...state.accountInvites.values()].filter((invite) => invite.accountId === accountId),
  };
}

describe('Search Team', () => {
  const sandbox = createSandbox();
  const { members, invites } = team(sandbox);

  it('lists users and invites in one list, each as exactly one of the two, without paging metadata', async () => {
    const { status, body } = await search(sandbox, {});
    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['facets', 'teamMembers']);
    expect(body.facets).toEqual([]);
    for (const item of body.teamMembers) expect(Object.keys(item)).toHaveLength(1);
    expect(new Set(body.teamMembers.map(idOf))).toEqual(
      new Set([...members.map(({ userId }) => userId), ...invites.map(({ id }) => id)]),
    );
  });

  it('prints a user with account, site and folder assignments', async () => {
    const subject = { subjectType: 'USER' };
    const ofKind = (kind: string) =>
      first(members.filter(({ assignments }) => assignments.some(({ scope }) => scope.kind === kind)));
    const { body } = await search(sandbox, {});
    const printed = (userId: string) => body.teamMembers.find(({ user }) => user?.id === userId);

    const onSite = ofKind('site');
    const siteAssignment = onSite.assignments[0];
    const site =
      siteAssignment?.scope.kind === 'site' ? sandbox.state.sites.get(siteAssignment.scope.siteId) : undefined;
    expect(printed(onSite.userId)).toMatchObject({
      user: {
        id: onSite.userId,
        email: onSite.email,
        name: { firstName: onSite.firstName, lastName: onSite.lastName },
        joinedTeamAt: onSite.joinedTeamAt,
      },
    });
    expect(JSON.stringify(printed(onSite.userId))).toContain(
      JSON.stringify({
        policyId: siteAssignment?.roleId,
        assignmentId: siteAssignment?.assignmentId,
        restrictions: { site: { id: site?.id, value: site?.displayName } },
        subject: { id: onSite.userId, ...subject },
      }),
    );

    const onFolder = ofKind('folder');
    expect(JSON.stringify(printed(onFolder.userId))).toMatch(
      /"restrictions":\{"conditions":\{"conditions":\[\{"conditionType":"FOLDER","id":"[^"]+","value":"[^"]+"\}\]\}\}/,
    );

    const owner = sandbox.state.accounts.get(sandbox.accountId)?.ownerUserId ?? '';
    expect(printed(owner)).toMatchObject({
      user: {
        assignments: [
          { policyId: roleIds.owner, assignmentId: expect.any(String), subject: { id: owner, ...subject } },
        ],
      },
    });
    expect(JSON.stringify(printed(owner))).not.toContain('restrictions');
  });

  it('prints an invite with its link and dates', async () => {
    const invite = first(invites);
    const { body } = await search(sandbox, {
      filter: { inviteType: { $eq: inviteStatus(invite, sandbox.clock.now()) } },
    });
    expect(body.teamMembers.find((item) => item.invite?.id === invite.id)).toMatchObject({
      invite: {
        email: invite.email,
        acceptLink: invite.acceptLink,
        dateCreated: invite.dateCreated,
        dateUpdated: invite.dateUpdated,
        expirationDate: invite.expirationDate,
        assignments: [{ policyId: invite.assignments[0]?.roleId }],
      },
    });
  });

  it('counts facets on request and drops zero counts', async () => {
    const { body } = await search(sandbox, { facets: ['Users', 'InviteStatus', 'Roles'], paging: { limit: 1 } });
    expect(body.facets.map(({ facetType }) => facetType)).toEqual(['Users', 'InviteStatus', 'Roles']);
    const [users, statuses, roles] = body.facets;
    expect(users?.values).toEqual([{ value: 'Users', count: 14 }]);
    const counted = Object.fromEntries(statuses?.values.map(({ value, count }) => [value, count]) ?? []);
    expect(counted).toEqual({ Pending: 4, Used: 1, Deleted: 1, Declined: 1, Expired: 2 });
    const owners = roles?.values.find(({ value }) => value === roleIds.owner);
    expect(owners).toEqual({ value: roleIds.owner, count: 1 });
    const none = await search(sandbox, { query: 'nobody at all', facets: ['Users'] });
    expect(none.body).toEqual({ facets: [{ facetType: 'Users', values: [] }], teamMembers: [] });
  });

  it('counts facets over the result, or over the account by quirk', async () => {
    const request = { filter: { inviteType: 'Expired' }, facets: ['InviteStatus', 'Users'] };
    expect((await search(sandbox, request)).body.facets).toEqual([
      { facetType: 'InviteStatus', values: [{ value: 'Expired', count: 2 }] },
      { facetType: 'Users', values: [] },
    ]);
    const wide = createSandbox({ quirks: { teamFacets: 'account' } });
    expect((await search(wide, request)).body.facets[1]?.values).toEqual([{ value: 'Users', count: 14 }]);
  });

  it('filters by invite status and by role', async () => {
    const expired = await search(sandbox, { filter: { inviteType: { $eq: 'Expired' } } });
    expect(expired.body.teamMembers.map(({ invite }) => invite?.status)).toEqual(['Expired', 'Expired']);
    const decided = await search(sandbox, { filter: { inviteType: { $in: ['Used', 'Declined'] } } });
    expect(decided.body.teamMembers).toHaveLength(2);
    const holders = await search(sandbox, { filter: { roleId: { $hasSome: [roleIds.accountAdmin] } } });
    const expected = [
      ...members
        .filter(({ assignments }) => assignments.some(({ roleId }) => roleId === roleIds.accountAdmin))
        .map(({ userId }) => userId),
      ...invites
        .filter(({ assignments }) => assignments.some(({ roleId }) => roleId === roleIds.accountAdmin))
        .map(({ id }) => id),
    ];
    expect(new Set(holders.body.teamMembers.map(idOf))).toEqual(new Set(expected));
  });

  it('refuses other filter fields, or ignores them by quirk', async () => {
    const lenient = createSandbox({ quirks: { undeclaredFilters: 'ignore' } });
    expect((await search(lenient, { filter: { email: 'nobody@x.example' } })).body.teamMembers).toHaveLength(23);
    expect(await search(sandbox, { filter: { email: 'nobody@x.example' } })).toMatchObject({ status: 400 });
  });

  it('searches names and emails of users and emails of invites', async () => {
    const { firstName, lastName, userId, email } = first(members);
    const byName = await search(sandbox, { query: `${firstName} ${lastName}`.toUpperCase() });
    expect(byName.body.teamMembers.map(idOf)).toContain(userId);
    const byEmail = await search(sandbox, { query: email });
    expect(byEmail.body.teamMembers.map(idOf)).toContain(userId);
    const invited = await search(sandbox, { query: '@invited.example' });
    expect(invited.body.teamMembers.every(({ user }) => user === undefined)).toBe(true);
    expect(invited.body.teamMembers.length).toBeGreaterThan(0);
  });

  it('orders by name and by the day of joining', async () => {
    const users = async (orderBy: unknown) => {
      const { body } = await search(sandbox, { orderBy });
      return body.teamMembers.flatMap(({ user }) => user?.id ?? []);
    };
    const sorted = (key: (member: (typeof members)[number]) => string) =>
      members.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ userId }) => userId);
    const byName = sorted(({ firstName, lastName }) => `${firstName} ${lastName}`.toLowerCase());
    const byJoined = sorted(({ joinedTeamAt }) => joinedTeamAt);
    expect(await users([{ fieldName: 'Name' }])).toEqual(byName);
    expect(await users([{ fieldName: 'Name', direction: 'DESC' }])).toEqual(byName.toReversed());
    expect(await users([{ fieldName: 'JoinedAt', direction: 'ASC' }])).toEqual(byJoined);
  });

  it('pages by offset with at most 50 per page, whatever is asked', async () => {
    const large = createSandbox({ size: 'large' });
    const ids: string[] = [];
    for (;;) {
      const { body } = await search(large, { paging: { limit: 200, offset: ids.length } });
      if (body.teamMembers.length === 0) break;
      expect(body.teamMembers.length).toBeLessThanOrEqual(50);
      ids.push(...body.teamMembers.map(idOf));
    }
    expect(ids).toHaveLength(420);
    expect(new Set(ids).size).toBe(420);
    expect((await search(large, {})).body.teamMembers).toHaveLength(50);
    const capped = createSandbox({ size: 'large', quirks: { searchTeamMaxLimit: 7 } });
    expect((await search(capped, {})).body.teamMembers).toHaveLength(7);
  });

  it('shows the team of the account in the header, where one user may be in several', async () => {
    const [child = '', other = ''] = childIds(sandbox);
    const ids = async (accountId: string) => (await search(sandbox, {}, accountId)).body.teamMembers.map(idOf);
    const childTeam = await ids(child);
    const shared = childTeam.filter((id) => members.some(({ userId }) => userId === id));
    expect(shared).toHaveLength(1);
    expect(await ids(other)).toContain(shared[0]);
    expect(childTeam).toContain(sandbox.state.accounts.get(child)?.ownerUserId);
  });

  it('refuses unknown facets and orders with 400', async () => {
    expect(await search(sandbox, { facets: ['Cities'] })).toMatchObject({ status: 400 });
    expect(await search(sandbox, { orderBy: [{ fieldName: 'Email' }] })).toMatchObject({ status: 400 });
    expect(await search(sandbox, { paging: { offset: -1 } })).toMatchObject({ status: 400 });
  });
});

describe('Get Roles Info', () => {
  interface Roles {
    readonly predefinedRoles: readonly { readonly id: string; readonly restrictFromLevel?: string }[];
    readonly customRoles: readonly { readonly id: string; readonly title: string }[];
  }
  const sandbox = createSandbox();
  const roles = async (query = '') => (await accountCall<Roles>(sandbox, `/roles-management/roles${query}`)).body;
  const ids = (list: Roles['predefinedRoles']) => list.map(({ id }) => id);

  it('lists the documented roles and the custom roles of the account', async () => {
    const { predefinedRoles, customRoles } = await roles('?locale=en');
    expect(predefinedRoles).toMatchObject([
      { id: '6601492336091027458', title: 'Owner' },
      { id: '6642345101181663232', title: 'Account Admin (Co-Owner)', restrictFromLevel: 'Site' },
      { id: '6732588207941061632', title: 'Admin (Co-Owner)', restrictFromLevel: 'Account' },
    ]);
    expect(predefinedRoles[0]).not.toHaveProperty('restrictFromLevel');
    expect(customRoles.map(({ title }) => title)).toEqual([
      'Client Designer',
      'Content Editor',
      'SEO Specialist',
      'Billing Desk',
    ]);
    for (const { id } of customRoles) expect(id).toMatch(/^\d{19}$/);
  });

  it('leaves out the roles that the level bars', async () => {
    const site = await roles('?filter.roleLevel=SITE_LEVEL');
    const account = await roles('?filter.roleLevel=ACCOUNT_LEVEL');
    expect(ids(site.predefinedRoles)).toEqual([roleIds.owner, roleIds.siteAdmin]);
    expect(ids(account.predefinedRoles)).toEqual([roleIds.owner, roleIds.accountAdmin]);
    expect(await roles('?filter.roleLevel=ALL')).toEqual(await roles());
    const wrong = await accountCall(sandbox, '/roles-management/roles?filter.roleLevel=CITY');
    expect(wrong).toMatchObject({
      status: 400,
      body: { message: 'filter.roleLevel enum must be in [ALL(0), SITE_LEVEL(1), ACCOUNT_LEVEL(2)]' },
    });
  });
});
