import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { domainInstructions } from '../../examples/frontend/domain-instructions.ts';
import { createGraphClient } from '../../examples/frontend/graph-client.ts';
import { explain, headlessSites } from '../../examples/frontend/headless-sites.ts';
import { sitePage } from '../../examples/frontend/site-page.ts';
import { createUrqlClient, typed } from '../../examples/frontend/urql.ts';
import { FolderTreeDocument, TeamSizeDocument } from '../../schema/typed/graphql.ts';
import { useGraph } from '../support/graph.ts';

const url = 'http://graph/graphql';

describe('a frontend with plain fetch', () => {
  const graph = useGraph();
  const fetch: typeof globalThis.fetch = (input, init) => graph.fetch(new Request(input, init));
  const client = createGraphClient({ url, fetch });

  it('reads a list to its end', async () => {
    const names: string[] = [];
    for await (const site of headlessSites(client)) names.push(site.displayName);
    const all = [...graph.sandbox.state.sites.values()];
    const headless = all.filter(
      ({ accountId, namespace }) => accountId === graph.sandbox.accountId && namespace === 'HEADLESS',
    );
    expect(names.sort()).toEqual(headless.map((site) => site.displayName).sort());
  });

  it('goes on behind the cursor of the page before', async () => {
    const asked: unknown[] = [];
    const page = (name: string, endCursor: string | null) => ({
      data: {
        account: {
          sites: { nodes: [{ displayName: name }], pageInfo: { hasNextPage: endCursor !== null, endCursor } },
        },
      },
    });
    const pages = [page('first', 'here'), page('second', null)];
    const paged = createGraphClient({
      url,
      fetch: async (_input, init) => {
        asked.push(JSON.parse(String(init?.body)).variables);
        return Response.json(pages.shift());
      },
    });
    const names: string[] = [];
    for await (const site of headlessSites(paged)) names.push(site.displayName);
    expect([names, asked]).toEqual([
      ['first', 'second'],
      [{ after: null }, { after: 'here' }],
    ]);
  });

  it('explains an error by its code', async () => {
    // The page and its count.
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 403, times: 2 });
    await expect(headlessSites(client).next()).rejects.toThrow(/^Ask the owner of the account for access: /);
    const busy = { message: '', extensions: { code: 'RATE_LIMITED', retryAfterMs: 2_100 } } as const;
    expect(explain(busy)).toBe('Wix is busy. Try again in 3 s.');
    // @ts-expect-error A code that the graph does not have.
    explain({ message: 'other', extensions: { code: 'TEAPOT' } });
  });

  it('hands fragments on as types', async () => {
    expect(await domainInstructions(client, 'saffron-accounting.com')).toEqual([
      'In the DNS of the domain, at GoDaddy:',
      expect.stringMatching(/^A saffron-accounting\.com 185\./),
      'CNAME www.saffron-accounting.com pointing.wixdns.net',
    ]);
    expect(await domainInstructions(client, 'not-connected.com')).toBeNull();
  });

  it('shows what is quick before what is slow has come', async () => {
    const site = '797e0df3-20ab-4679-8577-c3a9e7ddbad4';
    let answerMembers = () => {};
    const asked = new Promise<void>((resolve) => {
      answerMembers = resolve;
    });
    const slow = createGraphClient({
      url,
      fetch: async (input, init) => {
        if (String(init?.body).includes('SiteAccess')) await asked;
        return fetch(input, init);
      },
    });
    const page = sitePage(slow, site);
    // The slow answer is still held back here.
    expect((await page.next()).value).toEqual({ site: expect.objectContaining({ displayName: 'Saffron Accounting' }) });
    answerMembers();
    const { value } = await page.next();
    expect(value?.members?.length).toBeGreaterThan(1);
    expect((await page.next()).done).toBe(true);
  });

  it('shows the rest where the slow part cannot be read', async () => {
    graph.sandbox.faults.inject({ operation: 'Search Team', kind: 'status', status: 403, times: Infinity });
    const pages: unknown[] = [];
    for await (const page of sitePage(client, '797e0df3-20ab-4679-8577-c3a9e7ddbad4')) pages.push(page);
    expect(pages).toMatchObject([{ site: { displayName: 'Saffron Accounting' } }, { members: null }]);
  });

  it('gets no answer to @defer and @stream, which the graph does not have', async () => {
    for (const query of ['{ account { ... @defer { name } } }', '{ account { roles @stream { title } } }']) {
      const { status, errors, calls } = await graph.ask(query);
      expect([status, errors?.[0]?.extensions.code, calls]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', {}]);
    }
  });

  it('demands the variables that a document needs', () => {
    // @ts-expect-error A document without variables.
    const without = () => client.run(TeamSizeDocument, { accountId: 'x' });
    expect(without).toBeTypeOf('function');
  });
});

describe('a graph with trusted documents only', () => {
  const file = readFileSync('schema/typed/persisted-documents.json', 'utf8');
  const documents = new Map(Object.entries(JSON.parse(file) as Record<string, string>));
  const graph = useGraph({ server: { persistedDocuments: { documents, only: true } } });
  const fetch: typeof globalThis.fetch = (input, init) => graph.fetch(new Request(input, init));

  it('answers the documents of the library by their ids', async () => {
    const { data, errors } = await createGraphClient({ url, fetch, byId: true }).run(TeamSizeDocument);
    expect(errors).toEqual([]);
    expect(data?.account?.teamCounts?.members).toBe(14);
  });

  it('refuses documents as text, even those', async () => {
    const { data, errors } = await createGraphClient({ url, fetch }).run(TeamSizeDocument);
    expect([data, errors[0]?.extensions.code]).toEqual([null, 'CANNOT_SEND_PQ_ID_AND_BODY']);
    expect(graph.sandbox.calls.counts()).toEqual({});
  });
});

describe('a frontend with urql', () => {
  const graph = useGraph();

  it('takes the same documents', async () => {
    const client = createUrqlClient(url, (input, init) => graph.fetch(new Request(input, init)));
    const { data, error } = await client.query(typed(FolderTreeDocument), {}).toPromise();
    expect(error).toBeUndefined();
    expect(data?.account?.folders?.map(({ name }) => name)).toContain('Clients');
  });
});
