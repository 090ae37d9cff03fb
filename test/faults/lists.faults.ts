import { expect } from 'vitest';
import { row } from './ledger.ts';
import { createFolder, createSite, ownSites, readAccount } from './requests.ts';
import { eachOn, type FaultStage, withStage } from './stage.ts';

type Body = Record<string, unknown>;

/** Folders as Query Folders answers them: a thousand to a page. */
const folders = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `00000000-0000-4000-8000-${String(from + index).padStart(12, '0')}`,
    name: `Folder ${from + index}`,
    parentId: '',
    siteCount: 0,
  }));

/** Query Folders as a list of five pages, each spoiled as wanted. */
function fivePages({ sandbox }: FaultStage, spoil: (page: number, body: Body) => Body | 'fails'): void {
  const reached = new Set<number>();
  for (let page = 0; page < 5; page += 1) {
    // Each page overlaps the one before by one folder.
    const body = spoil(page, { folders: folders(page * 999, 1_000), metadata: { total: 4_996 } });
    const match = ({ body: asked }: { body?: unknown }) =>
      (asked as { query?: { paging?: { offset?: number } } } | undefined)?.query?.paging?.offset === page * 999;
    reached.add(page);
    const strike = { operation: 'Query Folders', match, times: Number.POSITIVE_INFINITY };
    sandbox.faults.inject(
      body === 'fails' ? { ...strike, kind: 'status', status: 503 } : { ...strike, kind: 'body', body },
    );
  }
}

const readFolders = '{ account { name folders { id name } } }';

/** The names of connected domains, from page to page of a cursor API. */
function domainPages({ sandbox }: FaultStage, pages: readonly Body[]): void {
  for (const body of pages) sandbox.faults.inject({ kind: 'body', operation: 'List Connected Domains', body });
}

const domainPage = (name: string, next: string | null, hasNext: boolean): Body => ({
  connectedDomains: name === '' ? [] : [{ domain: name, id: name }],
  pagingMetadata: { count: 1, cursors: { next }, hasNext },
});

const readAllDomains = '{ account { name domains(first: 100) { nodes { name } } } }';
const longTime = { env: { OPERATION_TIMEOUT_MS: '4000', WIX_CALL_TIMEOUT_MS: '2000' } };

