import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../src/http/grant.ts';
import { forwardedCaller } from '../../../src/http/identity.ts';
import { useDirectory } from '../../support/directory.ts';

const all = `{ account {
  directory { listsTotal }
  sites: search(text: "a", types: [SITE], first: 100) { totalCount nodes { ... on Site { id account { id } } } }
  everything: search(text: "a", first: 100) { totalCount nodes { __typename } }
  allSites(first: 100) { totalCount facets { name value count } nodes { account { id } } }
  allDomains(first: 100) { totalCount }
  allTeamMembers(first: 100) { totalCount } } }`;

describe('a token', () => {
  let grant: Grant;
  const graph = useDirectory({ server: { routerSecrets: ['router-secret-of-tests'], verifyToken: async () => grant } });
  const { accountId, state } = graph.sandbox;
  const child = [...state.accounts.values()].find(({ parentAccountId }) => parentAccountId === accountId)?.id ?? '';
  const ask = (document: string) => graph.ask(document, {}, { authorization: 'Bearer header.claims.signature' });
  const crawl = async () => {
    await graph.ask(all, {}, { 'x-router-secret': 'router-secret-of-tests' });
    await graph.directories.quiet(graph.key);
  };

  it('for sites of one account finds, counts and shows nothing else', async () => {
    await crawl();
    grant = { subject: 'one', accountIds: new Set([accountId]), scopes: new Set(['SITE_LIST.READ']) };
    const { data, errors } = await ask(all);
    const ids = data.account.allSites.nodes.map(({ account }: { account: { id: string } }) => account.id);
    expect(new Set(ids)).toEqual(new Set([accountId]));
    expect(data.account.allSites.totalCount).toBe(ids.length);
    expect(data.account.allSites.facets.filter(({ name }: { name: string }) => name === 'account')).toEqual([
      { name: 'account', value: accountId, count: ids.length },
    ]);
    expect(new Set(data.account.everything.nodes.map(({ __typename }: { __typename: string }) => __typename))).toEqual(
      new Set(['Site']),
    );
    expect(data.account.everything.totalCount).toBe(data.account.sites.totalCount);
    expect(new Set(data.account.sites.nodes.map(({ account }: { account: { id: string } }) => account.id))).toEqual(
      new Set([accountId]),
    );
    // The list of sites, and the list of accounts that tells which there are.
    expect(data.account.directory.listsTotal).toBe(2);
    expect([data.account.allDomains, data.account.allTeamMembers]).toEqual([null, null]);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  it('without scopes sees nothing, and for another account is refused everything', async () => {
    await crawl();
    grant = { subject: 'two', accountIds: new Set([accountId]), scopes: new Set() };
    const without = await ask(all);
    const nothing = { totalCount: 0, nodes: [] };
    expect(without.data.account).toEqual({
      directory: { listsTotal: 1 },
      sites: nothing,
      everything: nothing,
      allSites: null,
      allDomains: null,
      allTeamMembers: null,
    });
    grant = { subject: 'three', accountIds: new Set([child]), scopes: new Set(['SITE_LIST.READ', 'graph.read']) };
    const other = await ask(all.replace('account {', `account(id: "${accountId}") {`));
    expect(Object.values(other.data.account)).toEqual([null, null, null, null, null, null]);
    expect(new Set(other.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
  });
});

describe("callers' own keys", () => {
  const graph = useDirectory({ identify: forwardedCaller() });
  const { accountId, keys } = graph.sandbox;
  const headers = (key: string) => ({ authorization: key, 'wix-account-id': accountId });

  it('see what they have read themselves, and nothing that another key has read', async () => {
    await graph.ask(all, {}, headers(keys.owner));
    await graph.directories.quiet(graph.key);
    const owner = (await graph.ask(all, {}, headers(keys.owner))).data.account;
    expect(owner.allDomains.totalCount).toBeGreaterThan(0);
    const first = (await graph.ask(all, {}, headers(keys.noDomains))).data.account;
    expect([first.allSites.totalCount, first.allDomains.totalCount, first.everything.totalCount]).toEqual([0, 0, 0]);
    const stranger = await graph.ask(all, {}, headers(keys.stranger));
    expect(JSON.stringify(stranger.data)).not.toContain('"id"');
  });

  it('that are invented get no directory', async () => {
    const { errors, data } = await graph.ask(all, {}, headers('IST.invented'));
    expect(Object.values(data.account)).toEqual([null, null, null, null, null, null]);
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['UNAUTHENTICATED']));
  });
});
