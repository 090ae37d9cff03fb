import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { agencySites, call, emptyForm, first, siteCall } from './support.ts';

const path = '/roles-management/v2/contributors/query';

interface Listed {
  readonly contributors: readonly { readonly accountId: string; readonly accountOwnerId: string }[];
}

describe('Query Site Contributors', () => {
  const sandbox = createSandbox();
  const site = first(agencySites(sandbox).filter(({ contributors }) => contributors.length > 1));
  const accountIds = async (query: string) =>
    (await siteCall<Listed>(sandbox, site.id, path + query)).body.contributors.map(({ accountId }) => accountId);

  it('prints accounts and their owners, and nothing else', async () => {
    const { status, body } = await siteCall(sandbox, site.id, path);
    expect(status).toBe(200);
    expect(body).toEqual({
      contributors: site.contributors.map(({ accountId, accountOwnerId }) => ({ accountId, accountOwnerId })),
    });
  });

  it('finds those with at least one of the roles', async () => {
    const roleIds = site.contributors.flatMap(({ roles }) => roles.map(({ roleId }) => roleId));
    const query = (wanted: readonly string[]) => `?${wanted.map((id) => `filter.policyIds=${id}`).join('&')}`;
    const everybody = site.contributors.map(({ accountId }) => accountId);
    expect(await accountIds(query([...roleIds, '1']))).toEqual(everybody);
    expect(await accountIds(query(['1']))).toEqual([]);
    for (const roleId of roleIds) {
      const holders = site.contributors.filter(({ roles }) => roles.some((role) => role.roleId === roleId));
      expect(await accountIds(query([roleId]))).toEqual(holders.map(({ accountId }) => accountId));
    }
  });

  it('finds nobody at a location', async () => {
    expect(await accountIds(`?filter.locationIds=${site.id}`)).toEqual([]);
  });

  it('lists the owner where the quirk says so', async () => {
    const other = createSandbox({ quirks: { contributorsListOwner: true } });
    const { body } = await siteCall<Listed>(other, site.id, path);
    const owner = other.state.accounts.get(other.accountId);
    expect(body.contributors[0]).toEqual({ accountId: other.accountId, accountOwnerId: owner?.ownerUserId });
    expect(body.contributors).toHaveLength(1 + site.contributors.length);
  });

  it('refuses a key without the permission', async () => {
    const headers = { authorization: sandbox.keys.siteListOnly, 'wix-site-id': site.id };
    expect(await call(sandbox, path, { headers })).toMatchObject({ status: 403, body: emptyForm });
  });
});
