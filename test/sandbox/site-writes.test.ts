import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { sitePropertiesOf } from '../../src/sandbox/seed/site-properties.ts';
import { accountCall, agencySites, call, childIds, emptyForm, first, siteCall } from './support.ts';

const newSiteId = '00000000-0000-4000-8000-000000000000';

function siteWhere(sandbox: Sandbox, isWanted: (site: ReturnType<typeof agencySites>[number]) => boolean) {
  return first(agencySites(sandbox).filter(isWanted));
}

function propertiesOf({ state }: Sandbox, siteId: string) {
  const site = state.sites.get(siteId);
  if (site === undefined) throw new Error('no site');
  return sitePropertiesOf(state, site);
}

describe('Publish Site', () => {
  it('answers an empty object and changes the site in the index after the lag', async () => {
    const sandbox = createSandbox({ quirks: { indexLagMs: 3_000 } });
    const { id } = siteWhere(sandbox, (site) => !site.published && site.trashedDate === undefined);
    const { status, body } = await siteCall(sandbox, id, '/site-publisher/v1/site/publish', {});
    expect([status, body]).toEqual([200, {}]);
    expect(sandbox.state.sites.get(id)?.published).toBe(true);
    const listed = async () => {
      const query = { filter: { id: { $eq: id }, namespace: { $exists: true } } };
      const answer = await accountCall<{ sites: { published: boolean }[] }>(sandbox, '/site-list/v2/sites/query', {
        query,
      });
      return answer.body.sites[0]?.published;
    };
    expect(await listed()).toBe(false);
    sandbox.clock.advance(3_000);
    expect(await listed()).toBe(true);
  });

  it('refuses what has nothing to publish with 428', async () => {
    const sandbox = createSandbox();
    const { id } = siteWhere(sandbox, (site) => site.trashedDate !== undefined);
    expect((await siteCall(sandbox, id, '/site-publisher/v1/site/publish', {})).status).toBe(428);
  });
});

describe('Duplicate Site', () => {
  it.each([
    [false, false],
    [true, true],
  ])('copies a published site; published by the quirk %s: %s', async (duplicatePublished, published) => {
    const sandbox = createSandbox({ quirks: { duplicatePublished } });
    const source = siteWhere(sandbox, (site) => site.published && site.premium);
    const { status, body } = await accountCall<{ newSiteId: string }>(sandbox, '/site-actions/v1/sites/duplicate', {
      sourceSiteId: source.id,
      siteDisplayName: 'Copy',
    });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['newSiteId']);
    expect(sandbox.state.sites.get(body.newSiteId)).toMatchObject({
      displayName: 'Copy',
      namespace: source.namespace,
      editorType: source.editorType,
      premium: false,
      published,
      contributors: [],
    });
  });

  it.each([
    [{ siteDisplayName: 'Copy' }, 400],
    [{ sourceSiteId: newSiteId }, 400],
    [{ sourceSiteId: newSiteId, siteDisplayName: 'x'.repeat(21) }, 400],
    [{ sourceSiteId: newSiteId, siteDisplayName: 'Copy' }, 404],
  ])('refuses %j with %i', async (body, status) => {
    expect((await accountCall(createSandbox(), '/site-actions/v1/sites/duplicate', body)).status).toBe(status);
  });
});

describe('Bulk Delete Site', () => {
  const path = '/site-actions/v1/bulk/sites/delete';

  it.each([
    ['recipe', 0, {}],
    ['docs', '0', { error: null }],
  ] as const)('spells its results as the %s does', async (bulkDeleteResults, originalIndex, error) => {
    const sandbox = createSandbox({ quirks: { bulkDeleteResults } });
    const { id } = siteWhere(sandbox, (site) => !site.premium && site.trashedDate === undefined);
    const { body } = await accountCall(sandbox, path, { ids: [id, newSiteId] });
    expect(body).toEqual({
      results: [
        { itemMetadata: { id, originalIndex, success: true, ...error } },
        {
          itemMetadata: expect.objectContaining({
            success: false,
            error: expect.objectContaining({ code: 'SITE_NOT_FOUND' }),
          }),
        },
      ],
      bulkActionMetadata: { totalSuccesses: 1, totalFailures: 1 },
    });
    expect(sandbox.state.sites.get(id)).toMatchObject({ published: false, trashedDate: expect.any(String) });
  });

  it.each([
    ['reject', 'PREMIUM_NOT_PERMITTED'],
    ['accept', undefined],
  ] as const)('takes Premium sites as the quirk %s says', async (premiumToTrash, code) => {
    const sandbox = createSandbox({ quirks: { premiumToTrash } });
    const { id } = siteWhere(sandbox, (site) => site.premium);
    const { body } = await accountCall<{ results: { itemMetadata: { error?: { code: string } } }[] }>(sandbox, path, {
      ids: [id],
    });
    expect(body.results[0]?.itemMetadata.error?.code).toBe(code);
  });

  it.each([[[]], [Array.from({ length: 21 }, () => newSiteId)]])('refuses none and more than 20', async (ids) => {
    expect((await accountCall(createSandbox(), path, { ids })).status).toBe(400);
  });
});

