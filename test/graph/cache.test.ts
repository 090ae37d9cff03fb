import { describe, expect, it } from 'vitest';
import { ReadCache } from '../../src/wix/read-cache.ts';
import { useGraph } from '../support/graph.ts';

let nowMs = 0;
const cached = (options: { staleMs?: number } = {}) =>
  new ReadCache({ ttlMs: 1_000, fenceMs: 500, random: () => 0.5, now: () => nowMs, ...options });

const siteNames = '{ account { name sites(first: 2) { nodes { id displayName } } } }';

describe('the graph with a cache', () => {
  const graph = useGraph({ client: { cache: cached() } });

  it('answers equal reads of one operation after the other with the calls of the first', async () => {
    const first = await graph.ask(siteNames);
    const second = await graph.ask(siteNames);
    expect(first.calls).toEqual({ 'Get Account': 1, 'Query Sites': 1 });
    expect(second).toEqual({ ...first, calls: {} });
    nowMs += 1_000;
    expect((await graph.ask(siteNames)).calls).toEqual(first.calls);
  });

  it('tells in extensions.upstream what was cached', async () => {
    await graph.ask(siteNames);
    const { extensions } = await graph.ask(siteNames, {}, { 'x-graph-explain': 'trace' });
    expect(extensions?.['upstream']).toMatchObject({ calls: 0, cached: 2, shared: 0, retries: 0 });
  });

  it('shows what its callers write at once, and caches again when lists have caught up', async () => {
    const { data } = await graph.ask(siteNames);
    const id = data.account.sites.nodes[0].id;
    const name = async () => (await graph.ask(siteNames)).data.account.sites.nodes[0];
    const renamed = await graph.ask(
      'mutation ($id: ID!) { renameSite(input: { siteId: $id, displayName: "Renamed" }) { site { displayName } userErrors { message } } }',
      { id },
    );
    expect(renamed.data.renameSite).toEqual({ site: { displayName: 'Renamed' }, userErrors: [] });
    expect(await name()).toEqual({ id, displayName: 'Renamed' });
    expect((await graph.ask(siteNames)).calls).toMatchObject({ 'Query Sites': 1 });
    nowMs += 500;
    await name();
    expect((await graph.ask(siteNames)).calls).toEqual({});
  });

  it('plans a write by what Wix says, whatever is cached', async () => {
    const { data } = await graph.ask(siteNames);
    const id = data.account.sites.nodes[1].id;
    // The very read that the plan makes.
    const site = `{ site(id: "${id}") { id } }`;
    await graph.ask(site);
    expect((await graph.ask(site)).calls).toEqual({});
    const { calls } = await graph.ask(
      'mutation ($id: ID!) { moveSitesToTrash(input: { siteIds: [$id], dryRun: true }) { dryRun { isPossible } } }',
      { id },
    );
    expect(calls).toMatchObject({ 'Query Sites': 1 });
  });
});

describe('a call that fails while an old answer is at hand', () => {
  const graph = useGraph({ client: { cache: cached({ staleMs: 60_000 }) } });
  const name = '{ account { name } }';

  it.each([503, 429])('is answered by that after %i, which says how old it is and why', async (status) => {
    nowMs += 100_000;
    const { data } = await graph.ask(name);
    nowMs += 5_000;
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status });
    const stale = await graph.ask(name);
    expect(stale).toEqual({
      status: 200,
      data,
      errors: undefined,
      calls: { 'Get Account': 1 },
      extensions: { stale: { ageMs: 5_000, reason: status === 429 ? 'RATE_LIMITED' : 'UPSTREAM_UNAVAILABLE' } },
    });
  });

  it('is answered by that when Wix is silent for longer than the caller can wait', async () => {
    nowMs += 100_000;
    const { data } = await graph.ask(name);
    nowMs += 5_000;
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'hang' });
    const stale = await graph.ask(name, {}, { 'x-request-timeout-ms': '200' });
    expect([stale.data, stale.errors]).toEqual([data, undefined]);
    expect(stale.extensions).toEqual({ stale: { ageMs: 5_000, reason: 'DEADLINE_EXCEEDED' } });
  });

  it('is an error when Wix refuses, and when the answer is too old', async () => {
    nowMs += 100_000;
    await graph.ask(name);
    nowMs += 5_000;
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 403 });
    expect((await graph.ask(name)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    nowMs += 60_000;
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 503 });
    expect((await graph.ask(name)).errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('is answered by nothing of a key that Wix has refused', async () => {
    nowMs += 100_000;
    await graph.ask(name);
    nowMs += 5_000;
    for (const status of [401, 503]) graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status });
    expect((await graph.ask(name)).errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAUTHENTICATED');
    expect((await graph.ask(name)).errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
  });
});
