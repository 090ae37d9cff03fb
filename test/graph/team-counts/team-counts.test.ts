import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { inviteStatus } from '../../../src/sandbox/state/invite.ts';
import { useGraph } from '../../support/graph.ts';

const document = `{ account { teamCounts {
  members
  invites
  invitesByStatus { status statusRaw count }
  byRole { roleId roleRaw count role { id: roleId title } }
} } }`;

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function expectedOf({ state, accountId, clock }: Sandbox) {
  const members = [...state.teamMembers.values()].filter((member) => member.accountId === accountId);
  const invites = [...state.accountInvites.values()].filter((invite) => invite.accountId === accountId);
  const roleIds = [...members, ...invites].flatMap(({ assignments }) => [
    ...new Set(assignments.map(({ roleId }) => roleId)),
  ]);
  return {
    members: members.length,
    invites: invites.length,
    byStatus: tally(invites.map((invite) => inviteStatus(invite, clock.now()))),
    byRole: tally(roleIds),
  };
}

describe('the counts of a team', () => {
  const graph = useGraph();

  it('are those of the account', async () => {
    const { data, errors, calls } = await graph.ask(document);
    expect(errors).toBeUndefined();
    const { members, invites, invitesByStatus, byRole } = data.account.teamCounts;
    const expected = expectedOf(graph.sandbox);
    expect({ members, invites }).toEqual({ members: expected.members, invites: expected.invites });
    const byStatus = invitesByStatus.map((entry: { statusRaw: string; count: number }) => [
      entry.statusRaw,
      entry.count,
    ]);
    expect(Object.fromEntries(byStatus)).toEqual(expected.byStatus);
    const counted = byRole.map((entry: { roleId: string; count: number }) => [entry.roleId, entry.count]);
    expect(Object.fromEntries(counted)).toEqual(expected.byRole);
    for (const { roleId, role } of byRole) {
      expect(role).toEqual({ id: roleId, title: graph.sandbox.state.roles.get(roleId)?.title });
    }
    expect(calls).toEqual({ 'Search Team': 1, 'Get Roles Info': 1 });
  });

  it('tell members from invites, by role', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { teamCounts { byRole { roleId count memberCount } } } }',
    );
    expect(errors).toBeUndefined();
    const members = [...graph.sandbox.state.teamMembers.values()].filter(
      ({ accountId }) => accountId === graph.sandbox.accountId,
    );
    const having = (id: string) => members.filter(({ assignments }) => assignments.some(({ roleId }) => roleId === id));
    const { byRole } = data.account.teamCounts;
    for (const { roleId, memberCount } of byRole)
      expect([roleId, memberCount]).toEqual([roleId, having(roleId).length]);
    expect(byRole.some(({ count, memberCount }: { count: number; memberCount: number }) => memberCount < count)).toBe(
      true,
    );
    expect(calls).toEqual({ 'Search Team': 1 });
  });

  it('come with the page that members and invites come with', async () => {
    const { calls } = await graph.ask(
      '{ account { teamCounts { members } teamMembers { totalCount nodes { userId } } invites { nodes { id } } } }',
    );
    expect(calls).toEqual({ 'Search Team': 1 });
  });

  it('have no role for one that the account no longer has', async () => {
    graph.sandbox.faults.inject({ operation: 'Get Roles Info', kind: 'body', body: {} });
    const { data, errors } = await graph.ask(document);
    expect(errors).toBeUndefined();
    for (const { role } of data.account.teamCounts.byRole) expect(role).toBeNull();
  });

  it('are unknown where Wix counts nothing', async () => {
    graph.sandbox.faults.inject({ operation: 'Search Team', kind: 'body', body: { teamMembers: [] } });
    const { data, errors } = await graph.ask(document);
    expect(errors).toBeUndefined();
    expect(data.account.teamCounts).toEqual({ members: null, invites: null, invitesByStatus: null, byRole: null });
  });

  it('fail alone', async () => {
    graph.sandbox.faults.inject({
      operation: 'Search Team',
      kind: 'status',
      status: 500,
      times: Number.POSITIVE_INFINITY,
    });
    const { data, errors } = await graph.ask('{ account { name teamCounts { members } } }');
    expect(data.account).toEqual({ name: 'Northwind Studio', teamCounts: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['account', 'teamCounts'], 'UPSTREAM_UNAVAILABLE'],
    ]);
  });
});

describe('the counts of a team whose roles Wix names by title', () => {
  const graph = useGraph({ quirks: { roleFacetValues: 'titles' } });

  it('lead to the same roles', async () => {
    const { data, errors } = await graph.ask(document.replace('roleId roleRaw', 'roleId roleRaw memberCount'));
    expect(errors).toBeUndefined();
    const { byRole } = data.account.teamCounts;
    expect(byRole.find(({ role }: { role: { title: string } }) => role.title === 'Owner').memberCount).toBe(1);
    const counted = byRole.map((entry: { role: { id: string }; count: number }) => [entry.role.id, entry.count]);
    expect(Object.fromEntries(counted)).toEqual(expectedOf(graph.sandbox).byRole);
    for (const { roleId, roleRaw, role } of byRole) expect([roleId, roleRaw]).toEqual([null, role.title]);
  });
});
