import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { roleIds } from '../../src/sandbox/state/role.ts';
import { type SandboxTeamMember, teamMemberKey } from '../../src/sandbox/state/team.ts';
import { accountCall, agencySites, call, emptyForm, first } from './support.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

function useMember(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  const { state, accountId } = sandbox;
  const owner = state.accounts.get(accountId)?.ownerUserId;
  const member = first(
    [...state.teamMembers.values()].filter(
      (it) => it.accountId === accountId && it.userId !== owner && it.assignments.length > 1,
    ),
  );
  const stored = () => state.teamMembers.get(teamMemberKey(accountId, member.userId));
  return { sandbox, member, stored, owner: owner ?? '' };
}

function update(sandbox: Sandbox, body: unknown) {
  const headers = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId };
  return call<{ assignments: readonly { assignmentId: string }[] }>(sandbox, '/roles-management/v2/team/assignments', {
    method: 'PATCH',
    headers,
    body,
  });
}

const remove = (sandbox: Sandbox, userId: string) => accountCall(sandbox, '/roles-management/team/remove', { userId });

async function searchedUser(sandbox: Sandbox, { userId }: SandboxTeamMember) {
  const { body } = await accountCall<{ teamMembers: { user?: { id: string; assignments: unknown[] } }[] }>(
    sandbox,
    '/roles-management/v3/team/search',
    { paging: { limit: 50 } },
  );
  return body.teamMembers.find(({ user }) => user?.id === userId)?.user;
}

const fieldOf = (reply: { body: unknown }) =>
  (reply.body as { details: { validationError: { fieldViolations: { field: string }[] } } }).details.validationError
    .fieldViolations[0]?.field;

describe('Update Team Member Assignments', () => {
  it('adds and removes, and answers the new assignments only', async () => {
    const { sandbox, member, stored } = useMember();
    const site = first(agencySites(sandbox));
    const [removed] = member.assignments;
    const { status, body } = await update(sandbox, {
      userId: member.userId,
      newAssignments: [{ policyId: roleIds.siteAdmin, restrictions: { site: { id: site.id } } }],
      assignmentIdsToRemove: [removed?.assignmentId],
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      assignments: [
        {
          policyId: roleIds.siteAdmin,
          assignmentId: expect.stringMatching(/^\d{19}$/),
          restrictions: { site: { id: site.id, value: site.displayName } },
          subject: { id: member.userId, subjectType: 'USER' },
        },
      ],
    });
    expect(stored()?.assignments).toEqual([
      ...member.assignments.slice(1),
      {
        assignmentId: body.assignments[0]?.assignmentId,
        roleId: roleIds.siteAdmin,
        scope: { kind: 'site', siteId: site.id },
      },
    ]);
  });

  it('wants all three fields, and takes empty lists', async () => {
    const { sandbox, member } = useMember();
    const whole = { userId: member.userId, newAssignments: [], assignmentIdsToRemove: [] };
    expect(await update(sandbox, whole)).toMatchObject({ status: 200, body: { assignments: [] } });
    for (const field of Object.keys(whole)) {
      const reply = await update(sandbox, { ...whole, [field]: undefined });
      expect([reply.status, fieldOf(reply)]).toEqual([400, field]);
    }
  });

  it.each([
    ['an unknown role', { policyId: '1' }, 'newAssignments[0].policyId'],
    ['ownership', { policyId: roleIds.owner }, 'newAssignments[0].policyId'],
    ['a role of sites on the account', { policyId: roleIds.siteAdmin }, 'newAssignments[0].policyId'],
    [
      'a role of the account on a site',
      { policyId: roleIds.accountAdmin, restrictions: { site: { id: 'SITE' } } },
      'newAssignments[0].policyId',
    ],
    [
      'an unknown site',
      { policyId: roleIds.siteAdmin, restrictions: { site: { id: nobody } } },
      'newAssignments[0].restrictions.site.id',
    ],
    [
      'a condition that is no folder',
      {
        policyId: roleIds.siteAdmin,
        restrictions: { conditions: { conditions: [{ conditionType: 'TAG', id: nobody }] } },
      },
      'newAssignments[0].restrictions.conditions.conditions[0].conditionType',
    ],
  ])('refuses %s and changes nothing', async (_name, assignment, field) => {
    const { sandbox, member, stored } = useMember();
    const text = JSON.stringify(assignment).replace('SITE', first(agencySites(sandbox)).id);
    const reply = await update(sandbox, {
      userId: member.userId,
      newAssignments: [JSON.parse(text)],
      assignmentIdsToRemove: [member.assignments[0]?.assignmentId],
    });
    expect([reply.status, fieldOf(reply)]).toEqual([400, field]);
    expect(stored()).toEqual(member);
  });

  it('keeps the owner the owner, knows its members, and tells unknown assignments by quirk', async () => {
    const { sandbox, member, owner } = useMember();
    const ownership = sandbox.state.teamMembers.get(teamMemberKey(sandbox.accountId, owner))?.assignments[0];
    const body = { newAssignments: [], assignmentIdsToRemove: [ownership?.assignmentId] };
    expect(await update(sandbox, { ...body, userId: owner })).toMatchObject({ status: 403, body: emptyForm });
    expect(await update(sandbox, { ...body, userId: nobody })).toMatchObject({ status: 404 });
    expect(await update(sandbox, { ...body, userId: member.userId })).toMatchObject({ status: 400 });
    const lenient = useMember({ quirks: { unknownAssignment: 'ignore' } });
    expect(await update(lenient.sandbox, { ...body, userId: member.userId })).toMatchObject({ status: 200 });
  });

  it('leaves a member without roles in the team, or not, by quirk', async () => {
    for (const memberWithoutRoles of ['stays', 'leaves'] as const) {
      const { sandbox, member, stored } = useMember({ quirks: { memberWithoutRoles } });
      const assignmentIdsToRemove = member.assignments.map(({ assignmentId }) => assignmentId);
      await update(sandbox, { userId: member.userId, newAssignments: [], assignmentIdsToRemove });
      expect(stored()?.assignments).toEqual(memberWithoutRoles === 'stays' ? [] : undefined);
    }
  });
});

