import { afterEach, describe, expect, it } from 'vitest';
import { useDirectory } from '../../support/directory.ts';

const status = `{ account { directory { state isComplete missing { list reason account { id } } } } }`;
const sites =
  '{ account { allSites(first: 100, filter: { kinds: [WIX, HEADLESS] }) { totalCount nodes { id displayName } directory { isComplete missing { reason } } } } }';

describe('the directory of a sandbox', () => {
  const graph = useDirectory({ directory: { backoffMs: [3_600_000] } });
  const { state, accountId } = graph.sandbox;

  afterEach(() => graph.sandbox.faults.clear());

  const own = () =>
    [...state.sites.values()].filter(
      (site) =>
        site.accountId === accountId && ['WIX', 'HEADLESS'].includes(site.namespace) && site.trashedDate === undefined,
    );
  const shown = async () => {
    const { nodes } = (await graph.ask(sites)).data.account.allSites;
    return new Map<string, string>(
      nodes.map(({ id, displayName }: { id: string; displayName: string }) => [id, displayName]),
    );
  };

  it('follows what is created, renamed, moved and removed', async () => {
    await graph.crawl();
    const [renamed, removed] = own();
    if (renamed === undefined || removed === undefined) throw new Error('The sandbox has no sites.');
    state.sites.set(renamed.id, { ...renamed, displayName: 'Renamed elsewhere' });
    state.sites.delete(removed.id);
    await graph.refresh();
    const after = await shown();
    expect(after.get(renamed.id)).toBe('Renamed elsewhere');
    expect(after.has(removed.id)).toBe(false);
    for (const { id } of own()) expect(after.has(id)).toBe(true);
  });

  it('asks for missing sites by their ids before it removes them', async () => {
    await graph.crawl();
    const before = await shown();
    // Wix returns an empty list although nothing is gone, twice.
    const isList = ({ body }: { body?: unknown }) => JSON.stringify(body).includes('createdDate');
    graph.sandbox.faults.inject({
      kind: 'patch',
      operation: 'Query Sites',
      match: isList,
      patch: () => ({ sites: [], metadata: {} }),
      times: 12,
    });
    await graph.refresh();
    expect(await shown()).toEqual(before);
  });

  it('removes nothing after a list that failed in the middle or was refused for a while', async () => {
    await graph.crawl();
    const before = await shown();
    for (const code of [500, 429]) {
      graph.sandbox.faults.inject({ kind: 'status', status: code, operation: 'Query Sites', times: 1 });
      await graph.ask('{ account { directory(refresh: true) { state } } }');
      await graph.directories.quiet(graph.key);
      expect(await shown()).toEqual(before);
    }
  });
});

describe('a list that Wix refuses', () => {
  const graph = useDirectory({ key: 'noDomains' });

  afterEach(() => graph.sandbox.faults.clear());

  it('is told as missing, and the others stand', async () => {
    await graph.crawl();
    const { state, isComplete, missing } = (await graph.ask(status)).data.account.directory;
    expect([state, isComplete]).toEqual(['INCOMPLETE', false]);
    expect(new Set(missing.map(({ list, reason }: { list: string; reason: string }) => `${list} ${reason}`))).toEqual(
      new Set(['DOMAINS FORBIDDEN']),
    );
    const answer = await graph.ask(
      '{ account { allSites { totalCount directory { state isComplete } } allDomains { totalCount directory { isComplete missing { reason } } } } }',
    );
    expect(answer.data.account.allSites.directory).toEqual({ state: 'READY', isComplete: true });
    expect(answer.data.account.allDomains.totalCount).toBe(0);
    expect(answer.data.account.allDomains.directory.isComplete).toBe(false);
  });

  it('hides at once what was known of it, and shows it again when it is allowed', async () => {
    await graph.crawl();
    expect((await graph.ask(sites)).data.account.allSites.totalCount).toBeGreaterThan(0);
    const [name] = [...graph.sandbox.state.sites.values()].flatMap(({ accountId, displayName }) =>
      accountId === graph.sandbox.accountId ? displayName : [],
    );
    const search = { text: name };
    const find = 'query ($text: String!) { account { search(text: $text, types: [SITE]) { totalCount } } }';
    graph.sandbox.faults.inject({
      kind: 'status',
      status: 403,
      operation: 'Query Sites',
      times: Number.POSITIVE_INFINITY,
      body: { message: 'no', details: { applicationError: { code: 'X' } } },
    });
    await graph.refresh();
    const hidden = (await graph.ask(sites)).data.account.allSites;
    expect([hidden.totalCount, hidden.directory.isComplete]).toEqual([0, false]);
    expect(hidden.directory.missing.every(({ reason }: { reason: string }) => reason === 'FORBIDDEN')).toBe(true);
    expect((await graph.ask(find, search)).data.account.search.totalCount).toBe(0);
    graph.sandbox.faults.clear();
    await graph.refresh();
    expect((await graph.ask(sites)).data.account.allSites.directory.isComplete).toBe(true);
    expect((await graph.ask(find, search)).data.account.search.totalCount).toBeGreaterThan(0);
  });
});

describe('a key that Wix rejects', () => {
  const graph = useDirectory({ key: 'revoked' });

  it('has an empty directory that says why', async () => {
    await graph.crawl();
    const { state, missing } = (await graph.ask(status)).data.account.directory;
    expect([state, new Set(missing.map(({ reason }: { reason: string }) => reason))]).toEqual([
      'INCOMPLETE',
      new Set(['UNAUTHENTICATED']),
    ]);
  });
});

describe('a directory with too little room', () => {
  const graph = useDirectory({ directory: { maxRecords: 20 } });

  it('keeps what fits in, and says which lists do not', async () => {
    await graph.crawl();
    const { state, isComplete, missing, records } = (
      await graph.ask('{ account { directory { state isComplete records missing { reason } } } }')
    ).data.account.directory;
    expect([state, isComplete, records <= 20]).toEqual(['INCOMPLETE', false, true]);
    expect(missing.map(({ reason }: { reason: string }) => reason)).toContain('TOO_LARGE');
  });
});

describe('a directory that is off', () => {
  const graph = useDirectory({ server: { directories: null } });

  it('says so, and how else to read', async () => {
    const answer = await graph.ask(
      '{ account { directory { state isComplete asOf } search(text: "a") { totalCount } allSites { totalCount } } }',
    );
    expect(answer.data.account).toEqual({
      directory: { state: 'OFF', isComplete: false, asOf: null },
      search: null,
      allSites: null,
    });
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([
      'FAILED_PRECONDITION',
      'FAILED_PRECONDITION',
    ]);
  });
});
