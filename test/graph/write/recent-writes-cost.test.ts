import { describe, expect, it } from 'vitest';
import { RecentWrites } from '../../../src/graph/write/recent-writes.ts';
import { forwardedCaller } from '../../../src/http/identity.ts';
import { useGraph } from '../../support/graph.ts';
import { bodiesOf, liveSites, nth } from '../../support/writes.ts';

describe('the writes of one tenant', () => {
  let now = 0;
  const graph = useGraph({
    // No read shows a write, so that only time ends what is remembered of it.
    quirks: { indexLagMs: 60_000 },
    identify: forwardedCaller(),
    callersKey: true,
    server: { writes: { recent: new RecentWrites(() => now) } },
  });
  const { keys, accountId } = graph.sandbox;
  const owner = { authorization: keys.owner, 'wix-account-id': accountId };
  const other = { authorization: keys.noDomains, 'wix-account-id': accountId };

  /** How many sites Wix was asked for, for five. */
  async function limitFor(headers: Record<string, string>): Promise<number> {
    const { data } = await graph.ask(
      '{ account { sites(first: 5, filter: { includeTrashed: true }) { nodes { id } } } }',
      {},
      headers,
    );
    expect(data.account.sites.nodes).toHaveLength(5);
    const [body] = bodiesOf(graph, 'Query Sites') as { query: { cursorPaging: { limit: number } } }[];
    return body?.query.cursorPaging.limit ?? 0;
  }

  it('cost its own reads a larger page while Wix may not show them, and nobody else ever', async () => {
    const usual = await limitFor(owner);
    expect(usual).toBe(5);
    const site = nth(
      liveSites(graph).filter(({ published }) => published),
      0,
    );
    const write = 'mutation ($id: ID!) { unpublishSite(input: { siteId: $id }) { userErrors { code } } }';
    const { data } = await graph.ask(write, { id: site.id }, owner);
    expect(data.unpublishSite.userErrors).toEqual([]);
    expect(await limitFor(owner)).toBe(15);
    expect(await limitFor(other)).toBe(usual);
    now = 15_000;
    expect(await limitFor(owner)).toBe(usual);
    expect(await limitFor(other)).toBe(usual);
  });
});
