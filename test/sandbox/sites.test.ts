import { describe, expect, it } from 'vitest';
import { quirksAsSeen } from '../../src/sandbox/quirks.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { type SandboxSite, writeSite } from '../../src/sandbox/state/site.ts';
import { everyNamespace, idsOf, idsWhere, query, type SitesPage, walk } from './site-queries.ts';
import { accountCall, agencySites, childIds, first } from './support.ts';

function count(sandbox: Sandbox, filter: unknown) {
  return accountCall<{ count: number }>(sandbox, '/site-list/v2/sites/count', { filter });
}

describe('Query Sites', () => {
  const sandbox = createSandbox();

  it('prints a site exactly as Wix does', async () => {
    const { domain, assignment } = first(
      [...sandbox.state.domains.values()].filter(
        (entry) => entry.assignment?.type === 'PRIMARY' && sandbox.state.sites.get(entry.assignment.siteId)?.published,
      ),
    );
    const site = sandbox.state.sites.get(assignment?.siteId ?? '');
    const { body } = await query(sandbox, { filter: { id: site?.id } });
    expect(body.sites).toEqual([
      {
        id: site?.id,
        htmlAppId: site?.htmlAppId,
        name: site?.name,
        displayName: site?.displayName,
        createdDate: site?.createdDate,
        updatedDate: site?.updatedDate,
        published: true,
        premium: true,
        viewUrl: `https://www.${domain}`,
        editUrl: `/editor/${site?.id}?editorSessionId=${site?.editorSessionId}`,
        thumbnail: `/site-thumbnail/${site?.id}`,
        ownerAccountId: sandbox.accountId,
        contributorAccountIds: site?.contributors.map(({ accountId }) => accountId),
        editorType: site?.editorType,
        blocked: false,
        ...(site?.folderId === undefined ? {} : { folderId: site.folderId }),
        namespace: 'WIX',
        domainConnected: true,
        parentChildRole: 'NONE',
      },
    ]);
  });

  it('prints an empty viewUrl for unpublished sites and the free address without a domain', async () => {
    const { body } = await query(sandbox, { filter: everyNamespace, cursorPaging: { limit: 100 } });
    for (const site of body.sites) {
      if (site['published'] === false) expect(site['viewUrl']).toBe('');
      else if (site['domainConnected'] === false) {
        expect(site['viewUrl']).toBe(`https://northwindstudio.wixsite.com/${site['name']}`);
      }
    }
    expect(body.sites.some((site) => site['viewUrl'] === '')).toBe(true);
    expect(JSON.stringify(body.sites)).not.toContain('null');
  });

  it('answers with metadata and the deprecated cursorPaging, and with 50 sites when no limit is given', async () => {
    const { status, body } = await accountCall<SitesPage>(sandbox, '/site-list/v2/sites/query', {});
    const wix = idsWhere(sandbox, ({ namespace }) => namespace === 'WIX').size;
    expect(status).toBe(200);
    expect(body.metadata).toEqual({ count: 50, cursors: { next: expect.any(String) }, hasNext: wix > 50 });
    expect(body.cursorPaging).toEqual({ limit: 50, cursor: body.metadata.cursors.next });
    expect(Object.keys(body).toSorted()).toEqual(['cursorPaging', 'metadata', 'sites']);
  });

  it('shows only the namespace WIX unless the filter names namespaces', async () => {
    expect(await idsOf(sandbox, {})).toEqual(idsWhere(sandbox, ({ namespace }) => namespace === 'WIX'));
    expect(await idsOf(sandbox, { published: true })).toEqual(
      idsWhere(sandbox, ({ namespace, published }) => namespace === 'WIX' && published),
    );
    expect(await idsOf(sandbox, { namespace: { $in: ['WIX', 'HEADLESS'] } })).toEqual(
      idsWhere(sandbox, ({ namespace }) => namespace === 'WIX' || namespace === 'HEADLESS'),
    );
    expect(await idsOf(sandbox, everyNamespace)).toEqual(idsWhere(sandbox, () => true));
  });

  it.each<[string, object, (site: SandboxSite) => boolean]>([
    ['premium', { premium: true }, (site) => site.premium],
    ['editorType $ne', { editorType: { $ne: 'EDITOR' } }, (site) => site.editorType !== 'EDITOR'],
    [
      'editorType $hasSome',
      { editorType: { $hasSome: ['ADI', 'STUDIO'] } },
      (site) => ['ADI', 'STUDIO'].includes(site.editorType),
    ],
    ['root level', { folderId: { $exists: false } }, (site) => site.folderId === undefined],
    ['id $startsWith', { id: { $startsWith: 'A' } }, (site) => site.id.startsWith('a')],
    ['id range', { id: { $gte: '4', $lt: '8' } }, (site) => site.id >= '4' && site.id < '8'],
    [
      '$or and $not',
      { $or: [{ premium: true }, { $not: { published: true } }] },
      (site) => site.premium || !site.published,
    ],
    ['$and', { $and: [{ premium: false }, { published: true }] }, (site) => !site.premium && site.published],
  ])('filters by %s', async (_, filter, expected) => {
    const ids = await idsOf(sandbox, { ...everyNamespace, ...filter });
    expect(ids).toEqual(idsWhere(sandbox, expected));
    expect(ids.size).toBeGreaterThan(0);
  });

  it('filters by domainConnected consistently with the domains', async () => {
    const connected = [...sandbox.state.domains.values()].flatMap(({ accountId, assignment }) =>
      accountId === sandbox.accountId && assignment !== undefined ? assignment.siteId : [],
    );
    expect(await idsOf(sandbox, { ...everyNamespace, domainConnected: true })).toEqual(new Set(connected));
  });

  it('finds sites by a list of ids', async () => {
    const ids = agencySites(sandbox)
      .slice(5, 12)
      .map(({ id }) => id);
    expect(await idsOf(sandbox, { ...everyNamespace, id: { $in: [...ids, 'nowhere'] } })).toEqual(new Set(ids));
  });

  it('ignores fields and operators that cannot be filtered, by quirk', async () => {
    const seen = createSandbox({ quirks: quirksAsSeen });
    const all = await idsOf(seen, everyNamespace);
    expect(await idsOf(seen, { ...everyNamespace, displayName: 'Nobody' })).toEqual(all);
    expect(await idsOf(seen, { ...everyNamespace, published: { $gt: true } })).toEqual(all);
    expect(await idsOf(seen, { ...everyNamespace, $or: [{ displayName: 'Nobody' }, { id: 'none' }] })).toEqual(all);
  });

  it('refuses them by default', async () => {
    const strict = createSandbox();
    expect(await query(strict, { filter: { displayName: 'Nobody' } })).toMatchObject({
      status: 400,
      body: {
        details: {
          validationError: {
            fieldViolations: [{ field: 'value', description: "Field 'displayName' is not declared as filterable" }],
          },
        },
      },
    });
    expect(await query(strict, { sort: [{ fieldName: 'name' }] })).toMatchObject({ status: 400 });
  });

  it('finds nothing by name unless the quirk lets it', async () => {
    const { name, id } = first(agencySites(sandbox));
    expect(await idsOf(sandbox, { name })).toEqual(new Set());
    expect(await idsOf(sandbox, { name: { $ne: 'x' } })).toEqual(new Set());
    expect(await idsOf(createSandbox({ quirks: { nameFilter: 'matches' } }), { name })).toEqual(new Set([id]));
  });

  it.each(['displayName', 'createdDate', 'updatedDate', 'trashedDate'] as const)(
    'sorts by %s both ways',
    async (field) => {
      const key = (site: SandboxSite) => site[field] ?? '';
      for (const order of ['ASC', 'DESC'] as const) {
        const sign = order === 'ASC' ? 1 : -1;
        const expected = agencySites(sandbox).toSorted((a, b) => {
          if (key(a) !== key(b)) return key(a) < key(b) ? -sign : sign;
          return a.id < b.id ? -1 : 1;
        });
        const ids = await walk(sandbox, { filter: everyNamespace, sort: [{ fieldName: field, order }] }, 17);
        expect(ids).toEqual(expected.map(({ id }) => id));
      }
    },
  );

  it('refuses an unknown order with the enum text', async () => {
    const reply = await query(sandbox, { sort: [{ fieldName: 'createdDate', order: 'UP' }] });
    expect(reply).toMatchObject({ status: 400, body: { message: 'order enum must be in [ASC(0), DESC(1)]' } });
  });

  it('lists sites in the trash with their date, or hides them by quirk', async () => {
    const trashed = idsWhere(sandbox, ({ trashedDate }) => trashedDate !== undefined);
    const { body } = await query(sandbox, { filter: everyNamespace, cursorPaging: { limit: 100 } });
    expect(new Set(body.sites.filter((site) => 'trashedDate' in site).map(({ id }) => id))).toEqual(trashed);
    const hidden = await idsOf(createSandbox({ quirks: { trashedSites: 'hidden' } }), everyNamespace);
    expect([...trashed].filter((id) => hidden.has(id))).toEqual([]);
    expect(hidden.size + trashed.size).toBe(body.sites.length);
  });

  it('sees the sites of the account in the header only', async () => {
    const child = first(childIds(sandbox));
    const { body } = await query(sandbox, { filter: everyNamespace }, child);
    const expected = [...sandbox.state.sites.values()].filter(({ accountId }) => accountId === child).length;
    expect(body.metadata.count).toBe(expected);
    expect(new Set(body.sites.map((site) => site['ownerAccountId']))).toEqual(new Set([child]));
  });
});