row('U19', 'lists whose pages fail, repeat, are empty or run out', async () => {
  await withStage(longTime, async (stage) => {
    fivePages(stage, (page, body) => (page === 2 ? 'fails' : body));
    const { data, errors } = await stage.ask(readFolders);
    expect(data).toEqual({ account: { name: 'Northwind Studio', folders: null } });
    expect(errors).toMatchObject([{ path: ['account', 'folders'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    // Two pages, and three tries for the third.
    expect(stage.calls()).toEqual({ 'Get Account': 1, 'Query Folders': 5 });
  });
  await withStage(longTime, async (stage) => {
    fivePages(stage, (_page, body) => body);
    expect((await stage.ask(readFolders)).data.account.folders).toHaveLength(4_996);
    expect(stage.calls()['Query Folders']).toBe(5);
  });
  await withStage(longTime, async (stage) => {
    // The total grows from page to page: the list goes on until it is reached.
    fivePages(stage, (page, body) => ({ ...body, metadata: { total: (page + 1) * 999 + (page < 4 ? 2 : 1) } }));
    expect((await stage.ask(readFolders)).data.account.folders).toHaveLength(4_996);
  });
  const endless: readonly (readonly [string, readonly Body[], string | null, number])[] = [
    [
      'the same cursor again',
      [domainPage('a.example', 'c1', true), domainPage('b.example', 'c1', true)],
      'UPSTREAM_INVALID_RESPONSE',
      2,
    ],
    ['more, and not where', [domainPage('a.example', null, true)], 'UPSTREAM_INVALID_RESPONSE', 1],
    [
      'an empty page in the middle',
      [domainPage('a.example', 'c1', true), domainPage('', 'c2', true), domainPage('b.example', null, false)],
      null,
      3,
    ],
  ];
  await eachOn(endless, longTime, async (stage, [, pages, code, calls]) => {
    domainPages(stage, pages);
    const { data, errors } = await stage.ask(readAllDomains);
    expect(stage.calls()['List Connected Domains']).toBe(calls);
    if (code === null) {
      expect(data.account.domains.nodes).toEqual([{ name: 'a.example' }, { name: 'b.example' }]);
      expect(errors).toEqual([]);
    } else {
      expect(errors[0]?.extensions.code).toBe(code);
      expect(data.account.domains?.nodes ?? null).toBeNull();
    }
  });
  // A page that the client asks for: the cursor of Wix behind ours is no good any more.
  const beyondTheFirstPage = [
    // Small pages of a list without a filter of the graph are small pages of Wix.
    { first: 2, filter: { includeTrashed: true } },
    // The live sites are read by full pages of Wix: only the next one is read with its cursor.
    { first: 100, filter: {} },
  ];
  await eachOn(beyondTheFirstPage, { ...longTime, size: 'large' }, async (stage, { first, filter }) => {
    const { sandbox, ask, calls, forgetCalls } = stage;
    const page = (after: string | null) =>
      ask(
        `query ($first: Int!, $after: String, $filter: SiteFilter) {
          account { sites(first: $first, after: $after, filter: $filter) { nodes { id } pageInfo { endCursor } } } }`,
        { first, after, filter },
      );
    const whole = await page(null);
    forgetCalls();
    sandbox.faults.inject({
      kind: 'status',
      status: 400,
      operation: 'Query Sites',
      body: { message: 'cursor', details: { applicationError: { code: 'CURSOR_EXPIRED', description: 'old' } } },
    });
    const { data, errors } = await page(whole.data.account.sites.pageInfo.endCursor);
    expect(data.account.sites?.nodes ?? null).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'CURSOR_EXPIRED', field: 'after' });
    expect(calls()).toEqual({ 'Query Sites': 1 });
  });
});

row('U20', 'batches that come twice, in part or in disorder', async () => {
  const query = 'query ($ids: [ID!]!) { sites(ids: $ids) { id displayName } }';
  const changes: readonly (readonly [string, (sites: Body[]) => Body[], number])[] = [
    ['each twice', (sites) => [...sites, ...sites], 0],
    ['backwards', (sites) => sites.toReversed(), 0],
    ['without the first', ([, ...others]) => others, 1],
    ['none', () => [], 4],
  ];
  await eachOn(changes, {}, async ({ sandbox, ask, calls }, [, change, missing]) => {
    const sites = ownSites(sandbox).slice(0, 4);
    sandbox.faults.inject({
      kind: 'patch',
      operation: 'Query Sites',
      patch: (body) => ({ ...(body as Body), sites: change((body as { sites: Body[] }).sites) }),
    });
    const { data, errors } = await ask(query, { ids: sites.map(({ id }) => id) });
    expect(errors).toEqual([]);
    const found = data.sites.filter((site: unknown) => site !== null);
    expect(found).toHaveLength(4 - missing);
    // Whatever came stands where it was asked for.
    for (const [index, site] of data.sites.entries()) {
      if (site !== null) expect(site).toEqual({ id: sites[index]?.id, displayName: sites[index]?.displayName });
    }
    expect(calls()).toEqual({ 'Query Sites': 1 });
  });
});

row('U21', 'a bulk write that succeeds in part', async () => {
  const query = `mutation ($ids: [ID!]!) { moveSitesToTrash(input: { siteIds: $ids }) { results { siteId error { code upstreamCode } } userErrors { code } } }`;
  const result = (id: string, success: boolean, place: object): Body => ({
    itemMetadata: {
      id,
      success,
      ...place,
      ...(success ? {} : { error: { code: 'PREMIUM_NOT_PERMITTED', description: 'no' } }),
    },
  });
  const spellings: readonly (readonly [string, (index: number) => object])[] = [
    ['as a number', (index) => ({ originalIndex: index })],
    ['as a text', (index) => ({ originalIndex: String(index) })],
    ['not at all', () => ({})],
  ];
  await eachOn(spellings, {}, async ({ sandbox, ask, calls }, [, place]) => {
    const ids = ownSites(sandbox)
      .slice(0, 3)
      .map(({ id }) => id);
    // In another order than they were asked for.
    const results = [2, 0, 1].map((index) => result(ids[index] ?? '', index !== 1, place(index)));
    sandbox.faults.inject({ kind: 'body', operation: 'Bulk Delete Site', body: { results } });
    const { data, errors } = await ask(query, { ids });
    expect(errors).toEqual([]);
    expect(data.moveSitesToTrash.results).toEqual([
      { siteId: ids[0], error: null },
      { siteId: ids[1], error: { code: 'REJECTED', upstreamCode: 'PREMIUM_NOT_PERMITTED' } },
      { siteId: ids[2], error: null },
    ]);
    expect(calls()['Bulk Delete Site']).toBe(1);
  });
  await withStage({}, async ({ sandbox, ask }) => {
    // Silence about one of them is no success.
    const ids = ownSites(sandbox)
      .slice(0, 2)
      .map(({ id }) => id);
    const body = { results: [result(ids[0] ?? '', true, { originalIndex: 0 })] };
    sandbox.faults.inject({ kind: 'body', operation: 'Bulk Delete Site', body });
    const { data } = await ask(query, { ids });
    expect(data.moveSitesToTrash.results).toMatchObject([{ error: null }, { error: { code: 'OUTCOME_UNKNOWN' } }]);
  });
});

row('U22', 'reads that are still old after a write', async () => {
  const lagMs = 10_000;
  await withStage({ quirks: { indexLagMs: lagMs } }, async ({ sandbox, ask }) => {
    const site = ownSites(sandbox).find(({ published, namespace }) => !published && namespace === 'WIX');
    const read = 'query ($id: ID!) { site(id: $id) { isPublished } }';
    const published = await ask(
      'mutation ($id: ID!) { publishSite(input: { siteId: $id }) { site { isPublished } userErrors { code } } }',
      { id: site?.id },
    );
    expect(published.data.publishSite).toEqual({ site: { isPublished: true }, userErrors: [] });
    // Wix still shows the old one, and the graph does not.
    expect((await ask(read, { id: site?.id })).data).toEqual({ site: { isPublished: true } });
    sandbox.clock.advance(lagMs + 1);
    expect((await ask(read, { id: site?.id })).data).toEqual({ site: { isPublished: true } });
  });
  await withStage({ quirks: { indexLagMs: lagMs } }, async ({ ask }) => {
    const { data } = await ask(createSite);
    const { id } = data.createSite.site;
    const read = await ask('query ($id: ID!) { site(id: $id) { id displayName } }', { id });
    expect(read.data.site).toEqual({ id, displayName: 'Faulty Towers' });
    expect(read.extensions['consistency']).toMatchObject({ pending: [{ type: 'Site', id }] });
  });
  await withStage({ quirks: { folderLagMs: lagMs } }, async ({ ask }) => {
    const { data } = await ask(createFolder);
    const { folder } = data.createFolder;
    expect((await ask('{ account { folders { id name } } }')).data.account.folders).toContainEqual(folder);
  });
});

row('U37', 'one of fifty sites failing, under five aliases', async () => {
  await withStage({ ...longTime, size: 'large' }, async ({ sandbox, ask, calls }) => {
    const part = (alias: string) =>
      `${alias}: account { sites(first: 50) { nodes { id properties { businessName } } } }`;
    const query = `{ ${['a', 'b', 'c', 'd', 'e'].map(part).join(' ')} }`;
    const whole = await ask(query);
    expect(whole.errors).toEqual([]);
    const ids: string[] = whole.data.a.sites.nodes.map(({ id }: { id: string }) => id);
    expect(ids).toHaveLength(50);
    expect(calls()).toEqual({ 'Query Sites': 1, 'Get Site Properties': 50 });
    const bad = ids[17];
    sandbox.faults.inject({
      kind: 'status',
      status: 500,
      operation: 'Get Site Properties',
      match: ({ siteId }) => siteId === bad,
      times: Number.POSITIVE_INFINITY,
    });
    const { data, errors } = await ask(query);
    for (const [index, alias] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      const { nodes } = data[alias].sites;
      expect(nodes.filter(({ properties }: { properties: unknown }) => properties === null)).toEqual([
        { id: bad, properties: null },
      ]);
      expect(errors[index]?.path).toEqual([alias, 'sites', 'nodes', 17, 'properties']);
      expect(errors[index]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    }
    expect(errors).toHaveLength(5);
  });
});

row('U38', 'a job that takes days', async () => {
  await withStage({}, async ({ ask, calls }) => {
    const { data, errors, elapsedMs } = await ask(
      `mutation { connectDomain(input: { name: "bakery.com", connectionMethod: POINTING, siteId: "797e0df3-20ab-4679-8577-c3a9e7ddbad4", assignAs: PRIMARY }) {
        domain { name propagationStatus } userErrors { code path } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.connectDomain).toEqual({
      domain: { name: 'bakery.com', propagationStatus: expect.stringMatching(/^(IN_PROGRESS|UNKNOWN)$/) },
      userErrors: [],
    });
    expect(elapsedMs).toBeLessThan(1_000);
    expect(calls()).toEqual({
      'Get Connected Domain': 1,
      'List Connected Domains': 1,
      'Check Domain Availability': 1,
      'Query Sites': 1,
      'Create Connected Domain': 1,
    });
    expect((await ask(readAccount)).errors).toEqual([]);
  });
});