describe('Create Project', () => {
  it.each(['/funnel/projects/v1/create', '/funnel-projects/v1/create'])('is served under %s', async (path) => {
    const sandbox = createSandbox();
    const { status, body } = await accountCall<{ project: Record<string, unknown> }>(sandbox, path, {
      type: 'HEADLESS',
    });
    expect(status).toBe(200);
    expect(Object.keys(body.project)).toEqual(['metaSiteId', 'siteId', 'templateId', 'apps']);
    expect(body.project['metaSiteId']).not.toBe(body.project['siteId']);
    const site = sandbox.state.sites.get(String(body.project['metaSiteId']));
    expect(site).toMatchObject({ namespace: 'HEADLESS', editorType: 'EDITORLESS', published: false });
    expect(site?.name).toMatch(/^headless-/);
  });

  it.each([
    {},
    { type: 'UNKNOWN' },
    { type: 'WIXEL' },
    { type: 'WIX', name: 'x'.repeat(256) },
    { type: 'WIX', folderId: 'root' },
  ])('refuses %j', async (body) => {
    expect((await accountCall(createSandbox(), '/funnel/projects/v1/create', body)).status).toBe(400);
  });

  it('makes another site each time', async () => {
    const sandbox = createSandbox();
    const create = () => accountCall(sandbox, '/funnel/projects/v1/create', { type: 'WIX', name: 'Twin' });
    await create();
    await create();
    const names = agencySites(sandbox).filter(({ displayName }) => displayName === 'Twin');
    expect(new Set(names.map(({ name }) => name)).size).toBe(2);
  });
});

describe('Transfer Site', () => {
  it('needs its permission before anything else is looked at', async () => {
    const sandbox = createSandbox();
    const headers = { authorization: sandbox.keys.siteListOnly, 'wix-account-id': first(childIds(sandbox)) };
    const reply = await call(sandbox, '/b2b-site-management/v1/transfer-site', { body: {}, headers });
    expect([reply.status, reply.body]).toEqual([403, emptyForm]);
  });

  it('echoes what it did', async () => {
    const sandbox = createSandbox();
    const served = new Set([...sandbox.state.domains.values()].map(({ assignment }) => assignment?.siteId));
    const { id } = siteWhere(sandbox, (site) => !site.premium && site.folderId !== undefined && !served.has(site.id));
    const siteTransfer = { siteId: id, sourceAccountId: sandbox.accountId, enableNotifications: true };
    const target = first(childIds(sandbox));
    const { body } = await accountCall(sandbox, '/b2b-site-management/v1/transfer-site', { siteTransfer }, target);
    expect(body).toEqual({ siteTransfer });
    expect(sandbox.state.sites.get(id)?.accountId).toBe(target);
    expect(sandbox.state.sites.get(id)).not.toHaveProperty('folderId');
  });
});

describe('an enterprise call', () => {
  it('refuses an account that does not own the key', async () => {
    const sandbox = createSandbox();
    const child = first(childIds(sandbox));
    const site = first(
      [...sandbox.state.sites.values()].filter(({ accountId, published }) => accountId === child && published),
    );
    const unpublish = (accountId: string) =>
      accountCall(sandbox, '/enterprise-public-proxy/v1/sites/unpublish', { metaSiteId: site.id }, accountId);
    expect((await unpublish(child)).status).toBe(403);
    const { status, body } = await unpublish(sandbox.accountId);
    expect([status, body]).toEqual([200, { sitePublishState: { id: site.id, published: false } }]);
  });
});

