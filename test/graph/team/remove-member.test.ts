import { describe, expect, it } from 'vitest';
import { type SandboxTeamMember, teamMemberKey } from '../../../src/sandbox/state/team.ts';
import type { TestGraph } from '../../support/graph.ts';
import { useGraph } from '../../support/graph.ts';
import { bodiesOf, lookingAtOnce, nobody, nth } from '../../support/writes.ts';

const document = `mutation ($input: RemoveTeamMemberInput!) { removeTeamMember(input: $input) {
  removedUserId
  account { id }
  dryRun { isPossible changes { type id: objectId field before after summary } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }
} }`;

function members({ sandbox }: TestGraph): readonly SandboxTeamMember[] {
  const owner = sandbox.state.accounts.get(sandbox.accountId)?.ownerUserId;
  return [...sandbox.state.teamMembers.values()].filter(
    ({ accountId, userId }) => accountId === sandbox.accountId && userId !== owner,
  );
}

const isStored = ({ sandbox }: TestGraph, { userId }: SandboxTeamMember) =>
  sandbox.state.teamMembers.has(teamMemberKey(sandbox.accountId, userId));

describe('removeTeamMember', () => {
  const graph = useGraph({ server: lookingAtOnce });
  const remove = (input: object) => graph.ask(document, { input });

  it('removes a member by user id', async () => {
    const member = nth(members(graph), 3);
    const { data, errors, calls } = await remove({ userId: member.userId });
    expect(errors).toBeUndefined();
    expect(data.removeTeamMember).toEqual({
      removedUserId: member.userId,
      account: { id: graph.sandbox.accountId },
      dryRun: null,
      userErrors: [],
    });
    expect(isStored(graph, member)).toBe(false);
    expect(calls).toEqual({ 'Get Account': 1, 'Remove Member': 1, 'Search Team': 1 });
    expect(bodiesOf(graph, 'Remove Member')).toEqual([{ userId: member.userId }]);
  });

  it('removes a member of a child account only there', async () => {
    const { state, accountId } = graph.sandbox;
    const child = nth(
      [...state.accounts.values()].filter((it) => it.parentAccountId === accountId),
      0,
    );
    const guest = nth(
      [...state.teamMembers.values()].filter((it) => it.accountId === child.id && it.userId !== child.ownerUserId),
      0,
    );
    await remove({ userId: guest.userId, accountId: child.id });
    expect(state.teamMembers.has(teamMemberKey(child.id, guest.userId))).toBe(false);
    expect(state.teamMembers.has(teamMemberKey(accountId, guest.userId))).toBe(true);
  });

  it('refuses the owner, dry or not, and sends nothing', async () => {
    const { state, accountId } = graph.sandbox;
    const userId = state.accounts.get(accountId)?.ownerUserId;
    const refusal = { code: 'NOT_ALLOWED', path: ['input', 'userId'] };
    const real = await remove({ userId });
    expect(real.data.removeTeamMember).toMatchObject({ removedUserId: null, account: null, userErrors: [refusal] });
    expect(real.calls).toEqual({ 'Get Account': 1, 'Search Team': 1 });
    const dry = await remove({ userId, dryRun: true });
    expect(dry.data.removeTeamMember.dryRun).toMatchObject({ isPossible: false, problems: [refusal] });
  });

  it('refuses the owner by the role where the account cannot be read', async () => {
    const { state, accountId } = graph.sandbox;
    graph.sandbox.faults.inject({ kind: 'empty403', operation: 'Get Account', times: 9 });
    const { data } = await remove({ userId: state.accounts.get(accountId)?.ownerUserId });
    expect(data.removeTeamMember.userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect(bodiesOf(graph, 'Remove Member')).toHaveLength(0);
  });

  it('answers that somebody is not in the team, dry or not', async () => {
    const real = await remove({ userId: nobody });
    expect(real.errors).toBeUndefined();
    expect(real.data.removeTeamMember).toMatchObject({ removedUserId: null, userErrors: [{ code: 'NOT_FOUND' }] });
    const dry = await remove({ userId: nobody, dryRun: true });
    expect(dry.data.removeTeamMember.dryRun).toMatchObject({
      isPossible: false,
      changes: [],
      problems: [{ code: 'NOT_FOUND', path: ['input', 'userId'] }],
    });
  });

  it('refuses an id that is none before any call', async () => {
    const { data, calls } = await remove({ userId: 'me' });
    expect(data.removeTeamMember.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', 'userId'] }]);
    expect(calls).toEqual({});
  });

  it('says in a dry run who leaves and every role that ends, and sends nothing', async () => {
    const { state } = graph.sandbox;
    const member = nth(
      members(graph).filter(({ assignments }) => assignments.some(({ scope }) => scope.kind === 'site')),
      0,
    );
    const person = `${member.firstName} ${member.lastName} (${member.email})`;
    const { data, errors, calls } = await remove({ userId: member.userId, dryRun: true });
    expect(errors).toBeUndefined();
    const { dryRun } = data.removeTeamMember;
    expect(dryRun).toMatchObject({
      isPossible: true,
      problems: [],
      calls: [{ operation: 'Remove Member', count: 1, permission: 'team.delete-member' }],
    });
    const [leaves, ...losses] = dryRun.changes;
    expect(leaves).toEqual({
      type: 'TeamMember',
      id: member.userId,
      field: null,
      before: person,
      after: null,
      summary: `${person} leaves the team.`,
    });
    const reach = losses.pop();
    expect(losses.map(({ id }: { id: string }) => id)).toEqual(
      member.assignments.map(({ assignmentId }) => assignmentId),
    );
    const [first] = member.assignments;
    const site = first?.scope.kind === 'site' ? state.sites.get(first.scope.siteId) : undefined;
    expect(losses[0].summary).toBe(
      `${person} loses ${state.roles.get(first?.roleId ?? '')?.title} on the site ${site?.displayName}.`,
    );
    expect(reach).toMatchObject({ type: 'TeamMember', field: 'sites', after: '0' });
    expect(Number(reach.before)).toBeGreaterThan(0);
    expect(calls['Remove Member']).toBeUndefined();
    expect(isStored(graph, member)).toBe(true);
  });

  it('finds out that the member is gone when the answer is lost', async () => {
    const member = nth(members(graph), 4);
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Remove Member' });
    const { data, errors, calls } = await remove({ userId: member.userId });
    expect(errors).toBeUndefined();
    expect(data.removeTeamMember.removedUserId).toBe(member.userId);
    expect(calls).toEqual({ 'Get Account': 1, 'Remove Member': 1, 'Search Team': 2 });
  });

  it('removes again, which is harmless, when the call had no effect', async () => {
    const member = nth(members(graph), 4);
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Remove Member' });
    const { data, errors, calls } = await remove({ userId: member.userId });
    expect(errors).toBeUndefined();
    expect(data.removeTeamMember.removedUserId).toBe(member.userId);
    expect(isStored(graph, member)).toBe(false);
    expect(calls['Remove Member']).toBe(2);
  });
});

describe('a removal that Search Team does not show yet', () => {
  const graph = useGraph({ quirks: { teamLagMs: 60_000 }, server: lookingAtOnce });

  it('is shown to whoever made it', async () => {
    const member = nth(members(graph), 0);
    await graph.ask(document, { input: { userId: member.userId } });
    const { data } = await graph.ask(`{ account {
      teamMember(userId: "${member.userId}") { userId }
      teamMembers(first: 100) { nodes { userId } }
    } }`);
    expect(data.account.teamMember).toBeNull();
    expect(data.account.teamMembers.nodes).not.toContainEqual({ userId: member.userId });
    expect(data.account.teamMembers.nodes.length).toBeGreaterThan(0);
  });

  it('counts as done when its answer is lost and Wix does not have the member the second time', async () => {
    const member = nth(members(graph), 0);
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Remove Member' });
    const { data, errors, calls } = await graph.ask(document, { input: { userId: member.userId } });
    expect(errors).toBeUndefined();
    expect(data.removeTeamMember).toMatchObject({ removedUserId: member.userId, userErrors: [] });
    expect(calls['Remove Member']).toBe(2);
  });
});

describe('a key that may not remove members', () => {
  const graph = useGraph({ key: 'siteListOnly', server: lookingAtOnce });

  it('is told so, and which permission is missing', async () => {
    const { data, errors } = await graph.ask(document, { input: { userId: nth(members(graph), 0).userId } });
    expect(data).toEqual({ removeTeamMember: null });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors?.[0]?.message).toContain('team.delete-member');
  });
});
