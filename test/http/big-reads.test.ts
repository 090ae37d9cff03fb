import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createQuota } from '../../src/wix/quota.ts';
import { type TestAnswer, type TestGraph, useGraph } from '../support/graph.ts';

const callsPerMinute = 200;
/** A fifth of the minute is reserved for callers who need few calls. */
const ofBulk = 160;

/** Passes time for the quota of the graph and for the throttle of the sandbox. */
function useMinutes(isRunning = false) {
  let passed = 0;
  const now = () => passed + (isRunning ? performance.now() : 0);
  const graph = useGraph({
    size: 'large',
    quirks: { callsPerMinute },
    client: { quota: createQuota(callsPerMinute, now) },
    operationTimeoutMs: 30_000,
  });
  // A page of live sites alone takes one call: none is filled up from the next page.
  const { sites } = graph.sandbox.state;
  for (const { id, trashedDate } of [...sites.values()]) if (trashedDate !== undefined) sites.delete(id);
  const pass = (ms: number) => {
    passed += ms;
    graph.sandbox.clock.advance(ms);
  };
  beforeEach(() => pass(60_001));
  /** Uses up calls with operations that need one each. */
  const spend = async (calls: number) => {
    for (let n = 0; n < calls; n += 1) {
      const { errors } = await graph.ask(
        `{ account { sites(first: 1, filter: { search: "spent ${n}" }) { nodes { id } } } }`,
      );
      expect(errors).toBeUndefined();
    }
  };
  return { graph, pass, spend };
}

function madeBy({ calls }: TestAnswer): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}

/** A report of 50 customers at once. */
const report = `{ account { children(first: 50) { nodes { id name slug ownerEmail: owner { email } sites(first: 5) { totalCount nodes { id displayName } } domains(first: 5) { nodes { name } } packages(first: 5) { nodes { id } } folders { id } } } } }`;

const contributorsOf = (first: number) =>
  `query ($after: String) { account { sites(first: ${first}, after: $after) { nodes { id contributors { accountId } } pageInfo { endCursor } } } }`;

