import { expect } from 'vitest';
import { createRandom } from '../../src/sandbox/seed/random.ts';
import { measured, row } from './ledger.ts';
import { ownSites, readAccount, readSites } from './requests.ts';
import { percentile } from './soak/line.ts';
import { eachOn, type FaultStage, ordinaryAnswer, recoversWithin, withStage } from './stage.ts';

const always = { times: Number.POSITIVE_INFINITY };
const unhurried = { OPERATION_TIMEOUT_MS: '5000', WIX_CALL_TIMEOUT_MS: '4000' };

const childIds = ({ sandbox }: FaultStage) =>
  [...sandbox.state.accounts.values()]
    .filter(({ parentAccountId }) => parentAccountId === sandbox.accountId)
    .map(({ id }) => id);

const nameOf = (id: string | undefined) => `{ account(id: "${id}") { name } }`;

/** Asks so often in a second, whatever comes back, and waits for all answers. */
async function offer(
  perSecond: number,
  forMs: number,
  ask: () => Promise<{ readonly elapsedMs: number; readonly code: string | undefined }>,
) {
  const asked: ReturnType<typeof ask>[] = [];
  const from = performance.now();
  while (performance.now() - from < forMs) {
    while (asked.length < ((performance.now() - from) / 1_000) * perSecond) asked.push(ask());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Promise.all(asked);
}

row(
  'U30',
  'a storm: everything fails, at 200 requests in a second',
  async () => {
    await withStage({ recovers: async () => {} }, async (stage) => {
      const { sandbox, ask, calls } = stage;
      const normal = await offer(100, 500, () => ask(readSites));
      stage.forgetCalls();
      sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Get Account', ...always });
      const from = performance.now();
      let openAfterMs = 0;
      const answers = await offer(200, 3_000, async () => {
        const before = calls()['Get Account'] ?? 0;
        const answer = await ask(readAccount);
        if (openAfterMs === 0 && calls()['Get Account'] === before) openAfterMs = performance.now() - from;
        return answer;
      });
      const sent = calls()['Get Account'] ?? 0;
      expect(answers.filter(({ code }) => code !== 'UPSTREAM_UNAVAILABLE')).toEqual([]);
      expect(openAfterMs).toBeGreaterThan(0);
      expect(openAfterMs).toBeLessThan(5_000);
      expect(sent).toBeLessThan(answers.length / 5);
      sandbox.faults.clear();
      const recoveredMs = await recoversWithin(stage, 15_000);
      const after = await offer(100, 500, () => ask(readSites));
      expect([...normal, ...after].filter(({ code }) => code !== undefined)).toEqual([]);
      measured(
        `storm of ${answers.length} requests, all failing`,
        `${sent} calls reached Wix, breaker open after ${Math.round(openAfterMs)} ms`,
      );
      const [p99Before = 0, p99After = 0] = [normal, after].map((answers) =>
        percentile(
          answers.map(({ elapsedMs }) => elapsedMs),
          0.99,
        ),
      );
      measured(
        'recovery after the storm',
        `${Math.round(recoveredMs)} ms, p99 ${Math.round(p99Before)} ms before and ${Math.round(p99After)} ms after`,
      );
      expect(p99After).toBeLessThan(p99Before + 200);
    });
    // Each call to a site of its own, so that no breaker helps: repetitions alone.
    await withStage({ size: 'large', env: unhurried }, async ({ sandbox, ask, calls }) => {
      sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Get Site Properties', ...always });
      const ids = ownSites(sandbox)
        .slice(0, 600)
        .map(({ id }) => id);
      for (let start = 0; start < ids.length; start += 100) {
        const { data } = await ask('query ($ids: [ID!]!) { sites(ids: $ids) { properties { businessName } } }', {
          ids: ids.slice(start, start + 100),
        });
        expect(data.sites).toHaveLength(100);
      }
      const amplification = (calls()['Get Site Properties'] ?? 0) / ids.length;
      measured('retry amplification at 100 % failure, without breaker', amplification.toFixed(3));
      expect(amplification).toBeLessThanOrEqual(1.2);
    });
  },
  60_000,
);

row(
  'U32',
  'one slow account among others',
  async () => {
    await withStage({ env: unhurried }, async (stage) => {
      const { sandbox, ask } = stage;
      const [slow, ...others] = childIds(stage);
      const random = createRandom(1, 'other accounts');
      const quick = () => offer(60, 1_500, () => ask(nameOf(others[random.integer(0, others.length - 1)])));
      const before = await quick();
      sandbox.faults.inject({ kind: 'delay', delayMs: 2_000, match: ({ accountId }) => accountId === slow, ...always });
      const slowOnes = offer(60, 1_500, () => ask(nameOf(slow)));
      const during = await quick();
      expect([...before, ...during].filter(({ code }) => code !== undefined)).toEqual([]);
      const [p99Before, p99During] = [before, during].map((answers) =>
        percentile(
          answers.map(({ elapsedMs }) => elapsedMs),
          0.99,
        ),
      );
      measured(
        'p99 of other accounts beside a slow one',
        `${p99Before?.toFixed(0)} ms before, ${p99During?.toFixed(0)} ms during`,
      );
      expect(p99During).toBeLessThan((p99Before ?? 0) + 200);
      const slowCodes = (await slowOnes).map(({ code }) => code);
      // They wait for their turns, or for the end of their time, and not at the cost of others.
      expect(slowCodes.filter((code) => code !== undefined && code !== 'DEADLINE_EXCEEDED')).toEqual([]);
    });
    // Many slow sites of one account, which would take all connections.
    await withStage({ size: 'large', env: unhurried }, async (stage) => {
      const { sandbox, ask, calls } = stage;
      sandbox.faults.inject({ kind: 'delay', delayMs: 2_000, operation: 'Get Site Properties', ...always });
      const ids = ownSites(sandbox).map(({ id }) => id);
      const properties = 'query ($ids: [ID!]!) { sites(ids: $ids) { properties { businessName } } }';
      const slow = [0, 100, 200].map((from) => ask(properties, { ids: ids.slice(from, from + 100) }));
      while ((calls()['Get Site Properties'] ?? 0) < 24) await new Promise((resolve) => setTimeout(resolve, 5));
      const [other] = childIds(stage);
      const { errors, elapsedMs } = await ask(nameOf(other));
      measured('another account beside 300 slow sites', `${Math.round(elapsedMs)} ms`);
      expect(errors).toEqual([]);
      expect(elapsedMs).toBeLessThan(500);
      await Promise.all(slow);
    });
  },
  60_000,
);

row(
  'U33',
  'what opens a breaker, and whose',
  async () => {
    const refusals = [400, 401, 403, 404, 409, 428, 429];
    await eachOn(refusals, {}, async (stage, status) => {
      const [a, b] = childIds(stage);
      const body = { message: 'No', details: { applicationError: { code: 'SOME_REASON' } } };
      const headers = { 'retry-after': '9' };
      stage.sandbox.faults.inject({
        kind: 'status',
        status,
        body,
        headers,
        match: ({ accountId }) => accountId === a,
        times: 40,
      });
      for (let count = 0; count < 40; count += 1) expect((await stage.ask(nameOf(a))).errors).toHaveLength(1);
      expect(stage.calls()).toEqual({ 'Get Account': 40 });
      expect((await stage.ask(nameOf(a))).errors).toEqual([]);
      expect((await stage.ask(nameOf(b))).errors).toEqual([]);
    });
    const failures = [{ kind: 'status', status: 500 }, { kind: 'reset' }, { kind: 'hang' }] as const;
    await eachOn(failures, { env: { WIX_CALL_TIMEOUT_MS: '100', SHARE_READS: 'false' } }, async (stage, fault) => {
      const [a, b] = childIds(stage);
      stage.sandbox.faults.inject({ ...fault, match: ({ accountId }) => accountId === a, ...always });
      const codes = new Set(
        (await Promise.all(Array.from({ length: 24 }, () => stage.ask(nameOf(a))))).map(({ code }) => code),
      );
      const reached = stage.calls()['Get Account'];
      // Open: answered at once, and nothing is sent.
      const refused = await stage.ask(nameOf(a));
      expect(refused.code).toBe('UPSTREAM_UNAVAILABLE');
      expect(stage.calls()['Get Account']).toBe(reached);
      expect([...codes].every((code) => code?.startsWith('UPSTREAM_'))).toBe(true);
      expect((await stage.ask(nameOf(b))).errors).toEqual([]);
    });
    await withStage({ env: { ...unhurried, SHARE_READS: 'false' } }, async (stage) => {
      // Callers who leave prove nothing about Wix.
      stage.sandbox.faults.inject({ kind: 'hang', times: 24 });
      for (let count = 0; count < 24; count += 1) {
        const leaving = new AbortController();
        const body = JSON.stringify({ query: readAccount });
        const headers = { 'content-type': 'application/json' };
        const asked = fetch(stage.url, { method: 'POST', headers, body, signal: leaving.signal }).catch(() => null);
        while ((stage.calls()['Get Account'] ?? 0) <= count) await new Promise((resolve) => setTimeout(resolve, 2));
        leaving.abort();
        await asked;
      }
      while (stage.proxy.openConnections > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      expect((await stage.ask(readAccount)).data).toEqual(ordinaryAnswer);
    });
  },
  60_000,
);
