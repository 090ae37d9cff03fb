import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/http/grant.ts';
import { useDirectory } from '../../support/directory.ts';

interface Seen {
  readonly kind: string;
  readonly type: string;
  readonly subjectId: string;
  readonly fields: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

const query = `query ($since: String, $first: Int) { account { changes(since: $since, first: $first) {
  cursor hasMore changes { kind type subjectId account { id name } noticedAt fields { name before after } subject { __typename } } } } }`;

describe('the changes of an account', () => {
  const graph = useDirectory({ directory: { maxChanges: 400 } });
  const { state, accountId } = graph.sandbox;
  const own = () =>
    [...state.sites.values()].filter(
      (site) => site.accountId === accountId && site.trashedDate === undefined && site.namespace === 'WIX',
    );

  const start = async (): Promise<string> => {
    await graph.crawl();
    const answer = await graph.ask(query);
    expect([answer.errors, answer.data.account.changes.changes]).toEqual([undefined, []]);
    return answer.data.account.changes.cursor;
  };
  const since = async (
    cursor: string,
    first = 1_000,
  ): Promise<{ cursor: string; hasMore: boolean; changes: Seen[] }> => {
    const answer = await graph.ask(query, { since: cursor, first });
    expect([answer.errors, answer.calls]).toEqual([undefined, {}]);
    return answer.data.account.changes;
  };

  it('are told once, with the fields before and after', async () => {
    const cursor = await start();
    const [renamed, removed] = own();
    if (renamed === undefined || removed === undefined) throw new Error('The sandbox has no sites.');
    state.sites.set(renamed.id, { ...renamed, displayName: 'Renamed elsewhere' });
    state.sites.delete(removed.id);
    await graph.refresh();
    const news = await since(cursor);
    expect(news.changes.filter(({ subjectId }) => subjectId === renamed.id)).toMatchObject([
      {
        kind: 'CHANGED',
        type: 'SITE',
        account: { id: accountId, name: state.accounts.get(accountId)?.name },
        fields: expect.arrayContaining([
          { name: 'displayName', before: JSON.stringify(renamed.displayName), after: '"Renamed elsewhere"' },
        ]),
        subject: { __typename: 'Site' },
      },
    ]);
    expect(news.changes.filter(({ subjectId }) => subjectId === removed.id)).toMatchObject([
      { kind: 'REMOVED', fields: [], subject: null },
    ]);
    expect((await since(news.cursor)).changes).toEqual([]);
    await graph.refresh();
    expect((await since(news.cursor)).changes).toEqual([]);
  });

  it('have own writes at once', async () => {
    const cursor = await start();
    const created = await graph.ask('mutation { createFolder(input: { name: "Quicksilver" }) { folder { id } } }');
    const { id } = created.data.createFolder.folder;
    const news = await since(cursor);
    expect(news.changes).toMatchObject([{ kind: 'ADDED', type: 'FOLDER', subjectId: id }]);
  });

  it('lead a client to what the lists show, in pages of any size', async () => {
    let cursor = await start();
    const list = '{ account { allSites(first: 100, filter: { includeTrashed: true }) { nodes { id displayName } } } }';
    const nodes: { id: string; displayName: string }[] = (await graph.ask(list)).data.account.allSites.nodes;
    const copy = new Map(nodes.map(({ id, displayName }) => [id, displayName]));
    for (let round = 0; round < 4; round += 1) {
      for (const [index, site] of own().entries()) {
        if (index % 7 === round) state.sites.set(site.id, { ...site, displayName: `Round ${round}, ${index}` });
        if (index % 11 === round) state.sites.delete(site.id);
      }
      await graph.refresh();
      for (let hasMore = true; hasMore; ) {
        const page = await since(cursor, 3);
        expect(page.changes.length).toBeLessThanOrEqual(3);
        for (const { kind, type, subjectId: id, fields } of page.changes.filter((change) => change.type === 'SITE')) {
          if (kind === 'REMOVED') expect([type, copy.delete(id)]).toEqual([type, true]);
          for (const { name, before, after } of fields.filter((field) => field.name === 'displayName')) {
            expect([name, JSON.stringify(copy.get(id))]).toEqual([name, before]);
            copy.set(id, JSON.parse(after));
          }
        }
        cursor = page.cursor;
        hasMore = page.hasMore;
      }
    }
    const now: { id: string; displayName: string }[] = (await graph.ask(list)).data.account.allSites.nodes;
    expect(copy).toEqual(new Map(now.map(({ id, displayName }) => [id, displayName])));
  });

  it('expire when the log has moved on, and reject cursors of others', async () => {
    const cursor = await start();
    for (let round = 0; round < 10; round += 1) {
      for (const site of own()) state.sites.set(site.id, { ...site, displayName: `Again ${round} ${site.id}` });
      await graph.refresh();
    }
    const expired = await graph.ask(query, { since: cursor });
    expect(expired.errors?.[0]?.extensions).toMatchObject({ code: 'CURSOR_EXPIRED', field: 'since' });
    const fresh = await start();
    for (const wrong of [`${fresh}x`, fresh.slice(2), 'nonsense', '']) {
      const answer = await graph.ask(query, { since: wrong });
      expect([wrong, answer.errors?.[0]?.extensions]).toMatchObject([
        wrong,
        { code: 'BAD_USER_INPUT', field: 'since' },
      ]);
    }
    for (const first of [0, -1, 1_001]) {
      const answer = await graph.ask(query, { first });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    }
  });
});

describe('the changes that a token sees', () => {
  let grant: Grant;
  const secret = { 'x-router-secret': 'router-secret-of-tests' };
  const graph = useDirectory({
    server: { routerSecrets: [secret['x-router-secret']], verifyToken: async () => grant },
  });
  const { state, accountId } = graph.sandbox;

  it('are those of its types and accounts', async () => {
    const first = await graph.ask(query, {}, secret);
    const { cursor } = first.data.account.changes;
    await graph.directories.quiet(graph.key);
    grant = { subject: 'one', accountIds: new Set([accountId]), scopes: new Set(['SITE_LIST.READ']) };
    const token = { authorization: 'Bearer header.claims.signature' };
    const narrow = (await graph.ask(query, { since: cursor, first: 1_000 }, token)).data.account.changes.changes;
    const wide = (await graph.ask(query, { since: cursor, first: 1_000 }, secret)).data.account.changes.changes;
    const own = [...state.sites.values()].filter((site) => site.accountId === accountId);
    expect(narrow.map(({ subjectId }: Seen) => subjectId).sort()).toEqual(own.map(({ id }) => id).sort());
    expect(new Set(wide.map(({ type }: Seen) => type))).toEqual(
      new Set(['SITE', 'DOMAIN', 'TEAM_MEMBER', 'INVITE', 'FOLDER', 'ACCOUNT']),
    );
    expect(new Set(wide.map(({ kind }: Seen) => kind))).toEqual(new Set(['FOUND']));
    expect(JSON.stringify(wide)).not.toContain('acceptUrl');
  });
});
