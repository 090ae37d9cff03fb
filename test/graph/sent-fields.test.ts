import { describe, expect, it } from 'vitest';
import { roleIds } from '../../src/sandbox/state/role.ts';
import { useGraph } from '../support/graph.ts';
import { bodiesOf, nth, served } from '../support/writes.ts';

// Fields of requests that no other test needs. The sandbox refuses them under any other name, and its data tells their effect.
describe('a request sends', () => {
  const graph = useGraph();
  const { state, accountId } = graph.sandbox;

  it('the language of role titles', async () => {
    const titles = async (locale: string) => {
      const { data, errors } = await graph.ask(
        'query ($locale: String!) { account { roles { title(locale: $locale) } } }',
        {
          locale,
        },
      );
      expect(errors).toBeUndefined();
      return data.account.roles.map(({ title }: { title: string }) => title);
    };
    expect(await titles('en')).toContain('Owner');
    expect(await titles('de')).toContain('Inhaber');
    // The first call lists the roles, the second reads their titles in German.
    expect(served(graph, 'Get Roles Info').map(({ query }) => query)).toEqual([{}, { locale: ['de'] }]);
  });

  it('the editors of sites, in pages and counts', async () => {
    const { data, errors } = await graph.ask(
      '{ account { sites(first: 100, filter: { editors: [STUDIO], includeTrashed: true }) { totalCount nodes { id } } } }',
    );
    expect(errors).toBeUndefined();
    const editorsOf = data.account.sites.nodes.map(({ id }: { id: string }) => state.sites.get(id)?.editorType);
    expect(new Set(editorsOf)).toEqual(new Set(['STUDIO']));
    expect(data.account.sites.totalCount).toBe(editorsOf.length);
    for (const operation of ['Query Sites', 'Count Sites']) {
      expect(JSON.stringify(bodiesOf(graph, operation))).toContain('"editorType":{"$in":["STUDIO"]}');
    }
  });

  it('the folder of sites, in pages and counts', async () => {
    const folderId = [...state.sites.values()].find(
      (site) => site.accountId === accountId && site.folderId !== undefined && site.namespace === 'WIX',
    )?.folderId;
    const { data, errors } = await graph.ask(
      `{ account { sites(first: 1, filter: { folderId: "${folderId}", includeTrashed: true }) { totalCount nodes { id } } } }`,
    );
    expect(errors).toBeUndefined();
    const inFolder = [...state.sites.values()].filter((site) => site.folderId === folderId);
    expect(data.account.sites.totalCount).toBeGreaterThan(1);
    expect(data.account.sites.totalCount).toBeLessThanOrEqual(inFolder.length);
    expect(bodiesOf(graph, 'Count Sites')).toMatchObject([{ filter: { folderId: { $eq: folderId } } }]);
  });

  it('the end of a time by which packages were updated', async () => {
    const updatedBefore = '2026-06-01T00:00:00.000Z';
    const { data, errors } = await graph.ask(
      `{ account { packages(first: 100, filter: { updatedBefore: "${updatedBefore}" }) { nodes { id } } } }`,
    );
    expect(errors).toBeUndefined();
    const older = [...state.packages.values()].filter(
      (item) => item.accountId === accountId && item.updatedDate < updatedBefore,
    );
    expect(older.length).toBeGreaterThan(0);
    expect(data.account.packages.nodes).toHaveLength(older.length);
  });

  it('the only role that members are wanted with', async () => {
    const { data, errors } = await graph.ask(
      `{ account { teamMembers(first: 50, roleIds: ["${roleIds.siteAdmin}"]) { nodes { userId } } } }`,
    );
    expect(errors).toBeUndefined();
    const holders = [...state.teamMembers.values()].filter(
      (member) =>
        member.accountId === accountId && member.assignments.some(({ roleId }) => roleId === roleIds.siteAdmin),
    );
    expect(data.account.teamMembers.nodes).toHaveLength(holders.length);
    expect(bodiesOf(graph, 'Search Team')).toMatchObject([{ filter: { roleId: { $eq: roleIds.siteAdmin } } }]);
  });

  it('the folder that a role is limited to', async () => {
    const ofAgency = <T extends { readonly accountId: string }>(items: Iterable<T>) =>
      [...items].filter((item) => item.accountId === accountId);
    const folder = nth(ofAgency(state.folders.values()), 0);
    const ownerId = state.accounts.get(accountId)?.ownerUserId;
    const member = nth(
      ofAgency(state.teamMembers.values()).filter(({ userId }) => userId !== ownerId),
      0,
    );
    const input = { userId: member.userId, add: [{ roleId: roleIds.siteAdmin, scope: { folderIds: [folder.id] } }] };
    const { data, errors } = await graph.ask(
      `mutation ($input: UpdateTeamMemberAssignmentsInput!) {
        updateTeamMemberAssignments(input: $input) { userErrors { code message path } } }`,
      { input },
    );
    expect(errors).toBeUndefined();
    expect(data.updateTeamMemberAssignments.userErrors).toEqual([]);
    const key = [...state.teamMembers].find(
      ([, { userId, accountId: of }]) => userId === member.userId && of === accountId,
    );
    expect(key?.[1].assignments.at(-1)).toMatchObject({ scope: { kind: 'folder', folderId: folder.id } });
  });
});
