import { describe, expect, it } from 'vitest';
import { useDirectory } from '../../support/directory.ts';

const names =
  '{ account { search(text: "$") { totalCount nodes { __typename ... on Site { displayName } ... on Domain { name } } } } }';
const searchFor = (text: string) => names.replace('$', text);

describe('a search of the directory', () => {
  const graph = useDirectory();

  it('begins the crawl, and says at once what is missing', async () => {
    const first = await graph.ask(
      '{ account { search(text: "bakery") { totalCount directory { state isComplete missing { reason } } } } }',
    );
    expect(first.errors).toBeUndefined();
    const { directory, totalCount } = first.data.account.search;
    expect([directory.state, directory.isComplete, totalCount]).toEqual(['CRAWLING', false, 0]);
    expect(directory.missing.length).toBeGreaterThan(3);
    await graph.directories.quiet(graph.key);
    const status =
      '{ account { directory { state isComplete missing { list reason } asOf listsDone listsTotal calls } } }';
    const { state, isComplete, missing, listsDone, listsTotal, calls } = (await graph.ask(status)).data.account
      .directory;
    expect([state, isComplete, missing]).toEqual(['READY', true, []]);
    expect(listsDone).toBe(listsTotal);
    // The children, and five lists of each of five accounts: none has more than a page.
    expect(calls).toBe(1 + 5 * 5);
  });

  it('finds sites of all accounts with the fields that people list, without a REST call', async () => {
    await graph.crawl();
    const [child = ''] = [...graph.sandbox.state.sites.values()]
      .filter(({ accountId, trashedDate }) => accountId !== graph.sandbox.accountId && trashedDate === undefined)
      .flatMap(({ accountId }) =>
        graph.sandbox.state.accounts.get(accountId)?.parentAccountId === graph.sandbox.accountId ? accountId : [],
      );
    const site = [...graph.sandbox.state.sites.values()].find(({ accountId }) => accountId === child);
    const answer = await graph.ask(
      `query ($text: String!) { account { search(text: $text, types: [SITE]) { nodes { ... on Site {
        id displayName url account { id name status } folder { name path { name } } primaryDomain { name propagationStatus }
        domains { name } } } } } }`,
      { text: site?.displayName },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.calls).toEqual({});
    const found = answer.data.account.search.nodes.find(({ id }: { id: string }) => id === site?.id);
    expect(found).toMatchObject({
      displayName: site?.displayName,
      account: { id: child, name: graph.sandbox.state.accounts.get(child)?.name },
    });
  });

  it('finds domains, people, invites, folders and accounts by parts of their texts', async () => {
    await graph.crawl();
    const { state } = graph.sandbox;
    const own = <T extends { readonly accountId: string }>(items: Iterable<T>) =>
      [...items].find(({ accountId }) => accountId === graph.sandbox.accountId);
    const expected: [string, string | undefined][] = [
      ['Domain', own(state.domains.values())?.domain],
      ['TeamMember', own(state.teamMembers.values())?.email],
      ['AccountInvite', own(state.accountInvites.values())?.email],
      ['Folder', own(state.folders.values())?.name],
      ['Account', state.accounts.get(graph.sandbox.accountId)?.name],
    ];
    for (const [type, text] of expected) {
      const answer = await graph.ask(
        'query ($text: String!) { account { search(text: $text) { nodes { __typename } } } }',
        {
          text: text?.slice(1),
        },
      );
      expect([type, text, answer.errors]).toEqual([type, expect.any(String), undefined]);
      const types = answer.data.account.search.nodes.map(({ __typename }: { __typename: string }) => __typename);
      expect(types).toContain(type);
    }
  });

  it('walks through all pages with each result once, and as many as it counts', async () => {
    await graph.crawl();
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const answer = await graph.ask(
        'query ($after: String) { account { search(text: "a", first: 7, after: $after, types: [SITE]) { totalCount nodes { ... on Site { id } } pageInfo { hasNextPage endCursor } } } }',
        { after },
      );
      const { nodes, totalCount, pageInfo } = answer.data.account.search;
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      total = totalCount;
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(total).toBeGreaterThan(7);
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });

  it('rejects texts without content, of 10,000 characters or many words, and cursors of another text', async () => {
    await graph.crawl();
    for (const text of ['', ' \\n\\t ', '\\u0000', 'a'.repeat(10_000), 'a b c d e f g h i']) {
      const { errors } = await graph.ask(searchFor(text));
      expect([text.slice(0, 20), errors?.[0]?.extensions]).toMatchObject([
        text.slice(0, 20),
        { code: 'BAD_USER_INPUT', field: 'text' },
      ]);
    }
    expect((await graph.ask(searchFor('(a+)+$'))).errors).toBeUndefined();
    const page = await graph.ask('{ account { search(text: "a", first: 1) { pageInfo { endCursor } } } }');
    const cursor = page.data.account.search.pageInfo.endCursor;
    const other = await graph.ask(`{ account { search(text: "b", after: "${cursor}") { totalCount } } }`);
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
  });

  it('shows own writes at once, and costs no call for it', async () => {
    await graph.crawl();
    const created = await graph.ask(
      'mutation { createFolder(input: { name: "Quicksilver" }) { folder { id } userErrors { code } } }',
    );
    expect(created.data.createFolder.userErrors).toEqual([]);
    const found = await graph.ask(
      '{ account { search(text: "quicksilver") { totalCount nodes { ... on Folder { name } } } } }',
    );
    expect(found.data.account.search).toEqual({ totalCount: 1, nodes: [{ name: 'Quicksilver' }] });
    expect(found.calls).toEqual({});
    const { id } = created.data.createFolder.folder;
    await graph.ask(
      `mutation { renameFolder(input: { folderId: "${id}", name: "Hydrargyrum" }) { userErrors { code } } }`,
    );
    expect(
      (await graph.ask('{ account { search(text: "quicksilver") { totalCount } } }')).data.account.search.totalCount,
    ).toBe(0);
    expect(
      (await graph.ask('{ account { search(text: "hydrargyrum") { totalCount } } }')).data.account.search.totalCount,
    ).toBe(1);
    await graph.ask(`mutation { deleteFolder(input: { folderId: "${id}" }) { userErrors { code } } }`);
    expect(
      (await graph.ask('{ account { search(text: "hydrargyrum") { totalCount } } }')).data.account.search.totalCount,
    ).toBe(0);
  });
});