describe('Count Sites', () => {
  it('counts what Query Sites finds, with the same default namespace', async () => {
    const sandbox = createSandbox();
    for (const filter of [{}, everyNamespace, { ...everyNamespace, published: true }, { editorType: 'EDITOR' }]) {
      expect((await count(sandbox, filter)).body).toEqual({ count: (await idsOf(sandbox, filter)).size });
    }
    expect((await accountCall(sandbox, '/site-list/v2/sites/count', {})).body).toEqual({
      count: (await idsOf(sandbox, {})).size,
    });
  });

  it.each([
    ['premium', true],
    ['appIds', { $hasSome: [] }],
  ])('refuses a filter on %s, or takes it by quirk', async (field, condition) => {
    expect(await count(createSandbox(), { [field]: condition })).toMatchObject({ status: 400 });
    const lenient = createSandbox({ quirks: { ...quirksAsSeen, countUnsupportedFilter: 'ignore' } });
    expect(await count(lenient, { [field]: condition })).toMatchObject({ status: 200 });
  });
});

describe('the search index', () => {
  it('shows new and changed sites only after its lag', async () => {
    const sandbox = createSandbox({ tickMs: 0, quirks: { indexLagMs: 5000 } });
    const write = (site: SandboxSite) =>
      writeSite(sandbox.state.sites, site, { now: sandbox.clock.now(), quirks: { indexLagMs: 5000 } });
    const old = first(agencySites(sandbox));
    write({ ...old, displayName: 'Renamed' });
    write({ ...old, id: 'fresh', name: 'fresh', displayName: 'Fresh' });
    const shown = async () => {
      const { body } = await query(sandbox, {
        filter: { id: { $in: [old.id, 'fresh'] } },
        sort: [{ fieldName: 'displayName' }],
      });
      return body.sites.map((site) => site['displayName']);
    };
    expect(await shown()).toEqual([old.displayName]);
    sandbox.clock.advance(4999);
    expect(await shown()).toEqual([old.displayName]);
    sandbox.clock.advance(1);
    expect(await shown()).toEqual(['Fresh', 'Renamed']);
  });
});