describe('an operation that needs more calls than are left in the minute', () => {
  const { graph, pass, spend } = useMinutes();

  it('spends nothing on what it cannot finish, tells when, and finishes then', async () => {
    const first = await graph.ask(contributorsOf(100));
    expect([first.errors, madeBy(first)]).toEqual([undefined, 101]);
    const after = first.data.account.sites.pageInfo.endCursor;
    const refused = await graph.ask(contributorsOf(100), { after });
    // The list itself tells that it has a hundred sites.
    expect(refused.calls).toEqual({ 'Query Sites': 1 });
    expect(refused.data.account.sites.nodes).toHaveLength(100);
    for (const { extensions } of refused.errors ?? []) {
      expect(extensions).toEqual({
        code: 'RATE_LIMITED',
        limit: 'WIX_CALLS_PER_MINUTE',
        estimate: 100,
        remaining: ofBulk - 102,
        maximum: ofBulk,
        retryAfterMs: 60_000,
      });
    }
    expect(refused.extensions).toMatchObject({ unfinished: { retryAfterMs: 60_000, keptForMs: 300_000 } });
    // Nothing at all is spent on another try before that.
    const again = await graph.ask(contributorsOf(100), { after });
    expect([again.calls, again.data]).toEqual([{}, refused.data]);
    pass(60_000);
    const finished = await graph.ask(contributorsOf(100), { after });
    expect([finished.errors, finished.calls]).toEqual([undefined, { 'Query Site Contributors': 100 }]);
    expect(finished.extensions).toMatchObject({ resumed: { reads: 1, ageMs: expect.any(Number) } });
    expect(finished.extensions).not.toHaveProperty('unfinished');
    // What is finished is read anew.
    pass(60_000);
    const anew = await graph.ask(contributorsOf(100), { after });
    expect([anew.errors, madeBy(anew), anew.extensions]).toEqual([undefined, 101, undefined]);
  });

  it('is not refused for an estimate that is higher than what it needs', async () => {
    await spend(150);
    const few = `{ account { sites(first: 100, filter: { search: "no site has this name" }) { nodes { id contributors { accountId } } } } }`;
    const { errors, data, calls } = await graph.ask(few);
    expect([errors, data.account.sites.nodes, calls]).toEqual([undefined, [], { 'Query Sites': 1 }]);
  });

  it('leaves what it does not use to others', async () => {
    await spend(120);
    const [big, ...small] = await Promise.all([
      graph.ask(contributorsOf(100)),
      ...Array.from({ length: 20 }, (_, n) =>
        graph.ask(`{ account { sites(first: 2, filter: { search: "other ${n}" }) { nodes { id } } } }`),
      ),
    ]);
    expect(big?.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    expect(small.map(({ errors }) => errors)).toEqual(small.map(() => undefined));
    const { data } = await graph.ask('{ rateLimit { remaining } }');
    expect(data.rateLimit.remaining).toBe(callsPerMinute - 120 - 20 - 1);
  });

  it('is admitted as a whole beside another one that needs as many', async () => {
    const of = (isPublished: boolean) =>
      `{ account { sites(first: 99, filter: { isPublished: ${isPublished} }) { nodes { id contributors { accountId } } } } }`;
    const answers = await Promise.all([graph.ask(of(true)), graph.ask(of(false))]);
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    const { data } = await graph.ask('{ rateLimit { remaining } }');
    expect(data.rateLimit.remaining).toBe(callsPerMinute - 2 - 99);
  });

  it('finishes in as many minutes as it needs, and reads nothing twice', async () => {
    const total = new Map<string, number>();
    const answers: TestAnswer[] = [];
    for (;;) {
      const answer = await graph.ask(report);
      answers.push(answer);
      for (const [name, count] of Object.entries(answer.calls)) total.set(name, (total.get(name) ?? 0) + count);
      if (answer.errors === undefined) break;
      expect(answer.errors.filter(({ extensions }) => extensions.code !== 'RATE_LIMITED')).toEqual([]);
      pass(retryAfterMsOf(answer));
    }
    expect(answers.length).toBeGreaterThan(1);
    const calls = [...total.values()].reduce((sum, count) => sum + count, 0);
    // One for the list, and seven for each customer.
    expect(calls).toBe(1 + 7 * 50);
    expect(answers).toHaveLength(Math.ceil(calls / ofBulk));
    expect(answers.at(-1)?.data.account.children.nodes).toHaveLength(50);
  });

  it('is read anew after a write', async () => {
    const refused = await graph.ask(report);
    expect(refused.extensions).toHaveProperty('unfinished');
    await graph.ask('mutation { createFolder(input: { name: "New" }) { folder { id } } }');
    pass(60_000);
    const answer = await graph.ask(report);
    expect(answer.extensions).not.toHaveProperty('resumed');
    expect(answer.calls['List Child Accounts']).toBe(1);
  });

  it('does not serve another one', async () => {
    await spend(70);
    const text = contributorsOf(100);
    await graph.ask(text);
    const other = await graph.ask(contributorsOf(99));
    expect([other.extensions?.['resumed'], other.calls]).toEqual([undefined, { 'Query Sites': 1 }]);
    expect((await graph.ask(text)).calls).toEqual({});
  });

  it('continues with what it has read before its deadline', async () => {
    graph.sandbox.faults.inject({ kind: 'hang', operation: 'Query Site Contributors', times: 1 });
    const late = await graph.ask(contributorsOf(20), {}, { 'x-request-timeout-ms': '1500' });
    expect(late.errors?.map(({ extensions }) => extensions.code)).toEqual(['DEADLINE_EXCEEDED']);
    expect(late.extensions).toMatchObject({ unfinished: { retryAfterMs: 0, keptForMs: 300_000 } });
    const answer = await graph.ask(contributorsOf(20));
    expect([answer.errors, answer.calls]).toEqual([undefined, { 'Query Site Contributors': 1 }]);
  });

  it('is forgotten when Wix rejects the key', async () => {
    await graph.ask(report);
    pass(60_000);
    graph.sandbox.faults.inject({ kind: 'status', status: 401, operation: 'Get Account', times: 1 });
    await graph.ask(report);
    pass(60_000);
    const { calls } = await graph.ask(report);
    expect(calls['List Child Accounts']).toBe(1);
  });
});

describe('an operation whose calls become available before its deadline', () => {
  const { graph, pass, spend } = useMinutes(true);

  it('waits for all of them, behind callers who need few', async () => {
    await spend(120);
    pass(58_500);
    const order: string[] = [];
    const big = graph.ask(contributorsOf(100)).then((answer) => {
      order.push('big');
      return answer;
    });
    const small = graph
      .ask('{ account { sites(first: 3, filter: { isPublished: true }) { nodes { id } } } }')
      .then((answer) => {
        order.push('small');
        return answer;
      });
    const answers = await Promise.all([big, small]);
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    expect(order).toEqual(['small', 'big']);
  });
});

describe('operations of any size that are sent again when they are told to', () => {
  const { graph, pass } = useMinutes();

  it('all finish, with exactly the calls that they need, and Wix rejects none', async () => {
    const cursors: (string | null)[] = [null];
    for (let page = 0; page < 9; page += 1) {
      const { data } = await graph.ask(
        'query ($after: String) { account { sites(first: 100, after: $after) { pageInfo { endCursor } } } }',
        {
          after: cursors.at(-1),
        },
      );
      cursors.push(data.account.sites.pageInfo.endCursor);
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 10 }), async (sizes) => {
        pass(60_001);
        let made = 0;
        let waits = 0;
        const run = async (size: number, at: number): Promise<number | null> => {
          const answer = await graph.ask(contributorsOf(size), { after: cursors[at] });
          if (answer.errors === undefined) return null;
          for (const { extensions } of answer.errors) {
            expect([extensions.code, extensions['upstreamCode']]).toEqual(['RATE_LIMITED', undefined]);
          }
          return retryAfterMsOf(answer);
        };
        let open = sizes.map((size, at) => ({ size, at }));
        while (open.length > 0) {
          // One after the other, because the log of calls is cleared for each.
          const next: typeof open = [];
          let retryAfterMs = 0;
          for (const one of open) {
            graph.sandbox.calls.clear();
            const ms = await run(one.size, one.at);
            made += callsServed(graph);
            if (ms === null) continue;
            next.push(one);
            retryAfterMs = Math.max(retryAfterMs, ms);
          }
          open = next;
          if (open.length > 0) pass(retryAfterMs);
          waits += 1;
          expect(waits).toBeLessThan(20);
        }
        expect(made).toBe(sizes.reduce((sum, size) => sum + 1 + size, 0));
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});

function retryAfterMsOf({ extensions = {} }: TestAnswer): number {
  const { retryAfterMs } = extensions['unfinished'] as { retryAfterMs: number };
  return retryAfterMs;
}

function callsServed({ sandbox }: TestGraph): number {
  return Object.values(sandbox.calls.counts()).reduce((sum, count) => sum + count, 0);
}
