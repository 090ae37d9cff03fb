import { describe, expect, it } from 'vitest';
import { roleIds } from '../../../src/sandbox/state/role.ts';
import { type SandboxTeamMember, teamMemberKey } from '../../../src/sandbox/state/team.ts';
import type { TestGraph } from '../../support/graph.ts';
import { useGraph } from '../../support/graph.ts';
import { bodiesOf, liveSites, lookingAtOnce, nobody, nth, roleNamed } from '../../support/writes.ts';

const document = `mutation ($input: UpdateTeamMemberAssignmentsInput!) { updateTeamMemberAssignments(input: $input) {
  member { userId email assignments { id: assignmentId roleId } }
  added { id: assignmentId roleId scope { __typename ... on SiteScope { siteId } ... on FolderScope { folderIds } } }
  dryRun { isPossible changes { type id: objectId before after summary } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }
} }`;

/** A member of the agency with at least two roles, none of them on the whole account. */
function someMember({ sandbox }: TestGraph, turn = 0): SandboxTeamMember {
  const found = [...sandbox.state.teamMembers.values()].filter(
    ({ accountId, assignments }) =>
      accountId === sandbox.accountId &&
      assignments.length > 1 &&
      assignments.every(({ scope }) => scope.kind === 'site'),
  );
  return nth(found, turn);
}

function ownerOf({ sandbox }: TestGraph): SandboxTeamMember {
  const owner = sandbox.state.accounts.get(sandbox.accountId)?.ownerUserId ?? '';
  const member = sandbox.state.teamMembers.get(teamMemberKey(sandbox.accountId, owner));
  if (member === undefined) throw new Error('no owner');
  return member;
}

const stored = ({ sandbox }: TestGraph, { userId }: SandboxTeamMember) =>
  sandbox.state.teamMembers.get(teamMemberKey(sandbox.accountId, userId));

/** A site that the member has no role on. */
function strangeSite(graph: TestGraph, member: SandboxTeamMember) {
  const known = new Set(member.assignments.flatMap(({ scope }) => (scope.kind === 'site' ? scope.siteId : [])));
  return nth(
    liveSites(graph).filter(({ id }) => !known.has(id)),
    0,
  );
}

