import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { accountCall, agencySites, call, siteCall } from './support.ts';

const roles = (sandbox: Sandbox) => accountCall(sandbox, '/roles-management/roles');

describe('the clock', () => {
  it('moves after each call, so that later objects have later dates, alike in every run', async () => {
    const datesOf = async (options: SandboxOptions) => {
      const sandbox = createSandbox(options);
      const create = async (name: string) => {
        const reply = await accountCall<{ folder: { createdDate: string } }>(sandbox, '/site-folders/v2/folders', {
          folder: { name },
        });
        return reply.body.folder.createdDate;
      };
      return [await create('A'), await create('B'), await create('C')];
    };
    const dates = ['2026-11-23T12:00:00.000Z', '2026-11-23T12:00:00.001Z', '2026-11-23T12:00:00.002Z'];
    expect(await datesOf({})).toEqual(dates);
    expect(await datesOf({})).toEqual(dates);
    expect(new Set(await datesOf({ tickMs: 0 })).size).toBe(1);
    expect((await datesOf({ tickMs: 60_000 }))[2]).toBe('2026-11-23T12:02:00.000Z');
  });

  it('is set over HTTP', async () => {
    const sandbox = createSandbox();
    const set = async (body: object) => (await call(sandbox, '/_sandbox/clock', { body })).body;
    expect(await set({ tickMs: 500 })).toMatchObject({ tickMs: 500 });
    await roles(sandbox);
    expect(sandbox.clock.now().toISOString()).toBe('2026-11-23T12:00:00.500Z');
    expect(await set({ frozen: true, advanceMs: 1_000 })).toEqual({ now: '2026-11-23T12:00:01.500Z', tickMs: 0 });
    await roles(sandbox);
    expect(sandbox.clock.now().toISOString()).toBe('2026-11-23T12:00:01.500Z');
    for (const body of [{}, { tickMs: -1 }, { tick: 5 }, { frozen: false }]) {
      expect(await call(sandbox, '/_sandbox/clock', { body })).toMatchObject({ status: 400 });
    }
  });
});

describe('the throttle', () => {
  it('is off by default', async () => {
    const sandbox = createSandbox();
    for (let made = 0; made < 260; made += 1) expect((await roles(sandbox)).status).toBe(200);
  });

  it('answers 429 with Retry-After above the limit of a key, until the minute is over', async () => {
    const sandbox = createSandbox({ quirks: { callsPerMinute: 3 } });
    for (let made = 0; made < 3; made += 1) expect((await roles(sandbox)).status).toBe(200);
    const refused = await roles(sandbox);
    expect(refused).toMatchObject({
      status: 429,
      body: { details: { applicationError: { code: 'RESOURCE_EXHAUSTED' } } },
    });
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    const stranger = { authorization: sandbox.keys.stranger, 'wix-account-id': sandbox.accountId };
    expect((await call(sandbox, '/roles-management/roles', { headers: stranger })).status).toBe(403);
    expect(sandbox.calls.entries().at(-2)?.status).toBe(429);
    sandbox.clock.advance(wait * 1_000);
    expect((await roles(sandbox)).status).toBe(200);
  });

  it('has no effect on what it refuses', async () => {
    const sandbox = createSandbox({ quirks: { callsPerMinute: 1 } });
    await roles(sandbox);
    const before = sandbox.state.folders.size;
    const reply = await accountCall(sandbox, '/site-folders/v2/folders', { folder: { name: 'Late' } });
    expect([reply.status, sandbox.state.folders.size]).toEqual([429, before]);
  });

  it('answers in the ways of its quirks', async () => {
    const once = async (quirks: SandboxOptions['quirks']) => {
      const sandbox = createSandbox({ quirks: { callsPerMinute: 1, ...quirks } });
      await roles(sandbox);
      return roles(sandbox);
    };
    const empty = await once({ throttleAnswer: 'empty403', retryAfter: 'absent' });
    expect([empty.status, empty.body, empty.headers.get('retry-after')]).toEqual([
      403,
      { message: '', details: {} },
      null,
    ]);
    const dated = await once({ retryAfter: 'date' });
    expect(Date.parse(dated.headers.get('retry-after') ?? '')).toBeGreaterThan(Date.now());
  });
});

