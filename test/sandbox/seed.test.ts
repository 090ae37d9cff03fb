import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { createSandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { isConnected } from '../../src/sandbox/state/domain.ts';
import { folderPath } from '../../src/sandbox/state/folder.ts';
import { inviteStatus } from '../../src/sandbox/state/invite.ts';
import { agencySites, childIds } from './support.ts';

function worldText(options: SandboxOptions): string {
  const sandbox = createSandbox(options);
  const maps = Object.values(sandbox.state).map((map: Map<string, unknown>) => [...map]);
  return JSON.stringify([sandbox.accountId, sandbox.keys, maps]);
}

function distinct<T>(values: Iterable<T>): number {
  return new Set(values).size;
}

describe('the seeded world', () => {
  it('is the same byte for byte for the same size and seed', () => {
    expect(worldText({ seed: 7 })).toBe(worldText({ seed: 7 }));
    expect(worldText({ size: 'large' })).toBe(worldText({ size: 'large' }));
  });

  it('is another one for another seed', () => {
    expect(worldText({ seed: 1 })).not.toBe(worldText({ seed: 2 }));
  });

  it('has the promised amounts in every size', () => {
    const amounts = (['demo', 'large', 'huge'] as const).map((size) => {
      const sandbox = createSandbox({ size });
      const ofAgency = ({ accountId }: { accountId: string }) => accountId === sandbox.accountId;
      const { state } = sandbox;
      return [
        childIds(sandbox).length,
        agencySites(sandbox).length,
        [...state.folders.values()].filter(ofAgency).length,
        [...state.domains.values()].filter((domain) => ofAgency(domain) && isConnected(domain)).length,
        [...state.teamMembers.values()].filter(ofAgency).length,
        [...state.accountInvites.values()].filter(ofAgency).length,
      ];
    });
    expect(amounts).toEqual([
      [4, 64, 9, 26, 14, 9],
      [60, 1300, 60, 240, 300, 120],
      [500, 10_000, 200, 1200, 5000, 600],
    ]);
  });

  it('is built in well under three seconds of CPU time in the huge size', () => {
    const start = process.threadCpuUsage();
    createSandbox({ size: 'huge' });
    const { user, system } = process.threadCpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });

  it('holds every kind of site', () => {
    const sites = agencySites(createSandbox());
    const kinds = (read: (site: (typeof sites)[number]) => unknown) => new Set(sites.map(read));
    expect(kinds(({ editorType }) => editorType)).toEqual(
      new Set(['EDITOR', 'STUDIO', 'ADI', 'EDITORX', 'EDITORLESS', 'ODEDITOR']),
    );
    expect(kinds(({ namespace }) => namespace)).toEqual(new Set(['WIX', 'HEADLESS', 'DASHBOARD_FIRST', 'DEV_SITE']));
    expect(kinds(({ published }) => published).size).toBe(2);
    expect(kinds(({ premium }) => premium).size).toBe(2);
    expect(kinds(({ blocked }) => blocked).size).toBe(2);
    expect(kinds(({ folderId }) => folderId === undefined).size).toBe(2);
    expect(sites.filter(({ trashedDate }) => trashedDate !== undefined)).toHaveLength(3);
    for (const site of sites.filter(({ namespace }) => namespace === 'HEADLESS')) {
      expect(site).toMatchObject({ editorType: 'EDITORLESS', name: expect.stringMatching(/^headless-/) });
    }
  });

  it.each(['demo', 'large', 'huge', 'partner'] as const)('is consistent in itself (%s)', (size) => {
    const { state, clock } = createSandbox({ size });
    const now = clock.now().toISOString();
    for (const account of state.accounts.values()) {
      expect(state.teamMembers.has(`${account.id}/${account.ownerUserId}`)).toBe(true);
    }
    expect(distinct([...state.sites.values()].map(({ name }) => name))).toBe(state.sites.size);
    for (const { name, folderId, accountId, createdDate, updatedDate } of state.sites.values()) {
      expect(name).toMatch(/^[a-z0-9_-]{4,20}$/);
      expect(folderId === undefined || state.folders.get(folderId)?.accountId === accountId).toBe(true);
      expect(createdDate < now && updatedDate <= now && createdDate <= updatedDate).toBe(true);
    }
    const primaries = [...state.domains.values()].flatMap(({ assignment }) =>
      assignment?.type === 'PRIMARY' ? assignment.siteId : [],
    );
    expect(distinct(primaries)).toBe(primaries.length);
    for (const { assignment, accountId } of state.domains.values()) {
      if (assignment === undefined) continue;
      expect(state.sites.get(assignment.siteId)).toMatchObject({ premium: true, accountId });
      expect(primaries).toContain(assignment.siteId);
    }
    const assignments = [...state.teamMembers.values()].flatMap((member) => member.assignments);
    expect(distinct(assignments.map(({ assignmentId }) => assignmentId))).toBe(assignments.length);
    for (const { roleId, assignmentId } of assignments) {
      expect(state.roles.has(roleId)).toBe(true);
      expect(assignmentId).toMatch(/^\d{19}$/);
    }
  });

  it('gives roles on at least 50 sites, on folders and on the account in the demo', () => {
    const { state, accountId } = createSandbox();
    const team = [...state.teamMembers.values()].filter((member) => member.accountId === accountId);
    const scopes = team.flatMap(({ assignments }) => assignments.map(({ scope }) => scope));
    const siteIds = scopes.flatMap((scope) => (scope.kind === 'site' ? scope.siteId : []));
    expect(siteIds.length).toBeGreaterThanOrEqual(60);
    expect(distinct(siteIds)).toBeGreaterThanOrEqual(50);
    expect(scopes.filter(({ kind }) => kind === 'folder').length).toBeGreaterThan(1);
    expect(scopes.filter(({ kind }) => kind === 'account').length).toBeGreaterThan(2);
  });

  it('has folders three levels deep, a blocked child account, and domains in every state', () => {
    const { state, clock, accountId } = createSandbox();
    const depths = [...state.folders.values()].map((folder) => folderPath(state.folders, folder).length);
    expect(Math.max(...depths)).toBe(3);
    expect([...state.accounts.values()].filter(({ status }) => status === 'BLOCKED')).toHaveLength(1);
    const domains = [...state.domains.values()].filter((domain) => domain.accountId === accountId);
    expect(new Set(domains.map(({ connectionType }) => connectionType))).toEqual(
      new Set(['POINTING', 'NAMESERVERS', 'UNKNOWN_CONNECTION_TYPE', 'HIDDEN', 'WIX_REGISTERED']),
    );
    expect(new Set(domains.map(({ assignment }) => assignment?.type))).toEqual(
      new Set(['PRIMARY', 'REDIRECT', undefined]),
    );
    const statuses = [...state.accountInvites.values()].map((invite) => inviteStatus(invite, clock.now()));
    expect(new Set(statuses)).toEqual(new Set(['Pending', 'Used', 'Deleted', 'Declined', 'Expired']));
  });

  it('has GUIDs of version 4', () => {
    for (const id of createSandbox().state.sites.keys()) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});