describe('updateTeamMemberAssignments', () => {
  const graph = useGraph({ server: lookingAtOnce });
  const update = (input: object) => graph.ask(document, { input });

  it('adds and removes in one call, and answers the member as they are now', async () => {
    const member = someMember(graph);
    const site = strangeSite(graph, member);
    const folder = nth(
      [...graph.sandbox.state.folders.values()].filter((it) => it.accountId === graph.sandbox.accountId),
      0,
    );
    const [removed, ...kept] = member.assignments;
    const designer = roleNamed(graph, 'Client Designer').id;
    const { data, errors, calls } = await update({
      userId: member.userId.toUpperCase(),
      add: [
        { roleId: roleIds.siteAdmin, scope: { siteIds: [site.id] } },
        { roleId: designer, scope: { folderIds: [folder.id] } },
        { roleId: designer, scope: { wholeAccount: true } },
      ],
      removeAssignmentIds: [removed?.assignmentId],
    });
    expect(errors).toBeUndefined();
    const now = stored(graph, member)?.assignments ?? [];
    const added = now.slice(-3);
    expect(data.updateTeamMemberAssignments).toEqual({
      member: {
        userId: member.userId,
        email: member.email,
        assignments: now.map(({ assignmentId, roleId }) => ({ id: assignmentId, roleId })),
      },
      added: [
        { id: added[0]?.assignmentId, roleId: roleIds.siteAdmin, scope: { __typename: 'SiteScope', siteId: site.id } },
        { id: added[1]?.assignmentId, roleId: designer, scope: { __typename: 'FolderScope', folderIds: [folder.id] } },
        { id: added[2]?.assignmentId, roleId: designer, scope: { __typename: 'AccountScope' } },
      ],
      dryRun: null,
      userErrors: [],
    });
    expect(now).toHaveLength(kept.length + 3);
    expect(now).not.toContainEqual(removed);
    expect(calls).toEqual({
      'Get Roles Info': 1,
      'Query Folders': 1,
      'Query Sites': 1,
      'Search Team': 1,
      'Update Team Member Assignments': 1,
    });
    expect(bodiesOf(graph, 'Update Team Member Assignments')).toEqual([
      {
        userId: member.userId,
        newAssignments: [
          { policyId: roleIds.siteAdmin, restrictions: { site: { id: site.id } } },
          {
            policyId: designer,
            restrictions: { conditions: { conditions: [{ conditionType: 'FOLDER', id: folder.id }] } },
          },
          { policyId: designer },
        ],
        assignmentIdsToRemove: [removed?.assignmentId],
      },
    ]);
  });

  it('sends all three fields where only one list is given, and reads no roles to take some away', async () => {
    const member = someMember(graph, 1);
    const id = nth(member.assignments, 0).assignmentId;
    const { calls } = await update({ userId: member.userId, removeAssignmentIds: [id] });
    expect(calls).toEqual({ 'Search Team': 1, 'Update Team Member Assignments': 1 });
    expect(bodiesOf(graph, 'Update Team Member Assignments')).toEqual([
      { userId: member.userId, newAssignments: [], assignmentIdsToRemove: [id] },
    ]);
  });

  it.each([
    ['a user id that is none', { userId: 'x', removeAssignmentIds: ['1'] }, ['userId']],
    ['nothing to change', { userId: nobody }, []],
    ['nothing to change in empty lists', { userId: nobody, add: [], removeAssignmentIds: [] }, []],
    [
      'an assignment id that is none',
      { userId: nobody, removeAssignmentIds: ['1', '../2'] },
      ['removeAssignmentIds', '1'],
    ],
    ['an assignment twice', { userId: nobody, removeAssignmentIds: ['1', '1'] }, ['removeAssignmentIds']],
    [
      'too many to remove',
      { userId: nobody, removeAssignmentIds: Array.from({ length: 101 }, (_, index) => String(index + 1)) },
      ['removeAssignmentIds'],
    ],
    [
      'a role at one place twice',
      {
        userId: nobody,
        add: [
          { roleId: '1', scope: { siteIds: [nobody] } },
          { roleId: '1', scope: { siteIds: [nobody] } },
        ],
      },
      ['add'],
    ],
    [
      'an empty scope',
      { userId: nobody, add: [{ roleId: '1', scope: { siteIds: [] } }] },
      ['add', '0', 'scope', 'siteIds'],
    ],
  ])('refuses %s before any call', async (_name, input, path) => {
    const { data, calls } = await update(input);
    expect(data.updateTeamMemberAssignments).toMatchObject({
      member: null,
      added: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', ...path] }],
    });
    expect(calls).toEqual({});
  });

  it('refuses by the present team and roles, everything at once, dry or not, and sends nothing', async () => {
    const member = someMember(graph);
    const own = nth(member.assignments, 0);
    const siteIds = own.scope.kind === 'site' ? [own.scope.siteId] : [];
    const input = {
      userId: member.userId,
      add: [
        { roleId: own.roleId, scope: { siteIds } },
        { roleId: roleIds.owner, scope: { wholeAccount: true } },
        { roleId: roleIds.accountAdmin, scope: { siteIds } },
      ],
      removeAssignmentIds: ['77'],
    };
    const problems = [
      { code: 'NOT_ALLOWED', path: ['input', 'add', '1', 'roleId'] },
      { code: 'NOT_ALLOWED', path: ['input', 'add', '2', 'roleId'] },
      { code: 'NOT_FOUND', path: ['input', 'removeAssignmentIds', '0'] },
      { code: 'CONFLICT', path: ['input', 'add', '0'] },
    ];
    const real = await update(input);
    expect(real.data.updateTeamMemberAssignments).toMatchObject({ member: null, userErrors: problems });
    expect(real.calls).toEqual({ 'Get Roles Info': 1, 'Query Sites': 1, 'Search Team': 1 });
    const dry = await update({ ...input, dryRun: true });
    expect(dry.data.updateTeamMemberAssignments.dryRun).toMatchObject({ isPossible: false, problems });
  });

  it('takes a role away and gives it back at the same place in one step', async () => {
    const member = someMember(graph);
    const own = nth(member.assignments, 0);
    const siteIds = own.scope.kind === 'site' ? [own.scope.siteId] : [];
    const { data } = await update({
      userId: member.userId,
      add: [{ roleId: own.roleId, scope: { siteIds } }],
      removeAssignmentIds: [own.assignmentId],
    });
    expect(data.updateTeamMemberAssignments).toMatchObject({ added: [{ roleId: own.roleId }], userErrors: [] });
  });

  it('refuses somebody who is not in the team, and the end of ownership', async () => {
    const stranger = await update({ userId: nobody, removeAssignmentIds: ['1'] });
    expect(stranger.data.updateTeamMemberAssignments.userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'userId'] },
    ]);
    const owner = ownerOf(graph);
    const { data, calls } = await update({
      userId: owner.userId,
      removeAssignmentIds: [nth(owner.assignments, 0).assignmentId],
    });
    expect(data.updateTeamMemberAssignments.userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', path: ['input', 'removeAssignmentIds', '0'] },
    ]);
    expect(calls).toEqual({ 'Search Team': 1 });
  });

  it('refuses a site that the account does not have, and names it', async () => {
    const member = someMember(graph);
    const { data, errors } = await update({
      userId: member.userId,
      add: [{ roleId: roleIds.siteAdmin, scope: { siteIds: [nobody] } }],
    });
    expect(errors).toBeUndefined();
    expect(data.updateTeamMemberAssignments.userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'add', '0', 'scope', 'siteIds', '0'] },
    ]);
  });

  it('says in a dry run what is gained and lost, and sends nothing', async () => {
    const member = someMember(graph);
    const site = strangeSite(graph, member);
    const before = JSON.stringify(stored(graph, member));
    const [first] = member.assignments;
    const lostSite = first?.scope.kind === 'site' ? graph.sandbox.state.sites.get(first.scope.siteId) : undefined;
    const { data, calls } = await update({
      userId: member.userId,
      add: [{ roleId: roleIds.siteAdmin, scope: { siteIds: [site.id, nobody] } }],
      removeAssignmentIds: [first?.assignmentId],
      dryRun: true,
    });
    const title = graph.sandbox.state.roles.get(first?.roleId ?? '')?.title;
    const person = `${member.firstName} ${member.lastName} (${member.email})`;
    expect(data.updateTeamMemberAssignments.dryRun).toEqual({
      isPossible: false,
      changes: [
        {
          type: 'RoleAssignment',
          id: null,
          before: null,
          after: `Admin (Co-Owner) on the sites ${site.displayName}, ${nobody}`,
          summary: `${person} gets Admin (Co-Owner) on the sites ${site.displayName}, ${nobody}.`,
        },
        {
          type: 'RoleAssignment',
          id: first?.assignmentId,
          before: `${title} on the site ${lostSite?.displayName}`,
          after: null,
          summary: `${person} loses ${title} on the site ${lostSite?.displayName}.`,
        },
      ],
      problems: [{ code: 'NOT_FOUND', path: ['input', 'add', '0', 'scope', 'siteIds', '1'] }],
      calls: [{ operation: 'Update Team Member Assignments', count: 1, permission: 'team.manage-team-member-roles' }],
    });
    expect(calls).toEqual({ 'Search Team': 1, 'Get Roles Info': 1, 'Query Sites': 1 });
    expect(JSON.stringify(stored(graph, member))).toBe(before);
  });

  it('warns in a dry run of a member who would have no role left', async () => {
    const member = someMember(graph, 2);
    const { data } = await update({
      userId: member.userId,
      removeAssignmentIds: member.assignments.map(({ assignmentId }) => assignmentId),
      dryRun: true,
    });
    const { dryRun } = data.updateTeamMemberAssignments;
    expect(dryRun.changes).toHaveLength(member.assignments.length + 1);
    expect(dryRun.changes.at(-1).summary).toMatch(
      /has no role left\. Wix doesn't document whether that ends the membership/,
    );
  });

  it('finds the change when the answer is lost, and does not send it again', async () => {
    const member = someMember(graph, 2);
    const site = strangeSite(graph, member);
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Update Team Member Assignments' });
    const { data, errors, calls } = await update({
      userId: member.userId,
      add: [{ roleId: roleIds.siteAdmin, scope: { siteIds: [site.id] } }],
      removeAssignmentIds: [nth(member.assignments, 0).assignmentId],
    });
    expect(errors).toBeUndefined();
    const now = stored(graph, member)?.assignments ?? [];
    expect(data.updateTeamMemberAssignments.member.assignments).toHaveLength(now.length);
    expect(data.updateTeamMemberAssignments.added).toMatchObject([
      { id: now.at(-1)?.assignmentId, scope: { siteId: site.id } },
    ]);
    expect(calls['Update Team Member Assignments']).toBe(1);
  });

  it('does not know after a failure without an effect, and names the query that tells', async () => {
    const member = someMember(graph, 2);
    const site = strangeSite(graph, member);
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Update Team Member Assignments' });
    const { errors, calls } = await update({
      userId: member.userId,
      add: [{ roleId: roleIds.siteAdmin, scope: { siteIds: [site.id] } }],
    });
    expect(errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    expect(calls['Update Team Member Assignments']).toBe(1);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.data.account.teamMember.assignments).toHaveLength(stored(graph, member)?.assignments.length ?? 0);
  });

  it('sends once for three requests with one key', async () => {
    const member = someMember(graph, 2);
    const site = strangeSite(graph, member);
    const before = stored(graph, member)?.assignments.length ?? 0;
    const input = {
      userId: member.userId,
      add: [{ roleId: roleIds.siteAdmin, scope: { siteIds: [site.id] } }],
      idempotencyKey: 'k',
    };
    const answers = await Promise.all([update(input), update(input), update(input)]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.updateTeamMemberAssignments.userErrors).toEqual([]);
    expect(stored(graph, member)?.assignments).toHaveLength(before + 1);
    const other = await update({ ...input, removeAssignmentIds: ['1'] });
    expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('a change that Search Team does not show yet', () => {
  const graph = useGraph({ quirks: { teamLagMs: 60_000 }, server: lookingAtOnce });
  const update = (input: object) => graph.ask(document, { input });
  const rolesOf = async ({ userId }: SandboxTeamMember) => {
    const { data } = await graph.ask(`{ account {
      teamMember(userId: "${userId}") { assignments { id: assignmentId } }
      teamMembers(first: 100) { nodes { userId assignments { id: assignmentId } } }
    } }`);
    const ids = (assignments: { id: string }[]) => assignments.map(({ id }) => id);
    const { teamMember, teamMembers } = data.account;
    const listed = teamMembers.nodes.find((node: { userId: string }) => node.userId === userId);
    return [ids(teamMember.assignments), ids(listed.assignments)];
  };

  it('is shown to whoever made it, one change upon another, and after the lag by Wix', async () => {
    const member = someMember(graph);
    const site = strangeSite(graph, member);
    const first = nth(member.assignments, 0).assignmentId;
    await update({ userId: member.userId, removeAssignmentIds: [first] });
    await update({ userId: member.userId, add: [{ roleId: roleIds.siteAdmin, scope: { siteIds: [site.id] } }] });
    const now = (stored(graph, member)?.assignments ?? []).map(({ assignmentId }) => assignmentId);
    expect(now).not.toContain(first);
    expect(now).toHaveLength(member.assignments.length);
    expect(await rolesOf(member)).toEqual([now, now]);
    graph.sandbox.clock.advance(60_000);
    expect(await rolesOf(member)).toEqual([now, now]);
  });
});

describe('a key that may not change roles', () => {
  const graph = useGraph({ key: 'siteListOnly', server: lookingAtOnce });

  it('is told so, and which permission is missing', async () => {
    const member = someMember(graph);
    const { data, errors } = await graph.ask(document, {
      input: { userId: member.userId, removeAssignmentIds: [nth(member.assignments, 0).assignmentId] },
    });
    expect(data).toEqual({ updateTeamMemberAssignments: null });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors?.[0]?.message).toContain('team.manage-team-member-roles');
  });
});
