import { describe, expect, it } from 'vitest';
import { createSandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { roleIds } from '../../src/sandbox/state/role.ts';
import { agencySites, call, emptyForm, first, siteCall } from './support.ts';

const newcomer = '11111111-1111-4111-8111-111111111111';
const rolePath = '/roles-management/contributor/change/role';
const locationPath = '/roles-management/contributor/change/locations';
const removePath = '/roles-management/contributor/remove';

function useSite(options: SandboxOptions = {}) {
  const sandbox = createSandbox(options);
  const site = first(agencySites(sandbox).filter(({ contributors }) => contributors.length > 1));
  const headers = { authorization: sandbox.keys.owner, 'wix-site-id': site.id };
  return {
    sandbox,
    site,
    guest: first(site.contributors),
    contributors: () => sandbox.state.sites.get(site.id)?.contributors ?? [],
    put: (path: string, body: unknown) => call(sandbox, path, { method: 'PUT', headers, body }),
    remove: (accountId: string) => siteCall(sandbox, site.id, removePath, { accountId }),
  };
}

describe('Change Role', () => {
  it('replaces all roles and answers the new assignments', async () => {
    const { guest, contributors, put, site } = useSite();
    const { status, body } = await put(rolePath, {
      accountId: guest.accountId,
      newRoles: [{ roleId: roleIds.siteAdmin }],
    });
    expect(status).toBe(200);
    const now = contributors();
    expect(body).toEqual({
      newAssignedRoles: [{ roleId: roleIds.siteAdmin, assignmentId: now[0]?.roles[0]?.assignmentId }],
    });
    expect(now.map(({ accountId }) => accountId)).toEqual(site.contributors.map(({ accountId }) => accountId));
    expect(now[0]?.roles).toHaveLength(1);
  });

  it('adds an account that does not contribute yet, seen by Query Sites after the index lag', async () => {
    const { sandbox, contributors, put, site } = useSite({ quirks: { indexLagMs: 1_000 } });
    await put(rolePath, { accountId: newcomer, newRoles: [{ roleId: roleIds.siteAdmin }] });
    expect(contributors().at(-1)).toMatchObject({ accountId: newcomer, roles: [{ roleId: roleIds.siteAdmin }] });
    expect(sandbox.state.sites.get(site.id)?.indexed?.contributors).toHaveLength(site.contributors.length);
  });

  it('refuses roles that no site gives, no role, no account, and the owner', async () => {
    const { sandbox, contributors, put, site } = useSite();
    const newRoles = [{ roleId: roleIds.siteAdmin }];
    for (const roleId of ['1', roleIds.owner, roleIds.accountAdmin]) {
      expect(await put(rolePath, { accountId: newcomer, newRoles: [{ roleId }] })).toMatchObject({ status: 400 });
    }
    expect(await put(rolePath, { accountId: newcomer, newRoles: [] })).toMatchObject({ status: 400 });
    expect(await put(rolePath, { accountId: newcomer })).toMatchObject({ status: 400 });
    expect(await put(rolePath, { accountId: 'me', newRoles })).toMatchObject({ status: 400 });
    expect(await put(rolePath, { accountId: sandbox.accountId, newRoles })).toMatchObject({
      status: 403,
      body: emptyForm,
    });
    expect(contributors()).toEqual(site.contributors);
  });

  it('takes no role for the end of all of them by quirk', async () => {
    const { guest, contributors, put } = useSite({ quirks: { emptyRoles: 'accept' } });
    expect(await put(rolePath, { accountId: guest.accountId, newRoles: [] })).toMatchObject({ status: 200 });
    expect(contributors().map(({ accountId }) => accountId)).not.toContain(guest.accountId);
  });
});

describe('Change Contributor Location', () => {
  it('limits all assignments of a contributor, who is found by the locations from then on', async () => {
    const { sandbox, guest, put, site } = useSite();
    expect(await put(locationPath, { accountId: guest.accountId, newLocations: [newcomer] })).toMatchObject({
      status: 200,
      body: {
        newAssignedLocations: [
          { locationIds: [newcomer], assignmentIds: guest.roles.map(({ assignmentId }) => assignmentId) },
        ],
      },
    });
    const { body } = await siteCall<{ contributors: { accountId: string }[] }>(
      sandbox,
      site.id,
      `/roles-management/v2/contributors/query?filter.locationIds=${newcomer}`,
    );
    expect(body.contributors.map(({ accountId }) => accountId)).toEqual([guest.accountId]);
  });

  it('takes 1 to 20 GUIDs of somebody who contributes', async () => {
    const { guest, put } = useSite();
    const accountId = guest.accountId;
    for (const newLocations of [[], Array.from({ length: 21 }, () => newcomer), ['Lyon'], undefined]) {
      expect(await put(locationPath, { accountId, newLocations })).toMatchObject({ status: 400 });
    }
    expect(await put(locationPath, { accountId: newcomer, newLocations: [newcomer] })).toMatchObject({ status: 404 });
  });
});

describe('Remove Contributor', () => {
  it('ends all roles, once, and leaves invites open', async () => {
    const { sandbox, guest, contributors, remove } = useSite();
    const invites = JSON.stringify([...sandbox.state.siteInvites.values()]);
    expect(await remove(guest.accountId)).toMatchObject({ status: 200, body: {} });
    expect(contributors().map(({ accountId }) => accountId)).not.toContain(guest.accountId);
    expect(await remove(guest.accountId)).toMatchObject({ status: 404 });
    expect(JSON.stringify([...sandbox.state.siteInvites.values()])).toBe(invites);
    const lenient = useSite({ quirks: { removeAbsent: 'accept' } });
    expect(await lenient.remove(newcomer)).toMatchObject({ status: 200, body: {} });
  });

  it('refuses the owner of the site', async () => {
    const { sandbox, remove } = useSite();
    expect(await remove(sandbox.accountId)).toMatchObject({ status: 403, body: emptyForm });
  });
});

describe('a key without the permission', () => {
  it.each([
    ['PUT', rolePath],
    ['PUT', locationPath],
    ['POST', removePath],
  ])('is refused: %s %s', async (method, path) => {
    const { sandbox, guest, site, contributors } = useSite();
    const headers = { authorization: sandbox.keys.siteListOnly, 'wix-site-id': site.id };
    const reply = await call(sandbox, path, { method, headers, body: { accountId: guest.accountId } });
    expect(reply).toMatchObject({ status: 403, body: emptyForm });
    expect(contributors()).toEqual(site.contributors);
  });
});