describe("an update of a site's properties", () => {
  const base = '/site-properties/v4/properties';

  it.each([{ paths: ['businessName', 'logo'] }, 'businessName,logo'])(
    'sets and clears what the mask %j names, and nothing else',
    async (fields) => {
      const sandbox = createSandbox();
      const { id } = first(agencySites(sandbox));
      const before = propertiesOf(sandbox, id);
      const businessProfile = { businessName: 'New', description: 'not in the mask' };
      const { status, body } = await siteCall(sandbox, id, `${base}/business-profile`, { businessProfile, fields });
      expect([status, body]).toEqual([200, {}]);
      const { logo: _logo, ...rest } = before.properties;
      expect(propertiesOf(sandbox, id)).toEqual({
        version: String(Number(before.version) + 1),
        properties: { ...rest, businessName: 'New' },
      });
    },
  );

  it('is served without the version in the path too', async () => {
    const sandbox = createSandbox();
    const { id } = first(agencySites(sandbox));
    const body = { businessRegion: { timeZone: 'Asia/Tokyo' }, fields: 'timeZone' };
    await siteCall(sandbox, id, '/site-properties/properties/business-region', body);
    expect(propertiesOf(sandbox, id).properties.timeZone).toBe('Asia/Tokyo');
  });

  it('renames the site in the lists, after the lag', async () => {
    const sandbox = createSandbox({ quirks: { indexLagMs: 3_000 } });
    const site = first(agencySites(sandbox));
    const body = { businessProfile: { siteDisplayName: 'Renamed' }, fields: 'siteDisplayName' };
    await siteCall(sandbox, site.id, `${base}/business-profile`, body);
    expect(sandbox.state.sites.get(site.id)).toMatchObject({
      displayName: 'Renamed',
      indexed: { displayName: site.displayName },
    });
  });

  it.each([
    ['business-profile', { businessProfile: { companyId: 'x'.repeat(51) }, fields: 'companyId' }],
    ['business-profile', { businessProfile: {}, fields: 'email' }],
    ['business-contact', { businessContact: { address: { zip: '1'.repeat(21) } }, fields: 'address' }],
    [
      'business-schedule',
      {
        businessSchedule: {
          periods: [{ openDay: 'MONDAY', closeDay: 'MONDAY', openTime: '10:00', closeTime: '09:00' }],
        },
      },
    ],
  ])('refuses a bad %s', async (path, body) => {
    const sandbox = createSandbox();
    const { id } = first(agencySites(sandbox));
    const reply = await siteCall<{ details: { validationError: unknown } }>(sandbox, id, `${base}/${path}`, body);
    expect(reply.status).toBe(400);
    expect(reply.body.details.validationError).toBeDefined();
  });
});

describe('a fault after the commit', () => {
  it('answers its status although the call had its effect', async () => {
    const sandbox = createSandbox();
    const { id } = siteWhere(sandbox, (site) => !site.published && site.trashedDate === undefined);
    sandbox.faults.inject({ kind: 'status', status: 500, afterCommit: true, operation: 'Publish Site' });
    expect((await siteCall(sandbox, id, '/site-publisher/v1/site/publish', {})).status).toBe(500);
    expect(sandbox.state.sites.get(id)?.published).toBe(true);
  });

  it('can be asked for over the admin surface', async () => {
    const sandbox = createSandbox();
    const { id } = siteWhere(sandbox, (site) => !site.published && site.trashedDate === undefined);
    await call(sandbox, '/_sandbox/faults', { body: { kind: 'status', status: 503, afterCommit: true } });
    expect((await siteCall(sandbox, id, '/site-publisher/v1/site/publish', {})).status).toBe(503);
    expect(sandbox.state.sites.get(id)?.published).toBe(true);
  });
});

describe('the certificates of the seed', () => {
  it('are those of root domains that serve a site, under both of their names', () => {
    const { state } = createSandbox();
    expect(state.certificates.size).toBeGreaterThan(2);
    for (const [name, { commonName, dnsNames, siteId }] of state.certificates) {
      expect(dnsNames).toContain(name);
      expect(state.domains.get(commonName)?.assignment).toEqual({ siteId, type: 'PRIMARY' });
    }
  });
});