describe('a key limited to some sites', () => {
  const path = '/site-properties/v4/properties';

  it('covers these and no others', async () => {
    const sandbox = createSandbox();
    const [own, , , other] = agencySites(sandbox);
    const get = async (key: string, siteId = '') =>
      (await call(sandbox, path, { headers: { authorization: key, 'wix-site-id': siteId } })).status;
    expect(await get(sandbox.keys.someSites, own?.id)).toBe(200);
    expect(await get(sandbox.keys.someSites, other?.id)).toBe(403);
    expect(await get(sandbox.keys.owner, other?.id)).toBe(200);
  });

  it.each([
    ['/site-actions/v1/sites/duplicate', (id: string) => ({ sourceSiteId: id, siteDisplayName: 'Copy' })],
    [
      '/site-folders/v2/folders/bulk/sites/move',
      (id: string) => ({ targetFolderId: '', sites: { id: { $in: [id] } } }),
    ],
    ['/enterprise-public-proxy/v1/sites/unpublish', (id: string) => ({ metaSiteId: id })],
  ])('cannot write to others through %s', async (route, bodyFor) => {
    const sandbox = createSandbox();
    const live = agencySites(sandbox).filter(({ published, trashedDate }) => published && trashedDate === undefined);
    const own = live[0]?.id ?? '';
    const other = live.at(-1)?.id ?? '';
    const headers = { authorization: sandbox.keys.someSites, 'wix-account-id': sandbox.accountId };
    const send = async (id: string) => (await call(sandbox, route, { headers, body: bodyFor(id) })).status;
    expect(await send(other)).toBeGreaterThanOrEqual(400);
    expect(await send(own)).toBe(200);
  });

  it('is minted over HTTP, with permissions and sites', async () => {
    const sandbox = createSandbox();
    const [site, other] = agencySites(sandbox);
    const body = { permissions: ['SITE_SETTINGS.VIEW'], siteIds: [site?.id] };
    const minted = await call<{ token: string; name: string }>(sandbox, '/_sandbox/keys', { body });
    const get = async (siteId = '') =>
      (await call(sandbox, path, { headers: { authorization: minted.body.token, 'wix-site-id': siteId } })).status;
    expect([await get(site?.id), await get(other?.id)]).toEqual([200, 403]);
    const headers = { authorization: minted.body.token, 'wix-account-id': sandbox.accountId };
    expect((await call(sandbox, '/roles-management/roles', { headers })).status).toBe(403);
    expect(sandbox.calls.entries().at(-1)?.keyName).toBe(minted.body.name);
    for (const wrong of [{ siteIds: ['x'] }, { accountId: 5 }, { site: [] }]) {
      expect((await call(sandbox, '/_sandbox/keys', { body: wrong })).status).toBe(400);
    }
  });

  it('sees all sites in lists, or its own by quirk', async () => {
    const count = async (limitedKeyLists: 'allSites' | 'itsSites') => {
      const sandbox = createSandbox({ quirks: { limitedKeyLists } });
      const headers = { authorization: sandbox.keys.someSites, 'wix-account-id': sandbox.accountId };
      const reply = await call<{ count: number }>(sandbox, '/site-list/v2/sites/count', { body: {}, headers });
      return reply.body.count;
    };
    expect(await count('allSites')).toBeGreaterThan(20);
    expect(await count('itsSites')).toBeLessThanOrEqual(3);
  });
});

describe('growth', () => {
  it('of the call list is bounded by bytes', async () => {
    const sandbox = createSandbox();
    const site = agencySites(sandbox)[0]?.id ?? '';
    const big = { businessProfile: { description: 'x'.repeat(200_000) }, fields: 'description' };
    for (let made = 0; made < 200; made += 1) {
      await siteCall(sandbox, site, '/site-properties/v4/properties/business-profile', big);
    }
    const kept = sandbox.calls.entries();
    expect(JSON.stringify(kept).length).toBeLessThan(17 * 1024 * 1024);
    expect(kept.length).toBeGreaterThan(50);
    expect(sandbox.calls.counts()).toEqual({ 'Update Business Profile': kept.length });
  });

  it('of what lists show instead is bounded by their lag', async () => {
    const sandbox = createSandbox({ quirks: { folderLagMs: 10, teamLagMs: 10, domainsLagMs: 10 } });
    for (let made = 0; made < 100; made += 1) {
      await accountCall(sandbox, '/site-folders/v2/folders', { folder: { name: `Folder ${made}` } });
    }
    expect(sandbox.state.folderShadows.size).toBeLessThanOrEqual(11);
  });

  it('does not reach another sandbox: what two of them share is frozen', () => {
    const reachable = (sandbox: Sandbox) => {
      const seen = new Set<object>();
      const visit = (value: unknown) => {
        if (typeof value !== 'object' || value === null || seen.has(value)) return;
        seen.add(value);
        const parts = value instanceof Map ? value.values() : Object.values(value);
        for (const part of parts) visit(part);
      };
      visit(sandbox.state);
      return seen;
    };
    const other = reachable(createSandbox());
    const shared = [...reachable(createSandbox())].filter((value) => other.has(value));
    expect(shared.length).toBeGreaterThan(0);
    expect(shared.filter((value) => !Object.isFrozen(value))).toEqual([]);
  });
});