describe('Remove Member', () => {
  it('removes by user id, once', async () => {
    const { sandbox, member, stored } = useMember();
    expect(await remove(sandbox, member.userId)).toMatchObject({ status: 200, body: {} });
    expect(stored()).toBeUndefined();
    expect(await remove(sandbox, member.userId)).toMatchObject({ status: 404 });
    const lenient = createSandbox({ quirks: { removeAbsent: 'accept' } });
    expect(await remove(lenient, nobody)).toMatchObject({ status: 200, body: {} });
  });

  it('refuses the owner, and a body without a user', async () => {
    const { sandbox, owner } = useMember();
    expect(await remove(sandbox, owner)).toMatchObject({ status: 403, body: emptyForm });
    expect(await remove(sandbox, '')).toMatchObject({ status: 400 });
    const other = useMember({ quirks: { ownerRemoval: 400 } });
    expect(await remove(other.sandbox, other.owner)).toMatchObject({ status: 400 });
  });
});

describe('Search Team behind the writes', () => {
  it('shows members as they were until the lag has passed, however often they are written', async () => {
    const { sandbox, member } = useMember({ quirks: { teamLagMs: 1_000 } });
    const ids = member.assignments.map(({ assignmentId }) => assignmentId);
    const change = (assignmentIdsToRemove: readonly string[]) =>
      update(sandbox, { userId: member.userId, newAssignments: [], assignmentIdsToRemove });
    await change(ids.slice(0, 1));
    sandbox.clock.advance(600);
    await change(ids.slice(1, 2));
    sandbox.clock.advance(600);
    expect((await searchedUser(sandbox, member))?.assignments).toHaveLength(ids.length);
    sandbox.clock.advance(400);
    expect((await searchedUser(sandbox, member))?.assignments).toHaveLength(ids.length - 2);
    await remove(sandbox, member.userId);
    expect((await searchedUser(sandbox, member))?.assignments).toHaveLength(ids.length - 2);
    sandbox.clock.advance(1_000);
    expect(await searchedUser(sandbox, member)).toBeUndefined();
  });

  it('shows new invites, and what became of them, after the lag', async () => {
    const sandbox = createSandbox({ quirks: { teamLagMs: 1_000 } });
    const { body } = await accountCall<{ successfulInvites: { id: string }[] }>(
      sandbox,
      '/invites/account-invite/create',
      {
        subjectsAssignments: [{ subjectEmail: 'ana@guest.example', assignments: [{ policyId: roleIds.accountAdmin }] }],
      },
    );
    const id = first(body.successfulInvites).id;
    const statusAndMembers = async () => {
      const { body: page } = await accountCall<{
        teamMembers: { user?: { email: string }; invite?: { id: string; status: string } }[];
      }>(sandbox, '/roles-management/v3/team/search', { query: 'ana@guest.example' });
      return [
        page.teamMembers.find(({ invite }) => invite?.id === id)?.invite?.status,
        page.teamMembers.filter(({ user }) => user !== undefined).length,
      ];
    };
    expect(await statusAndMembers()).toEqual([undefined, 0]);
    sandbox.clock.advance(1_000);
    expect(await statusAndMembers()).toEqual(['Pending', 0]);
    await call(sandbox, `/_sandbox/invites/${id}/accept`, { body: {} });
    expect(await statusAndMembers()).toEqual(['Pending', 0]);
    sandbox.clock.advance(1_000);
    expect(await statusAndMembers()).toEqual(['Used', 1]);
  });
});
